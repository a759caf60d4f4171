"""Triage: which route is suggested by which rule; never a decision."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest

from portal.intake.rule_files import law_file, suggested_routes, triage_rules
from portal.intake.triage import (
    CIRCUMSTANCES,
    CLUES,
    CRITERIA,
    Route,
    TriageProblem,
    as_record,
    clues_of,
    from_record,
    read_triage_rules,
    suggestions,
)

RULES = triage_rules()


def routes(
    criteria: tuple[str, ...] = (),
    circumstances: tuple[str, ...] = (),
    kind: str = "contact",
    urgency: str = "not_urgent",
) -> list[str]:
    found = suggested_routes(kind, dict.fromkeys(criteria, "yes"), dict.fromkeys(circumstances, "yes"), urgency)
    return [one.route.value for one in found]


@pytest.mark.parametrize(
    ("criteria", "expected"),
    [
        ((), []),
        (("clear_need",), ["social_counsellor"]),
        (("coordination",), ["social_worker"]),
        (("many_services",), ["social_worker"]),
        (("childs_conditions",), ["social_worker"]),
        (("urgency",), ["urgent"]),
        (("clear_need", "coordination"), ["social_worker"]),
        (("clear_need", "urgency"), ["urgent", "social_counsellor"]),
        (CRITERIA, ["urgent", "social_worker"]),
    ],
)
def test_the_five_criteria_suggest_a_route(criteria: tuple[str, ...], expected: list[str]) -> None:
    assert routes(criteria) == expected


@pytest.mark.parametrize(
    ("circumstance", "expected"),
    [
        ("is_client", ["own_worker_first", "social_counsellor"]),
        ("special_support_child", ["special_support"]),
        ("violence_to_child", ["violence_to_child", "social_worker"]),
        ("custody_conflict", ["custody_conflict", "social_counsellor"]),
        ("unborn_child", ["unborn_child", "social_worker"]),
    ],
)
def test_some_circumstances_are_routes_of_their_own(circumstance: str, expected: list[str]) -> None:
    assert routes(("clear_need",), (circumstance,)) == expected


def test_a_notice_and_an_urgent_answer_are_clues_too() -> None:
    assert routes(kind="child_welfare_notice") == ["social_worker"]
    assert routes(kind="prenatal_notice") == ["unborn_child", "social_worker"]
    for answer in ("danger", "today"):
        assert routes(urgency=answer) == ["urgent"]


def test_where_nothing_is_known_nobody_guesses() -> None:
    for answer in ("no", "unknown", "not_asked", "", "YES"):
        answers = dict.fromkeys(CRITERIA, answer)
        assert suggested_routes("contact", answers, dict.fromkeys(CIRCUMSTANCES, answer), "not_asked") == ()
    assert suggested_routes("", {}, {}, "") == ()


def test_every_suggestion_names_a_rule_that_a_lawyer_still_checks_and_what_it_went_by() -> None:
    by_id = {one.id: one for one in RULES}
    for answers in product(("yes", "no"), repeat=len(CRITERIA)):
        found = suggested_routes("contact", dict(zip(CRITERIA, answers, strict=True)), {}, "not_asked")
        for one in found:
            assert by_id[one.rule].verify
            assert one.source
            assert one.because
            assert set(one.because) <= set(by_id[one.rule].any_of)
        assert not {Route.SOCIAL_WORKER, Route.SOCIAL_COUNSELLOR} <= {one.route for one in found}


def test_every_route_can_be_reached_and_every_clue_is_gone_by() -> None:
    assert {one.route for one in RULES} == set(Route)
    assert {clue for one in RULES for clue in one.any_of} == CLUES


def test_what_was_suggested_stays_as_it_was_when_a_rule_changes() -> None:
    found = suggestions(RULES, clues_of("contact", dict.fromkeys(CRITERIA, "yes"), {}, "danger"))
    assert [from_record(json.loads(json.dumps(as_record(one)))) for one in found] == list(found)
    for broken in ({}, {**as_record(found[0]), "route": "home"}, {**as_record(found[0]), "because": None}):
        with pytest.raises(ValueError, match=r"\w"):
            from_record(broken)


@pytest.mark.parametrize(
    "changed",
    [
        {"route": "home"},
        {"any_of": []},
        {"any_of": ["colour_of_hair"]},
        {"source": ""},
        {"weight": 3},
        {"id": "triage-violence-to-child"},
    ],
)
def test_a_rule_that_is_none_is_refused_in_words(changed: dict[str, Any]) -> None:
    first, *rest = law_file("triage")["rules"]
    with pytest.raises(TriageProblem, match="triage"):
        read_triage_rules([{**first, **changed}, *rest])
