"""How a person of the demo gets their password and second factor, in either half."""

from __future__ import annotations

from typing import Any, Protocol

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP

from portal.demo.logins import Login


class AccountHolder(Protocol):
    """A user of the portal half or a worker of the desk half."""

    pk: Any

    def check_password(self, raw_password: str) -> bool:
        """Whether this is the password."""

    def set_password(self, raw_password: str | None) -> None:
        """Makes this the password."""

    def save(self) -> None:
        """Writes the row."""


def give_sign_in(holder: AccountHolder, login: Login) -> None:
    """Saves the account with the login's password and second factor; changes nothing that is so already."""
    if not holder.check_password(login.password):
        holder.set_password(login.password)
    holder.save()
    factor = Authenticator.objects.filter(user_id=holder.pk, type=Authenticator.Type.TOTP).first()
    if factor is not None and get_adapter().decrypt(factor.data["secret"]) == login.totp_secret:
        return
    Authenticator.objects.filter(user_id=holder.pk).delete()
    TOTP.activate(holder, login.totp_secret)
