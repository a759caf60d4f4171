"""Times on a wall in Finland as moments in UTC, on the nights too when the clock is moved."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from portal.services.hours.records import MIDNIGHT, Interval

FINLAND: Final = ZoneInfo("Europe/Helsinki")
ONE_DAY: Final = timedelta(days=1)
ONE_MINUTE: Final = timedelta(minutes=1)
FIRST, SECOND = 0, 1


def start_of(day: date) -> datetime:
    """The first moment of a day."""
    return _moment(day, MIDNIGHT, FIRST)


def moments_of(interval: Interval, day: date) -> tuple[datetime, datetime]:
    """When an interval of that day begins and ends; the same moment twice where the clock skips all of it."""
    last_day = day + ONE_DAY if interval.ends_next_day else day
    return _moment(day, interval.opens, FIRST), _moment(last_day, interval.closes, SECOND)


def _moment(day: date, clock: time, which: int) -> datetime:
    wall = datetime.combine(day, clock, FINLAND).replace(fold=which)
    moment = wall.astimezone(UTC)
    if moment.astimezone(FINLAND).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return moment
    return _jump(wall)


def _jump(wall: datetime) -> datetime:
    """The moment at which the clock skips that time: between where it would be by the later and the earlier offset."""
    before, after = (wall.replace(fold=fold).astimezone(UTC) for fold in (SECOND, FIRST))
    old = before.astimezone(FINLAND).utcoffset()
    while after - before > ONE_MINUTE:
        middle = before + (after - before) / 2
        if middle.astimezone(FINLAND).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after.replace(second=0, microsecond=0)
