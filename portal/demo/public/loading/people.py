"""Loads the demo's editors: one for each role, with a password and a second factor of this installation."""

from __future__ import annotations

from functools import partial
from typing import Final

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import router, transaction

from portal.accounts.models import User
from portal.accounts.service import EDITORS, PUBLISHERS
from portal.demo.logins import keep, kept_login
from portal.demo.public.loading import Report
from portal.demo.sign_in import give_sign_in

HALF: Final = "portal"
ADMINISTRATOR: Final = "Administrator"
PEOPLE: Final = (
    (EDITORS, "toimittaja@esimerkkila.example", "Tuuli", "Toimittaja"),
    (PUBLISHERS, "julkaisija@esimerkkila.example", "Juha", "Julkaisija"),
    (ADMINISTRATOR, "paakayttaja@esimerkkila.example", "Pia", "Pääkäyttäjä"),
)


def load(report: Report) -> None:
    """Makes the demo's editors, or gives them back the sign-in that this installation's file holds."""
    alias = router.db_for_write(User)
    logins = [kept_login(settings.VAR_DIR, half=HALF, role=one[0], email=one[1]) for one in PEOPLE]
    with transaction.atomic(using=alias):
        for login, (role, email, first_name, last_name) in zip(logins, PEOPLE, strict=True):
            user = User.objects.filter(email=email).first() or User(email=email)
            user.first_name, user.last_name = first_name, last_name
            user.is_active, user.is_superuser = True, role == ADMINISTRATOR
            give_sign_in(user, login)
            user.groups.set(Group.objects.filter(name=role))
            report(f"editor {email}")
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=logins), using=alias)


def remove(report: Report) -> None:
    """Takes the demo's editors away, and their sign-ins out of the file."""
    alias = router.db_for_write(User)
    with transaction.atomic(using=alias):
        User.objects.filter(email__in=[email for _role, email, _first, _last in PEOPLE]).delete()
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=[]), using=alias)
    report(f"{len(PEOPLE)} editors removed")
