"""Middleware of the desk: the worker's language, and a door that only a second factor opens."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from portal.desk.models import LANGUAGES, Worker
from portal.desk.workers import has_second_factor

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
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
        if name in TO_ENROL or has_second_factor(request.user):
            return None
        return redirect("mfa_activate_totp")


def asked_language(accept_language: str) -> str:
    """The first language of the desk that the browser asks for; Finnish when it asks for none of them."""
    for asked, _quality in parse_accept_lang_header(accept_language.lower()):
        if (base := asked.split("-")[0]) in SPOKEN:
            return base
    return "fi"
