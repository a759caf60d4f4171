"""Opening hours said in words, in the language of the page.

This says what the editors wrote. It does not say what holds right now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal.services.models.hours import ExceptionalHours, OpenableFacts, SpecialDayRule, WeeklyHours

MIDNIGHT: Final = time(0, 0)
LAST_MINUTE: Final = time(23, 59)
LAST_DAY: Final = 6

ON_DAY: Final = (
    pgettext_lazy("on this day of the week", "on Mondays"),
    pgettext_lazy("on this day of the week", "on Tuesdays"),
    pgettext_lazy("on this day of the week", "on Wednesdays"),
    pgettext_lazy("on this day of the week", "on Thursdays"),
    pgettext_lazy("on this day of the week", "on Fridays"),
    pgettext_lazy("on this day of the week", "on Saturdays"),
    pgettext_lazy("on this day of the week", "on Sundays"),
)
FROM_DAY: Final = (
    pgettext_lazy("first day of several", "from Monday"),
    pgettext_lazy("first day of several", "from Tuesday"),
    pgettext_lazy("first day of several", "from Wednesday"),
    pgettext_lazy("first day of several", "from Thursday"),
    pgettext_lazy("first day of several", "from Friday"),
    pgettext_lazy("first day of several", "from Saturday"),
)
TO_DAY: Final = (
    "",
    pgettext_lazy("last day of several", "to Tuesday"),
    pgettext_lazy("last day of several", "to Wednesday"),
    pgettext_lazy("last day of several", "to Thursday"),
    pgettext_lazy("last day of several", "to Friday"),
    pgettext_lazy("last day of several", "to Saturday"),
    pgettext_lazy("last day of several", "to Sunday"),
)


def hours_in_words(
    facts: OpenableFacts, weekly: Iterable[WeeklyHours], exceptions: Iterable[ExceptionalHours], today: date
) -> list[str]:
    """One line for each interval and each exception that is not over, in the active language."""
    if facts.always_open:
        lines = [_("Round the clock, every day")]
    else:
        lines = [_with_period(one, _in_words(one)) for one in weekly if one.until is None or one.until >= today]
    if facts.by_appointment:
        lines.append(_("by appointment"))
    lines += [_exception(one) for one in exceptions if one.until >= today]
    lines += [_("closed on public holidays")] if facts.on_holidays == SpecialDayRule.CLOSED and lines else []
    return [line[:1].upper() + line[1:] for line in lines]


def _with_period(one: WeeklyHours, words: str) -> str:
    if one.since is None and one.until is None:
        return words
    return f"{_period(one.since, one.until)}: {words}"


def _period(since: date | None, until: date | None) -> str:
    if since == until and since is not None:
        return date_format(since, "j.n.Y")
    return f"{date_format(since, 'j.n.Y') if since else ''}–{date_format(until, 'j.n.Y') if until else ''}"


def _exception(one: ExceptionalHours) -> str:
    if one.opens is None or one.closes is None:
        return _("%(days)s: closed") % {"days": _period(one.since, one.until)}
    return _("%(days)s at %(opens)s–%(closes)s") % {
        "days": _period(one.since, one.until),
        "opens": clock_in_words(one.opens),
        "closes": clock_in_words(one.closes),
    }


def _in_words(one: WeeklyHours) -> str:
    every_day = one.first_day == 0 and one.last_day == LAST_DAY
    if one.opens == MIDNIGHT and one.closes in (LAST_MINUTE, MIDNIGHT):
        return _("Round the clock, every day") if every_day else _("%(days)s, round the clock") % {"days": _days(one)}
    return _("%(days)s at %(opens)s–%(closes)s") % {
        "days": _("every day") if every_day else _days(one),
        "opens": clock_in_words(one.opens),
        "closes": clock_in_words(one.closes),
    }


def _days(one: WeeklyHours) -> str:
    if one.first_day == one.last_day:
        return str(ON_DAY[one.first_day])
    return f"{FROM_DAY[one.first_day]} {TO_DAY[one.last_day]}"


def clock_in_words(moment: time) -> str:
    """A time of day: `9`, `9.30`, or `24` for its last minute."""
    if moment == LAST_MINUTE:
        return "24"
    return f"{moment.hour}.{moment.minute:02d}" if moment.minute else str(moment.hour)
