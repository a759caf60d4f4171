"""Whether a phone is answered or a place is open, said in the language of the page, and when that changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal.services import opening_days
from portal.services.hours import (
    CLOSED,
    Answer,
    DayHours,
    Exceptional,
    Interval,
    OpeningHours,
    Rule,
    Season,
    State,
    Why,
    answer,
    week,
)
from portal.services.hours.walls import FINLAND, ONE_DAY, start_of
from portal.services.hours_in_words import LAST_DAY, LAST_MINUTE, MIDNIGHT, clock_in_words
from portal.services.models.entry import VOUCHED_FOR
from portal.services.models.hours import ExceptionalHours, SpecialDayRule, WeeklyHours
from portal.services.said_of_now import OPEN, PHONE, Saying

A_WEEK: Final = 7

ON_COMING_DAY: Final = (
    pgettext_lazy("on the coming day", "on Monday"),
    pgettext_lazy("on the coming day", "on Tuesday"),
    pgettext_lazy("on the coming day", "on Wednesday"),
    pgettext_lazy("on the coming day", "on Thursday"),
    pgettext_lazy("on the coming day", "on Friday"),
    pgettext_lazy("on the coming day", "on Saturday"),
    pgettext_lazy("on the coming day", "on Sunday"),
)


class Openable(Protocol):
    """Facts that have hours: a channel or a place."""

    always_open: bool
    by_appointment: bool
    on_holidays: str
    on_eves: str
    verified_on: date


@dataclass(frozen=True, slots=True)
class Now:
    """What holds now, in words; `until`: when the words stop being true, None for not within a week."""

    state: State
    words: str
    until: datetime | None


def opening_hours(
    facts: Openable, weekly: Sequence[WeeklyHours], exceptions: Iterable[ExceptionalHours] = ()
) -> OpeningHours | None:
    """The hours as the kernel takes them; None where nobody has said anything of hours."""
    if not (facts.always_open or facts.by_appointment or weekly):
        return None
    return OpeningHours(
        _seasons(facts, weekly),
        _exceptional(exceptions),
        on_holidays=_rule(facts.on_holidays),
        on_eves=_rule(facts.on_eves),
        valid_until=facts.verified_on + VOUCHED_FOR,
    )


def _seasons(facts: Openable, weekly: Sequence[WeeklyHours]) -> tuple[Season, ...]:
    if facts.always_open:
        return (Season(always=True),)
    periods = dict.fromkeys((one.since, one.until) for one in weekly) or {(None, None): None}
    return tuple(
        Season(
            week({day: list(_intervals(weekly, since, until, day)) for day in range(LAST_DAY + 1)}),
            since,
            until,
            by_appointment=facts.by_appointment,
        )
        for since, until in periods
    )


def _intervals(weekly: Iterable[WeeklyHours], since: date | None, until: date | None, day: int) -> Iterable[Interval]:
    for one in weekly:
        if (one.since, one.until) == (since, until) and one.first_day <= day <= one.last_day:
            yield Interval(one.opens, MIDNIGHT if one.closes == LAST_MINUTE else one.closes)


def _exceptional(rows: Iterable[ExceptionalHours]) -> tuple[Exceptional, ...]:
    found: dict[tuple[date, date], DayHours] = {}
    for row in rows:
        hours = found.setdefault((row.since, row.until), CLOSED)
        if row.opens is not None and row.closes is not None:
            found[row.since, row.until] = (*hours, Interval(row.opens, row.closes))
    return tuple(Exceptional(since, until, hours) for (since, until), hours in found.items())


def _rule(rule: str) -> DayHours | Rule:
    if rule == SpecialDayRule.CLOSED:
        return CLOSED
    return Rule.AS_USUAL if rule == SpecialDayRule.AS_USUAL else Rule.UNKNOWN


def now_in_words(hours: OpeningHours | None, at: datetime, *, is_phone: bool) -> Now | None:
    """What holds at an instant, in the active language; None where nothing was said of hours."""
    if hours is None:
        return None
    found = answer(hours, at, opening_days)
    # At midnight the words "today" and "tomorrow" change their meaning.
    midnight = tomorrow(at)
    words = _words(found, at, PHONE if is_phone else OPEN)
    return Now(found.state, words, min(found.until or midnight, midnight))


def tomorrow(at: datetime) -> datetime:
    """The midnight that ends the day of an instant in Finland."""
    return start_of(at.astimezone(FINLAND).date() + ONE_DAY)


def _words(found: Answer, at: datetime, saying: Saying) -> str:
    if found.state is State.UNKNOWN:
        return _unknown(found, at, saying)
    if found.state is State.CLOSED:
        if found.why is Why.APPOINTMENT and found.next_open is None:
            return _("By appointment.")
        if found.next_open is None:
            return str(saying.closed)
        return str(saying.closed_until) % {"when": _when(found.next_open, at)}
    if found.until is None:
        return str(saying.open)
    return str(saying.open_until) % {"clock": _until(found.until)}


def _unknown(found: Answer, at: datetime, saying: Saying) -> str:
    name = opening_days.name_of(at.astimezone(FINLAND).date())
    if name and found.why in {Why.HOLIDAY, Why.EVE}:
        return str(saying.unknown_on) % {"day": name}
    return str(saying.unknown)


def _until(moment: datetime) -> str:
    local = moment.astimezone(FINLAND).time()
    return "24" if local == MIDNIGHT else clock_in_words(local)


def _when(moment: datetime, at: datetime) -> str:
    local, today = moment.astimezone(FINLAND), at.astimezone(FINLAND).date()
    clock = clock_in_words(local.time())
    days_ahead = (local.date() - today).days
    if days_ahead == 0:
        return _("today at %(clock)s") % {"clock": clock}
    if days_ahead == 1:
        return _("tomorrow at %(clock)s") % {"clock": clock}
    day = str(ON_COMING_DAY[local.weekday()]) if days_ahead < A_WEEK else date_format(local, "j.n.")
    return _("%(day)s at %(clock)s") % {"day": day, "clock": clock}
