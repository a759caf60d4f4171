"""Views of the CMS: a plain-language page is started, a source's changes are read, and localize's views are guarded."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale, Page
from wagtail_localize.views.submit_translations import SubmitPageTranslationView
from wagtail_localize.views.update_translations import UpdateTranslationsView

from portal.home.changes import changes_in_source
from portal.home.guards import TRANSLATED_BY_SEGMENTS, gap_sentence, missing_translations, parent_first_sentence
from portal.home.models import BasePage
from portal.home.refusals import RefusedError
from portal.home.variants import PLAIN, start_variant


def start_plain_language(request: HttpRequest, page_id: int) -> HttpResponse:
    """Asks, and on a post makes the draft; where the plain-language page is there already, leads to it."""
    page = _base_page(page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    locale = get_object_or_404(Locale, language_code=PLAIN)
    existing = page.get_translation_or_none(locale)
    if existing is not None:
        return _to_edit(existing.pk)
    parent = _parent_in(page, locale)
    if parent is None:
        raise RefusedError(parent_first_sentence(), page_id=page.pk)
    if not parent.permissions_for_user(request.user).can_add_subpage() and not parent.is_root():
        raise PermissionDenied
    if request.method == "POST":
        draft = start_variant(page, locale, user=request.user)
        messages.success(request, _("The plain-language draft is ready to be written anew."))
        return _to_edit(draft.pk)
    return render(request, "home/admin/start_plain.html", {"page": page, "locale": locale})


@require_safe
def source_changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """What has changed in the Finnish page since this variant was last published or handed to translators."""
    page = _base_page(page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return render(request, "home/admin/source_changes.html", {"page": page, "changes": changes_in_source(page)})


def refuse_alias(request: HttpRequest, page_id: int) -> HttpResponse:
    """A refusal: a page that people have written never becomes a mirror of another one."""
    raise RefusedError(alias_sentence(), page_id=page_id)


def alias_sentence() -> str:
    """Why a written page is not turned into a mirror, and why a stopped translation is not started over it."""
    return _(
        "This page was written by people. It is neither replaced by a mirror nor overwritten by a new translation."
    )


class SubmitSwedishView(SubmitPageTranslationView):
    """wagtail-localize's "Translate this page", for Swedish only, and only under a page that is there in Swedish."""

    def get_form(self) -> Any:
        """The form with the one language that is translated piece by piece."""
        form = super().get_form()
        form.fields["locales"].queryset = form.fields["locales"].queryset.filter(language_code=TRANSLATED_BY_SEGMENTS)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Starts the translation. Raises RefusedError where a missing parent would be made up as a Finnish mirror."""
        for locale in form.cleaned_data["locales"]:
            if _parent_in(self.object, locale) is None:
                raise RefusedError(parent_first_sentence(), page_id=self.object.pk)
        response: HttpResponse = super().form_valid(form)
        return response


class UpdateSwedishView(UpdateTranslationsView):
    """wagtail-localize's "Sync translated pages": takes the new texts in, publishes only what is wholly translated."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Updates the segments; where one then lacks its translation, nothing is published and a message says so."""
        if form.cleaned_data["publish_translations"]:
            self.object.update_from_db()
            for translation in self.object.translations.filter(enabled=True).select_related("target_locale"):
                page = translation.get_target_instance()
                if count := missing_translations(page):
                    form.cleaned_data["publish_translations"] = False
                    messages.warning(self.request, gap_sentence(page.title, count))
        response: HttpResponse = super().form_valid(form)
        return response


def _base_page(page_id: int) -> Any:
    page = get_object_or_404(Page, pk=page_id).specific
    if not isinstance(page, BasePage):
        raise PermissionDenied
    return page


def _parent_in(page: Any, locale: Locale) -> Any:
    parent = page.get_parent()
    return parent if parent.is_root() else parent.specific.get_translation_or_none(locale)


def _to_edit(page_id: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[page_id]))
