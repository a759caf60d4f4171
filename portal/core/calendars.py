"""Finnish working days, as deadlines count them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def _closed_days(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FI", years=year))


def is_working_day(day: date) -> bool:
    """Whether a day counts as arkipäivä in a deadline.

    Source: laki säädettyjen määräaikain laskemisesta 150/1930, 5 §: all days but Saturdays, Sundays, Christmas Eve,
    Midsummer Eve and the public holidays. Opening hours have a calendar of their own.
    """
    return day.weekday() < 5 and day not in _closed_days(day.year)
