"""What a worker does with a contact. Every reading and every change writes its audit row in the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.checkpoints import reached
from portal.desk.models import Contact, DeskMessage, FiledLetter, OutboxItem, Status, StatusChange, Worker
from portal.desk.reading import OpenedLetter, open_letter
from portal.desk.sealed import open_message, seal_message, seal_state, seal_text
from portal.intake.service import ContentError
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, CannotSeal

DESK: Final = "default"

NEXT_STATUS: Final[Mapping[str, str]] = {
    Status.RECEIVED: Status.BEING_HANDLED,
    Status.BEING_HANDLED: Status.CLOSED,
    Status.CLOSED: Status.BEING_HANDLED,
}

KIND_NAMES: Final = {
    "help_request": _("Request for help"),
    "invite": _("Collaboration invite"),
}

RELATION_NAMES: Final = {
    "": pgettext_lazy("letter", "First text"),
    "amendment": pgettext_lazy("letter", "Changed text"),
    "message": pgettext_lazy("letter", "Message from the sender"),
    "withdrawal": pgettext_lazy("letter", "Withdrawal"),
    "reminder": pgettext_lazy("letter", "Reminder"),
}


class NotPossible(Exception):
    """What was asked does not fit the contact as it stands now; the text says why, for the worker."""


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter with its content, or without where the seal does not open with today's key."""

    id: UUID
    relation: str
    arrival: datetime
    opened: OpenedLetter | None

    @property
    def relation_name(self) -> str:
        """What the letter is to the contact, in the reader's language."""
        return str(RELATION_NAMES.get(self.relation, self.relation))


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message that the desk wrote. `text` is None where it does not open; `delivered_at` when it was in the box."""

    at: datetime
    author: str
    text: str | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadContact:
    """An opened contact: the first text, what came after it, what was written back, and its history."""

    contact: Contact
    first: ReadLetter
    later: tuple[ReadLetter, ...]
    messages: tuple[ReadMessage, ...]
    history: tuple[StatusChange, ...]
    can_write: bool


def kind_name(code: str) -> str:
    """The kind in the reader's language; the code itself for a kind that the desk does not know."""
    return str(KIND_NAMES.get(code, code))


def actor(worker: Worker) -> str:
    """The worker as the audit log names them."""
    return f"worker:{worker.pk}"


def read_contact(contact_id: UUID, worker: Worker) -> ReadContact:
    """The contact, opened in memory. One audit row says who read it. Raises Contact.DoesNotExist."""
    with transaction.atomic(using=DESK):
        contact = (
            Contact.objects.select_related("assignee")
            .prefetch_related(
                "letters",
                Prefetch("messages", DeskMessage.objects.select_related("author", "outbox")),
                Prefetch("history", StatusChange.objects.select_related("by")),
            )
            .get(pk=contact_id)
        )
        Contact.objects.filter(pk=contact.pk).update(opened_at=contact.opened_at or timezone.now(), news_at=None)
        vault.record(actor=actor(worker), action="contact.read", subject=f"contact:{contact.pk}")
    return _read(contact)


def take(contact_id: UUID, worker: Worker) -> None:
    """Makes the worker the one who has the contact. Raises Contact.DoesNotExist."""
    with transaction.atomic(using=DESK):
        contact = _locked(contact_id)
        if contact.assignee_id == worker.pk:
            return
        before = contact.assignee_id
        contact.assignee = worker
        contact.save(update_fields=["assignee"])
        vault.record(
            actor=actor(worker),
            action="contact.taken",
            subject=f"contact:{contact.pk}",
            detail={"from": f"worker:{before}"} if before else None,
        )
        reached("desk.before_commit")
    reached("desk.after_commit")


def change_status(contact_id: UUID, worker: Worker, status: str) -> None:
    """Takes the contact one step on and tells the sender. Raises Contact.DoesNotExist and NotPossible.

    A status that the contact already has changes nothing, so a form sent twice does no harm.
    """
    now = timezone.now()
    with transaction.atomic(using=DESK):
        contact = _locked(contact_id)
        if contact.status == status:
            return
        if contact.assignee_id is None:
            raise NotPossible(str(_("Take the contact before you change its status.")))
        if NEXT_STATUS[contact.status] != status:
            raise NotPossible(str(_("Somebody else has changed the status. See what it is now and try again.")))
        contact.status = status
        contact.save(update_fields=["status"])
        StatusChange.objects.create(contact=contact, status=status, by=worker, at=now)
        _into_outbox(contact, lambda key: seal_state(contact.reference, key, status, now), now)
        vault.record(
            actor=actor(worker), action="contact.status", subject=f"contact:{contact.pk}", detail={"status": status}
        )
        reached("desk.before_commit")
    reached("desk.after_commit")


def write_to_sender(contact_id: UUID, worker: Worker, text: str, *, message_id: UUID | None = None) -> None:
    """Seals a message for the desk and for the sender's box. Raises Contact.DoesNotExist and NotPossible.

    The form carries `message_id`: the same form sent twice is one message.
    """
    now = timezone.now()
    contact = Contact.objects.get(pk=contact_id)
    message = DeskMessage(id=message_id or uuid4(), contact=contact, author=worker, at=now)
    message.sealed_for_desk = seal_message(message, text)
    with transaction.atomic(using=DESK):
        contact = _locked(contact_id)
        if DeskMessage.objects.filter(pk=message.pk).exists():
            return
        reached("desk.inside_message")
        outbox = _into_outbox(contact, lambda key: seal_text(contact.reference, key, text, now), now)
        if outbox is None:
            raise NotPossible(str(_("This contact has no box that the sender can read. Use one of the safe ways.")))
        message.outbox = outbox
        message.save(force_insert=True)
        vault.record(
            actor=actor(worker),
            action="contact.message",
            subject=f"contact:{contact.pk}",
            detail={"message": str(message.pk)},
        )
        reached("desk.before_commit")
    reached("desk.after_commit")


def _locked(contact_id: UUID) -> Contact:
    return Contact.objects.select_for_update().get(pk=contact_id)


def _into_outbox(contact: Contact, seal: Callable[[bytes], bytes], now: datetime) -> OutboxItem | None:
    """The item that waits for the courier; None where the sender's box has no usable key."""
    box_key = bytes(contact.box_key)
    try:
        sealed = seal(box_key)
    except CannotSeal:
        return None
    return OutboxItem.objects.create(contact=contact, box_key=box_key, sealed_for_box=sealed, created_at=now)


def _read(contact: Contact) -> ReadContact:
    letters = sorted(contact.letters.all(), key=lambda one: (one.belongs_to != "", one.arrival, one.pk))
    first, *later = [_read_letter(one) for one in letters]
    return ReadContact(
        contact=contact,
        first=first,
        later=tuple(later),
        messages=tuple(_read_message(one) for one in contact.messages.all()),
        history=tuple(contact.history.all()),
        can_write=_has_box(contact),
    )


def _read_letter(filed: FiledLetter) -> ReadLetter:
    try:
        opened = open_letter(filed)
    except (CannotOpen, ContentError, KeyProblem):
        opened = None
    return ReadLetter(filed.pk, filed.relation, filed.arrival, opened)


def _read_message(message: DeskMessage) -> ReadMessage:
    try:
        text: str | None = open_message(message)
    except (CannotOpen, KeyProblem):
        text = None
    return ReadMessage(message.at, str(message.author), text, message.outbox.delivered_at)


def _has_box(contact: Contact) -> bool:
    try:
        seal_text(contact.reference, bytes(contact.box_key), "", contact.arrival)
    except CannotSeal:
        return False
    return True
