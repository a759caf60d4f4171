"""Opening hours that the kernel cannot express, or that nobody could: told, and nothing certain follows."""

from __future__ import annotations

from typing import Any

import pytest

from portal.services.hours import OpeningHours, State
from portal.services.ptv import Source, What
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.reading import YEARS, Wire, hours_of, read_v11, read_v12, state, whole

CHRISTMAS: dict[str, Any] = {"validFrom": "2026-12-23T00:00:00", "validTo": "2026-12-27T00:00:00"}


NOT_EXPRESSIBLE: list[tuple[What, Wire]] = [
    (What.ODD_OR_EVEN_WEEKS, v12.hours("WeeklyUntilFurtherNotice", monday=[v12.given(repetition="OddWeeks")])),
    (What.ODD_OR_EVEN_WEEKS, v12.hours("WeeklyUntilFurtherNotice", monday=[v12.given(repetition="EvenWeeks")])),
    (
        What.PARTLY_BY_APPOINTMENT,
        v12.hours("WeeklyUntilFurtherNotice", monday=[v12.given(), v12.given("16:00", "17:00", "OpenOnReservation")]),
    ),
    (
        What.EXCEPTION_BY_APPOINTMENT,
        v12.hours(
            "ExceptionalDateRange", fromDate="2026-11-16", toDate="2026-11-16",
            monday=[v12.given(status="OpenOnReservation")],
        ),
    ),
    (
        What.TWO_READINGS,
        v12.hours("ExceptionalDateRange", fromDate="2026-11-16", toDate="2026-11-16", monday=[v12.given(status="Closed")]),
    ),
    (
        What.TWO_READINGS,
        v12.hours(
            "ContinuousDateRange", openingStatus="Open", fromDate="2026-11-16", toDate="2026-11-20", fromDay="Monday",
            toDay="Friday", fromTime="08:00", toTime="16:00",
        ),
    ),
    (What.MISSING, v12.hours("ExceptionalDateRange", fromDate="2026-11-16", toDate="2026-11-20", monday=[v12.given()])),
    (What.MISSING, v12.hours("WeeklyDateRange", monday=[v12.given()], fromDate="2026-11-16")),
    (What.ENDS_BEFORE_IT_BEGINS, v12.hours("WeeklyUntilFurtherNotice", monday=[v12.given("15:00", "09:00")])),
    (What.UNKNOWN_VALUE, v12.hours("Lunar", monday=[v12.given()])),
    (What.UNKNOWN_VALUE, v12.hours("WeeklyUntilFurtherNotice", monday=[v12.given(status="Perhaps")])),
    (What.TOO_LONG, v12.hours("ExceptionalDateRange", fromDate="0001-01-01", toDate="9999-12-31", monday=[v12.given()])),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given"), NOT_EXPRESSIBLE)
def test_what_v12_says_and_the_kernel_cannot_is_told_and_nothing_is_certain(what: What, given: Wire) -> None:
    hours, problems = read_v12(
        v12.hours("WeeklyDateRange", tuesday=[v12.given()], fromDate="2030-01-01", toDate="2030-02-01"), given
    )
    assert what in problems
    assert hours is not None
    assert not hours.is_whole
    assert hours.certain(YEARS) == OpeningHours()
    assert hours.opening(YEARS).seasons


MISTAKEN: list[tuple[What, Any]] = [
    (What.NOT_A_TIME, v11.hours("DaysOfTheWeek", v11.opened("Monday", "25:00:00"))),
    (What.NOT_A_TIME, v11.hours("DaysOfTheWeek", v11.opened("Monday", "yhdeksän"))),
    (What.UNKNOWN_VALUE, v11.hours("DaysOfTheWeek", v11.opened("Maanantai"))),
    (What.UNKNOWN_VALUE, v11.hours("Sometimes", v11.opened("Monday"))),
    (What.TWO_READINGS, v11.hours("DaysOfTheWeek", v11.opened("Monday", last_day="Friday"))),
    (What.ENDS_BEFORE_IT_BEGINS, v11.hours("DaysOfTheWeek", v11.opened("Monday", "22:00:00", "02:00:00"))),
    (What.MISSING, v11.hours("DaysOfTheWeek")),
    (What.MISSING, v11.hours("Exceptional", isClosed=True)),
    (What.MISSING, v11.hours("Exceptional", validFrom="2026-12-24T00:00:00")),
    (What.NOT_A_DAY, v11.hours("Exceptional", isClosed=True, validFrom="2026-12-23T22:00:00")),
    (What.NOT_A_DAY, v11.hours("Exceptional", isClosed=True, validFrom="2026-12-23T00:00:00Z")),
    (What.NOT_A_DAY, v11.hours("Exceptional", isClosed=True, validFrom="jouluna")),
    (What.EXCEPTION_BY_APPOINTMENT, v11.hours("Exceptional", v11.opened("Monday"), isReservation=True, **CHRISTMAS)),
    (
        What.SEVERAL_WHERE_ONE_IS_ALLOWED,
        v11.hours("Exceptional", v11.opened("Monday"), v11.opened("Monday", "16:00:00", "17:00:00"), **CHRISTMAS),
    ),
    (
        What.ENDS_BEFORE_IT_BEGINS,
        v11.hours("Exceptional", isClosed=True, validFrom="2026-12-23T00:00:00", validTo="2026-12-22T00:00:00"),
    ),
    (What.WRONG_SHAPE, "aina"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given"), MISTAKEN)
def test_what_v11_says_wrongly_is_told_and_the_rest_stays(what: What, given: Any) -> None:
    hours, problems = read_v11(v11.workdays(), given, given)
    assert what in problems
    assert hours is not None
    assert not hours.is_whole
    assert hours.opening(YEARS) == whole(read_v11(v11.workdays()))
    assert state(hours.certain(YEARS), "2026-11-16T10:00") is State.UNKNOWN


def test_hours_that_are_no_list_are_not_the_same_as_no_hours() -> None:
    for source, payload in (
        (Source.V11, v11.phone_channel(serviceHours="x")),
        (Source.V12, v12.phone_channel(serviceHours=7)),
    ):
        hours, problems = hours_of(source, payload)
        assert problems == {What.WRONG_SHAPE}
        assert hours is not None
        assert not hours.is_whole


def test_a_season_without_readable_holidays_is_not_certain() -> None:
    hours, problems = read_v12(v12.workdays(), holidays=[v12.feast("Vappu")])
    assert (problems, hours is not None and hours.is_whole) == ({What.UNKNOWN_VALUE, What.MISSING}, False)
    hours, problems = read_v12(v12.workdays(), holidays=[v12.feast("MayDay")], years=[12])
    assert (problems, hours is not None and hours.is_whole) == ({What.UNKNOWN_VALUE}, False)
