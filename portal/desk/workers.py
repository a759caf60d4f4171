"""Workers' accounts: made, given a second factor, ended."""

from __future__ import annotations

import base64
import os
from collections.abc import Sequence
from typing import Final

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portal.desk.models import Role, Team, Worker
from portal.desk.teams import add_member
from portal.vault import service as vault

SECRET_BYTES = 20
COMMAND: Final = "machine:command"


def create_worker(
    *, email: str, name: str, language: str, password: str, role: str = Role.WORKER, teams: Sequence[Team] = ()
) -> Worker:
    """A new worker in these teams.

    Raises ValidationError for a weak password, a wrong or taken address, an unknown language or role.
    """
    worker = Worker(email=email.strip().lower(), name=name.strip(), language=language, role=role)
    worker.set_password(password)
    worker.full_clean()
    validate_password(password, worker)
    with transaction.atomic(using="default"):
        worker.save()
        vault.record(
            actor=COMMAND, action="worker.created", subject=f"worker:{worker.pk}", detail={"role": worker.role}
        )
        _join(worker, teams)
    return worker


def change_worker(worker: Worker, *, role: str, teams: Sequence[Team]) -> None:
    """Gives the worker this role (an empty text leaves it) and a place in these teams beside those they have."""
    worker.role = role or worker.role
    worker.full_clean(exclude=["password"])
    with transaction.atomic(using="default"):
        Worker.objects.filter(pk=worker.pk).update(role=worker.role)
        if role:
            vault.record(
                actor=COMMAND, action="worker.changed", subject=f"worker:{worker.pk}", detail={"role": worker.role}
            )
        _join(worker, teams)


def enrol_second_factor(worker: Worker) -> str:
    """The secret of a new second factor in base32, which replaces whatever the worker had."""
    secret = base64.b32encode(os.urandom(SECRET_BYTES)).decode()
    with transaction.atomic(using="default"):
        Authenticator.objects.filter(user_id=worker.pk).delete()
        TOTP.activate(worker, secret)
        vault.record(actor=COMMAND, action="worker.enrolled", subject=f"worker:{worker.pk}")
    return secret


def has_second_factor(worker: Worker) -> bool:
    """Whether the worker has a second factor to sign in with."""
    return bool(Authenticator.objects.filter(user_id=worker.pk, type=Authenticator.Type.TOTP).exists())


def remove_second_factor(worker: Worker, *, by: str = COMMAND) -> None:
    """Takes the second factor away, so that the worker enrols a new one at the next sign-in. `by`: an actor of the log."""
    with transaction.atomic(using="default"):
        Authenticator.objects.filter(user_id=worker.pk).delete()
        vault.record(actor=by, action="worker.unenrolled", subject=f"worker:{worker.pk}")


def end_account(worker: Worker, *, by: str = COMMAND) -> None:
    """Lets the worker in no more; open sessions end with their next request. `by`: an actor of the log."""
    with transaction.atomic(using="default"):
        Worker.objects.filter(pk=worker.pk).update(is_active=False)
        vault.record(actor=by, action="worker.ended", subject=f"worker:{worker.pk}")


def _join(worker: Worker, teams: Sequence[Team]) -> None:
    for team in teams:
        add_member(team, worker, by=COMMAND)
