"""Half-written notes and messages: saved sealed while they are typed, shown to their writer again, and forgotten."""

from __future__ import annotations

import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from portal.desk.contacts import DESK
from portal.desk.keys import desk_keys, recipients
from portal.desk.models import KEPT_FOR, DeskDraft, Worker
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, canonical, open_envelope, seal


def draft_context(draft: DeskDraft) -> str:
    """The context that a draft is sealed in: its id."""
    return f"desk-draft:{draft.id}"


def keep_draft(contact_id: UUID, worker: Worker, field: str, text: str) -> None:
    """Keeps what the worker has typed so far in place of what was kept before; an empty text forgets it.

    Drafts that have ended go with every keeping. It is no change of the contact, so the audit log says nothing of it.
    """
    now = timezone.now()
    draft = DeskDraft(worker=worker, contact_id=contact_id, field=field, expires_at=now + KEPT_FOR)
    draft.sealed_for_desk = seal(
        canonical({"text": text}), recipients=recipients(), context=draft_context(draft), aad=_aad(draft)
    )
    with transaction.atomic(using=DESK):
        DeskDraft.objects.filter(expires_at__lte=now).delete()
        DeskDraft.objects.filter(worker=worker, contact_id=contact_id, field=field).delete()
        if text.strip():
            draft.save(force_insert=True)


def forget_draft(contact_id: UUID, worker: Worker, field: str) -> None:
    """Takes the draft away: what it was for is kept or sent."""
    DeskDraft.objects.filter(worker=worker, contact_id=contact_id, field=field).delete()


def drafts_of(contact_id: UUID, worker: Worker) -> dict[str, str]:
    """The worker's own drafts for the contact that have not ended, by field. One that does not open is left out."""
    found: dict[str, str] = {}
    for draft in DeskDraft.objects.filter(worker=worker, contact_id=contact_id, expires_at__gt=timezone.now()):
        try:
            plain = open_envelope(
                bytes(draft.sealed_for_desk), keys=desk_keys(), context=draft_context(draft), aad=_aad(draft)
            )
        except (CannotOpen, KeyProblem):
            continue
        found[draft.field] = str(json.loads(plain)["text"])
    return found


def _aad(draft: DeskDraft) -> bytes:
    return canonical({"contact": str(draft.contact_id), "worker": draft.worker_id, "field": draft.field})
