"""A contact, opened for a worker to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from portal.desk.contacts.names import RELATION_NAMES
from portal.desk.contacts.writing import DESK, actor
from portal.desk.models import Contact, DeskMessage, FiledLetter, StatusChange, Worker
from portal.desk.reading import OpenedLetter, open_letter
from portal.desk.sealed import open_message, seal_text
from portal.intake.service import ContentError
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, CannotSeal


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
