"""The answer at an instant, found by walking from one change to the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from itertools import chain, islice, pairwise
from typing import Final

from portal.services.hours.records import OpeningDays, OpeningHours
from portal.services.hours.sayings import Why, saying_of
from portal.services.hours.walls import FINLAND, ONE_DAY, moments_of, start_of

FIRST_YEAR, LAST_YEAR = 1980, 2199
"""Outside these years nobody vouches for a calendar."""
DAYS_AHEAD_WHEN_OPEN: Final = 8
DAYS_AHEAD: Final = 400


class State(StrEnum):
    """Whether somebody answers or a door stands open."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Advice(StrEnum):
    """What a visitor does."""

    COME = "come"
    COME_LATER = "come_later"
    BOOK = "book"
    CALL_TO_CHECK = "call_to_check"
    TURN_ELSEWHERE = "turn_elsewhere"


@dataclass(frozen=True, slots=True)
class Answer:
    """The state, what it rests on, and what a visitor does; moments are in UTC.

    `until`: when the state ends, None where it lasts longer than a week (open) or than is known. `next_open`: when it
    surely opens next, later than now; None when it is open or nothing is known. `instead`: the key from the hours, empty
    when it is open.
    """

    state: State
    why: Why
    advice: Advice
    until: datetime | None = None
    next_open: datetime | None = None
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time that is open, or of which nothing is known."""

    begins: datetime
    ends: datetime
    state: State
    why: Why

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in it; its end does not."""
        return self.begins <= at < self.ends


@dataclass(frozen=True, slots=True)
class Day:
    """A day from its first moment to the next day's, with the spans that begin on it or on the day before."""

    first: datetime
    last: datetime
    spans: tuple[Span, ...]

    def held(self, at: datetime) -> Span | None:
        """The span that a moment lies in: what is surely open stands over what is unknown; None where it is closed."""
        held = [one for one in self.spans if one.holds(at)]
        return max(held, key=lambda one: (one.state is State.OPEN, one.ends), default=None)

    def edges(self) -> list[datetime]:
        """The moments of the day at which something begins or ends, its first among them."""
        edges = {self.first, *(edge for one in self.spans for edge in (one.begins, one.ends))}
        return sorted(one for one in edges if self.first <= one < self.last)


def answer(hours: OpeningHours, at: datetime, calendar: OpeningDays) -> Answer:
    """The answer at an instant. Raises ValueError for a time without a zone."""
    if at.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    now = at.astimezone(UTC)
    if not FIRST_YEAR <= now.year <= LAST_YEAR:
        return Answer(State.UNKNOWN, Why.NOT_VOUCHED_FOR, Advice.CALL_TO_CHECK, instead=hours.instead)
    today = now.astimezone(FINLAND).date()
    days = _days(hours, today, calendar)
    this_day = next(days)
    held = this_day.held(now)
    state = held.state if held else State.CLOSED
    why = held.why if held else saying_of(hours, today, calendar).why
    until, next_open = _ahead(chain([this_day], days), now, state)
    if state is State.OPEN:
        return Answer(state, why, Advice.BOOK if why is Why.APPOINTMENT else Advice.COME, until)
    return Answer(state, why, _advice(state, why, next_open), until, next_open, hours.instead)


def open_between(
    hours: OpeningHours, begins: datetime, ends: datetime, calendar: OpeningDays
) -> list[tuple[datetime, datetime]]:
    """The times between two instants at which the answer is *open*, in order, none touching the next.

    Raises ValueError for an instant without a zone.
    """
    if begins.tzinfo is None or ends.tzinfo is None:
        raise ValueError("An instant needs its zone.")
    found: list[tuple[datetime, datetime]] = []
    begin = begins.astimezone(UTC)
    for day in _days(hours, begin.astimezone(FINLAND).date(), calendar):
        if day.first >= ends or not FIRST_YEAR <= day.first.year <= LAST_YEAR:
            break
        edges = [*day.edges(), day.last]
        for since, until in pairwise(edges):
            held = day.held(since)
            if held and held.state is State.OPEN:
                _join(found, max(since, begin), min(until, ends))
    return found


def _join(found: list[tuple[datetime, datetime]], since: datetime, until: datetime) -> None:
    if since >= until:
        return
    if found and found[-1][1] >= since:
        since = found.pop()[0]
    found.append((since, until))


def _advice(state: State, why: Why, next_open: datetime | None) -> Advice:
    if state is State.UNKNOWN:
        return Advice.CALL_TO_CHECK
    if why is Why.APPOINTMENT:
        return Advice.BOOK
    return Advice.COME_LATER if next_open else Advice.TURN_ELSEWHERE


def _ahead(days: Iterable[Day], now: datetime, state: State) -> tuple[datetime | None, datetime | None]:
    """When the state ends, and when it is open next (None while it is open)."""
    until: datetime | None = None
    for moment, then in _changes(days, now, state):
        if until is None and then is not state:
            until = moment
        if state is State.OPEN and until:
            return until, None
        if state is not State.OPEN and then is State.OPEN:
            return until, moment
    return until, None


def _changes(days: Iterable[Day], now: datetime, state: State) -> Iterator[tuple[datetime, State]]:
    """The moments after now at which the state may change, with the state then, as far as anything is known."""
    for day in islice(days, DAYS_AHEAD_WHEN_OPEN if state is State.OPEN else DAYS_AHEAD):
        for edge in day.edges():
            if edge > now:
                held = day.held(edge)
                yield edge, held.state if held else State.CLOSED


def _days(hours: OpeningHours, day: date, calendar: OpeningDays) -> Iterator[Day]:
    """That day and those after it, until nobody vouches for any more."""
    before, first = list(_spans_of(hours, day - ONE_DAY, calendar)), start_of(day)
    while True:
        today, last = list(_spans_of(hours, day, calendar)), start_of(day + ONE_DAY)
        yield Day(first, last, (*before, *today))
        before, first, day = today, last, day + ONE_DAY
        if hours.valid_until and day > hours.valid_until + ONE_DAY:
            return


def _spans_of(hours: OpeningHours, day: date, calendar: OpeningDays) -> Iterator[Span]:
    saying = saying_of(hours, day, calendar)
    if saying.is_known:
        for interval in saying.hours:
            begins, ends = moments_of(interval, day)
            yield Span(begins, ends, State.OPEN, saying.why)
        return
    ends = max([start_of(day + ONE_DAY), *(moments_of(one, day)[1] for one in saying.usual)])
    yield Span(start_of(day), ends, State.UNKNOWN, saying.why)
