"""The calendar of opening hours: public holidays, and the eves on which Finnish services close or shorten their day.

Another calendar than that of deadlines (portal/core/calendars.py): an eve here may be an ordinary working day in law.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

import holidays

from portal.core.locales import Words
from portal.services.hours import SpecialDay

_MAUNDY_THURSDAY: Final = Words({"fi": "kiirastorstai", "sv": "skärtorsdag"})
_MAY_DAY_EVE: Final = Words({"fi": "vapunaatto", "sv": "valborgsmässoafton"})
_MIDSUMMER_EVE: Final = Words({"fi": "juhannusaatto", "sv": "midsommarafton"})
_CHRISTMAS_EVE: Final = Words({"fi": "jouluaatto", "sv": "julafton"})
_NEW_YEARS_EVE: Final = Words({"fi": "uudenvuodenaatto", "sv": "nyårsafton"})
_FRIDAY: Final = 4


def special(day: date) -> SpecialDay | None:
    """Whether the day is a public holiday or an eve; where it is both, it is a holiday."""
    if _eve(day) and not _is_holiday_by_itself(day):
        return SpecialDay.EVE
    return SpecialDay.HOLIDAY if day in _holidays(day.year, "fi") else None


def name_of(day: date) -> Words | None:
    """The name of a holiday or an eve, as it stands inside a sentence; None for any other day."""
    eve = _eve(day)
    if eve and not _is_holiday_by_itself(day):
        return eve
    finnish, swedish = (_holidays(day.year, one).get(day) for one in ("fi", "sv_FI"))
    return Words({"fi": finnish.lower(), "sv": swedish.lower()}) if finnish and swedish else None


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(holidays.country_holidays("FI", years=year, language=language).items())


def _eve(day: date) -> Words | None:
    fixed = {(4, 30): _MAY_DAY_EVE, (12, 24): _CHRISTMAS_EVE, (12, 31): _NEW_YEARS_EVE}.get((day.month, day.day))
    if fixed:
        return fixed
    if day.month == 6 and day.weekday() == _FRIDAY and 19 <= day.day <= 25:
        return _MIDSUMMER_EVE
    return _MAUNDY_THURSDAY if _is_maundy_thursday(day) else None


def _is_maundy_thursday(day: date) -> bool:
    good_friday = day + timedelta(days=1)
    return "pitkäperjantai" in _holidays(good_friday.year, "fi").get(good_friday, "").lower()


def _is_holiday_by_itself(day: date) -> bool:
    """Whether an eve is a public holiday of its own, as Ascension Day may be on the eve of May Day."""
    return "aatto" not in _holidays(day.year, "fi").get(day, "aatto").lower()
