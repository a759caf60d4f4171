"""Weekly phone hours said in words, in the language of the page.

This says what the editors wrote. It does not say whether the phone is answered right now.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import time
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from portal.services.models.facts import PhoneHours

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


def hours_in_words(hours: Iterable[PhoneHours]) -> list[str]:
    """One line for each interval, in the active language, each beginning with a capital letter."""
    return [line[:1].upper() + line[1:] for line in map(_in_words, hours)]


def _in_words(one: PhoneHours) -> str:
    every_day = one.first_day == 0 and one.last_day == LAST_DAY
    if one.opens == MIDNIGHT and one.closes == LAST_MINUTE:
        return _("Round the clock, every day") if every_day else _("%(days)s, round the clock") % {"days": _days(one)}
    return _("%(days)s at %(opens)s–%(closes)s") % {
        "days": _("every day") if every_day else _days(one),
        "opens": clock_in_words(one.opens),
        "closes": clock_in_words(one.closes),
    }


def _days(one: PhoneHours) -> str:
    if one.first_day == one.last_day:
        return str(ON_DAY[one.first_day])
    return f"{FROM_DAY[one.first_day]} {TO_DAY[one.last_day]}"


def clock_in_words(moment: time) -> str:
    """A time of day: `9`, `9.30`, or `24` for its last minute."""
    if moment == LAST_MINUTE:
        return "24"
    return f"{moment.hour}.{moment.minute:02d}" if moment.minute else str(moment.hour)
