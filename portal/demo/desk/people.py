"""The demo's workers: two who speak Finnish and Swedish, with a password and a second factor of this installation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import router, transaction

from portal.demo.logins import keep, kept_login
from portal.demo.sign_in import give_sign_in
from portal.desk.models import Worker

HALF: Final = "desk"
PEOPLE: Final = (
    ("worker", "ohjaaja@esimerkkila.example", "Outi Ohjaaja", "fi"),
    ("worker-sv", "handledare@esimerkkila.example", "Hanna Handledare", "sv"),
)

Report = Callable[[str], None]


def load(report: Report) -> None:
    """Makes the demo's workers, or gives them back the sign-in that this installation's file holds."""
    alias = router.db_for_write(Worker)
    logins = [
        kept_login(settings.VAR_DIR, half=HALF, role=role, email=email) for role, email, _name, _language in PEOPLE
    ]
    with transaction.atomic(using=alias):
        for login, (_role, email, name, language) in zip(logins, PEOPLE, strict=True):
            worker = Worker.objects.filter(email=email).first() or Worker(email=email)
            worker.name, worker.language, worker.is_active = name, language, True
            give_sign_in(worker, login)
            report(f"worker {email}")
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=logins), using=alias)


def remove(report: Report) -> None:
    """Ends the demo's workers, and takes their sign-ins out of the file. Their traces in the audit log stay."""
    alias = router.db_for_write(Worker)
    with transaction.atomic(using=alias):
        Authenticator.objects.filter(user__email__in=[one[1] for one in PEOPLE]).delete()
        Worker.objects.filter(email__in=[one[1] for one in PEOPLE]).update(is_active=False)
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=[]), using=alias)
    report(f"{len(PEOPLE)} workers may sign in no more")
