"""Account holders in the states that the tests need."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from portal.accounts.models import User

PASSWORD = "a long enough password 7"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def person(email: str = "toimittaja@esimerkki.example", **fields: Any) -> User:
    return User.objects.create_user(email, PASSWORD, **{"is_superuser": True, **fields})


def enrolled(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def code(secret: str = SECRET) -> str:
    """The code of this moment."""
    return format_hotp_value(hotp_value(secret, list(yield_hotp_counters_from_time())[1]))


def with_password(user: User) -> Client:
    """A browser that has given the password and nothing else."""
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def signed_in(user: User) -> Client:
    """A browser that has given the password and a code on the sign-in pages."""
    client = with_password(user)
    client.post("/accounts/2fa/authenticate/", {"code": code()})
    return client


def stored_secret(user: User) -> str:
    return str(Authenticator.objects.get(user_id=user.pk, type=Authenticator.Type.TOTP).data["secret"])
