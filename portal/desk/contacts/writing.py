"""What every change of a contact shares: whose name it is written down under, the lock, the way to the sender."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk.models import Contact, OutboxItem, Worker
from portal.vault import service as vault
from portal.vault.sealing import CannotSeal

DESK: Final = "default"


class NotPossible(Exception):
    """What was asked does not fit the contact as it stands now; the text says why, for the worker."""


class Joined(NotPossible):
    """The contact was joined to another one, `kept_id`, where everything but its own sender's word is done."""

    def __init__(self, kept_id: UUID) -> None:
        super().__init__(_("This contact has been joined to another one. Open that one."))
        self.kept_id = kept_id


def actor(worker: Worker) -> str:
    """The worker as the audit log names them."""
    return f"worker:{worker.pk}"


def locked(contact_id: UUID) -> Contact:
    """The contact, which nobody else changes until the transaction ends. Raises Contact.DoesNotExist and Joined."""
    found = Contact.objects.select_for_update().get(pk=contact_id)
    if found.joined_to_id:
        raise Joined(found.joined_to_id)
    return found


def locked_with_queue(contact_id: UUID) -> tuple[Contact, Contact]:
    """The contact and the one that stands in the queue for it, both locked: itself, unless it was joined to another.

    Raises Contact.DoesNotExist.
    """
    kept_id = Contact.objects.values_list("joined_to_id", flat=True).get(pk=contact_id)
    found = locked_together(contact_id, kept_id or contact_id)
    contact = found[contact_id]
    kept_id = contact.joined_to_id or contact_id
    return contact, found.get(kept_id) or Contact.objects.select_for_update().get(pk=kept_id)


def locked_together(*contact_ids: UUID) -> dict[UUID, Contact]:
    """These contacts by their ids, locked in one order, so that no two workers wait for each other."""
    found = Contact.objects.select_for_update().filter(pk__in=contact_ids).order_by("pk")
    return {one.pk: one for one in found}


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
