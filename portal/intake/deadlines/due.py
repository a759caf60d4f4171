"""What is due when, by which rule, and the steps that led there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portal.intake.deadlines.counting import (
    ONE_DAY,
    STRICTEST,
    SUNDAY,
    Calendar,
    Pause,
    Readings,
    arrival_day,
    counted_days,
    full_on,
    months_full_on,
    next_working_day,
    working_days,
)
from portal.intake.deadlines.rules import Fact, Rule, Start, Unit

ARRIVING: Final = "13/2003, 10 §"
COUNTING: Final = "150/1930, 2 §"
MONTHS: Final = "150/1930, 3 §"
MOVING: Final = "150/1930, 5 §"
LEARNING: Final = "Sosiaalihuoltolaki 1301/2014, 34 §"
LEAVING: Final = "Hallintolaki 434/2003, 21 §"
NO_PAUSES: Final[tuple[Pause, ...]] = ()


@dataclass(frozen=True, slots=True)
class EarlierArrival:
    """A worker knew of the matter before the message came (SHL 34 §, LsL 26 §): since when, and how that is known."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the reasoning: what was done, by which source, and the date it led to."""

    action: str
    source: str
    result: date


@dataclass(frozen=True, slots=True)
class DueDate:
    """What is due by which rule.

    `due` follows the county's readings, `warn_on` the strictest one and is never later. Both are None where the rule
    has no number of days, before a birth, and while the clock stands. `left_on`: another county has the matter since.
    """

    rule: Rule
    due: date | None
    warn_on: date | None
    steps: tuple[Step, ...]
    left_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Clock:
    calendar: Calendar
    readings: Readings
    pauses: tuple[Pause, ...]

    def last_day(self, rule: Rule, day: date, readings: Readings) -> tuple[date | None, date | None]:
        """The day on which the time is full, and the day on which it ends: the next working day where 5 § moves it."""
        pauses = self.pauses if rule.pauses else NO_PAUSES
        if rule.unit is Unit.MONTHS:
            full = months_full_on(day, rule.amount, pauses)
        else:
            counts = counted_days(self.calendar, readings, saturdays_never_count=rule.saturdays_never_count)
            full = full_on(day, rule.amount, counts, pauses)
        if full is None or not readings.last_day_moves:
            return full, full
        return full, next_working_day(full, working_days(self.calendar))


def due_dates(
    rules: Iterable[Rule],
    facts: Iterable[Fact],
    arrival: datetime,
    calendar: Calendar,
    *,
    readings: Readings | None = None,
    earlier: EarlierArrival | None = None,
    born_on: date | None = None,
    pauses: Iterable[Pause] = (),
    left_on: date | None = None,
) -> tuple[DueDate, ...]:
    """What is due by each rule whose trigger is among the facts, in the order of the rules.

    Raises ValueError for a naive time, for an "earlier" arrival that is later, and for one without a reason.
    """
    holding = frozenset(facts)
    clock = _Clock(calendar, readings or Readings(), tuple(pauses))
    start = _start(arrival, earlier)
    return tuple(_due(rule, start, clock, born_on, left_on) for rule in rules if rule.trigger in holding)


def _start(arrival: datetime, earlier: EarlierArrival | None) -> tuple[Step, ...]:
    day = arrival_day(arrival)
    arrived = Step("arrived", ARRIVING, day)
    if earlier is None:
        return (arrived,)
    known = arrival_day(earlier.at)
    if earlier.at > arrival:
        raise ValueError("An arrival may be set earlier, never later.")
    if not earlier.reason.strip():
        raise ValueError("An earlier arrival needs a reason.")
    return (arrived, Step("known_earlier", LEARNING, known))


def _due(rule: Rule, start: tuple[Step, ...], clock: _Clock, born_on: date | None, left_on: date | None) -> DueDate:
    steps, day = start, start[-1].result
    if rule.starts is Start.BIRTH:
        if born_on is None:
            steps = (*steps, Step("no_clock_before_birth", rule.source, day))
            return DueDate(rule, None, None, _with_leaving(steps, left_on), left_on)
        day = max(day, born_on)
        steps = (*steps, Step("born", rule.source, day))
    if rule.unit is Unit.WITHOUT_DELAY:
        return DueDate(
            rule, None, None, _with_leaving((*steps, Step("without_delay", rule.source, day)), left_on), left_on
        )
    full, due = clock.last_day(rule, day, clock.readings)
    _, strict = clock.last_day(rule, day, STRICTEST)
    steps = (*steps, *_counting(rule, day, full, clock))
    if full is not None and due is not None and due != full:
        steps = (*steps, Step("moved_to_working_day", MOVING, due))
    warn_on = min(due, strict) if due and strict else None
    return DueDate(rule, due, warn_on, _with_leaving(steps, left_on), left_on)


def _with_leaving(steps: tuple[Step, ...], left_on: date | None) -> tuple[Step, ...]:
    return (*steps, Step("left_the_county", LEAVING, left_on)) if left_on else steps


def _counting(rule: Rule, day: date, full: date | None, clock: _Clock) -> tuple[Step, ...]:
    paused = _pausing(rule, day, full, clock)
    if full is None:
        return paused
    if rule.unit is Unit.MONTHS:
        return (*paused, Step("months_full", MONTHS, full))
    counts = counted_days(clock.calendar, clock.readings, saturdays_never_count=rule.saturdays_never_count)
    between = [date.fromordinal(one) for one in range(day.toordinal() + 1, full.toordinal() + 1)]
    left_out = tuple(Step(_why_left_out(one, clock.calendar), MOVING, one) for one in between if not counts(one))
    first = next_working_day(day + ONE_DAY, counts)
    return (Step("first_day_counted", COUNTING, first), *left_out, *paused, Step("days_full", rule.source, full))


def _why_left_out(day: date, calendar: Calendar) -> str:
    if calendar.is_public_holiday(day):
        return "holiday_left_out"
    if day.weekday() == SUNDAY:
        return "sunday_left_out"
    return "eve_left_out" if calendar.is_eve(day) else "saturday_left_out"


def _pausing(rule: Rule, day: date, full: date | None, clock: _Clock) -> tuple[Step, ...]:
    steps: list[Step] = []
    for one in clock.pauses if rule.pauses else NO_PAUSES:
        if (one.answered_on and one.answered_on <= day) or (full and one.asked_on >= full):
            continue
        steps.append(Step("completion_asked", rule.source, one.asked_on))
        if one.answered_on:
            steps.append(Step("completion_arrived", rule.source, one.answered_on))
    return tuple(steps)
