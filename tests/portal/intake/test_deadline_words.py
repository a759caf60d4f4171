"""The words for deadlines: every code has them in the three variants, and promise and law are never mixed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from portal.intake.deadlines import EarlierArrival, Fact, Pause, Step, due_dates
from portal.intake.rule_files import CountyCalendar, deadline_rules, law_file, read_deadline_rules
from portal.intake.safe_contact import Wording
from portal.intake.service import (
    due_words,
    lawful_dates,
    neutral_text,
    promised_date,
    reasons,
    source_words,
    what_words,
    whose_words,
)

ARRIVAL = datetime(2026, 12, 18, 10, tzinfo=UTC)
LANGUAGES = ("fi", "sv", "fi-simple")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_and_every_step_has_words_in_every_variant(language: str) -> None:
    paused = {"id": "own", "version": "1", "source": "own", "checked_on": date(2026, 11, 22), "trigger": "any_contact"}
    rules = read_deadline_rules(
        law_file("deadlines"),
        {"rules": [{**paused, "what": "answered", "unit": "months", "amount": 1, "pauses": True}]},
    ).rules
    earlier = EarlierArrival(ARRIVAL, "Puhelin")
    found = [
        *due_dates(rules, Fact, ARRIVAL, CountyCalendar(), earlier=earlier, left_on=date(2027, 1, 4)),
        *due_dates(rules, Fact, ARRIVAL, CountyCalendar(), born_on=date(2026, 12, 24)),
        *due_dates(rules, Fact, ARRIVAL, CountyCalendar(), pauses=[Pause(date(2026, 12, 21), date(2026, 12, 28))]),
        *due_dates(rules, Fact, ARRIVAL, CountyCalendar(), pauses=[Pause(date(2026, 12, 21))]),
    ]
    with translation.override(language):
        sentences = {one for each in found for one in (*reasons(each), what_words(each.rule), due_words(each))}
    with translation.override("en"):
        english = {one for each in found for one in (*reasons(each), what_words(each.rule), due_words(each))}
    codes = {step.action for each in found for step in each.steps}
    assert len(codes) >= 14
    assert not [one for one in sentences for code in codes if one.startswith(f"{code}:")]
    assert {one for one in sentences & english if any(sign.isalpha() for sign in one)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_county_s_promise_is_never_said_to_be_the_law(language: str) -> None:
    promise, (law, *_) = promised_date(ARRIVAL), lawful_dates([Fact.CHILD_WELFARE], ARRIVAL)
    with translation.override(language):
        assert whose_words(promise.rule) == source_words(promise.rule) != whose_words(law.rule)
        assert "§" in source_words(law.rule)


def test_the_reasoning_ends_with_the_strictest_reading_where_it_differs() -> None:
    adult, _ = lawful_dates([Fact.AGED_75_OR_MORE, Fact.UNBORN_CHILD], ARRIVAL)[:2]
    with translation.override("sv"):
        assert "29.12.2026" in reasons(adult)[-1]
        assert due_words(adult) == "31.12.2026"
    same = lawful_dates([Fact.CHILD_WELFARE], datetime(2026, 11, 3, 10, tzinfo=UTC))[0]
    with translation.override("fi"):
        assert reasons(same)[-1] == "Päivät tulevat täyteen 12.11.2026."


def test_a_step_of_an_unknown_code_is_shown_as_it_is() -> None:
    found = lawful_dates([Fact.CHILD_WELFARE], ARRIVAL)[0]
    odd = type(found)(found.rule, None, None, (Step("own_step", "own", date(2026, 12, 18)),))
    assert reasons(odd) == ("own_step: 18.12.2026",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_neutral_words_name_nobody_and_no_reference(language: str) -> None:
    with translation.override(language):
        text = neutral_text(Wording.NEUTRAL, reference="ABCD-1234")
        assert "ABCD" not in text
        assert "ABCD-1234" in neutral_text(Wording.DUTY, reference="ABCD-1234")
    for word in ("apu", "hjälp", "perhe", "famil", "sosiaali", "social", "lapsi", "barn"):
        assert word not in text.lower()
    with pytest.raises(ValueError, match="no text"):
        neutral_text(Wording.OWN)


def test_the_county_of_the_demo_reads_the_law_by_the_defaults() -> None:
    assert [one.id for one in deadline_rules().rules] == [one["id"] for one in law_file("deadlines")["rules"]]
