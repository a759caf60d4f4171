"""Counting days and months as the law does, by the reading of it that a county has chosen."""

from __future__ import annotations

import calendar as months_of
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

DayTest = Callable[[date], bool]

FINLAND: Final = ZoneInfo("Europe/Helsinki")
ONE_DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
SUNDAY: Final = 6


class Calendar(Protocol):
    """Which days are public holidays (pyhäpäivä, itsenäisyyspäivä, vapunpäivä), and which are the two eves."""

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday; an eve is none."""

    def is_eve(self, day: date) -> bool:
        """Whether the day is Midsummer Eve or Christmas Eve."""


@dataclass(frozen=True, slots=True)
class Readings:
    """How a county reads the law where it can be read in two ways. True is the later date and the default.

    `saturdays_left_out`: Saturdays do not count for adults either (THL says so for child welfare only).
    `eves_left_out`: the two eves do not count inside a number of days either (5 § speaks of a last day).
    `last_day_moves`: 5 § moves the end of an authority's own time, too.
    """

    saturdays_left_out: bool = True
    eves_left_out: bool = True
    last_day_moves: bool = True


STRICTEST: Final = Readings(saturdays_left_out=False, eves_left_out=False, last_day_moves=False)


@dataclass(frozen=True, slots=True)
class Pause:
    """The sender was asked to complete the contact on a day, and did so on another, or not yet.

    The days after the asking, the day of the answer among them, are those that do not count.
    """

    asked_on: date
    answered_on: date | None = None

    def __post_init__(self) -> None:
        """Raises ValueError for an answer before the question."""
        if self.answered_on and self.answered_on < self.asked_on:
            raise ValueError("A completion cannot arrive before it was asked for.")

    def holds(self, day: date) -> bool:
        """Whether the day does not count because of this pause."""
        return self.asked_on < day and (self.answered_on is None or day <= self.answered_on)


def working_days(calendar: Calendar) -> DayTest:
    """Whether a day is a working day (arkipäivä) by 150/1930, 5 §: no Saturday, Sunday, eve or public holiday."""

    def is_working_day(day: date) -> bool:
        return day.weekday() < SATURDAY and not calendar.is_public_holiday(day) and not calendar.is_eve(day)

    return is_working_day


def counted_days(calendar: Calendar, readings: Readings, *, saturdays_never_count: bool) -> DayTest:
    """Whether a day counts inside a number of days by these readings."""

    def counts(day: date) -> bool:
        if day.weekday() == SUNDAY or calendar.is_public_holiday(day):
            return False
        if day.weekday() == SATURDAY and (saturdays_never_count or readings.saturdays_left_out):
            return False
        return not (readings.eves_left_out and calendar.is_eve(day))

    return counts


def arrival_day(instant: datetime) -> date:
    """The day in Finland on which a message arrived (13/2003, 10 §). Raises ValueError for a naive time."""
    if instant.tzinfo is None:
        raise ValueError("An arrival needs its time zone.")
    return instant.astimezone(FINLAND).date()


def add_working_days(day: date, count: int, is_working_day: DayTest) -> date:
    """The day on which the given number of working days is full, the day itself not counted.

    Raises ValueError for a count below 1.
    """
    if count < 1:
        raise ValueError("A count of working days is at least 1.")
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def same_day_of_month(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of that month. Raises ValueError below 1."""
    if months < 1:
        raise ValueError("A period of months is at least 1.")
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, months_of.monthrange(year, month + 1)[1]))


def next_working_day(day: date, is_working_day: DayTest) -> date:
    """The day itself when it is a working day, else the next one that is."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def full_on(day: date, count: int, counts: DayTest, pauses: Iterable[Pause]) -> date | None:
    """The day on which so many counted days are full, those of the pauses left out; None while a pause stands open."""
    pauses = tuple(pauses)
    if not pauses:
        return add_working_days(day, count, counts)
    while count:
        day += ONE_DAY
        holding = [one for one in pauses if one.holds(day)]
        if any(one.answered_on is None for one in holding):
            return None
        count -= not holding and counts(day)
    return day


def months_full_on(day: date, months: int, pauses: Iterable[Pause]) -> date | None:
    """The day on which the months are full, longer by the days of the pauses; None while a pause stands open."""
    end = same_day_of_month(day, months)
    pauses = tuple(pauses)
    return full_on(day, (end - day).days, lambda one: True, pauses) if pauses else end
