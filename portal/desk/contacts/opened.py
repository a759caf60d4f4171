"""A contact, opened for a worker to read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone

from portal.desk.contacts.names import LETTER_NAMES, RELATION_NAMES, WITHOUT_WORDS
from portal.desk.contacts.summary import Said, ShownDue, ShownRoute, said, shown_dues, shown_routes
from portal.desk.contacts.timeline import Event, timeline
from portal.desk.contacts.writing import DESK, actor
from portal.desk.entries import ReadEntry, read_entry
from portal.desk.models import (
    Contact,
    ContactNote,
    ContactOpen,
    DeskMessage,
    FiledLetter,
    FirstAssessment,
    Handover,
    StatusChange,
    Worker,
)
from portal.desk.own_workers import OwnWorker, own_worker_of
from portal.desk.permissions import reason_in_use
from portal.desk.reading import OpenedLetter, letter_content
from portal.desk.sealed import open_message, seal_text
from portal.intake.service import WHOLE_TEXTS, ContentError
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, CannotSeal

OPEN_FOR: Final = timedelta(minutes=2)
"""For so long after a reading a worker counts as having the contact open."""


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter with what it said, or without where the seal does not open with today's key."""

    id: UUID
    relation: str
    arrival: datetime
    said: Said | None
    kind: str = ""

    @property
    def opened(self) -> OpenedLetter | None:
        """What it said, in typed words."""
        return self.said.letter if self.said else None

    @property
    def relation_name(self) -> str:
        """What the letter is to the contact, in the reader's language."""
        return str(LETTER_NAMES.get(self.kind) or RELATION_NAMES.get(self.relation) or self.relation)

    @property
    def without_words(self) -> str:
        """What was said by a tick or a button alone; empty for a letter that says it in words or in answers."""
        return str(WITHOUT_WORDS.get(self.kind, ""))


@dataclass(frozen=True, slots=True)
class ReadMessage:
    """A message that the desk wrote. `text` is None where it does not open; `delivered_at` when it was in the box."""

    at: datetime
    author: str
    text: str | None
    delivered_at: datetime | None


@dataclass(frozen=True, slots=True)
class ReadContact:
    """An opened contact: what was sent, what is due, what was written back and noted, and what happened.

    `newest` is the newest text of the matter that opens: the summary goes by it; but who must not know is
    gathered from every text. `others` have the contact open too.
    """

    contact: Contact
    first: ReadLetter
    later: tuple[ReadLetter, ...]
    newest: Said | None
    must_not_know: tuple[str, ...]
    dues: tuple[ShownDue, ...]
    ended_dues: tuple[ShownDue, ...]
    routes: tuple[ShownRoute, ...]
    messages: tuple[ReadMessage, ...]
    notes: tuple[ReadEntry, ...]
    assessment: ReadEntry | None
    offer: Handover | None
    events: tuple[Event, ...]
    others: tuple[str, ...]
    can_write: bool
    own_worker: OwnWorker | None = None
    """The own worker whom the newest text names, where it names one."""


def read_contact(contact_id: UUID, worker: Worker, *, detail: Mapping[str, str] | None = None) -> ReadContact:
    """The contact, opened in memory. One audit row says who read it. Raises Contact.DoesNotExist."""
    now = timezone.now()
    with transaction.atomic(using=DESK):
        contact = (
            Contact.objects.select_related("assignee", "team")
            .prefetch_related(
                "letters",
                "dues",
                Prefetch("messages", DeskMessage.objects.select_related("author", "outbox")),
                Prefetch("history", StatusChange.objects.select_related("by")),
                Prefetch("contactnote_entries", ContactNote.objects.select_related("by")),
            )
            .get(pk=contact_id)
        )
        named = {**(detail or {}), **_why(contact, worker)}
        Contact.objects.filter(pk=contact.pk).update(opened_at=contact.opened_at or now, news_at=None)
        ContactOpen.objects.update_or_create(contact=contact, worker=worker, defaults={"seen_at": now})
        vault.record(actor=actor(worker), action="contact.read", subject=f"contact:{contact.pk}", detail=named)
    return _read(contact, worker)


def open_part(contact_id: UUID, worker: Worker, part: str) -> Contact:
    """The contact for a page that shows one part of it. One audit row says which. Raises Contact.DoesNotExist."""
    with transaction.atomic(using=DESK):
        contact = Contact.objects.select_related("team").get(pk=contact_id)
        named = {"part": part, **_why(contact, worker)}
        vault.record(actor=actor(worker), action="contact.read", subject=f"contact:{contact.pk}", detail=named)
    return contact


def _why(contact: Contact, worker: Worker) -> dict[str, str]:
    """The id of the reason by which another team's contact was opened, for the audit log; else nothing."""
    reason = reason_in_use(worker, contact)
    return {"reason": str(reason.pk)} if reason else {}


def _read(contact: Contact, worker: Worker) -> ReadContact:
    letters = sorted(contact.letters.all(), key=lambda one: (one.belongs_to != "", one.arrival, one.pk))
    first, *later = [_read_letter(one) for one in letters]
    texts = [one.said for one in (first, *later) if one.relation in WHOLE_TEXTS and one.said]
    newest = texts[-1] if texts else None
    kept_out = tuple(dict.fromkeys(one.letter.must_not_know for one in texts if one.letter.must_not_know))
    dues = list(contact.dues.all())
    assessment = FirstAssessment.objects.filter(contact=contact).select_related("by").order_by("-at", "-id").first()
    return ReadContact(
        contact=contact,
        first=first,
        later=tuple(later),
        newest=newest,
        must_not_know=kept_out,
        dues=shown_dues([one for one in dues if one.replaced_at is None]),
        ended_dues=shown_dues([one for one in dues if one.replaced_at is not None]),
        routes=shown_routes(contact.kind, newest.letter) if newest else (),
        messages=tuple(_read_message(one) for one in contact.messages.all()),
        notes=tuple(read_entry(one) for one in contact.contactnote_entries.all()),
        assessment=read_entry(assessment) if assessment else None,
        offer=_open_offer(contact),
        events=timeline(contact),
        others=_others(contact, worker),
        can_write=_has_box(contact),
        own_worker=own_worker_of(newest.letter, kept_out) if newest else None,
    )


def _read_letter(filed: FiledLetter) -> ReadLetter:
    try:
        found: Said | None = said(letter_content(filed))
    except (CannotOpen, ContentError, KeyProblem):
        found = None
    return ReadLetter(filed.pk, filed.relation, filed.arrival, found, filed.kind)


def _read_message(message: DeskMessage) -> ReadMessage:
    try:
        text: str | None = open_message(message)
    except (CannotOpen, KeyProblem):
        text = None
    return ReadMessage(message.at, str(message.author), text, message.outbox.delivered_at)


def _open_offer(contact: Contact) -> Handover | None:
    found = Handover.objects.filter(contact=contact, answer__isnull=True)
    return found.select_related("to_worker", "to_team").first()


def _others(contact: Contact, worker: Worker) -> tuple[str, ...]:
    since = timezone.now() - OPEN_FOR
    found = ContactOpen.objects.filter(contact=contact, seen_at__gte=since).exclude(worker=worker)
    return tuple(str(one.worker) for one in found.select_related("worker").order_by("worker__name", "pk"))


def _has_box(contact: Contact) -> bool:
    try:
        seal_text(contact.reference, bytes(contact.box_key), "", contact.arrival)
    except CannotSeal:
        return False
    return True
