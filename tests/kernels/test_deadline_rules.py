"""The rules as data: the law's file, what a county may set, records that outlive a change, and facts of a contact."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.intake import checks
from portal.intake.deadlines import (
    DueDate,
    Fact,
    Patience,
    Pause,
    Readings,
    as_record,
    due_dates,
    facts_of,
    from_record,
    promise_rule,
)
from portal.intake.rule_files import CountyCalendar, DeadlineRules, law_file, read_deadline_rules

LAW = law_file("deadlines")
CALENDAR = CountyCalendar()
ARRIVAL = datetime(2026, 11, 3, 10, tzinfo=UTC)
OWN = {
    "id": "own-disability",
    "version": "1",
    "source": "Vammaispalvelulaki 675/2023, the county's reading",
    "checked_on": date(2026, 11, 22),
    "trigger": "any_contact",
    "what": "assessment_started",
    "unit": "working_days",
    "amount": 5,
    "pauses": True,
}


def county(**own: Any) -> DeadlineRules:
    return read_deadline_rules(LAW, own)


def ids(rules: DeadlineRules) -> list[str]:
    return [one.id for one in rules.rules]


def test_a_county_that_sets_nothing_has_the_rules_of_the_law_and_the_later_readings() -> None:
    here = county()
    assert ids(here) == [one["id"] for one in LAW["rules"]]
    assert here.readings == Readings(saturdays_left_out=True, eves_left_out=True, last_day_moves=True)
    assert all(one.verify and "§" in one.source and one.checked_on == date(2026, 11, 22) for one in here.rules)


def test_a_county_leaves_rules_out_replaces_them_in_place_and_adds_its_own() -> None:
    stricter = {**next(one for one in LAW["rules"] if one["id"] == "lsl-26-start"), "version": "1-own", "amount": 5}
    here = county(left_out=["shl-45-given"], rules=[OWN, stricter])
    assert ids(here) == [*(one["id"] for one in LAW["rules"] if one["id"] != "shl-45-given"), "own-disability"]
    assert next(one.amount for one in here.rules if one.id == "lsl-26-start") == 5


def test_a_rule_of_the_county_that_pauses_stands_still_until_the_answer() -> None:
    here = county(rules=[OWN])
    waiting = [Pause(date(2026, 11, 4))]
    by_id = {
        one.rule.id: one
        for one in due_dates(here.rules, [Fact.ANY_CONTACT, Fact.CHILD_WELFARE], ARRIVAL, CALENDAR, pauses=waiting)
    }
    assert by_id["own-disability"].due is None
    assert by_id["own-disability"].steps[-1].action == "completion_asked"
    assert by_id["lsl-26-start"].due == date(2026, 11, 12)


@pytest.mark.parametrize(
    ("own", "says"),
    [
        ({"reading": {}}, "a part 'reading'"),
        ({"readings": {"saturdays": "counted"}}, "no reading 'saturdays'"),
        ({"readings": {"saturdays_for_adults": "sometimes"}}, "is 'left_out' or 'counted'"),
        ({"patience": {"angry": 1}}, "no patience 'angry'"),
        ({"patience": {"soon": -1}}, "number of working days"),
        ({"patience": {"soon": True}}, "number of working days"),
        ({"left_out": ["shl-99"]}, "no rule 'shl-99'"),
        ({"left_out": ["lsl-26-start"], "rules": [{**OWN, "id": "lsl-26-start", "version": "2"}]}, "both left out"),
        ({"rules": [{**OWN, "id": "lsl-26-start"}]}, "a version of its own"),
        ({"rules": [OWN, OWN]}, "stands twice"),
        ({"rules": [{**OWN, "unit": "weeks"}]}, "weeks"),
        ({"rules": [{**OWN, "amount": 0}]}, "amount"),
        ({"rules": [{**OWN, "amount": -7}]}, "amount"),
        ({"rules": [{**OWN, "amount": 9999}]}, "amount"),
        ({"rules": [{**OWN, "amount": "7"}]}, "whole number"),
        ({"rules": [{**OWN, "amount": True}]}, "whole number"),
        ({"rules": [{**OWN, "unit": "without_delay"}]}, "amount"),
        ({"rules": [{**OWN, "pauses": "yes"}]}, "true or false"),
        ({"rules": [{**OWN, "pausing": True}]}, "nobody reads"),
        ({"rules": [{**OWN, "checked_on": "2026-11-22"}]}, "no date"),
        ({"rules": [{**OWN, "source": ""}]}, "lacks 'source'"),
        ({"rules": [{}]}, "lacks 'id'"),
    ],
)
def test_what_a_county_sets_wrongly_is_said_in_words_at_start(own: dict[str, Any], says: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=says):
        read_deadline_rules(LAW, own)


def test_a_county_says_how_long_the_desk_waits_before_it_is_told() -> None:
    assert county(patience={"unopened": 3}).patience == Patience(soon=2, unassigned=1, unopened=3)


def test_the_start_stops_with_the_sentence_that_names_what_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> DeadlineRules:
        return read_deadline_rules(LAW, {"left_out": ["shl-99"]})

    assert checks.check_rules(None) == []
    monkeypatch.setattr(checks, "deadline_rules", wrong)
    (error,) = checks.check_rules(None)
    assert "shl-99" in str(error.msg)


def test_a_county_may_close_or_open_a_day_that_an_exceptional_law_names() -> None:
    here = county(calendar={"closed": [date(2026, 11, 9)], "opened": [date(2027, 1, 6)]})
    assert here.calendar.is_public_holiday(date(2026, 11, 9))
    assert not here.calendar.is_public_holiday(date(2027, 1, 6))
    (found,) = due_dates([promise_rule("own", "1", 7)], [Fact.COUNTY_PROMISE], ARRIVAL, here.calendar)
    assert found.due == date(2026, 11, 13)


def test_a_change_of_a_rule_colours_no_old_record_again() -> None:
    rules = county().rules
    (before,) = (one for one in due_dates(rules, [Fact.CHILD_WELFARE], ARRIVAL, CALENDAR) if "start" in one.rule.id)
    stored = json.dumps(as_record(before))
    changed = [replace(one, amount=3, version="2") for one in rules if one.id == "lsl-26-start"]
    (now,) = due_dates(changed, [Fact.CHILD_WELFARE], ARRIVAL, CALENDAR)
    again = from_record(json.loads(stored))
    assert again == before
    assert (again.due, again.rule.version) == (date(2026, 11, 12), "1")
    assert (now.due, now.rule.version) == (date(2026, 11, 6), "2")


@settings(deadline=None)
@given(
    st.integers(min_value=1_700_000_000, max_value=2_200_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    st.sets(st.sampled_from(list(Fact))),
    st.none() | st.dates(min_value=date(2024, 1, 1), max_value=date(2040, 1, 1)),
)
def test_every_due_date_comes_back_from_its_record(arrival: datetime, facts: set[Fact], day: date | None) -> None:
    for one in due_dates(county().rules, facts, arrival, CALENDAR, born_on=day, left_on=day):
        assert from_record(json.loads(json.dumps(as_record(one)))) == one


def a_record(**changed: Any) -> dict[str, Any]:
    found: DueDate = due_dates(county().rules, [Fact.CHILD_WELFARE], ARRIVAL, CALENDAR)[0]
    return {**as_record(found), **changed}


@pytest.mark.parametrize(
    "record",
    [
        {},
        a_record(form=99),
        a_record(due="tomorrow"),
        a_record(due=20261112),
        a_record(steps=None),
        a_record(steps=[{}]),
        a_record(trigger="none"),
    ],
)
def test_what_is_no_record_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        from_record(record)


@pytest.mark.parametrize(
    ("person", "is_old"),
    [
        ({"role": "person", "born_on": "1951-11-03"}, True),
        ({"role": "person", "born_on": "1951-11-04"}, False),
        ({"role": "person", "age": "75"}, True),
        ({"role": "person", "age": " 74 "}, False),
        ({"role": "person", "age": "noin 80"}, False),
        ({"role": "person", "born_on": "1800-01-01"}, False),
        ({"role": "person", "born_on": "2051-01-01"}, False),
        ({"role": "guardian", "age": "80"}, False),
        ({"role": "person", "age": "7" * 500}, False),
        ({}, False),
    ],
)
def test_a_person_of_seventy_five_or_more_is_covered(person: dict[str, object], is_old: bool) -> None:
    assert (Fact.AGED_75_OR_MORE in facts_of("contact", {}, [person], date(2026, 11, 3))) == is_old


def test_only_a_yes_is_a_fact_and_a_question_has_no_client() -> None:
    day = date(2026, 11, 3)
    answers = dict.fromkeys(("aged_75", "highest_care_allowance", "special_support_child", "unborn_child"), "unknown")
    assert facts_of("contact", answers, [], day) == {Fact.ANY_CONTACT}
    assert facts_of("contact", {"violence_to_child": "yes"}, [], day) == {Fact.ANY_CONTACT, Fact.CHILD_WELFARE}
    assert facts_of("child_welfare_notice", {}, [], day) == {Fact.ANY_CONTACT, Fact.CHILD_WELFARE}
    assert facts_of("prenatal_notice", {}, [], day) == {Fact.ANY_CONTACT, Fact.UNBORN_CHILD}
    for kind in ("question", "consultation"):
        assert facts_of(kind, dict.fromkeys(answers, "yes"), [{"role": "person", "age": "80"}], day) == frozenset()
