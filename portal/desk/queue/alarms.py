"""Which alarms hold, for a whole table at once: the kernel's definition (portal.intake.deadlines.alarms) as days.

The kernel counts working days for one contact; here the same days are counted once, and compared in SQL and per row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils import timezone

from portal.desk.models import Contact, Status, Urgency
from portal.intake.deadlines import Alert, DayTest, Patience, add_working_days, working_days
from portal.intake.service import deadline_rules

WARNS: Final = Coalesce("warn_on", "due_on")
"""The day that warnings are counted to; an index of the queue says it in the same words."""
WITHOUT_THE_BOX: Final = Q(suspected_at=None)
"""What does not lie in suspected spam. There a contact need not be taken or opened, but its dates ring as any other's."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days and times that part one alarm from the next.

    today_until: what warns before this day, the next working day, is due today.
    soon_until: what warns before this day is due in two working days.
    unassigned_before, unopened_before: whatever came earlier has waited too long; an urgent contact waits at no time.
    """

    today: date
    today_until: date
    soon_until: date
    unassigned_before: datetime
    unopened_before: datetime


def bounds(now: datetime | None = None, patience: Patience | None = None) -> Bounds:
    """The bounds that hold now."""
    today, waits = timezone.localdate(now), patience or deadline_rules().patience
    is_working_day = working_days(deadline_rules().calendar)
    return Bounds(
        today=today,
        today_until=add_working_days(today, 1, is_working_day),
        soon_until=add_working_days(today, waits.soon + 1, is_working_day),
        unassigned_before=_waited(today, waits.unassigned, is_working_day),
        unopened_before=_waited(today, waits.unopened, is_working_day),
    )


def has_alarm(alert: str, at: Bounds) -> Q:
    """The contacts for which that alarm holds, among open ones. Raises KeyError for an alarm that is none."""
    waits, in_time = Q(urgency=Urgency.URGENT), Q(due_on__gte=at.today)
    return {
        Alert.LATE: Q(due_on__lt=at.today),
        Alert.DUE_TODAY: in_time & Q(LessThan(WARNS, at.today_until)),
        Alert.DUE_IN_TWO_DAYS: (
            in_time & Q(GreaterThanOrEqual(WARNS, at.today_until)) & Q(LessThan(WARNS, at.soon_until))
        ),
        Alert.UNASSIGNED: WITHOUT_THE_BOX & Q(assignee_id=None) & (waits | Q(arrival__lt=at.unassigned_before)),
        Alert.UNOPENED: WITHOUT_THE_BOX & Q(opened_at=None) & (waits | Q(arrival__lt=at.unopened_before)),
    }[Alert(alert)]


def alarms_of(contact: Contact, at: Bounds) -> tuple[Alert, ...]:
    """The alarms that hold for a contact, the gravest first; none once it is closed."""
    return () if contact.status == Status.CLOSED else tuple(_holding(contact, at))


def is_late(contact: Contact) -> bool:
    """Whether the due date of an open contact has passed."""
    return contact.status != Status.CLOSED and contact.due_on < timezone.localdate()


def is_due_today(contact: Contact) -> bool:
    """Whether an open contact is due today."""
    return contact.status != Status.CLOSED and contact.due_on == timezone.localdate()


def _holding(contact: Contact, at: Bounds) -> Iterator[Alert]:
    warns = contact.warn_on or contact.due_on
    if contact.due_on < at.today:
        yield Alert.LATE
    elif warns < at.today_until:
        yield Alert.DUE_TODAY
    elif warns < at.soon_until:
        yield Alert.DUE_IN_TWO_DAYS
    if contact.suspected_at is not None:
        return
    waits_at_no_time = contact.urgency == Urgency.URGENT
    if contact.assignee_id is None and (waits_at_no_time or contact.arrival < at.unassigned_before):
        yield Alert.UNASSIGNED
    if contact.opened_at is None and (waits_at_no_time or contact.arrival < at.unopened_before):
        yield Alert.UNOPENED


def _waited(today: date, days: int, is_working_day: DayTest) -> datetime:
    """The beginning of the day by which so many working days are full for whatever came on an earlier day."""
    first = today + timedelta(days=1)
    while days:
        first -= timedelta(days=1)
        days -= is_working_day(first)
    return timezone.make_aware(datetime.combine(first, time.min))
