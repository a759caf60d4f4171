"""The queue: which contacts a worker sees, in which order. It shows no content, so looking at it is no reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.desk.models import Contact, Status, Urgency, Worker

PAGE: Final = 50
OPEN: Final = "open"
MINE: Final = "mine"
NOBODY: Final = "nobody"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the worker asked for. An empty text is no filter; `status` is a status, "open" or empty for all."""

    status: str = OPEN
    assignee: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """At most 50 contacts, and the id after which the next page begins (None on the last one)."""

    contacts: tuple[Contact, ...]
    next_after: UUID | None


def page(filters: Filters, worker: Worker, *, after: UUID | None = None) -> Page:
    """The page that begins after the contact of that id; the first one where there is no such contact.

    Order: urgent first, then by due date, then by id. Always three queries at most, however long the queue is.
    """
    found = _filtered(filters, worker)
    last = Contact.objects.filter(pk=after).values("urgency", "due_on").first() if after else None
    if last and after:
        found = found.filter(_behind(last["urgency"], last["due_on"], after))
    rows = list(found.select_related("assignee").order_by(F("urgency").desc(), "due_on", "id")[: PAGE + 1])
    shown = tuple(rows[:PAGE])
    return Page(shown, shown[-1].pk if len(rows) > PAGE else None)


def is_late(contact: Contact) -> bool:
    """Whether the due date of an open contact has passed."""
    return contact.status != Status.CLOSED and contact.due_on < timezone.localdate()


def is_due_today(contact: Contact) -> bool:
    """Whether an open contact is due today."""
    return contact.status != Status.CLOSED and contact.due_on == timezone.localdate()


def _behind(urgency: str, due_on: object, contact_id: UUID) -> Q:
    same = Q(urgency=urgency) & (Q(due_on__gt=due_on) | Q(due_on=due_on, id__gt=contact_id))
    return same | Q(urgency=Urgency.NORMAL) if urgency == Urgency.URGENT else same


def _filtered(filters: Filters, worker: Worker) -> QuerySet[Contact]:
    found = Contact.objects.defer("box_key")
    if filters.status == OPEN:
        found = found.exclude(status=Status.CLOSED)
    elif filters.status:
        found = found.filter(status=filters.status)
    if filters.assignee == MINE:
        found = found.filter(assignee=worker)
    elif filters.assignee == NOBODY:
        found = found.filter(assignee__isnull=True)
    elif filters.assignee:
        found = found.filter(assignee_id=int(filters.assignee))
    if filters.area:
        found = found.filter(area=filters.area)
    return found
