"""When the county promised to answer, and what the law says is due, for an arrival in this county."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Final

import holidays

from portal.core.calendars import is_working_day
from portal.core.county import county
from portal.intake.content import Promise
from portal.intake.deadlines import LAW, DueDate, Fact, due_dates, promise_rule

_CHRISTMAS_EVE: Final = (12, 24)


def promised_reply(arrival: datetime, language: str) -> Promise:
    """The county's own promise for a contact that arrived then, in the language's words. No limit of the law."""
    promise = county().promise
    rule = promise_rule(promise.rule_id, promise.version, promise.working_days)
    (answer,) = due_dates([rule], [Fact.COUNTY_PROMISE], arrival, is_working_day)
    if answer.due is None:
        raise ValueError("The county's promise has no number of days.")
    return Promise(promise.rule_id, promise.version, answer.due, promise.text.get(language))


def lawful_dates(facts: Iterable[Fact], arrival: datetime) -> tuple[DueDate, ...]:
    """What the law makes due for a matter with these facts, with the reasons, and warnings by the strictest reading."""
    return due_dates(LAW, facts, arrival, is_working_day, is_strict_working_day=counts_by_the_strictest_reading)


def counts_by_the_strictest_reading(day: date) -> bool:
    """Whether the strictest reading counts the day: all but Sundays and public holidays; Saturdays and both eves count."""
    return day.weekday() != 6 and (day not in _public_holidays(day.year) or _is_eve(day))


def _is_eve(day: date) -> bool:
    midsummer_eve = day.month == 6 and day.weekday() == 4 and 19 <= day.day <= 25
    return midsummer_eve or (day.month, day.day) == _CHRISTMAS_EVE


@lru_cache(maxsize=64)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("FI", years=year))
