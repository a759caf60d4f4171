"""The deadlines kernel: golden dates by hand, and what must hold for every day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.calendars import is_working_day
from portal.intake.deadlines import (
    LAW,
    DueDate,
    Fact,
    Unit,
    add_working_days,
    arrival_day,
    due_dates,
    next_working_day,
    promise_rule,
    same_day_of_month,
)
from portal.intake.promises import counts_by_the_strictest_reading

days = st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 12, 31))


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def due(rule_id: str, arrival: datetime, *facts: Fact) -> DueDate:
    found = due_dates(LAW, facts, arrival, is_working_day, is_strict_working_day=counts_by_the_strictest_reading)
    return next(one for one in found if one.rule.id == rule_id)


@pytest.mark.parametrize(
    ("arrived", "full"),
    [
        (date(2026, 11, 3), date(2026, 11, 12)),
        (date(2026, 11, 6), date(2026, 11, 17)),
        (date(2026, 11, 7), date(2026, 11, 17)),
        (date(2026, 12, 18), date(2026, 12, 31)),
        (date(2026, 12, 23), date(2027, 1, 7)),
        (date(2026, 3, 31), date(2026, 4, 13)),
        (date(2026, 6, 15), date(2026, 6, 25)),
        (date(2026, 12, 3), date(2026, 12, 14)),
        (date(2027, 4, 28), date(2027, 5, 10)),
    ],
)
def test_seven_working_days_end_on_the_day_written_out_by_hand(arrived: date, full: date) -> None:
    assert add_working_days(arrived, 7, is_working_day) == full


def test_a_message_late_on_sunday_in_finland_arrived_on_that_sunday() -> None:
    late_on_sunday = datetime(2026, 11, 22, 21, 58, tzinfo=UTC)
    assert arrival_day(late_on_sunday) == date(2026, 11, 22)
    assert arrival_day(late_on_sunday + timedelta(minutes=3)) == date(2026, 11, 23)


def test_an_arrival_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        arrival_day(datetime(2026, 11, 22, 12))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("arrived", "months", "ends"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, date(2026, 11, 30)),
        (date(2026, 12, 15), 3, date(2027, 3, 15)),
        (date(2026, 1, 31), 12, date(2027, 1, 31)),
    ],
)
def test_months_end_on_the_same_number_or_on_the_last_day(arrived: date, months: int, ends: date) -> None:
    assert same_day_of_month(arrived, months) == ends


def test_a_child_welfare_matter_starts_in_seven_working_days_and_is_done_in_three_months() -> None:
    arrival = at_noon(date(2026, 11, 3))
    assert due("lsl-26-start", arrival, Fact.CHILD_WELFARE).due == date(2026, 11, 12)
    done = due("lsl-26-done", arrival, Fact.CHILD_WELFARE)
    assert done.due == date(2027, 2, 3)
    assert [step.action for step in done.steps] == ["arrived", "months_full"]


def test_a_period_of_months_that_ends_on_a_closed_day_moves_and_warns_on_the_unmoved_day() -> None:
    found = due("shl-36-done-child", at_noon(date(2026, 9, 24)), Fact.CHILD_WITH_SPECIAL_SUPPORT)
    assert found.warn_on == date(2026, 12, 24)
    assert found.due == date(2026, 12, 28)
    assert found.steps[-1].action == "moved_to_working_day"


def test_the_strictest_reading_counts_saturdays_and_eves_for_adults_but_not_saturdays_in_child_welfare() -> None:
    arrival = at_noon(date(2026, 12, 18))
    assert due("shl-36-start-75", arrival, Fact.AGED_75_OR_MORE).warn_on == date(2026, 12, 29)
    assert due("lsl-26-start", arrival, Fact.CHILD_WELFARE).warn_on == date(2026, 12, 30)


def test_an_ordinary_contact_has_no_number_of_days_in_law() -> None:
    found = due_dates(LAW, [Fact.ANY_CONTACT], at_noon(date(2026, 11, 3)), is_working_day)
    assert {one.rule.unit for one in found} == {Unit.WITHOUT_DELAY}
    assert all(one.due is None and one.warn_on is None for one in found)


def test_every_rule_of_the_law_names_its_source_and_waits_for_a_lawyer() -> None:
    assert len({rule.id for rule in LAW}) == len(LAW)
    for rule in LAW:
        assert "§" in rule.source
        assert rule.verify
        assert rule.checked_on == date(2026, 11, 22)


def test_the_promise_of_the_county_is_a_rule_of_its_own() -> None:
    rule = promise_rule("help-request-reply", "1", 3)
    (found,) = due_dates([rule], [Fact.COUNTY_PROMISE], at_noon(date(2026, 11, 20)), is_working_day)
    assert found.due == date(2026, 11, 25)
    assert rule.id not in {one.id for one in LAW}


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_below_one_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(date(2026, 11, 3), count, is_working_day)
    with pytest.raises(ValueError, match="at least 1"):
        same_day_of_month(date(2026, 11, 3), count)


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
    for one in due_dates(LAW, facts, arrival, is_working_day, is_strict_working_day=counts_by_the_strictest_reading):
        assert one.rule.trigger in facts
        assert one.steps[0].result == day
        if one.due and one.warn_on:
            assert day < one.warn_on <= one.due
            assert is_working_day(one.due)


@settings(deadline=None)  # the first call of a year builds its calendar
@given(days)
def test_the_next_working_day_is_at_most_a_week_away(day: date) -> None:
    assert timedelta(0) <= next_working_day(day, is_working_day) - day <= timedelta(days=7)
