"""What the hours kernel answers, case by case, written out by hand."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Final

import pytest

from portal.services import opening_days
from portal.services.hours import (
    CLOSED,
    Advice,
    Exceptional,
    Interval,
    OpeningHours,
    Season,
    SpecialDay,
    State,
    Why,
    answer,
    week,
)
from portal.services.hours.walls import FINLAND
from tests.kernels.hours_timetables import TIMETABLES

CASES: Final = list(csv.DictReader((Path(__file__).parent / "hours_cases.csv").open(encoding="utf-8")))


def moment(text: str) -> datetime | None:
    """A time on the wall in Finland; the second of two equal ones where the text says so."""
    if not text:
        return None
    wall = datetime.fromisoformat(text.removesuffix(" second"))
    return wall.replace(tzinfo=FINLAND, fold=int(text.endswith("second"))).astimezone(UTC)


def at(text: str) -> datetime:
    found = moment(text)
    assert found
    return found


def test_there_are_at_least_120_cases() -> None:
    assert len(CASES) >= 120
    assert {case["timetable"] for case in CASES} == set(TIMETABLES)


@pytest.mark.parametrize("case", CASES, ids=lambda one: f"{one['timetable']} {one['at']}")
def test_a_case_written_out_by_hand(case: dict[str, str]) -> None:
    found = answer(TIMETABLES[case["timetable"]], at(case["at"]), opening_days)
    assert (found.state, found.until, found.next_open) == (
        State(case["state"]), moment(case["until"]), moment(case["next_open"]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("timetable", "when", "why", "advice"),
    [
        ("office", "2026-11-23 10:00", Why.WEEK, Advice.COME),
        ("office", "2026-11-23 17:00", Why.WEEK, Advice.COME_LATER),
        ("office", "2026-12-25 10:00", Why.HOLIDAY, Advice.COME_LATER),
        ("office", "2026-12-24 10:00", Why.EVE, Advice.COME),
        ("split", "2026-12-24 10:00", Why.EVE, Advice.CALL_TO_CHECK),
        ("split", "2027-01-06 10:00", Why.HOLIDAY, Advice.CALL_TO_CHECK),
        ("always", "2026-12-25 10:00", Why.ALWAYS, Advice.COME),
        ("by appointment", "2026-11-23 10:00", Why.APPOINTMENT, Advice.BOOK),
        ("booked times", "2026-11-24 14:00", Why.APPOINTMENT, Advice.BOOK),
        ("exceptions", "2026-11-16 10:00", Why.EXCEPTION, Advice.COME_LATER),
        ("contradiction", "2026-11-23 12:00", Why.CONTRADICTION, Advice.CALL_TO_CHECK),
        ("vouched", "2027-06-01 10:00", Why.NOT_VOUCHED_FOR, Advice.CALL_TO_CHECK),
        ("beach", "2026-10-01 10:00", Why.NOT_SAID, Advice.CALL_TO_CHECK),
        ("nothing", "2026-11-23 12:00", Why.NOT_SAID, Advice.CALL_TO_CHECK),
    ],
)
def test_an_answer_says_what_it_rests_on_and_what_to_do(timetable: str, when: str, why: Why, advice: Advice) -> None:
    found = answer(TIMETABLES[timetable], at(when), opening_days)
    assert (found.why, found.advice) == (why, advice)


def test_what_is_closed_for_good_sends_elsewhere_and_says_where() -> None:
    ended = OpeningHours((Season(),), instead="social_emergency")
    found = answer(ended, at("2026-11-23 12:00"), opening_days)
    assert (found.state, found.advice, found.instead) == (State.CLOSED, Advice.TURN_ELSEWHERE, "social_emergency")


def test_what_is_open_names_nothing_to_turn_to_instead() -> None:
    assert answer(OpeningHours((Season(always=True),), instead="x"), at("2026-11-23 12:00"), opening_days).instead == ""


def test_the_same_instant_in_another_zone_has_the_same_answer() -> None:
    office = TIMETABLES["office"]
    assert answer(office, datetime(2026, 11, 23, 7, 0, tzinfo=UTC), opening_days) == answer(
        office, at("2026-11-23 09:00"), opening_days
    )


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        answer(TIMETABLES["office"], at("2026-11-23 09:00").replace(tzinfo=None), opening_days)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Season(since=date(2026, 2, 1), until=date(2026, 1, 1)),
        lambda: Exceptional(date(2026, 2, 1), date(2026, 1, 1)),
        lambda: OpeningHours(valid_since=date(2026, 2, 1), valid_until=date(2026, 1, 1)),
        lambda: Season(week=(CLOSED,) * 6),
        lambda: week({7: [Interval(time(9), time(10))]}),
    ],
    ids=["season", "exception", "validity", "short week", "eighth day"],
)
def test_data_that_contradicts_itself_is_refused(make: object) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=r"period|week"):
        make()


@pytest.mark.parametrize(
    ("day", "kind", "finnish", "swedish"),
    [
        (date(2026, 4, 2), SpecialDay.EVE, "kiirastorstai", "skärtorsdag"),
        (date(2026, 4, 3), SpecialDay.HOLIDAY, "pitkäperjantai", "långfredagen"),
        (date(2026, 4, 30), SpecialDay.EVE, "vapunaatto", "valborgsmässoafton"),
        (date(2008, 4, 30), SpecialDay.EVE, "vapunaatto", "valborgsmässoafton"),
        (date(2026, 6, 19), SpecialDay.EVE, "juhannusaatto", "midsommarafton"),
        (date(2026, 6, 20), SpecialDay.HOLIDAY, "juhannuspäivä", "midsommardagen"),
        (date(2026, 12, 24), SpecialDay.EVE, "jouluaatto", "julafton"),
        (date(2026, 12, 31), SpecialDay.EVE, "uudenvuodenaatto", "nyårsafton"),
        (date(2026, 12, 6), SpecialDay.HOLIDAY, "itsenäisyyspäivä", "självständighetsdagen"),
    ],
)
def test_a_special_day_has_its_kind_and_its_names(day: date, kind: SpecialDay, finnish: str, swedish: str) -> None:
    name = opening_days.name_of(day)
    assert name
    assert (opening_days.special(day), name.get("fi"), name.get("sv")) == (kind, finnish, swedish)


def test_an_ordinary_day_is_nothing_special() -> None:
    assert opening_days.special(date(2026, 11, 23)) is None
    assert opening_days.name_of(date(2026, 11, 23)) is None
