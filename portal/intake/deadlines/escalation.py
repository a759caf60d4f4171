"""Which alarms hold for a contact now. Days are counted to `warn_on`, which follows the strictest reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from portal.intake.deadlines.counting import Calendar, DayTest, add_working_days, arrival_day, working_days
from portal.intake.deadlines.due import DueDate
from portal.intake.deadlines.rules import RuleProblem


class Alert(StrEnum):
    """What somebody at the desk must be told, the gravest first.

    DUE_TODAY holds from the last working day up to `warn_on` until the due date has passed: what the strictest
    reading makes due today is to be dealt with today. DUE_IN_TWO_DAYS are two working days before that day.
    """

    LATE = "late"
    DUE_TODAY = "due_today"
    DUE_IN_TWO_DAYS = "due_in_two_days"
    UNASSIGNED = "unassigned"
    UNOPENED = "unopened"


@dataclass(frozen=True, slots=True)
class Watched:
    """A date to be kept: what is due by which rule, on which day, and the day that warnings are counted to."""

    rule: str
    what: str
    due: date
    warn_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a contact stands. `done` names what has been done already, in the words of the rules' `what`."""

    arrival: datetime
    is_closed: bool = False
    is_urgent: bool = False
    is_assigned: bool = False
    is_opened: bool = False
    done: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Patience:
    """After how many working days an alarm holds; an urgent contact waits for none of them."""

    soon: int = 2
    unassigned: int = 1
    unopened: int = 1


LONGEST_WAIT: Final = 30
_WAITS: Final = frozenset(one.name for one in fields(Patience))


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alert, by which rule (empty where no rule speaks) and the day it is about."""

    alert: Alert
    rule: str
    on: date


def read_patience(data: Mapping[str, Any]) -> Patience:
    """A county's patience; what it does not name is the default. Raises RuleProblem for no number of days."""
    for name, value in data.items():
        if name not in _WAITS:
            raise RuleProblem(f"There is no patience {name!r}.")
        if type(value) is not int or not 0 <= value <= LONGEST_WAIT:
            raise RuleProblem(f"The patience {name!r} is a number of working days, at most {LONGEST_WAIT}.")
    return Patience(**data)


def watched(found: Iterable[DueDate]) -> tuple[Watched, ...]:
    """The dates that this county has to keep: those with a day, unless the matter has left the county."""
    return tuple(
        Watched(one.rule.id, one.rule.what, one.due, one.warn_on or one.due)
        for one in found
        if one.due and one.left_on is None
    )


def alarms(
    dates: Iterable[Watched],
    standing: Standing,
    now: datetime,
    calendar: Calendar,
    patience: Patience | None = None,
) -> tuple[Alarm, ...]:
    """The alarms that hold now, the gravest first and the earliest of each first; none once the contact is closed.

    Raises ValueError for a naive time.
    """
    today = arrival_day(now)
    if standing.is_closed:
        return ()
    waits, is_working_day = patience or Patience(), working_days(calendar)
    found = [
        Alarm(alert, one.rule, one.due if alert is Alert.LATE else one.warn_on)
        for one in dates
        if one.what not in standing.done and (alert := _of_a_date(one, today, is_working_day, waits.soon))
    ]
    arrived = arrival_day(standing.arrival)
    for alert, holds, days in (
        (Alert.UNASSIGNED, not standing.is_assigned, waits.unassigned),
        (Alert.UNOPENED, not standing.is_opened, waits.unopened),
    ):
        if not holds or arrived > today:
            continue
        wait = 0 if standing.is_urgent else days
        since = add_working_days(arrived, wait, is_working_day) if wait else arrived
        if since <= today:
            found.append(Alarm(alert, "", since))
    order = tuple(Alert)
    return tuple(sorted(found, key=lambda one: (order.index(one.alert), one.on, one.rule)))


def _of_a_date(one: Watched, today: date, is_working_day: DayTest, soon: int) -> Alert | None:
    if today > one.due:
        return Alert.LATE
    # A day far off is not counted to: it is enough to know that more working days lie before it than it is warned for.
    ahead = map(date.fromordinal, range(today.toordinal() + 1, one.warn_on.toordinal() + 1))
    left = sum(islice((True for day in ahead if is_working_day(day)), soon + 1))
    if not left:
        return Alert.DUE_TODAY
    return Alert.DUE_IN_TWO_DAYS if left <= soon else None
