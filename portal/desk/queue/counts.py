"""How many open contacts of the worker's own need somebody now, or lie in suspected spam. A count ends at 999+."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import IntegerField, Q, QuerySet, Subquery
from django.db.models.expressions import Combinable

from portal.desk.models import Contact, Urgency, Worker
from portal.desk.queue.alarms import Bounds, has_alarm
from portal.desk.queue.filters import Sight, elsewhere, is_open, is_suspected
from portal.intake.deadlines import Alert

MOST: Final = 1_000
URGENT: Final = "urgent"
SUSPECTED: Final = "suspected"
COUNTED: Final = (URGENT, *Alert, SUSPECTED)


class BoundedCount(Subquery):
    """How many rows a query finds; a slice of it bounds the work."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def counts(sight: Sight, at: Bounds) -> dict[str, int]:
    """The number of urgent contacts, of each alarm and of suspected spam, among open ones that open without a reason.

    One query. A number of 1,000 or more stands for "at least that many".
    """
    sums = {f"n_{name}": _sum(list(_parts(name, sight, at))) for name in COUNTED}
    found = Worker.objects.filter(pk=sight.worker_id).annotate(**sums).values_list(*sums).get()
    return dict(zip(COUNTED, found, strict=True))


def shown(number: int) -> str:
    """The number as the desk shows it."""
    return str(number) if number < MOST else f"{MOST - 1}+"


def _sum(parts: list[QuerySet[Contact, Any]]) -> Combinable:
    total: Combinable = BoundedCount(parts[0])
    for part in parts[1:]:
        total += BoundedCount(part)
    return total


def _parts(name: str, sight: Sight, at: Bounds) -> Iterator[QuerySet[Contact, Any]]:
    # Both urgencies are named so that an index finds the due date, which stands behind them.
    if name == URGENT:
        wanted = Q(urgency=Urgency.URGENT)
    else:
        wanted = Q(urgency__in=Urgency.values) & (is_suspected() if name == SUSPECTED else has_alarm(name, at))
    for part in (Q(team_id__in=sight.own_teams), elsewhere(sight)):
        yield Contact.objects.filter(part, is_open(), wanted).order_by().values("pk")[:MOST]
