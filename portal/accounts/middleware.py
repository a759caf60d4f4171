"""The door of the CMS: only a second factor opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from portal.accounts.models import User
from portal.accounts.second_factor import has_second_factor, has_shown_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

OTHER_SIGN_INS: Final = frozenset({"wagtailadmin_login", "wagtailcore_login"})
"""Wagtail's own sign-in pages, which ask for a password only and count no attempts."""

OWN_FACTORS: Final = frozenset({"mfa_index", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"})
"""Pages that show or replace what opens the door."""


class SecondFactorMiddleware:
    """Lets nobody into the CMS who is not signed in with a second factor; public pages are never asked.

    Whoever has no second factor yet is led to where one is set up, and reaches nothing else of the CMS before that.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]
    ) -> HttpResponseBase | None:
        """None for who may go on, else the way to sign in, to show the second factor, or to set one up."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in OTHER_SIGN_INS:
            return redirect("account_login")
        in_cms = request.path_info.startswith(f"/{settings.CMS_PATH}")
        if not in_cms and name not in OWN_FACTORS:
            return None
        back = request.get_full_path() if request.method == "GET" else f"/{settings.CMS_PATH}"
        if not isinstance(request.user, User):
            return redirect_to_login(back)
        if has_shown_second_factor(request):
            return None
        if in_cms and not request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # a professional, who has nothing to do here
        if has_second_factor(request.user):
            return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}")
        return redirect("mfa_activate_totp")
