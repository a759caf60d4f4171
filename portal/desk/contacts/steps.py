"""Who has a contact and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk.contacts.writing import DESK, NotPossible, into_outbox, locked, written_down
from portal.desk.models import Contact, Handover, HandoverAnswer, Status, StatusChange, Worker
from portal.desk.permissions import Permission, may
from portal.desk.sealed import seal_state

NEXT_STATUS: Final[Mapping[str, str]] = {
    Status.RECEIVED: Status.BEING_HANDLED,
    Status.BEING_HANDLED: Status.CLOSED,
    Status.CLOSED: Status.BEING_HANDLED,
}


def take(contact_id: UUID, worker: Worker) -> None:
    """Makes the worker the one who has the contact. Raises Contact.DoesNotExist."""
    with transaction.atomic(using=DESK):
        contact = locked(contact_id)
        if contact.assignee_id == worker.pk:
            return
        before = contact.assignee_id
        end_offers(contact, worker)
        contact.assignee = worker
        contact.save(update_fields=["assignee"])
        written_down(worker, "contact.taken", contact, {"from": f"worker:{before}"} if before else None)
    reached("desk.after_commit")


def assign(contact_id: UUID, lead: Worker, worker: Worker) -> None:
    """Gives the contact to a worker, whom a lead chose. Raises Contact.DoesNotExist and NotPossible."""
    with transaction.atomic(using=DESK):
        contact = locked(contact_id)
        if contact.assignee_id == worker.pk:
            return
        if not worker.is_active or not may(worker, Permission.HANDLE_CONTACT):
            raise NotPossible(_("This worker cannot have contacts."))
        before = contact.assignee_id
        end_offers(contact, lead)
        contact.assignee = worker
        contact.save(update_fields=["assignee"])
        detail = {"to": f"worker:{worker.pk}", **({"from": f"worker:{before}"} if before else {})}
        written_down(lead, "contact.assigned", contact, detail)
    reached("desk.after_commit")


def change_status(contact_id: UUID, worker: Worker, status: str) -> None:
    """Takes the contact one step on and tells the sender. Raises Contact.DoesNotExist and NotPossible.

    A contact is closed with its outcome (decisions.close), not here. A status that the contact already has changes
    nothing, so a form sent twice does no harm.
    """
    now = timezone.now()
    with transaction.atomic(using=DESK):
        contact = locked(contact_id)
        if contact.status == status:
            return
        if contact.assignee_id is None:
            raise NotPossible(_("Take the contact before you change its status."))
        if status == Status.CLOSED:
            raise NotPossible(_("Close the contact with its outcome."))
        move_on(contact, worker, status, now)
        contact.save(update_fields=["status"])
        written_down(worker, "contact.status", contact, {"status": status})
    reached("desk.after_commit")


def move_on(contact: Contact, worker: Worker, status: str, now: datetime) -> None:
    """Puts the locked contact into its next status, into its history and into the sender's box. It is not saved.

    Raises NotPossible for a status that is not the next one.
    """
    if NEXT_STATUS[contact.status] != status:
        raise NotPossible(_("Somebody else has changed the status. See what it is now and try again."))
    contact.status = status
    StatusChange.objects.create(contact=contact, status=status, by=worker, at=now)
    into_outbox(contact, lambda key: seal_state(contact.reference, key, status, now), now)
    tell_joined(contact, now, worker)


def tell_joined(contact: Contact, now: datetime, worker: Worker | None = None) -> None:
    """Tells the senders of what was joined to the locked contact how far it has come, each in their own box."""
    for one in contact.joined.all():
        tell_status(one, contact.status, now, worker)


def told_status(contact: Contact) -> str:
    """What its sender was told last; a joined contact is closed here without a word to its sender."""
    newest = contact.history.order_by("-at", "-id").first()
    return newest.status if newest else Status.RECEIVED


def tell_status(contact: Contact, status: str, now: datetime, worker: Worker | None) -> None:
    """Puts a status into the history and into the sender's box, unless it was told last."""
    if told_status(contact) != status:
        StatusChange.objects.create(contact=contact, status=status, by=worker, at=now)
        into_outbox(contact, lambda key: seal_state(contact.reference, key, status, now), now)


def end_offers(contact: Contact, worker: Worker) -> None:
    """Takes back an open offer to hand the contact over: whoever has it has changed."""
    for offer in Handover.objects.filter(contact=contact, answer__isnull=True):
        HandoverAnswer.objects.create(handover=offer, code=HandoverAnswer.Code.WITHDRAWN, by=worker)
