"""Search in what senders wrote: open contacts that the worker may open without a reason, opened in memory.

Nothing of it is kept: no index of names stands anywhere, what was looked for is written nowhere, and one audit row
tells which contacts were shown for it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import QuerySet

from portal.desk.contacts import DESK, actor
from portal.desk.keys import desk_keys
from portal.desk.models import Contact, FiledLetter, Worker
from portal.desk.permissions import openable
from portal.desk.queue import ASSIGNEE_NAME, is_open
from portal.desk.sealed import LETTER_COLUMNS
from portal.desk.search_words import Haystack, Needle, Place, haystack
from portal.intake.service import LetterColumns, letter_aad, letter_context
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, PrivateKey, open_envelope

MOST: Final = 5_000
"""How many contacts one search opens, those nearest their due date first."""
SHOWN: Final = 50
CHUNK: Final = 500


class SealedLetter(LetterColumns, Protocol):
    """A letter's row: what its seal is bound to, and the sealed bytes."""

    sealed: bytes


@dataclass(frozen=True, slots=True)
class Hit:
    """A contact that fits, and where: in a name, a number, its reference or the words."""

    contact: Contact
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search shows, by due date, and how far it looked.

    looked_at: how many contacts were searched; is_whole tells whether these are all that the worker may search.
    more: how many further contacts fit. unreadable: how many have a text that does not open with today's key.
    """

    hits: tuple[Hit, ...]
    more: int
    looked_at: int
    is_whole: bool
    unreadable: int


def search(text: str, worker: Worker) -> Found:
    """The open contacts in which every word of the text stands, in any of a contact's letters.

    Documents count by their answers, not by their questions. One audit row names the contacts that are shown. Work is
    bounded: beyond 5,000 contacts only an exact reference is found.
    """
    needle, mine, keys = Needle.of(text), _searchable(worker), _keys()
    rows = list(mine.order_by("due_on", "pk").values_list("pk", "reference")[: MOST + 1])
    joined, places, unreadable = _joined(mine), _Places(), 0
    looked_at = [(pk, " ".join((reference, *joined[pk].values()))) for pk, reference in rows[:MOST]]
    for start in range(0, len(looked_at), CHUNK):
        chunk = dict(looked_at[start : start + CHUNK])
        opened, broken = _opened({pk: joined[pk] for pk in chunk}, keys)
        unreadable += len(broken)
        unreadable += places.look(needle, {pk: (opened[pk], reference) for pk, reference in chunk.items()})
    if len(rows) > MOST:
        for pk in mine.filter(reference=text.strip().upper()).values_list("pk", flat=True):
            places.keep(pk, (Place.REFERENCE,))
    hits = _hits(places.found)
    _write_down(hits, worker, len(looked_at))
    return Found(hits, len(places.found) - len(hits), len(looked_at), len(rows) <= MOST, unreadable)


class _Places:
    """Where each contact fits, in the order in which they were found."""

    def __init__(self) -> None:
        self.found: dict[UUID, tuple[Place, ...]] = {}
        self._sifts = True

    def look(self, needle: Needle, contacts: Mapping[UUID, tuple[Sequence[bytes], str]]) -> int:
        """Looks into the contents of letters, each contact with its reference; how many hold one that is no content.

        Of most contacts the plain bytes show that they do not fit, and what they say is never put together; where most
        fit, that would be work for nothing. Of those beyond what is shown only their number is wanted.
        """
        before, broken = len(self.found), 0
        for pk, (contents, reference) in contacts.items():
            if self._sifts and not needle.may_stand_in(contents, reference):
                continue
            try:
                said = sum((haystack(json.loads(one)) for one in contents), Haystack())
            except (ValueError, RecursionError):
                broken += 1
                continue
            if len(self.found) < SHOWN:
                self.keep(pk, needle.places(said, reference))
            elif needle.stands_in(said, reference):
                self.keep(pk, (Place.WORDS,))
        self._sifts = 2 * (len(self.found) - before) < len(contacts)
        return broken

    def keep(self, pk: UUID, places: tuple[Place, ...]) -> None:
        if places:
            self.found.setdefault(pk, places)


def _searchable(worker: Worker) -> QuerySet[Contact]:
    return Contact.objects.filter(openable(worker)).filter(is_open())


def _joined(mine: QuerySet[Contact]) -> Mapping[UUID, dict[UUID, str]]:
    """What was joined to each contact, with its reference: its words and its reference find the contact in the queue."""
    found: defaultdict[UUID, dict[UUID, str]] = defaultdict(dict)
    for pk, kept_id, reference in Contact.objects.filter(joined_to__in=mine).values_list(
        "pk", "joined_to_id", "reference"
    ):
        if kept_id:
            found[kept_id][pk] = reference
    return found


def _keys() -> tuple[PrivateKey, ...]:
    """The desk's keys; none where they cannot be read, and then no letter opens and the page says so."""
    try:
        return desk_keys()
    except KeyProblem:
        return ()


def _opened(
    contacts: Mapping[UUID, Iterable[UUID]], keys: Sequence[PrivateKey]
) -> tuple[Mapping[UUID, list[bytes]], set[UUID]]:
    """The contents of the letters of these contacts and of what was joined to each; and those with one that does not open.

    A content was checked against its schema when its letter was filed, and nothing of it is shown.
    """
    kept = {one: pk for pk, joined in contacts.items() for one in (pk, *joined)}
    opened: defaultdict[UUID, list[bytes]] = defaultdict(list)
    broken: set[UUID] = set()
    # Rows and no instances: building thousands of them costs more than reading what lies in them.
    letters = FiledLetter.objects.filter(contact_id__in=list(kept)).order_by()
    for letter in letters.values_list("contact_id", *LETTER_COLUMNS, named=True):
        try:
            opened[kept[letter.contact_id]].append(_content(letter, keys))
        except CannotOpen:
            broken.add(kept[letter.contact_id])
    return opened, broken


def _content(letter: SealedLetter, keys: Sequence[PrivateKey]) -> bytes:
    return open_envelope(bytes(letter.sealed), keys=keys, context=letter_context(letter), aad=letter_aad(letter))


def _hits(found: Mapping[UUID, tuple[Place, ...]]) -> tuple[Hit, ...]:
    shown = list(found)[:SHOWN]
    contacts = Contact.objects.defer("box_key").annotate(assignee_name=ASSIGNEE_NAME).in_bulk(shown)
    return tuple(Hit(contacts[pk], found[pk]) for pk in shown if pk in contacts)


def _write_down(hits: Sequence[Hit], worker: Worker, looked_at: int) -> None:
    with transaction.atomic(using=DESK):
        vault.record(
            actor=actor(worker),
            action="contact.searched",
            subject=f"search:{uuid4()}",
            detail={"contacts": " ".join(str(one.contact.pk) for one in hits), "looked_at": str(looked_at)},
            mentions=[f"contact:{one.contact.pk}" for one in hits],
        )
