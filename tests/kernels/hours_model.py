"""The hours kernel's answers by brute force: every minute of two years is painted, with no thought for changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from portal.services import opening_days
from portal.services.hours import Interval, OpeningHours, Rule, Season, SpecialDay, State

BEGINS: Final = datetime(2026, 1, 1, tzinfo=UTC)
ENDS: Final = datetime(2028, 1, 1, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
MINUTES: Final = int((ENDS - BEGINS) / MINUTE)
MINUTES_IN_HOUR, MINUTES_IN_DAY, LONGEST = 60, 1440, 27 * 60
STATES: Final = (State.CLOSED, State.UNKNOWN, State.OPEN)
"""What is painted later stands over what was painted before."""


@lru_cache(maxsize=1)
def walls() -> list[tuple[int, int]]:
    """The day and the minute of the day that a wall in Finland shows, for each minute of two years."""
    zone, found = ZoneInfo("Europe/Helsinki"), []
    for hour in range(MINUTES // MINUTES_IN_HOUR):
        wall = (BEGINS + timedelta(hours=hour)).astimezone(zone)
        day, minute = wall.toordinal(), wall.hour * MINUTES_IN_HOUR + wall.minute
        found += [(day, minute + one) for one in range(MINUTES_IN_HOUR)]
    return found


@lru_cache(maxsize=1)
def first_minutes() -> dict[int, int]:
    """The first minute of each day."""
    found: dict[int, int] = {}
    for index, (day, _minute) in enumerate(walls()):
        found.setdefault(day, index)
    return found


def _length(since: date | None, until: date | None) -> int:
    return (until or date.max).toordinal() - (since or date.min).toordinal()


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since or date.min) <= day <= (until or date.max)


def _usual(hours: OpeningHours, day: date) -> tuple[bool, bool, tuple[Interval, ...]]:
    """Whether the week is known, whether it is round the clock, and the hours that may be."""
    fitting = [one for one in hours.seasons if _holds(one.since, one.until, day)]
    least = min((_length(one.since, one.until) for one in fitting), default=0)
    said = [one for one in fitting if _length(one.since, one.until) == least]

    def meaning(one: Season) -> tuple[bool, bool, tuple[Interval, ...]]:
        return one.always, one.by_appointment and not one.always, () if one.always else one.week[day.weekday()]

    if len({meaning(one) for one in said}) != 1:
        return False, False, tuple(interval for one in said for interval in one.week[day.weekday()] if not one.always)
    return True, said[0].always, meaning(said[0])[2]


def _said(hours: OpeningHours, day: date) -> tuple[bool, bool, tuple[Interval, ...]]:
    known, always, intervals = _usual(hours, day)
    if not _holds(hours.valid_since, hours.valid_until, day):
        return False, False, () if always else intervals
    exceptions = [one for one in hours.exceptions if one.since <= day <= one.until]
    least = min((_length(one.since, one.until) for one in exceptions), default=0)
    own = {one.hours for one in exceptions if _length(one.since, one.until) == least}
    if own:
        return (True, False, own.pop()) if len(own) == 1 else (False, False, () if always else intervals)
    kind = opening_days.special(day)
    if kind is None or always or not known or not intervals:
        return known, always, intervals
    rule = hours.on_holidays if kind is SpecialDay.HOLIDAY else hours.on_eves
    if isinstance(rule, Rule):
        return rule is Rule.AS_USUAL, False, intervals
    return True, False, rule


def _minutes_of(interval: Interval, day: int) -> Iterator[int]:
    """The minutes from the first that shows its beginning, or later, to the last that shows a time before its end."""
    start = first_minutes().get(day)
    if start is None:
        return
    opens = (day, interval.opens.hour * MINUTES_IN_HOUR + interval.opens.minute)
    next_day = interval.closes <= interval.opens
    closes = (day + next_day, interval.closes.hour * MINUTES_IN_HOUR + interval.closes.minute)
    shown = walls()[start : start + 2 * LONGEST]
    first = next((one for one, wall in enumerate(shown) if wall >= opens), None)
    last = next((one for one in range(len(shown) - 1, -1, -1) if shown[one] < closes), None)
    if first is not None and last is not None:
        yield from range(start + first, start + last + 1)


def painted(hours: OpeningHours) -> bytearray:
    """The state of each minute, as a place in STATES. The first and the last day are not whole."""
    canvas = bytearray(MINUTES)
    for day, first in first_minutes().items():
        known, always, intervals = _said(hours, date.fromordinal(day))
        whole = range(first, first_minutes().get(day + 1, MINUTES))
        spans: list[Iterator[int] | range] = [_minutes_of(one, day) for one in intervals]
        if always or not known:
            spans.append(whole)
        for span in spans:
            for minute in span:
                canvas[minute] = max(canvas[minute], 2 if known else 1)
    return canvas
