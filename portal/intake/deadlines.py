"""Deadlines: a kind of matter, facts about the person, an arrival and a set of rules to dates with their reasons.

A kernel: it imports no framework and holds no calendar; the caller hands over `is_working_day`.

How days are counted (laki säädettyjen määräaikain laskemisesta 150/1930, THL Lastensuojelun aikarajat): the day of
arrival is not counted (2 §); a period of months ends on the day of the same number, or on the last day of the month
(3 §); a last day that is no working day moves to the next one (5 §). A working day (arkipäivä) is any day but
Saturdays, Sundays, Christmas Eve, Midsummer Eve and the public holidays. The day of arrival is the day in Finland.

Where the reading of the law is a choice, the due date follows the later reading, which is the county's default, and
`warn_on` follows the strictest one, so that no reading makes anyone late unwarned:
- Saturdays are left out for adults too (THL says so for child welfare only);
- the two eves are left out inside a count of days, too (5 § speaks of a last day);
- 5 § moves the end of an authority's own period of months.

Every rule of the law is a default that a county's own lawyer checks: `verify` stands until then.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from zoneinfo import ZoneInfo

DayTest = Callable[[date], bool]

FINLAND: Final = ZoneInfo("Europe/Helsinki")
CHECKED_ON: Final = date(2026, 11, 22)
ONE_DAY: Final = timedelta(days=1)


class Unit(StrEnum):
    """What a rule counts in. WITHOUT_DELAY (viipymättä, välittömästi) has no number of days and gives no date."""

    WORKING_DAYS = "working_days"
    MONTHS = "months"
    WITHOUT_DELAY = "without_delay"


class Fact(StrEnum):
    """What is known about a matter; each may be what a rule waits for."""

    ANY_CONTACT = "any_contact"
    AGED_75_OR_MORE = "aged_75_or_more"
    HIGHEST_CARE_ALLOWANCE = "highest_care_allowance"
    CHILD_WITH_SPECIAL_SUPPORT = "child_with_special_support"
    CHILD_WELFARE = "child_welfare"
    ASSESSMENT_DONE = "assessment_done"
    COUNTY_PROMISE = "county_promise"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when the trigger holds, something is due so many units after arrival, by that source."""

    id: str
    version: str
    source: str
    trigger: Fact
    what: str
    unit: Unit
    amount: int = 0
    saturdays_never_count: bool = False
    """Whether the source itself leaves Saturdays out, so that even the strictest reading does."""
    checked_on: date = CHECKED_ON
    verify: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: what was done, by which source, and the date it led to."""

    action: str
    source: str
    result: date


@dataclass(frozen=True, slots=True)
class DueDate:
    """What is due by which rule. `due` and `warn_on` are None where the rule has no number of days."""

    rule: Rule
    due: date | None
    warn_on: date | None
    steps: tuple[Step, ...]


SHL_36: Final = "Sosiaalihuoltolaki 1301/2014, 36 §"
LSL_26: Final = "Lastensuojelulaki 417/2007, 26 §"
COUNTING: Final = "150/1930, 2 §"
MONTHS: Final = "150/1930, 3 §"
MOVING: Final = "150/1930, 5 §"

LAW: Final[tuple[Rule, ...]] = (
    Rule("shl-36-urgent", "1", SHL_36, Fact.ANY_CONTACT, "urgent_need_assessed", Unit.WITHOUT_DELAY),
    Rule("shl-36-start", "1", SHL_36, Fact.ANY_CONTACT, "assessment_started", Unit.WITHOUT_DELAY),
    Rule("shl-36-start-75", "1", SHL_36, Fact.AGED_75_OR_MORE, "assessment_started", Unit.WORKING_DAYS, 7),
    Rule(
        "shl-36-start-care-allowance", "1", SHL_36, Fact.HIGHEST_CARE_ALLOWANCE, "assessment_started", Unit.WORKING_DAYS, 7
    ),
    Rule(
        "shl-36-start-child", "1", SHL_36, Fact.CHILD_WITH_SPECIAL_SUPPORT, "assessment_started", Unit.WORKING_DAYS, 7
    ),
    Rule("shl-36-done-child", "1", SHL_36, Fact.CHILD_WITH_SPECIAL_SUPPORT, "assessment_done", Unit.MONTHS, 3),
    Rule(
        "lsl-26-start", "1", LSL_26, Fact.CHILD_WELFARE, "assessment_started", Unit.WORKING_DAYS, 7,
        saturdays_never_count=True,
    ),
    Rule("lsl-26-done", "1", LSL_26, Fact.CHILD_WELFARE, "assessment_done", Unit.MONTHS, 3),
    Rule(
        "shl-45-given", "1", "Sosiaalihuoltolaki 1301/2014, 45 §", Fact.ASSESSMENT_DONE, "services_given", Unit.MONTHS, 3
    ),
)  # fmt: skip


def promise_rule(rule_id: str, version: str, working_days: int) -> Rule:
    """The county's own promise of when it answers, as a rule of its own. It is no limit of the law."""
    return Rule(
        rule_id,
        version,
        "The county's own promise",
        Fact.COUNTY_PROMISE,
        "answered",
        Unit.WORKING_DAYS,
        working_days,
        saturdays_never_count=True,
        verify=False,
    )


