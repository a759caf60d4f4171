"""What was said of one day: its hours and why, or that nothing certain was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Final, TypeVar

from portal.services.hours.records import (
    ALL_DAY,
    CLOSED,
    DayHours,
    Exceptional,
    OpeningDays,
    OpeningHours,
    Rule,
    Season,
    SpecialDay,
    covers,
)


class Why(StrEnum):
    """What an answer rests on."""

    WEEK = "week"
    ALWAYS = "always"
    EXCEPTION = "exception"
    HOLIDAY = "holiday"
    EVE = "eve"
    APPOINTMENT = "appointment"
    NOT_SAID = "not_said"
    CONTRADICTION = "contradiction"
    NOT_VOUCHED_FOR = "not_vouched_for"


@dataclass(frozen=True, slots=True)
class Saying:
    """The hours that begin on a day, and why; with `usual`, what the week would have had on an unknown day."""

    why: Why
    hours: DayHours = CLOSED
    is_known: bool = True
    usual: DayHours = CLOSED


Period = TypeVar("Period", Season, Exceptional)

_WIDEST: Final = date.max - date.min


def saying_of(hours: OpeningHours, day: date, calendar: OpeningDays) -> Saying:
    """What holds on a day."""
    usual = _season(hours, day)
    if not covers(hours.valid_since, hours.valid_until, day):
        return Saying(Why.NOT_VOUCHED_FOR, is_known=False, usual=usual.hours or usual.usual)
    exceptional = _exception(hours, day, usual)
    if exceptional:
        return exceptional
    special = calendar.special(day)
    if special is None or not usual.hours or usual.why is Why.ALWAYS or not usual.is_known:
        return usual
    rule = hours.on_holidays if special is SpecialDay.HOLIDAY else hours.on_eves
    why = Why(special.value)
    if rule is Rule.AS_USUAL:
        return usual
    if rule is Rule.UNKNOWN:
        return Saying(why, is_known=False, usual=usual.hours)
    return Saying(why, rule)


def _season(hours: OpeningHours, day: date) -> Saying:
    found = _narrowest([one for one in hours.seasons if covers(one.since, one.until, day)])
    if not found:
        return Saying(Why.NOT_SAID, is_known=False)
    said = {_week_of(one, day) for one in found}
    if len(said) > 1:
        longest = tuple(sorted(set(chain.from_iterable(one.hours for one in said))))
        return Saying(Why.CONTRADICTION, is_known=False, usual=longest)
    return said.pop()


def _week_of(season: Season, day: date) -> Saying:
    if season.always:
        return Saying(Why.ALWAYS, ALL_DAY)
    return Saying(Why.APPOINTMENT if season.by_appointment else Why.WEEK, season.week[day.weekday()])


def _exception(hours: OpeningHours, day: date, usual: Saying) -> Saying | None:
    found = _narrowest([one for one in hours.exceptions if covers(one.since, one.until, day)])
    said = {one.hours for one in found}
    if len(said) > 1:
        return Saying(Why.CONTRADICTION, is_known=False, usual=usual.hours)
    return Saying(Why.EXCEPTION, said.pop()) if said else None


def _narrowest(periods: list[Period]) -> list[Period]:
    lengths = [(one.until or date.max) - (one.since or date.min) for one in periods]
    least = min(lengths, default=_WIDEST)
    return [one for one, length in zip(periods, lengths, strict=True) if length == least]
