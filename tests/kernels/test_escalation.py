"""Escalation: which alarms hold when, counted to the strictest reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.intake.deadlines import Alert, Fact, Patience, Standing, Watched, alarms, due_dates, watched
from portal.intake.rule_files import CountyCalendar, law_file, read_deadline_rules

CALENDAR = CountyCalendar()
LAW = read_deadline_rules(law_file("deadlines"), {}).rules
ARRIVAL = datetime(2026, 12, 18, 10, tzinfo=UTC)
TAKEN = Standing(ARRIVAL, is_assigned=True, is_opened=True)
DATES = watched(due_dates(LAW, [Fact.AGED_75_OR_MORE], ARRIVAL, CALENDAR))


def at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=UTC)


def alerts(day: date, standing: Standing = TAKEN, dates: tuple[Watched, ...] = DATES) -> list[str]:
    return [one.alert.value for one in alarms(dates, standing, at_noon(day), CALENDAR)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 18), []),
        (date(2026, 12, 22), []),
        (date(2026, 12, 23), ["due_in_two_days"]),
        (date(2026, 12, 27), ["due_in_two_days"]),
        (date(2026, 12, 28), ["due_in_two_days"]),
        (date(2026, 12, 29), ["due_today"]),
        (date(2026, 12, 31), ["due_today"]),
        (date(2027, 1, 1), ["late"]),
        (date(2027, 2, 1), ["late"]),
    ],
)
def test_warnings_count_to_the_strictest_reading_and_late_to_the_due_date(day: date, expected: list[str]) -> None:
    assert DATES[0].warn_on == date(2026, 12, 29)
    assert DATES[0].due == date(2026, 12, 31)
    assert alerts(day) == expected


def test_a_date_that_ends_on_a_closed_day_warns_on_the_last_working_day_before_it() -> None:
    dates = (Watched("lsl-26-done", "assessment_done", due=date(2026, 12, 28), warn_on=date(2026, 12, 26)),)
    assert alerts(date(2026, 12, 22), dates=dates) == ["due_in_two_days"]
    assert alerts(date(2026, 12, 23), dates=dates) == ["due_today"]


def test_what_is_done_or_closed_or_gone_to_another_county_warns_of_nothing() -> None:
    late = date(2027, 2, 1)
    assert alerts(late, replace(TAKEN, done=frozenset({"assessment_started"}))) == []
    assert alerts(late, Standing(ARRIVAL, is_closed=True)) == []
    gone = due_dates(LAW, [Fact.AGED_75_OR_MORE], ARRIVAL, CALENDAR, left_on=date(2026, 12, 21))
    assert watched(gone) == ()


def test_nobody_s_contact_is_told_on_the_next_working_day_and_an_urgent_one_at_once() -> None:
    fresh = Standing(ARRIVAL)
    assert alerts(date(2026, 12, 18), fresh, ()) == []
    assert alerts(date(2026, 12, 20), fresh, ()) == []
    assert alerts(date(2026, 12, 21), fresh, ()) == ["unassigned", "unopened"]
    assert alerts(date(2026, 12, 21), replace(fresh, is_opened=True), ()) == ["unassigned"]
    assert alerts(date(2026, 12, 18), replace(fresh, is_urgent=True), ()) == ["unassigned", "unopened"]


def test_the_gravest_alarm_stands_first_with_its_rule_and_day() -> None:
    dates = (
        Watched("b", "b", date(2027, 1, 4), date(2027, 1, 4)),
        Watched("a", "a", date(2026, 12, 21), date(2026, 12, 21)),
    )
    found = alarms(dates, Standing(ARRIVAL), at_noon(date(2026, 12, 31)), CALENDAR)
    assert [(one.alert, one.rule, one.on) for one in found] == [
        (Alert.LATE, "a", date(2026, 12, 21)),
        (Alert.DUE_IN_TWO_DAYS, "b", date(2027, 1, 4)),
        (Alert.UNASSIGNED, "", date(2026, 12, 21)),
        (Alert.UNOPENED, "", date(2026, 12, 21)),
    ]


def test_a_county_sets_its_own_patience() -> None:
    patience = Patience(soon=4, unassigned=0, unopened=3)
    found = alarms(DATES, Standing(ARRIVAL), ARRIVAL, CALENDAR, patience)
    assert [one.alert for one in found] == [Alert.UNASSIGNED]
    found = alarms(DATES, TAKEN, at_noon(date(2026, 12, 21)), CALENDAR, patience)
    assert [one.alert for one in found] == [Alert.DUE_IN_TWO_DAYS]


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        alarms(DATES, TAKEN, datetime.fromisoformat("2026-12-18T10:00"), CALENDAR)


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.sets(st.sampled_from(list(Fact)), min_size=1))
def test_nobody_is_late_by_any_reading_without_a_warning_on_a_working_day(day: date, facts: set[Fact]) -> None:
    for one in watched(due_dates(LAW, facts, at_noon(day), CALENDAR)):
        days = [day + timedelta(days=ahead) for ahead in range((one.warn_on - day).days + 1)]
        opened = [each for each in days if not CALENDAR.is_public_holiday(each) and each.weekday() < 5]
        warned = [each for each in opened if alerts(each, TAKEN, (one,))]
        assert warned or not [each for each in opened if each > day]
        assert alerts(one.due + timedelta(days=1), TAKEN, (one,)) == ["late"]
        assert "late" not in alerts(one.due, TAKEN, (one,))


class Counting(CountyCalendar):
    """The county's calendar, which also counts how often it is asked."""

    asked = 0

    def is_public_holiday(self, day: date) -> bool:
        type(self).asked += 1
        return super().is_public_holiday(day)


def of_a_date_by_days(one: Watched, today: date, soon: int) -> list[Alert]:
    """The alarm of a date as the words of `Alert` say it: by the last working day up to the warning."""
    opened = [day for day in (one.warn_on - timedelta(days=back) for back in range(800)) if is_open(day)]
    if today > one.due:
        return [Alert.LATE]
    if today >= opened[0]:
        return [Alert.DUE_TODAY]
    return [Alert.DUE_IN_TWO_DAYS] if len([day for day in opened if day > today]) <= soon else []


def is_open(day: date) -> bool:
    return day.weekday() < 5 and not CALENDAR.is_public_holiday(day) and not CALENDAR.is_eve(day)


@settings(deadline=None, max_examples=60)
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.integers(-30, 400), st.integers(0, 20), st.integers(0, 30))
def test_an_alarm_is_that_of_the_last_working_day_up_to_the_warning(day: date, due: int, ahead: int, soon: int) -> None:
    one = Watched("a", "a", day + timedelta(days=due), day + timedelta(days=due - ahead))
    found = alarms((one,), TAKEN, at_noon(day), CALENDAR, Patience(soon=soon))
    assert [each.alert for each in found] == of_a_date_by_days(one, day, soon)


@settings(deadline=None)
@given(st.dates(date(2024, 1, 1), date(2035, 12, 31)), st.dates(), st.dates(), st.integers(0, 30))
def test_no_day_however_far_off_makes_the_alarms_count_long(day: date, due: date, warn_on: date, soon: int) -> None:
    dates = tuple(Watched("a", "a", *both) for both in ((due, warn_on), (date.max, date.max), (date.max, date.min)))
    Counting.asked = 0
    found = alarms(dates, TAKEN, at_noon(day), Counting(), Patience(soon=soon))
    assert Counting.asked <= len(dates) * 2 * (soon + 10)
    assert [one.alert for one in found if one.on == date.min] == [Alert.DUE_TODAY]
    assert not [one for one in found if one.on == date.max]