def arrival_day(instant: datetime) -> date:
    """The day in Finland on which a message arrived (13/2003, 10 §). Raises ValueError for a naive time."""
    if instant.tzinfo is None:
        raise ValueError("An arrival needs its time zone.")
    return instant.astimezone(FINLAND).date()


def add_working_days(day: date, count: int, is_working_day: DayTest) -> date:
    """The day on which the given number of working days is full, the day itself not counted.

    Raises ValueError for a count below 1.
    """
    if count < 1:
        raise ValueError("A count of working days is at least 1.")
    while count:
        day += ONE_DAY
        count -= is_working_day(day)
    return day


def same_day_of_month(day: date, months: int) -> date:
    """The day of the same number so many months later, or the last day of that month. Raises ValueError below 1."""
    if months < 1:
        raise ValueError("A period of months is at least 1.")
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_working_day(day: date, is_working_day: DayTest) -> date:
    """The day itself when it is a working day, else the next one that is."""
    while not is_working_day(day):
        day += ONE_DAY
    return day


def due_dates(
    rules: Iterable[Rule],
    facts: Iterable[Fact],
    arrival: datetime,
    is_working_day: DayTest,
    *,
    is_strict_working_day: DayTest | None = None,
) -> tuple[DueDate, ...]:
    """What is due by each rule whose trigger is among the facts, in the order of the rules.

    `is_strict_working_day` is the calendar of the strictest reading (Saturdays and the two eves count); without it
    the warnings are counted by the same calendar as the due dates.
    """
    holding = frozenset(facts)
    day = arrival_day(arrival)
    strict = is_strict_working_day or is_working_day
    return tuple(_due(rule, day, is_working_day, strict) for rule in rules if rule.trigger in holding)


def _due(rule: Rule, day: date, is_working_day: DayTest, strict: DayTest) -> DueDate:
    arrived = Step("arrived", COUNTING, day)
    if rule.unit is Unit.WITHOUT_DELAY:
        return DueDate(rule, None, None, (arrived,))
    if rule.unit is Unit.MONTHS:
        return _due_by_months(rule, day, is_working_day, arrived)

    def counts(one: date) -> bool:
        return strict(one) and not (rule.saturdays_never_count and one.weekday() == calendar.SATURDAY)

    first = next_working_day(day + ONE_DAY, is_working_day)
    due = add_working_days(day, rule.amount, is_working_day)
    steps = (arrived, Step("first_day_counted", COUNTING, first), Step("days_full", rule.source, due))
    return DueDate(rule, due, min(due, add_working_days(day, rule.amount, counts)), steps)


def _due_by_months(rule: Rule, day: date, is_working_day: DayTest, arrived: Step) -> DueDate:
    ends = same_day_of_month(day, rule.amount)
    due = next_working_day(ends, is_working_day)
    steps: tuple[Step, ...] = (arrived, Step("months_full", MONTHS, ends))
    if due != ends:
        steps = (*steps, Step("moved_to_working_day", MOVING, due))
    return DueDate(rule, due, ends, steps)
