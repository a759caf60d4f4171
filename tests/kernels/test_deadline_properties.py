"""The deadlines kernel, for every day, every reading and every fact."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.calendars import is_working_day
from portal.intake.deadlines import (
    DueDate,
    Fact,
    Readings,
    Rule,
    Unit,
    add_working_days,
    due_dates,
    next_working_day,
    same_day_of_month,
)
from portal.intake.rule_files import CountyCalendar, law_file, read_deadline_rules

CALENDAR = CountyCalendar()
LAW = read_deadline_rules(law_file("deadlines"), {}).rules
days = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))
readings = st.builds(Readings, st.booleans(), st.booleans(), st.booleans())


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days, st.integers(min_value=1, max_value=60))
def test_a_count_ends_on_a_working_day_with_so_many_of_them_behind_it(day: date, count: int) -> None:
    end = add_working_days(day, count, is_working_day)
    between = [day + timedelta(days=one) for one in range(1, (end - day).days + 1)]
    assert is_working_day(end)
    assert sum(is_working_day(one) for one in between) == count


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days, st.integers(min_value=1, max_value=30))
def test_one_day_more_is_never_earlier_and_a_later_arrival_never_due_earlier(day: date, count: int) -> None:
    assert add_working_days(day, count + 1, is_working_day) > add_working_days(day, count, is_working_day)
    assert add_working_days(day + timedelta(days=1), count, is_working_day) >= add_working_days(
        day, count, is_working_day
    )


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days, st.integers(min_value=1, max_value=24))
def test_months_keep_the_number_of_the_day_or_take_the_last(day: date, months: int) -> None:
    end = same_day_of_month(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == day.day or (end.day < day.day and (end + timedelta(days=1)).day == 1)


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days, st.sets(st.sampled_from(list(Fact))))
def test_nobody_is_late_unwarned(day: date, facts: set[Fact]) -> None:
    arrival = at_noon(day)
    for one in due_dates(LAW, facts, arrival, CALENDAR):
        assert one.rule.trigger in facts
        assert one.steps[0].result == day
        assert (one.due is None) == (one.warn_on is None)
        if one.due and one.warn_on:
            assert day < one.warn_on <= one.due
            assert is_working_day(one.due)


@settings(deadline=None, max_examples=300)
@given(days, readings, st.sampled_from([rule for rule in LAW if rule.unit is not Unit.WITHOUT_DELAY]))
def test_every_reading_is_due_no_later_than_the_default_and_no_earlier_than_the_warning(
    day: date, chosen: Readings, rule: Rule
) -> None:
    def at(reading: Readings | None, arrived: date) -> DueDate:
        (found,) = due_dates(
            [rule], [rule.trigger], at_noon(arrived), CALENDAR, readings=reading, born_on=date(2024, 1, 1)
        )
        return found

    default, ours, tomorrow = at(None, day), at(chosen, day), at(chosen, day + timedelta(days=1))
    assert default.due
    assert ours.due
    assert ours.warn_on
    assert tomorrow.due
    assert ours.warn_on == default.warn_on <= ours.due <= default.due
    assert ours.due <= tomorrow.due
    if chosen.last_day_moves:
        assert is_working_day(ours.due)


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days)
def test_the_next_working_day_is_at_most_a_week_away(day: date) -> None:
    assert timedelta(0) <= next_working_day(day, is_working_day) - day <= timedelta(days=7)
