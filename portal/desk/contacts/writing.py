"""What every change of a contact shares: whose name it is written down under, the lock, the way to the sender."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from portal.core.checkpoints import reached
from portal.desk.models import Contact, OutboxItem, Worker
from portal.vault import service as vault
from portal.vault.sealing import CannotSeal

DESK: Final = "default"


class NotPossible(Exception):
    """What was asked does not fit the contact as it stands now; the text says why, for the worker."""


def actor(worker: Worker) -> str:
    """The worker as the audit log names them."""
    return f"worker:{worker.pk}"


def locked(contact_id: UUID) -> Contact:
    """The contact, which nobody else changes until the transaction ends. Raises Contact.DoesNotExist."""
    return Contact.objects.select_for_update().get(pk=contact_id)


def written_down(worker: Worker, action: str, contact: Contact, detail: Mapping[str, str] | None = None) -> None:
    """Nothing; the change has its one audit row, the last thing before COMMIT."""
    vault.record(actor=actor(worker), action=action, subject=f"contact:{contact.pk}", detail=detail)
    reached("desk.before_commit")


def into_outbox(contact: Contact, seal: Callable[[bytes], bytes], now: datetime) -> OutboxItem | None:
    """The item that waits for the courier; None where the sender's box has no usable key."""
    box_key = bytes(contact.box_key)
    try:
        sealed = seal(box_key)
    except CannotSeal:
        return None
    return OutboxItem.objects.create(contact=contact, box_key=box_key, sealed_for_box=sealed, created_at=now)
