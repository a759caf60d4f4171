"""Pages of the queue: the order, and paging by key in both directions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from portal.desk.models import Contact, Urgency
from portal.desk.queue.alarms import Bounds, bounds, has_alarm
from portal.desk.queue.filters import Filters, Sight, asked, reach

PAGE: Final = 50
ASSIGNEE_NAME: Final = Coalesce(NullIf("assignee__name", Value("")), "assignee__email", output_field=CharField())
"""Who has the contact, as a worker is called everywhere; read with the page, however many workers there are."""


@dataclass(frozen=True, slots=True)
class Page:
    """At most 50 contacts, and the ids that the next and the previous page stand behind (None where there is none).

    Each contact has an `assignee_name`, None where nobody has it.
    """

    contacts: tuple[Contact, ...]
    next_after: UUID | None
    previous_before: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Edge:
    """The contact that a page stands behind or in front of."""

    pk: UUID
    urgency: str
    due_on: date
    backwards: bool

    def beyond(self) -> Q:
        """What lies beyond it among contacts of its own urgency; two conditions, so that an index finds the day."""
        if self.backwards:
            return Q(due_on__lte=self.due_on) & (Q(due_on__lt=self.due_on) | Q(pk__lt=self.pk))
        return Q(due_on__gte=self.due_on) & (Q(due_on__gt=self.due_on) | Q(pk__gt=self.pk))


def page(
    filters: Filters,
    sight: Sight,
    *,
    after: UUID | None = None,
    before: UUID | None = None,
    at: Bounds | None = None,
) -> Page:
    """The page behind or in front of the contact of that id; the first one where there is no such contact.

    Order: urgent first, then by due date, then by id. Two queries at most, however long the queue is.
    """
    edge = _edge(after or before, backwards=after is None)
    backwards = bool(edge and edge.backwards)
    rows = _first_rows(list(_arms(filters, sight, edge, at or bounds())), backwards=backwards)
    shown, has_more = rows[:PAGE], len(rows) > PAGE
    if backwards:
        shown.reverse()
    if not shown:
        return Page((), None)
    return Page(
        tuple(shown),
        next_after=shown[-1].pk if has_more or backwards else None,
        previous_before=shown[0].pk if (has_more if backwards else edge) else None,
    )


def _edge(pk: UUID | None, *, backwards: bool) -> _Edge | None:
    found = Contact.objects.filter(pk=pk).values("pk", "urgency", "due_on").first() if pk else None
    return _Edge(**found, backwards=backwards) if found else None


def _arms(filters: Filters, sight: Sight, edge: _Edge | None, at: Bounds) -> Iterator[QuerySet[Contact, Any]]:
    """The first rows of each part of the queue, every part in an index's own order.

    One condition over all of them (this team or that one, assigned or not, behind this key or that one) would make the
    database sort the whole queue for 50 rows.
    """
    wanted = asked(filters, sight)
    if filters.alarm:
        wanted &= has_alarm(filters.alarm, at)
    order = ("-due_on", "-pk") if edge and edge.backwards else ("due_on", "pk")
    for part in reach(filters, sight):
        for urgency, beyond in _groups(edge):
            if filters.urgency in ("", urgency):
                found = Contact.objects.filter(part, wanted, beyond, urgency=urgency)
                yield found.order_by(*order).values("pk")[: PAGE + 1]


def _groups(edge: _Edge | None) -> Iterator[tuple[str, Q]]:
    """Urgent contacts and the others, in the order of the queue, each with what lies beyond the edge."""
    groups = [Urgency.URGENT, Urgency.NORMAL]
    if edge is None:
        yield from ((one, Q()) for one in groups)
        return
    if edge.backwards:
        groups.reverse()
    own = groups.index(Urgency(edge.urgency))
    yield groups[own], edge.beyond()
    yield from ((one, Q()) for one in groups[own + 1 :])


def _first_rows(arms: list[QuerySet[Contact]], *, backwards: bool) -> list[Contact]:
    if not arms:
        return []
    named = Contact.objects.defer("box_key").annotate(assignee_name=ASSIGNEE_NAME)
    first, *rest = (named.filter(pk__in=one) for one in arms)
    order = ("urgency", "-due_on", "-pk") if backwards else ("-urgency", "due_on", "pk")
    found = first.union(*rest, all=True) if rest else first
    return list(found.order_by(*order)[: PAGE + 1])
