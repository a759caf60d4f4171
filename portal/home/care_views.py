"""The report on the care of pages, and "reviewed today" for those that were chosen in it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.widgets import AdminDateInput

from portal.core.locales import VARIANTS, variant
from portal.home.models.base import BasePage, base_page_models
from portal.home.page_care import READ_THROUGH_FOR, is_old, mark_reviewed, may_review, page_rows

ON_A_PAGE: Final = 50


class PageFilters(forms.Form):
    """By what the report is narrowed."""

    review = forms.ChoiceField(
        label=_("Review"),
        required=False,
        choices=[("", _("All")), ("overdue", _("Overdue")), ("old", _("Not reviewed for over a year"))],
    )
    lacks = forms.ChoiceField(
        label=_("Lacks a published language"),
        required=False,
        choices=[("", _("All")), *((one.code, one.own_name) for one in VARIANTS[1:])],
    )
    owner = forms.CharField(label=_("Who looks after it"), required=False, max_length=120)


class ReviewedForm(forms.Form):
    """Which role has read the pages through, and when it will do so again."""

    role = forms.CharField(
        label=_("who looks after the page"), max_length=120, help_text=_("A team or a role, never a person.")
    )
    next_review = forms.DateField(label=_("next review by"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_review"].initial = timezone.localdate() + READ_THROUGH_FOR

    def clean_next_review(self) -> Any:
        """The day. Raises ValidationError unless it lies ahead."""
        day = self.cleaned_data["next_review"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The next review must be later than today."))
        return day


@require_safe
def page_care(request: HttpRequest) -> HttpResponse:
    """The pages, the one to read through first at the top; a fixed number of queries."""
    form = PageFilters(request.GET)
    form.is_valid()
    chosen = getattr(form, "cleaned_data", {})
    rows = [row for row in page_rows() if _is_wanted(row, chosen)]
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "form": form,
        "rows": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("p")),
        "others": [one.own_name for one in VARIANTS[1:]],
        "query": query.urlencode(),
    }
    return TemplateResponse(request, "home/admin/page_care.html", context)


def _is_wanted(row: Any, chosen: dict[str, str]) -> bool:
    if chosen.get("review") == "overdue" and not row.is_overdue:
        return False
    if chosen.get("review") == "old" and not is_old(row.page):
        return False
    if chosen.get("lacks") and not (row.page.live and row.lacks(chosen["lacks"])):
        return False
    return chosen.get("owner", "").casefold() in row.page.owner_role.casefold()


@require_http_methods(["GET", "HEAD", "POST"])
def reviewed_today(request: HttpRequest) -> HttpResponse:
    """Asks which role has read the chosen pages through, then says so of those that the user may change."""
    asked = {int(one) for one in request.GET.getlist("page") if one.isdecimal() and len(one) < 10}
    pages = _pages(asked)
    allowed = [page for page in pages if may_review(page, request.user)]
    form = ReviewedForm(request.POST if request.method == "POST" else None, initial={"role": _common_role(allowed)})
    if request.method == "POST" and allowed and form.is_valid():
        for page in allowed:
            mark_reviewed(page, user=request.user, **form.cleaned_data)
        said = ngettext(
            "%(count)d page was marked as reviewed today.",
            "%(count)d pages were marked as reviewed today.",
            len(allowed),
        )
        messages.success(request, said % {"count": len(allowed)})
        return redirect("home_page_care")
    refused = [page for page in pages if page not in allowed]
    named = [(page, variant(page.locale.language_code).own_name) for page in allowed]
    context = {"form": form, "pages": named, "refused": refused}
    return TemplateResponse(request, "home/admin/reviewed_today.html", context)


def _pages(keys: set[int]) -> list[BasePage]:
    found = [
        page
        for model in base_page_models()
        for page in model._default_manager.filter(pk__in=keys).select_related("locale")
    ]
    return sorted(found, key=lambda page: page.pk)


def _common_role(pages: list[BasePage]) -> str:
    roles = {page.owner_role for page in pages}
    return roles.pop() if len(roles) == 1 else ""
