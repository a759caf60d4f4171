"""Who has a second factor, and which session has shown it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from portal.accounts.models import User

MFA_METHOD = "mfa"


def has_second_factor(user: User) -> bool:
    """Whether the account has an authenticator app to sign in with."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def has_shown_second_factor(request: HttpRequest) -> bool:
    """Whether this session was opened, or confirmed since, with a second factor; a password alone is not enough.

    Any sign-in view that asks for a password only, Django's and Wagtail's own among them, opens a session for which
    this is False.
    """
    records: list[dict[str, Any]] = get_authentication_records(request, request.user)
    return any(record.get("method") == MFA_METHOD for record in records)
