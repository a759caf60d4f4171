"""Middleware of the desk: the worker's language, and the doors: quiet sessions, second factor, permissions."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.desk.models import LANGUAGES, Role, Worker
from portal.desk.permissions import may
from portal.desk.views.gates import declared, is_background
from portal.desk.views.refusals import has_something_to_keep, not_allowed, signed_out
from portal.desk.workers import has_second_factor

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]

SPOKEN: Final = frozenset(code for code, _ in LANGUAGES)

# Deny by default: whoever is not signed in reaches these names only.
OPEN_TO_ALL: Final = frozenset(
    {
        "account_login", "account_logout", "account_inactive", "mfa_authenticate",
        "health-live", "health-ready", "health-intake",
    }
)  # fmt: skip
# Whoever signed in without a second factor reaches these besides, to get one.
TO_ENROL: Final = frozenset({"mfa_activate_totp", "sign-in-qr", "account_reauthenticate"})
# Where a role begins whose work is not the queue.
BEGINNINGS: Final[Mapping[str, str]] = {Role.AUDITOR: "audit-log", Role.TECHNICAL: "workers"}
SEEN: Final = "seen_at"


class WorkerLanguageMiddleware:
    """Answers in the worker's language; before sign-in in the browser's, Finnish or Swedish. Keeps nothing anywhere."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(asked_language(request.headers.get("Accept-Language", ""))):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or "fi")
            # Nothing of the desk stays in a browser's or a proxy's cache, not even a sign-in page.
            add_never_cache_headers(response)
            response["Cache-Control"] = "no-store"
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """Turns to the language of the worker who is signed in."""
        if isinstance(request.user, Worker):
            translation.activate(request.user.language)
        return None


class IdleMiddleware:
    """Signs out whoever was quiet for DESK_IDLE_MINUTES. What a page asks for by itself keeps nobody signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None for who may go on; a post of whoever was signed out is answered by the next door, with its text."""
        if not isinstance(request.user, Worker):
            return None
        if not self._is_quiet(request):
            if not is_background(view):
                request.session[SEEN] = timezone.now().isoformat()
            return None
        logout(request)
        name = request.resolver_match.view_name if request.resolver_match else ""
        return signed_out(request) if request.method == "GET" and name not in OPEN_TO_ALL else None

    @staticmethod
    def _is_quiet(request: HttpRequest) -> bool:
        seen = request.session.get(SEEN)
        if seen is None:
            return False
        try:
            return timezone.now() - datetime.fromisoformat(seen) > timedelta(minutes=settings.DESK_IDLE_MINUTES)
        except (TypeError, ValueError):
            return True


class SecondFactorMiddleware:
    """Lets nobody past the sign-in pages who is not signed in with a second factor.

    A password alone opens no session while a second factor is pending; a worker who has none yet must enrol first.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None for who may go on, else the way to sign in or to enrol."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_TO_ALL:
            return None
        if not isinstance(request.user, Worker):
            if has_something_to_keep(request):
                return signed_out(request)
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if name in TO_ENROL or has_second_factor(request.user):
            return None
        return redirect("mfa_activate_totp")


class PermissionMiddleware:
    """Lets nobody to a page that their role does not open, and nobody at all to a page that declares nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None for who may go on, else the page that says so; a role without a queue is led to its own beginning."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OPEN_TO_ALL:
            return None
        permission = declared(view, name)
        if permission is None:
            logger.error("The page %s declares no permission and is refused.", name or "without a name")
            return not_allowed(request)
        if isinstance(request.user, Worker) and may(request.user, permission):
            return None
        if name == "queue" and request.method == "GET" and (beginning := beginning_of(request)):
            return redirect(beginning)
        return not_allowed(request)


def beginning_of(request: HttpRequest) -> str:
    """The name of the page that the worker's role begins on where that is not the queue, else an empty text."""
    return BEGINNINGS.get(request.user.role, "") if isinstance(request.user, Worker) else ""


def asked_language(accept_language: str) -> str:
    """The first language of the desk that the browser asks for; Finnish when it asks for none of them."""
    for asked, _quality in parse_accept_lang_header(accept_language.lower()):
        if (base := asked.split("-")[0]) in SPOKEN:
            return base
    return "fi"
