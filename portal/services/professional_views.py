"""The professionals' own page. Nobody keeps an answer of it: neither a cache nor a search engine."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.service import User, drop_service, keep_service, kept_services, professional_of
from portal.core.frame import alternates_at
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import neutral
from portal.services.models import ServiceFacts
from portal.services.professionals import professional_page

LAST_PAGE: Final = 2000


def professionals_only(view: Callable[[HttpRequest, User], HttpResponse]) -> Callable[..., HttpResponseBase]:
    """The view for who is signed in with a verified work address; everybody else is led to where one signs in."""

    @wraps(view)
    @neutral
    def answer(request: HttpRequest) -> HttpResponseBase:
        user = professional_of(request)
        response = view(request, user) if user else redirect("professional-sign-in")
        response["X-Robots-Tag"] = "noindex, noarchive"
        return response

    return answer


@require_safe
@professionals_only
def professional(request: HttpRequest, user: User) -> HttpResponse:
    """Consult numbers first, then the own list, partners of joint assessments, and services page by page."""
    language = current_variant().code
    context: dict[str, Any] = {
        "page": professional_page(language, kept_services(user), _number(request.GET.get("page", "1"))),
        "email": user.email,
        "shortlist_url": reverse_in("professional-shortlist", language),
        "alternates": alternates_at(partial(reverse_in, "professional")),
        "breadcrumbs": [
            {"text": _("Home page"), "href": f"/{language}/"},
            {"text": _("For signed-in professionals")},
        ],
    }
    return render(request, "services/professional.html", context)


@require_POST
@professionals_only
def shortlist(request: HttpRequest, user: User) -> HttpResponse:
    """Puts a service on the own list or takes it away, then leads back. A key of no service changes nothing."""
    key = request.POST.get("key", "")[:80]
    if request.POST.get("do") == "drop":
        drop_service(user, key)
    elif ServiceFacts.objects.filter(key=key, archived_on=None).exists():
        keep_service(user, key)
    return redirect(reverse_in("professional", current_variant().code))


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4) or not 0 < int(text) <= LAST_PAGE:
        raise Http404
    return int(text)
