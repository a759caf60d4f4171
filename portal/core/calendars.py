"""Finnish working days, as deadlines count them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Final

import holidays

_CHRISTMAS_EVE: Final = (12, 24)
_FRIDAY: Final = 4


@lru_cache(maxsize=64)
def _closed_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FI", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day counts as arkipäivä in a deadline.

    Source: laki säädettyjen määräaikain laskemisesta 150/1930, 5 §: all days but Saturdays, Sundays, Christmas Eve,
    Midsummer Eve and the public holidays. Opening hours have a calendar of their own.
    """
    return day.weekday() < 5 and day not in _closed_days(day.year)


def is_eve(day: date) -> bool:
    """Whether a day is one of the two eves that the same section names: Midsummer Eve or Christmas Eve."""
    midsummer_eve = day.month == 6 and day.weekday() == _FRIDAY and 19 <= day.day <= 25
    return midsummer_eve or (day.month, day.day) == _CHRISTMAS_EVE


def is_public_holiday(day: date) -> bool:
    """Whether a day is a public holiday (pyhäpäivä, itsenäisyyspäivä, vapunpäivä); an eve is none."""
    return day in _closed_days(day.year) and not is_eve(day)
