"""Where low-threshold places are missing: the table, cell by cell, and what the CMS shows of it."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.county import county
from portal.core.needs import SUPPORT_NEEDS
from portal.services.cms.coverage import coverage
from portal.services.cms.reports import without_formula
from tests.portal.services import builders

TOWNS, GROUPS, NEEDS = ["951", "952"], ["KR1.1", "KR1.2"], ["1", "7"]
REPORT = "/cms/reports/coverage/"


@dataclass
class Place:
    municipality: str = "951"
    municipalities: list[str] = field(default_factory=lambda: ["951"])
    low_threshold: bool = True
    target_groups: list[str] = field(default_factory=list)
    needs: list[str] = field(default_factory=list)


def cell(*places: Place, town: str = "951", group: str = "KR1.1", need: str = "1") -> tuple[int, int]:
    rows = coverage(places, municipalities=TOWNS, target_groups=GROUPS, needs=NEEDS)
    row = next(one for one in rows if (one.municipality, one.target_group) == (town, group))
    found = row.cells[NEEDS.index(need)]
    return found.here, found.county_wide


def test_a_place_counts_where_it_stands_and_where_it_says_it_is_offered() -> None:
    assert cell(Place()) == (1, 0)
    assert cell(Place(), town="952") == (0, 0)
    assert cell(Place(municipalities=["952"]), town="952") == (1, 0)
    assert cell(Place(municipalities=["952"])) == (1, 0)


def test_a_place_for_the_whole_county_counts_everywhere_and_is_told_from_a_door_in_the_town() -> None:
    assert cell(Place(municipalities=[])) == (1, 0)
    assert cell(Place(municipalities=[]), town="952") == (0, 1)


def test_a_place_counts_for_its_groups_and_needs_alone() -> None:
    place = Place(target_groups=["KR1.2"], needs=["7"])
    assert cell(place, group="KR1.2", need="7") == (1, 0)
    assert cell(place, group="KR1.2", need="1") == (0, 0)
    assert cell(place, group="KR1.1", need="7") == (0, 0)


def test_a_place_for_all_citizens_or_without_a_group_is_for_each_of_them() -> None:
    assert cell(Place(target_groups=["KR1"]), Place()) == (2, 0)


def test_a_place_that_is_not_low_threshold_counts_nowhere() -> None:
    assert cell(Place(low_threshold=False)) == (0, 0)


CODES = st.lists(st.sampled_from(["951", "952", "999"]), max_size=3)


@settings(max_examples=40)
@given(
    st.lists(
        st.builds(
            Place, st.sampled_from(["951", "952", "999"]), CODES, st.booleans(),
            st.lists(st.sampled_from(["KR1", "KR1.1", "KR1.10", "KR2"])), st.lists(st.sampled_from(["1", "7", "99"])),
        ),
        max_size=8,
    )
)  # fmt: skip
def test_the_table_always_has_every_cell_once_and_none_above_the_number_of_places(places: list[Place]) -> None:
    rows = coverage(places, municipalities=TOWNS, target_groups=GROUPS, needs=NEEDS)
    assert [(row.municipality, row.target_group) for row in rows] == [(town, one) for town in TOWNS for one in GROUPS]
    for row in rows:
        assert len(row.cells) == len(NEEDS)
        assert row.gaps == sum(one.here + one.county_wide == 0 for one in row.cells)
        assert all(one.here + one.county_wide <= len(places) for one in row.cells)


@pytest.mark.django_db
def test_the_report_says_missing_in_words_in_a_table_with_headings(editor: Any) -> None:
    builders.place(low_threshold=True, municipalities=["951"], target_groups=["KR1.2"], needs=["7"])
    builders.place("lopetettu", low_threshold=True, archived_on="2026-11-01")
    page = editor.get(REPORT).content.decode()
    assert page.count('<caption id="coverage-caption">') == 1
    assert 'scope="row"' in page
    assert 'scope="col"' in page
    cells = len(county().municipalities) * 6 * len(SUPPORT_NEEDS)
    assert page.count("<strong>puuttuu</strong>") == cells - 1
    only = editor.get(f"{REPORT}?municipality=952").content.decode()
    assert only.count("<strong>puuttuu</strong>") == cells // len(county().municipalities)


@pytest.mark.django_db
def test_the_file_has_a_line_for_each_cell_and_no_formula(editor: Any) -> None:
    builders.place(low_threshold=True)
    answer = editor.get(f"{REPORT}?municipality=951&export=csv")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 1 + 6 * len(SUPPORT_NEEDS)
    assert {len(line) for line in lines} == {6}
    assert lines[1][3:] == ["1", "0", ""]


@pytest.mark.parametrize("text", ["=1+1", "+358", "-1", "@sum", "\t=1", "  =1", "\r=1", "\u00a0=1"])
def test_no_text_of_the_file_begins_a_formula(text: str) -> None:
    assert without_formula(text) == f"'{text}"
    assert without_formula("Koivuranta = kaupunki") == "Koivuranta = kaupunki"
