"""Workers' accounts: made, given a second factor, ended."""

from __future__ import annotations

import base64
import os

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from portal.desk.models import Worker
from portal.vault import service as vault

SECRET_BYTES = 20


def create_worker(*, email: str, name: str, language: str, password: str) -> Worker:
    """A new worker. Raises ValidationError for a weak password, a wrong or taken address, an unknown language."""
    worker = Worker(email=email.strip().lower(), name=name.strip(), language=language)
    worker.set_password(password)
    worker.full_clean()
    validate_password(password, worker)
    with transaction.atomic(using="default"):
        worker.save()
        vault.record(actor="machine:command", action="worker.created", subject=f"worker:{worker.pk}")
    return worker


def enrol_second_factor(worker: Worker) -> str:
    """The secret of a new second factor in base32, which replaces whatever the worker had."""
    secret = base64.b32encode(os.urandom(SECRET_BYTES)).decode()
    with transaction.atomic(using="default"):
        Authenticator.objects.filter(user_id=worker.pk).delete()
        TOTP.activate(worker, secret)
        vault.record(actor="machine:command", action="worker.enrolled", subject=f"worker:{worker.pk}")
    return secret


def has_second_factor(worker: Worker) -> bool:
    """Whether the worker has a second factor to sign in with."""
    return bool(Authenticator.objects.filter(user_id=worker.pk, type=Authenticator.Type.TOTP).exists())


def remove_second_factor(worker: Worker) -> None:
    """Takes the second factor away, so that the worker enrols a new one at the next sign-in."""
    with transaction.atomic(using="default"):
        Authenticator.objects.filter(user_id=worker.pk).delete()
        vault.record(actor="machine:command", action="worker.unenrolled", subject=f"worker:{worker.pk}")


def end_account(worker: Worker) -> None:
    """Lets the worker in no more; open sessions end with their next request."""
    with transaction.atomic(using="default"):
        Worker.objects.filter(pk=worker.pk).update(is_active=False)
        vault.record(actor="machine:command", action="worker.ended", subject=f"worker:{worker.pk}")
