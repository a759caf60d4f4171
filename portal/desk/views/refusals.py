"""Pages for who may not go on; what they had written stays on the page and can be sent again."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from portal.core.posted import kept_fields, readable_post
from portal.desk.models import Contact

FORBIDDEN = 403
CONFLICT = 409


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for a worker whose role does not do this."""
    return _page(request, "desk/not_allowed.html")


def signed_out(request: HttpRequest) -> HttpResponse:
    """The page for whoever was signed out in the middle of their work."""
    back = request.get_full_path() if request.method == "GET" else ""
    sign_in = reverse("account_login") + (f"?{urlencode({'next': back})}" if back else "")
    return _page(request, "desk/signed_out.html", sign_in_url=sign_in, minutes=settings.DESK_IDLE_MINUTES)


def has_something_to_keep(request: HttpRequest) -> bool:
    """Whether the request posts anything that its sender would not want to lose."""
    return any(field.markup or field.value for field in kept_fields(request, readable_post(request)))


def reason_needed(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The way to the page that asks for a reason; for a post the page that keeps its text meanwhile."""
    ask = reverse("contact-reason", args=[contact.pk])
    if request.method in ("GET", "HEAD"):
        return redirect(ask)
    return _page(request, "desk/reason_needed.html", ask_url=ask, contact=contact)


def joined_elsewhere(request: HttpRequest, contact: Contact) -> HttpResponse:
    """The way to the contact that another one was joined to; for a post the page that keeps its text meanwhile."""
    if request.method in ("GET", "HEAD"):
        return redirect("contact", contact.pk)
    answer = _page(request, "desk/joined_elsewhere.html", contact=contact)
    answer.status_code = CONFLICT
    return answer


def _page(request: HttpRequest, template: str, **more: Any) -> HttpResponse:
    context = {
        "was_posted": request.method == "POST",
        "fields": kept_fields(request, readable_post(request)),
        "send_to": request.get_full_path(),
        "token": get_token(request),
        **more,
    }
    return render(request, template, context, status=FORBIDDEN)
