"""The deadlines kernel: golden dates by hand, and what must hold for every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from portal.core.calendars import is_working_day
from portal.intake.deadlines import (
    DueDate,
    EarlierArrival,
    Fact,
    Pause,
    Readings,
    Start,
    Unit,
    add_working_days,
    arrival_day,
    due_dates,
    promise_rule,
    same_day_of_month,
)
from portal.intake.rule_files import CountyCalendar, law_file, read_deadline_rules

CALENDAR = CountyCalendar()
LAW = read_deadline_rules(law_file("deadlines"), {}).rules


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def due(rule_id: str, arrival: datetime, *facts: Fact) -> DueDate:
    found = due_dates(LAW, facts, arrival, CALENDAR)
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


def test_each_reading_is_a_setting_and_the_warning_follows_the_strictest() -> None:
    def by(**chosen: bool) -> date | None:
        arrival, facts = at_noon(date(2026, 12, 18)), [Fact.AGED_75_OR_MORE]
        (found,) = due_dates(LAW, facts, arrival, CALENDAR, readings=Readings(**chosen))
        assert found.warn_on == date(2026, 12, 29)
        return found.due

    assert by() == date(2026, 12, 31)
    assert by(saturdays_left_out=False) == date(2026, 12, 30)
    assert by(eves_left_out=False) == date(2026, 12, 30)
    assert by(saturdays_left_out=False, eves_left_out=False) == date(2026, 12, 29)


def test_a_county_that_lets_the_last_day_stand_has_a_due_date_on_christmas_eve() -> None:
    arrival, facts = at_noon(date(2026, 9, 24)), [Fact.CHILD_WELFARE]
    _, done = due_dates(LAW, facts, arrival, CALENDAR, readings=Readings(last_day_moves=False))
    assert done.due == done.warn_on == date(2026, 12, 24)


def test_the_steps_name_every_day_that_does_not_count() -> None:
    found = due("shl-36-start-75", at_noon(date(2026, 12, 18)), Fact.AGED_75_OR_MORE)
    assert [(one.action, one.result.isoformat()) for one in found.steps] == [
        ("arrived", "2026-12-18"),
        ("first_day_counted", "2026-12-21"),
        ("saturday_left_out", "2026-12-19"),
        ("sunday_left_out", "2026-12-20"),
        ("eve_left_out", "2026-12-24"),
        ("holiday_left_out", "2026-12-25"),
        ("holiday_left_out", "2026-12-26"),
        ("sunday_left_out", "2026-12-27"),
        ("days_full", "2026-12-31"),
    ]


def test_an_earlier_arrival_needs_a_reason_and_a_later_one_is_refused() -> None:
    arrival, facts = at_noon(date(2026, 11, 10)), [Fact.CHILD_WELFARE]
    known = EarlierArrival(at_noon(date(2026, 11, 3)), "Told on the phone")
    start, _ = due_dates(LAW, facts, arrival, CALENDAR, earlier=known)
    assert start.due == date(2026, 11, 12)
    assert [one.action for one in start.steps][:2] == ["arrived", "known_earlier"]
    with pytest.raises(ValueError, match="never later"):
        due_dates(LAW, facts, arrival, CALENDAR, earlier=EarlierArrival(arrival + timedelta(seconds=1), "A slip"))
    with pytest.raises(ValueError, match="reason"):
        due_dates(LAW, facts, arrival, CALENDAR, earlier=EarlierArrival(at_noon(date(2026, 11, 3)), "  "))


def test_no_clock_runs_for_an_unborn_child_before_the_birth() -> None:
    arrival, facts = at_noon(date(2026, 11, 3)), [Fact.UNBORN_CHILD]
    for one in due_dates(LAW, facts, arrival, CALENDAR):
        assert (one.due, one.warn_on) == (None, None)
        assert one.rule.starts is Start.BIRTH
        assert one.steps[-1].action == "no_clock_before_birth"
    start, done = due_dates(LAW, facts, arrival, CALENDAR, born_on=date(2026, 12, 18))
    assert start.due == date(2026, 12, 31)
    assert done.due == date(2027, 3, 18)


def test_a_child_born_before_the_notice_is_counted_from_the_notice() -> None:
    arrival = at_noon(date(2026, 11, 3))
    start, _ = due_dates(LAW, [Fact.UNBORN_CHILD], arrival, CALENDAR, born_on=date(2026, 10, 1))
    assert start.due == date(2026, 11, 12)


def test_a_matter_that_went_to_another_county_keeps_its_date_and_says_when_it_left() -> None:
    arrival, facts = at_noon(date(2026, 11, 3)), [Fact.CHILD_WELFARE]
    here = due_dates(LAW, facts, arrival, CALENDAR)
    gone = due_dates(LAW, facts, arrival, CALENDAR, left_on=date(2026, 11, 6))
    assert [one.due for one in gone] == [one.due for one in here]
    assert {one.left_on for one in gone} == {date(2026, 11, 6)}
    assert {one.steps[-1].action for one in gone} == {"left_the_county"}


def test_a_request_for_completion_pauses_no_rule_of_the_law() -> None:
    arrival, facts = at_noon(date(2026, 11, 3)), list(Fact)
    asked = [Pause(date(2026, 11, 4))]
    assert due_dates(LAW, facts, arrival, CALENDAR, pauses=asked) == due_dates(LAW, facts, arrival, CALENDAR)
    assert not any(rule.pauses for rule in LAW)


@pytest.mark.parametrize(
    ("asked", "answered", "ends"),
    [
        (date(2026, 11, 4), date(2026, 11, 9), date(2026, 11, 17)),
        (date(2026, 11, 3), date(2026, 11, 3), date(2026, 11, 12)),
        (date(2026, 11, 13), date(2026, 11, 20), date(2026, 11, 12)),
        (date(2026, 11, 4), None, None),
        (date(2026, 11, 12), None, date(2026, 11, 12)),
    ],
)
def test_a_rule_of_the_county_may_pause_from_the_asking_to_the_answer(
    asked: date, answered: date | None, ends: date | None
) -> None:
    rule = replace(promise_rule("own", "1", 7), pauses=True)
    pauses, arrival = [Pause(asked, answered)], at_noon(date(2026, 11, 3))
    (found,) = due_dates([rule], [Fact.COUNTY_PROMISE], arrival, CALENDAR, pauses=pauses)
    assert found.due == ends


def test_a_period_of_months_is_longer_by_the_days_of_a_pause() -> None:
    rule = replace(next(one for one in LAW if one.id == "lsl-26-done"), pauses=True)
    twice = [Pause(date(2026, 11, 10), date(2026, 11, 20)), Pause(date(2026, 11, 15), date(2026, 11, 22))]
    (found,) = due_dates([rule], [Fact.CHILD_WELFARE], at_noon(date(2026, 11, 3)), CALENDAR, pauses=twice)
    assert found.due == date(2027, 2, 15)
    with pytest.raises(ValueError, match="before it was asked"):
        Pause(date(2026, 11, 10), date(2026, 11, 9))


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
    found = due_dates(LAW, [Fact.ANY_CONTACT], at_noon(date(2026, 11, 3)), CALENDAR)
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
    (found,) = due_dates([rule], [Fact.COUNTY_PROMISE], at_noon(date(2026, 11, 20)), CALENDAR)
    assert found.due == date(2026, 11, 25)
    assert rule.id not in {one.id for one in LAW}


@pytest.mark.parametrize("count", [0, -1])
def test_a_count_below_one_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        add_working_days(date(2026, 11, 3), count, is_working_day)
    with pytest.raises(ValueError, match="at least 1"):
        same_day_of_month(date(2026, 11, 3), count)
