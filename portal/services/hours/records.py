"""Opening hours as data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Final, Protocol

DAYS_IN_WEEK: Final = 7
MIDNIGHT: Final = time(0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """From one time on the wall to another; a `closes` that is not after `opens` is on the next day."""

    opens: time
    closes: time

    @property
    def ends_next_day(self) -> bool:
        """Whether it goes on past midnight, or to it."""
        return self.closes <= self.opens


DayHours = tuple[Interval, ...]
"""The intervals that begin on a day; none where it is closed."""

CLOSED: Final[DayHours] = ()
ALL_DAY: Final[DayHours] = (Interval(MIDNIGHT, MIDNIGHT),)
EMPTY_WEEK: Final[tuple[DayHours, ...]] = (CLOSED,) * DAYS_IN_WEEK


class Rule(StrEnum):
    """What holds on a special day, where no hours of its own were said."""

    AS_USUAL = "as_usual"
    UNKNOWN = "unknown"


class SpecialDay(StrEnum):
    """What a day is in the calendar of opening hours."""

    HOLIDAY = "holiday"
    EVE = "eve"


class OpeningDays(Protocol):
    """The calendar of opening hours, which is another than that of deadlines."""

    def special(self, day: date) -> SpecialDay | None:
        """Whether the day is a public holiday, or an eve on which services close early; None for any other day."""


def _check_period(since: date | None, until: date | None) -> None:
    if since and until and until < since:
        raise ValueError("A period cannot end before it begins.")


def covers(since: date | None, until: date | None, day: date) -> bool:
    """Whether a period, its last day included, holds on a day; an open end has no limit."""
    return (since is None or since <= day) and (until is None or day <= until)


def week(hours: Mapping[int, Iterable[Interval]]) -> tuple[DayHours, ...]:
    """The seven days of a week, Monday (0) first, from the days that have hours. Raises ValueError for another day."""
    if set(hours) - set(range(DAYS_IN_WEEK)):
        raise ValueError("The days of a week are 0 to 6.")
    return tuple(tuple(sorted(hours.get(day, ()))) for day in range(DAYS_IN_WEEK))


@dataclass(frozen=True, slots=True)
class Season:
    """The week that holds in a period, or without an end.

    `always`: round the clock, holidays included. `by_appointment`: one comes at a booked time; hours of the week, where
    there are any, are those in which the booked times are.
    """

    week: tuple[DayHours, ...] = EMPTY_WEEK
    since: date | None = None
    until: date | None = None
    always: bool = False
    by_appointment: bool = False

    def __post_init__(self) -> None:
        """Raises ValueError for a week of other than seven days or a period that ends before it begins."""
        if len(self.week) != DAYS_IN_WEEK:
            raise ValueError("A week has seven days.")
        _check_period(self.since, self.until)


@dataclass(frozen=True, slots=True)
class Exceptional:
    """What holds on certain days instead of everything else: their own hours, or none at all."""

    since: date
    until: date
    hours: DayHours = CLOSED

    def __post_init__(self) -> None:
        """Raises ValueError for a period that ends before it begins."""
        _check_period(self.since, self.until)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """All that was said of when something is open.

    `on_holidays`, `on_eves`: hours of their own, or a rule; when nobody said, we do not know. `valid_since` and
    `valid_until`: the days for which somebody vouches for it. `instead`: the caller's own key of what to turn to when
    this is not open.
    """

    seasons: tuple[Season, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    on_holidays: DayHours | Rule = Rule.UNKNOWN
    on_eves: DayHours | Rule = Rule.UNKNOWN
    valid_since: date | None = None
    valid_until: date | None = None
    instead: str = ""

    def __post_init__(self) -> None:
        """Raises ValueError for data that is valid until before it is valid."""
        _check_period(self.valid_since, self.valid_until)
