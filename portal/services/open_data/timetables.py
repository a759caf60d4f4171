"""Opening hours as plain weeks in periods, for formats that know neither exceptions nor special days.

Each day is asked of the hours kernel, so that a feed says what the pages say. Days on which something else holds than in
the week around them, or nothing is known, are cut out; hours of such a day, where they are known, stand as a period of
their own. What nobody vouches for, and what is by appointment, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import Final

from portal.services import opening_days
from portal.services.hours import DayHours, OpeningHours, Why
from portal.services.hours.sayings import Saying, saying_of

ONE_DAY: Final = timedelta(days=1)
DAYS_SAID: Final = 56
MIDNIGHT: Final = time(0, 0)


@dataclass(frozen=True, slots=True)
class Timetable:
    """One interval on certain days of the week (Monday is 0) in a period, its last day included.

    `closes` that is not after `opens` is on the next day.
    """

    since: date
    until: date
    days: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class SpecialDays:
    """Days that follow each other, the last one included, and what surely holds on each: their hours, or closed."""

    since: date
    until: date
    hours: DayHours


def timetables(
    hours: OpeningHours | None, since: date, days: int = DAYS_SAID, *, specials_apart: bool = False
) -> list[Timetable]:
    """What is surely open in the coming days; nothing where nobody said anything of hours.

    `specials_apart`: for a format that tells `special_days` too, and lets them go before the week around them.
    """
    return [] if hours is None else list(_timetables(hours, since, days, specials_apart))


def special_days(hours: OpeningHours | None, since: date, days: int = DAYS_SAID) -> list[SpecialDays]:
    """The coming days on which something else than the week surely holds."""
    return [] if hours is None else list(_special_days(hours, since, days))


# Every page that shows the same hours on the same day asks the same; walking through the days costs milliseconds.
@lru_cache(maxsize=4096)
def _timetables(hours: OpeningHours, since: date, days: int, specials_apart: bool) -> tuple[Timetable, ...]:
    return tuple(one for period in _periods(hours, since, days, specials_apart) for one in _weeks(period))


@lru_cache(maxsize=4096)
def _special_days(hours: OpeningHours, since: date, days: int) -> tuple[SpecialDays, ...]:
    found: list[SpecialDays] = []
    for day in (since + number * ONE_DAY for number in range(days)):
        said = saying_of(hours, day, opening_days)
        if not _is_special(said):
            continue
        if found and found[-1].until + ONE_DAY == day and found[-1].hours == said.hours:
            found[-1] = SpecialDays(found[-1].since, day, said.hours)
        else:
            found.append(SpecialDays(day, day, said.hours))
    return tuple(found)


def _is_special(said: Saying) -> bool:
    return said.is_known and said.why in {Why.EXCEPTION, Why.HOLIDAY, Why.EVE}


Told = tuple[date, Saying]


def _periods(hours: OpeningHours, since: date, days: int, specials_apart: bool) -> Iterator[Sequence[Told]]:
    """Stretches of days on which a week of the same kind holds; an exceptional day is a stretch of its own."""
    stretch: list[Told] = []
    week: dict[int, DayHours] = {}
    for number in range(days):
        day = since + number * ONE_DAY
        said = saying_of(hours, day, opening_days)
        if specials_apart and _is_special(said):
            continue
        usual = said.is_known and said.why in {Why.WEEK, Why.ALWAYS}
        if not usual or week.get(day.weekday(), said.hours) != said.hours:
            yield stretch
            stretch, week = [], {}
        if usual:
            stretch.append((day, said))
            week[day.weekday()] = said.hours
        elif said.is_known and said.why is not Why.APPOINTMENT:
            yield [(day, said)]
    yield stretch


def _weeks(period: Sequence[Told]) -> Iterator[Timetable]:
    days_of: dict[tuple[time, time], set[int]] = {}
    for day, said in period:
        for interval in said.hours:
            days_of.setdefault((interval.opens, interval.closes), set()).add(day.weekday())
    for (opens, closes), days in sorted(days_of.items()):
        yield Timetable(period[0][0], period[-1][0], tuple(sorted(days)), opens, closes)
