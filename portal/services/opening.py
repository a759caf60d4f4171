"""Whether a service's phone is answered, said in the language of the page, and when that changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal.services import opening_days
from portal.services.hours import Answer, Interval, OpeningHours, Season, State, Why, answer, week
from portal.services.hours.walls import FINLAND, ONE_DAY, start_of
from portal.services.hours_in_words import LAST_DAY, LAST_MINUTE, MIDNIGHT, clock_in_words
from portal.services.models.facts import PhoneHours, ServiceFacts

VOUCHED_FOR: Final = timedelta(days=365)
"""How long hours hold after somebody checked them; after that nobody knows."""
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


@dataclass(frozen=True, slots=True)
class PhoneNow:
    """Whether the phone is answered, in words; `until`: when the words stop being true, None for not within a week."""

    state: State
    words: str
    until: datetime | None


def phone_now(facts: ServiceFacts, intervals: Sequence[PhoneHours], at: datetime) -> PhoneNow | None:
    """What holds at an instant, in the active language; None for a service that names no hours."""
    if not intervals:
        return None
    found = answer(opening_hours(facts, intervals), at, opening_days)
    # At midnight the words "today" and "tomorrow" change their meaning.
    midnight = start_of(at.astimezone(FINLAND).date() + ONE_DAY)
    return PhoneNow(found.state, _words(found, at), min(found.until or midnight, midnight))


def opening_hours(facts: ServiceFacts, intervals: Sequence[PhoneHours]) -> OpeningHours:
    """The hours as the kernel takes them.

    Nobody says yet what holds on holidays and eves, so that is unknown there; round the clock every day holds always.
    """
    days = {
        day: [
            Interval(one.opens, MIDNIGHT if one.closes == LAST_MINUTE else one.closes)
            for one in intervals
            if one.first_day <= day <= one.last_day
        ]
        for day in range(LAST_DAY + 1)
    }
    season = Season(always=True) if any(_is_always(one) for one in intervals) else Season(week(days))
    return OpeningHours((season,), valid_until=facts.verified_on + VOUCHED_FOR)


def _is_always(one: PhoneHours) -> bool:
    return (one.first_day, one.last_day, one.opens, one.closes) == (0, LAST_DAY, MIDNIGHT, LAST_MINUTE)


def _words(found: Answer, at: datetime) -> str:
    if found.state is State.UNKNOWN:
        return _unknown(found, at)
    if found.state is State.CLOSED:
        if found.next_open is None:
            return _("The phone is not answered now.")
        return _("The phone is not answered now. You can call %(when)s.") % {"when": _when(found.next_open, at)}
    if found.until is None:
        return _("The phone is answered now.")
    return _("The phone is answered now, until %(clock)s.") % {"clock": _until(found.until)}


def _unknown(found: Answer, at: datetime) -> str:
    name = opening_days.name_of(at.astimezone(FINLAND).date())
    if name and found.why in {Why.HOLIDAY, Why.EVE}:
        return _("Today is %(day)s. We do not know whether the phone is answered. Call to check.") % {"day": name}
    return _("We do not know whether the phone is answered now. Call to check.")


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
