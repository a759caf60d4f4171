"""The demo's workers, one for each role at least, with a password and a second factor of this installation."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import router, transaction

from portal.demo.desk import teams
from portal.demo.logins import keep, kept_login
from portal.demo.sign_in import give_sign_in
from portal.desk.models import FALLBACK_KEY, Role, Worker

HALF: Final = "desk"
# The first one is in every team, so that whatever the demo's forms send opens to them without a reason; the two of the
# adults' team are asked for a reason, and are those to whom a contact is handed over.
PEOPLE: Final = (
    ("worker", "ohjaaja@esimerkkila.example", "Outi Ohjaaja", "fi"),
    ("worker-sv", "handledare@esimerkkila.example", "Hanna Handledare", "sv"),
    ("worker-adults", "aikuistyo@esimerkkila.example", "Aino Aikuistyö", "fi"),
    ("worker-adults-sv", "vuxenarbete@esimerkkila.example", "Vera Vuxenarbete", "sv"),
    ("lead", "esihenkilo@esimerkkila.example", "Elli Esihenkilö", "fi"),
    ("auditor", "tarkastaja@esimerkkila.example", "Taavi Tarkastaja", "fi"),
    ("technical", "yllapitaja@esimerkkila.example", "Ylva Ylläpitäjä", "sv"),
)
ROLES: Final = {"lead": Role.LEAD, "auditor": Role.AUDITOR, "technical": Role.TECHNICAL}
MEMBERS: Final = {
    FALLBACK_KEY: ("ohjaaja@esimerkkila.example", "handledare@esimerkkila.example", "esihenkilo@esimerkkila.example"),
    "families": ("ohjaaja@esimerkkila.example", "handledare@esimerkkila.example", "esihenkilo@esimerkkila.example"),
    "adults": (
        "ohjaaja@esimerkkila.example",
        "esihenkilo@esimerkkila.example",
        "aikuistyo@esimerkkila.example",
        "vuxenarbete@esimerkkila.example",
    ),
}

Report = Callable[[str], None]


def load(report: Report) -> None:
    """Makes the demo's workers and teams, or gives them back the sign-in that this installation's file holds."""
    alias = router.db_for_write(Worker)
    logins = [
        kept_login(settings.VAR_DIR, half=HALF, role=role, email=email) for role, email, _name, _language in PEOPLE
    ]
    with transaction.atomic(using=alias):
        for login, (role, email, name, language) in zip(logins, PEOPLE, strict=True):
            worker = Worker.objects.filter(email=email).first() or Worker(email=email)
            worker.name, worker.language, worker.is_active = name, language, True
            worker.role = ROLES.get(role, Role.WORKER)
            give_sign_in(worker, login)
            report(f"{worker.role} {email}")
        teams.load(MEMBERS, report)
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=logins), using=alias)


def remove(report: Report) -> None:
    """Ends the demo's workers, and takes their sign-ins out of the file. Their traces in the audit log stay."""
    alias = router.db_for_write(Worker)
    with transaction.atomic(using=alias):
        teams.remove(report)
        Authenticator.objects.filter(user__email__in=[one[1] for one in PEOPLE]).delete()
        Worker.objects.filter(email__in=[one[1] for one in PEOPLE]).update(is_active=False)
        transaction.on_commit(partial(keep, settings.VAR_DIR, half=HALF, logins=[]), using=alias)
    report(f"{len(PEOPLE)} workers may sign in no more")
