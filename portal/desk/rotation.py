"""What a rotation of the desk's key must wrap anew, and what else may still wait for the old key."""

from __future__ import annotations

from django.conf import settings

from portal.desk.drafts import draft_context
from portal.desk.entries import entry_context
from portal.desk.models import (
    AccessReason,
    ContactNote,
    Decision,
    DeskDraft,
    DeskMessage,
    EarlierArrival,
    FiledLetter,
    FirstAssessment,
    Handover,
    Joining,
    Outcome,
    Suspicion,
)
from portal.desk.sealed import message_context, reason_context
from portal.intake.service import Letter, letter_context
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, recipients_of
from portal.vault.service import SealedColumn, sealed_columns, still_sealed


def register_sealed_columns() -> None:
    """Nothing; `rotate_keys` knows the desk's columns from now on."""
    sealed_columns.register("letters", SealedColumn(FiledLetter, "sealed", letter_context))
    sealed_columns.register("messages", SealedColumn(DeskMessage, "sealed_for_desk", message_context))
    sealed_columns.register("reasons", SealedColumn(AccessReason, "sealed_for_desk", reason_context))
    for model in (ContactNote, FirstAssessment, Decision, Outcome, EarlierArrival, Handover, Joining, Suspicion):
        name = str(model._meta.verbose_name_plural)
        sealed_columns.register(name, SealedColumn(model, "sealed_for_desk", entry_context))
    sealed_columns.register("drafts", SealedColumn(DeskDraft, "sealed_for_desk", draft_context))
    still_sealed.register("letters in the letter box", waiting_letters)


def waiting_letters(kids: frozenset[str]) -> int:
    """How many letters that no courier has taken are sealed for one of the kids. Raises KeyProblem without a way there.

    A letter that cannot be read as an envelope counts: what it was sealed for is not known.
    """
    if "portal" not in settings.DATABASES:
        raise KeyProblem("Letters may still wait for the old key: run this with PORTAL_DATABASE_URL, as the courier.")
    sealed = Letter.objects.filter(taken_at__isnull=True).order_by("id").values_list("sealed", flat=True)
    return sum(_names(bytes(one), kids) for one in sealed.iterator())


def _names(envelope: bytes, kids: frozenset[str]) -> bool:
    try:
        return bool(kids & set(recipients_of(envelope)))
    except CannotOpen:
        return True
