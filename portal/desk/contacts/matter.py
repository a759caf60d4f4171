"""A contact with everything that was joined to it, opened for a worker to read, and what may be about the same matter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Q

from portal.desk.contacts.duplicates import Hint, hints
from portal.desk.contacts.opened import ReadContact, read_contact
from portal.desk.contacts.timeline import Event
from portal.desk.models import Contact, Worker


@dataclass(frozen=True, slots=True)
class ReadMatter:
    """The contact in the queue, read as one with what was joined to it; each joined one by itself; and the hints.

    `whole` holds the notes, the history and who must not know of all of them, and the newest first assessment. The
    letters, the messages and the dates of a joined contact stay with it, so that nobody mixes up two senders.
    """

    whole: ReadContact
    joined: tuple[ReadContact, ...]
    hints: tuple[Hint, ...]


def read_matter(contact_id: UUID, worker: Worker) -> ReadMatter:
    """The contact and what was joined to it, opened in memory. Raises Contact.DoesNotExist.

    One audit row for each contact says who read it; that of the first names the contacts that the hints name.
    """
    found = hints(contact_id, worker)
    named = {"named": " ".join(str(one.contact.pk) for one in found)} if found else None
    read = read_contact(contact_id, worker, detail=named)
    parts = tuple(
        read_contact(pk, worker, detail={"part_of": str(contact_id)})
        for pk in Contact.objects.filter(joined_to=contact_id).order_by("arrival", "pk").values_list("pk", flat=True)
    )
    return ReadMatter(_whole(read, parts) if parts else read, parts, found)


def senders_of(contact_id: UUID) -> list[tuple[UUID, str]]:
    """The contacts of a matter, each with its reference, that of the queue first: each has a sender of its own."""
    found = Contact.objects.filter(Q(pk=contact_id) | Q(joined_to=contact_id)).order_by("arrival", "pk")
    return sorted(found.values_list("pk", "reference"), key=lambda one: one[0] != contact_id)


def _whole(read: ReadContact, parts: Sequence[ReadContact]) -> ReadContact:
    everything = (read, *parts)
    assessments = [one.assessment for one in everything if one.assessment]
    return replace(
        read,
        must_not_know=tuple(dict.fromkeys(text for one in everything for text in one.must_not_know)),
        notes=tuple(sorted((note for one in everything for note in one.notes), key=lambda note: note.at)),
        events=tuple(sorted([*read.events, *_events(parts)], key=lambda event: event.at)),
        assessment=max(assessments, key=lambda one: one.at, default=None),
        can_write=any(one.can_write for one in everything),
        others=tuple(dict.fromkeys(name for one in everything for name in one.others)),
    )


def _events(parts: Iterable[ReadContact]) -> list[Event]:
    return [replace(event, what=f"{one.contact.reference}: {event.what}") for one in parts for event in one.events]
