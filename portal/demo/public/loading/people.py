"""Loads the demo's editors: one for each role, with a password and a second factor of this installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import router, transaction

from portal.accounts.models import User
from portal.accounts.service import EDITORS, PUBLISHERS
from portal.demo.logins import Login, forget_logins, kept_login

HALF: Final = "portal"
ADMINISTRATOR: Final = "Administrator"
PEOPLE: Final = (
    (EDITORS, "toimittaja@esimerkkila.example", "Tuuli", "Toimittaja"),
    (PUBLISHERS, "julkaisija@esimerkkila.example", "Juha", "Julkaisija"),
    (ADMINISTRATOR, "paakayttaja@esimerkkila.example", "Pia", "Pääkäyttäjä"),
)

Report = Callable[[str], None]


def load(report: Report) -> None:
    """Makes the demo's editors, or gives them back the sign-in that this installation's file holds."""
    with transaction.atomic(using=router.db_for_write(User)):
        for role, email, first_name, last_name in PEOPLE:
            login = kept_login(settings.VAR_DIR, half=HALF, role=role, email=email)
            user = User.objects.filter(email=email).first() or User(email=email)
            user.first_name, user.last_name = first_name, last_name
            user.is_active, user.is_superuser = True, role == ADMINISTRATOR
            _give_sign_in(user, login)
            user.groups.set(Group.objects.filter(name=role))
            report(f"editor {email}")


def remove(report: Report) -> None:
    """Takes the demo's editors away, and their sign-ins out of the file."""
    User.objects.filter(email__in=[email for _role, email, _first, _last in PEOPLE]).delete()
    forget_logins(settings.VAR_DIR, half=HALF)
    report(f"{len(PEOPLE)} editors removed")


def _give_sign_in(user: User, login: Login) -> None:
    if not user.check_password(login.password):
        user.set_password(login.password)
    user.save()
    factor = Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).first()
    if factor is not None and get_adapter().decrypt(factor.data["secret"]) == login.totp_secret:
        return
    Authenticator.objects.filter(user_id=user.pk).delete()
    TOTP.activate(user, login.totp_secret)
