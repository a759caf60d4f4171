"""Opening hours of both versions of the national registry, and what the hours kernel makes of them."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from portal.services import opening_days
from portal.services.hours import CLOSED, Exceptional, Interval, Rule, State
from portal.services.ptv import Feast, FeastHours, Source, What
from portal.services.ptv.feasts import EVES, HOLIDAYS, day_of
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.reading import YEARS, hours_of, read_v11, read_v12, state, whole

CHRISTMAS: dict[str, Any] = {"validFrom": "2026-12-23T00:00:00", "validTo": "2026-12-27T00:00:00"}


def at(opens: str, closes: str) -> Interval:
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))


def test_workdays_are_a_week_in_both_versions() -> None:
    assert whole(read_v11(v11.workdays())) == whole(read_v12(v12.workdays()))
    assert whole(read_v11(v11.workdays())).seasons[0].week == ((at("09:00", "15:00"),),) * 5 + (CLOSED,) * 2


def test_nothing_said_is_no_hours_at_all() -> None:
    assert read_v11() == (None, set())
    assert read_v12() == (None, set())
    assert hours_of(Source.V11, v11.phone_channel(serviceHours=None)) == (None, set())
    assert hours_of(Source.V12, v12.phone_channel(serviceHours=None)) == (None, set())


def test_a_split_day_has_two_intervals() -> None:
    split = v11.hours(
        "Standard", v11.opened("Friday", "12:30:00", "14:00:00"), v11.opened("Friday", "08:00:00", "12:00:00")
    )
    assert whole(read_v11(split)).seasons[0].week[4] == (at("08:00", "12:00"), at("12:30", "14:00"))


def test_parallel_seasons_hold_each_in_its_time() -> None:
    summer = v11.hours(
        "DaysOfTheWeek", v11.opened("Monday", "10:00:00", "12:00:00"), heading=v11.text("Kesällä"),
        validFrom="2026-06-01T00:00:00", validTo="2026-08-31T00:00:00", validForNow=False,
    )  # fmt: skip
    found = read_v11(summer, v11.workdays())
    assert found[0] is not None
    assert found[0].headings == ({"fi": "Kesällä"},)
    hours = whole(found)
    assert state(hours, "2026-06-15T14:00") is State.CLOSED
    assert state(hours, "2026-09-14T14:00") is State.OPEN
    same = v12.hours(
        "WeeklyDateRange", monday=[v12.given("10:00", "12:00")], fromDate="2026-06-01", toDate="2026-08-31"
    )
    assert whole(read_v12(v12.workdays(), same)) == hours


def test_sets_of_one_heading_and_period_are_one_week() -> None:
    evening = v11.hours("DaysOfTheWeek", v11.opened("Tuesday", "16:00:00", "18:00:00"))
    assert whole(read_v11(v11.workdays(), evening)).seasons[0].week[1] == (at("09:00", "15:00"), at("16:00", "18:00"))


def test_two_timetables_at_once_are_told_and_leave_the_answer_open() -> None:
    other = v11.hours("DaysOfTheWeek", v11.opened("Monday", "10:00:00", "11:00:00"), heading=v11.text("Hoitaja"))
    hours, problems = read_v11(v11.workdays(), other)
    assert problems == {What.SEVERAL_TIMETABLES_AT_ONCE}
    assert hours is not None
    assert state(hours.certain(YEARS), "2026-11-16T10:30") is State.UNKNOWN


def test_always_open_and_by_appointment() -> None:
    always = whole(read_v11(v11.hours(isAlwaysOpen=True)))
    assert always.seasons[0].always
    assert always == whole(read_v12(v12.hours("ContinuousAlwaysValid", openingStatus="Open")))
    booked = whole(read_v11(v11.hours(isReservation=True)))
    assert booked.seasons[0].by_appointment
    assert booked == whole(read_v12(v12.hours("ContinuousAlwaysValid", openingStatus="OpenOnReservation")))


def test_over_midnight_lasts_from_friday_to_monday() -> None:
    weekend = v11.hours("OverMidnight", v11.opened("Friday", "15:00:00", "08:00:00", last_day="Monday"))
    hours = whole(read_v11(weekend))
    moments = ["2026-11-20T14:59", "2026-11-20T15:00", "2026-11-22T03:00", "2026-11-23T07:59", "2026-11-23T08:00"]
    assert [state(hours, one) for one in moments] == [
        State.CLOSED, State.OPEN, State.OPEN, State.OPEN, State.CLOSED,
    ]  # fmt: skip
    same = v12.hours(
        "ContinuousWeekdaysUntilFurtherNotice", openingStatus="Open", fromDay="Friday", toDay="Monday",
        fromTime="15:00", toTime="08:00",
    )  # fmt: skip
    assert whole(read_v12(same)) == hours


def test_one_night_is_one_interval() -> None:
    night = v11.hours("Special", v11.opened("Saturday", "22:00:00", "02:00:00", last_day="Sunday"))
    assert whole(read_v11(night)).seasons[0].week[5] == (at("22:00", "02:00"),)


@pytest.mark.parametrize("end", ["00:00:00", "24:00:00", "23:59:00", "23:59:59"])
def test_a_day_that_lasts_to_midnight(end: str) -> None:
    assert whole(read_v11(v11.hours("DaysOfTheWeek", v11.opened("Monday", "16:00:00", end)))).seasons[0].week[0] == (
        at("16:00", "00:00"),
    )


def test_an_exception_closes_its_days_whatever_weekday_it_names() -> None:
    closed = v11.hours("Exceptional", isClosed=True, heading=v11.text("Suljettu"), **CHRISTMAS)
    short = v11.hours(
        "Exception", v11.opened("Monday", "10:00:00", "11:00:00", last_day="Sunday"), validFrom="2026-11-18T00:00:00"
    )
    assert whole(read_v11(closed, short)).exceptions == (
        Exceptional(date(2026, 11, 18), date(2026, 11, 18), (at("10:00", "11:00"),)),
        Exceptional(date(2026, 12, 23), date(2026, 12, 27), CLOSED),
    )


def test_a_holiday_of_v11_is_known_by_its_name_and_its_day_for_that_year_only() -> None:
    holiday = v11.hours(
        "Exceptional", isClosed=True, validFrom="2026-12-06T00:00:00",
        heading=v11.text("itsenäisyyspäivä", "självständighetsdagen"),
    )  # fmt: skip
    hours, problems = read_v11(v11.workdays(), holiday)
    assert problems == set()
    assert hours is not None
    assert hours.feasts == (FeastHours(Feast.INDEPENDENCE_DAY, CLOSED, (2026,)),)
    assert hours.headings == ()
    assert hours.certain(YEARS).exceptions == (Exceptional(date(2026, 12, 6), date(2026, 12, 6), CLOSED),)
    moved = {**holiday, "validFrom": "2026-12-07T00:00:00"}
    found, _ = read_v11(moved)
    assert found is not None
    assert (found.feasts, len(found.exceptions)) == ((), 1)


def test_holidays_of_v12_return_every_year_on_days_that_move() -> None:
    hours = whole(read_v12(v12.workdays(), holidays=[v12.feast("MidsummerEve"), v12.feast("EasterMonday")]))
    assert [one.since for one in hours.exceptions] == [
        date(2026, 4, 6), date(2026, 6, 19), date(2027, 3, 29), date(2027, 6, 25), date(2028, 4, 17), date(2028, 6, 23),
    ]  # fmt: skip
    assert hours.on_holidays is Rule.UNKNOWN


def test_holidays_of_v12_in_chosen_years() -> None:
    hours = whole(read_v12(v12.workdays(), holidays=[v12.feast("MayDay", v12.given("10:00", "12:00"))], years=[2027]))
    assert hours.exceptions == (Exceptional(date(2027, 5, 1), date(2027, 5, 1), (at("10:00", "12:00"),)),)


def test_when_all_holidays_are_said_later_years_know_them_too() -> None:
    hours = whole(read_v12(v12.workdays(), holidays=[v12.feast(one.value) for one in HOLIDAYS]))
    assert (hours.on_holidays, hours.on_eves) == (CLOSED, Rule.UNKNOWN)
    both = whole(read_v12(v12.workdays(), holidays=[v12.feast(one.value) for one in Feast]))
    assert (both.on_holidays, both.on_eves) == (CLOSED, CLOSED)
    assert state(both, "2039-04-11T10:00") is State.CLOSED


def test_the_feasts_fall_where_the_calendar_of_opening_hours_has_them() -> None:
    for year in range(2020, 2060):
        for feast in Feast:
            special = opening_days.special(day_of(feast, year))
            assert special is not None, (feast, year)
        # Ascension Day may fall on the eve of May Day, and on May Day itself.
        assert len({day_of(feast, year) for feast in HOLIDAYS | EVES}) >= 17


def test_an_exceptional_range_has_each_weekdays_hours() -> None:
    shut = [v12.given("00:00", "23:59", "Closed")]
    sets = v12.hours(
        "ExceptionalDateRange", fromDate="2026-12-28", toDate="2027-01-03", monday=shut, tuesday=shut, wednesday=shut,
        thursday=[v12.given("10:00", "12:00")], friday=shut, saturday=shut, sunday=shut,
    )  # fmt: skip
    assert whole(read_v12(v12.workdays(), sets)).exceptions == (
        Exceptional(date(2026, 12, 28), date(2026, 12, 30), CLOSED),
        Exceptional(date(2026, 12, 31), date(2026, 12, 31), (at("10:00", "12:00"),)),
        Exceptional(date(2027, 1, 1), date(2027, 1, 3), CLOSED),
    )


def test_remarks_are_kept() -> None:
    given = v12.hours(
        "WeeklyUntilFurtherNotice", heading={"fi": "Päivystys"}, additionalInformation={"fi": "Soita ensin"},
        monday=[v12.given(additionalInformation={"sv": "Endast barn"})],
    )  # fmt: skip
    hours, _ = read_v12(given)
    assert hours is not None
    assert set(map(str, hours.headings)) == {"{'fi': 'Päivystys'}", "{'fi': 'Soita ensin'}", "{'sv': 'Endast barn'}"}
