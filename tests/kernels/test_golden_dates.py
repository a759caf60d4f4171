"""The table of golden dates, counted three ways: as written, by code of its own from the act, and by the kernel."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from portal.core import calendars
from portal.intake.deadlines import Fact, Rule, Unit, due_dates, working_days
from portal.intake.rule_files import CountyCalendar
from tests.kernels.golden_checker import due_and_warning, eves, finnish_day, holy_days, is_arkipaiva

TABLE = Path(__file__).parent / "golden_dates.csv"
LEAST_ROWS = 200
ADULT = Rule("golden", "1", "150/1930", Fact.ANY_CONTACT, "answered", Unit.WORKING_DAYS, date(2026, 11, 22), amount=7)
COVERED = (
    "Christmas",
    "Easter",
    "Ascension Day",
    "Midsummer",
    "Epiphany",
    "Independence Day",
    "May Day",
    "All Saints' Day",
    "year end",
    "leap day",
    "no same day",
    "in Finland",
    "summer time",
)


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rule_of(count: str) -> Rule:
    amount = int(count.split(maxsplit=1)[0])
    if "month" in count:
        return replace(ADULT, unit=Unit.MONTHS, amount=amount)
    return replace(ADULT, amount=amount, saturdays_never_count="without Saturdays" in count)


def test_the_table_says_what_the_act_and_the_kernel_say(capsys: pytest.CaptureFixture[str]) -> None:
    table = rows()
    wrong = []
    for row in table:
        arrived = datetime.fromisoformat(row["arrived"])
        (found,) = due_dates([rule_of(row["count"])], [Fact.ANY_CONTACT], arrival=arrived, calendar=CountyCalendar())
        written = (date.fromisoformat(row["due"]), date.fromisoformat(row["warn_on"]))
        if not written == due_and_warning(arrived, row["count"]) == (found.due, found.warn_on):
            wrong.append(row)
    assert not wrong
    assert len(table) >= LEAST_ROWS
    with capsys.disabled():
        sys.stdout.write(f"\n{len(table)} golden dates, each counted three ways\n")


def test_the_table_covers_every_feast_and_every_year_and_has_no_row_twice() -> None:
    table = rows()
    years = Counter(row["due"][:4] for row in table)
    assert {str(year) for year in range(2024, 2036)} <= years.keys()
    assert [one for one in COVERED if not any(one in row["covers"] for row in table)] == []
    assert len({(row["arrived"], row["count"]) for row in table}) == len(table)
    counts = Counter(row["count"] for row in table)
    assert min(counts.values()) >= 10, counts


@pytest.mark.parametrize(
    ("arrived", "due"),
    [
        ("2026-11-03", "2026-11-12"),
        ("2026-11-06", "2026-11-17"),
        ("2026-11-07", "2026-11-17"),
        ("2026-12-18", "2026-12-31"),
        ("2026-12-23", "2027-01-07"),
        ("2026-03-31", "2026-04-13"),
        ("2026-06-15", "2026-06-25"),
        ("2026-12-03", "2026-12-14"),
        ("2027-04-28", "2027-05-10"),
    ],
)
def test_the_dates_of_the_sources_stand_in_the_table(arrived: str, due: str) -> None:
    assert any(row["arrived"].startswith(arrived) and row["due"] == due and row["count"] == "7 days" for row in rows())


def test_the_calendar_of_the_house_is_the_one_of_the_act_for_fifty_years() -> None:
    day, last = date(2000, 1, 1), date(2050, 12, 31)
    is_working_day = working_days(CountyCalendar())
    while day <= last:
        assert calendars.is_public_holiday(day) == (day in holy_days(day.year)), day
        assert calendars.is_eve(day) == (day in eves(day.year)), day
        assert calendars.is_working_day(day) == is_working_day(day) == is_arkipaiva(day), day
        day += timedelta(days=1)


def test_the_checker_knows_when_the_day_changes_in_finland() -> None:
    assert finnish_day(datetime(2026, 7, 1, 20, 59, tzinfo=UTC)) == date(2026, 7, 1)
    assert finnish_day(datetime(2026, 7, 1, 21, 0, tzinfo=UTC)) == date(2026, 7, 2)
    assert finnish_day(datetime(2026, 12, 1, 21, 59, tzinfo=UTC)) == date(2026, 12, 1)
    assert finnish_day(datetime(2026, 12, 1, 22, 0, tzinfo=UTC)) == date(2026, 12, 2)
