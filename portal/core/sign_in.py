"""How allauth behaves in both halves; each half's adapters stand on these two.

Nobody signs up, nothing goes by mail, and nobody takes a second factor away by themselves.
"""

from __future__ import annotations

import time
from typing import Any, Final

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from portal.core.county import county
from portal.core.second_factor import decrypt_secret, encrypt_secret

RECENT_SECONDS: Final = 300


class HouseAccountAdapter(DefaultAccountAdapter):
    """Sign-in with e-mail address and password."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by those who may make them."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Sends nothing: no part of signing in goes by mail."""

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing beside the page: allauth's notes hold the account's address and would lie in a cookie."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether the password must be given again: not within five minutes of signing in."""
        if signed_in_recently(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))


class HouseMFAAdapter(DefaultMFAAdapter):
    """Second factors: their secrets are kept encrypted, and they are replaced only by who may manage accounts."""

    def encrypt(self, text: str) -> str:
        """The text as the database may hold it."""
        return encrypt_secret(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The text again. Raises CannotDecrypt."""
        return decrypt_secret(encrypted_text)

    def get_totp_issuer(self) -> str:
        """The name that the authenticator app shows: the portal's own."""
        return str(county().service_name)

    def can_delete_authenticator(self, authenticator: Any) -> bool:
        """Never."""
        return False


def signed_in_recently(request: HttpRequest) -> bool:
    """Whether this session gave a password or a code within the last five minutes."""
    records = request.session.get("account_authentication_methods")
    if not request.user.is_authenticated or not isinstance(records, list) or not records:
        return False
    return bool(time.time() - records[-1].get("at", 0) < RECENT_SECONDS)
