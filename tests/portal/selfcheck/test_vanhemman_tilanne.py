"""The demo's questionnaire "Vanhemman tilanne", as its files say it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from portal.core.plainness import borrowed_share
from portal.demo.public.loading import questionnaire
from portal.selfcheck.authoring import definition_of, words_of
from portal.selfcheck.blocks import RulesBlock, SectionsBlock
from portal.selfcheck.journey import Answer, Definition, problems_of, summarise, walk
from tests.portal.home.builders import Tree

KEY = "vanhemman-tilanne"
SKIPPED = Answer(("rather-not",))
SKIP_KEYS = ("dont-know", "rather-not")


@pytest.fixture
def written(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Any, Any, str]]:
    """The streams of each variant; every page of advice is the one that this test has."""
    monkeypatch.setattr(questionnaire, "_advice_page", lambda key: tree.advice)
    spec = next(one for one in questionnaire._specs() if one.key == KEY)
    found = {}
    for code in ("fi", "sv", "fi-simple"):
        facts, words = questionnaire.read("facts", questionnaire.KIND, f"{KEY}.toml"), spec.words(code)
        writer = questionnaire._Writer(KEY, words)
        sections = SectionsBlock().to_python([writer.section(one) for one in facts["sections"]])
        rules = RulesBlock().to_python([writer.rule(one) for one in facts["rules"]])
        found[code] = (sections, rules, words["title"])
    return found


@pytest.fixture
def definition(written: dict[str, tuple[Any, Any, str]]) -> Definition:
    return definition_of(*written["fi"][:2])


def test_it_is_sound_and_asks_enough(definition: Definition) -> None:
    assert problems_of(definition) == ()
    assert len(definition.questions) >= 14
    assert definition.questions[0].purpose == "strengths"
    assert sum(question.kind == "text" for question in definition.questions) == 2
    assert sum(question.shown_if is not None for question in definition.questions) >= 2
    assert len({question.heading for question in definition.questions if question.heading}) >= 10


def test_every_variant_has_the_same_facts_and_every_word(written: dict[str, tuple[Any, Any, str]]) -> None:
    definitions = [definition_of(sections, rules) for sections, rules, _title in written.values()]
    assert definitions[0] == definitions[1] == definitions[2]
    words = {code: words_of(title, sections, rules, code) for code, (sections, rules, title) in written.items()}
    assert set(words["fi"]) == set(words["sv"]) == set(words["fi-simple"])
    for code in ("sv", "fi-simple"):
        assert {key for key, text in words[code].items() if text} == {key for key, text in words["fi"].items() if text}


def test_the_plain_variant_is_written_anew(written: dict[str, tuple[Any, Any, str]]) -> None:
    texts = {
        code: [text for key, text in words_of(title, sections, rules, code).items() if not key.endswith(SKIP_KEYS)]
        for code, (sections, rules, title) in written.items()
    }
    assert borrowed_share(texts["fi-simple"], texts["fi"]) < 0.1


def test_every_rule_fires_for_some_answers(definition: Definition) -> None:
    """One answer to one or two questions, all else skipped, is enough for each rule."""
    fired: set[str] = set()
    for first in definition.questions:
        for second in definition.questions:
            for one in (*first.options, None):
                for other in (*second.options, None):
                    chosen = {first.code: one, second.code: other}
                    fired |= rules_fired(definition, {code: option.code for code, option in chosen.items() if option})
    assert fired == {rule.code for rule in definition.rules}


def rules_fired(definition: Definition, chosen: dict[str, str]) -> set[str]:
    answers: dict[str, Answer] = {}
    opening = {"pupil": "yes", "other-parent": "apart", "alone-now": "yes"}
    while (code := walk(definition, answers).next) is not None:
        question = definition.question(code)
        assert question is not None
        option = chosen.get(code) or opening.get(code)
        skip = Answer() if question.kind == "text" else SKIPPED
        answers[code] = Answer((option,)) if option else skip
    fired = set()
    for rule in definition.rules:
        summary = summarise(replace(definition, rules=(rule,)), answers)
        fired |= {one.rule for one in (*summary.suggestions, *summary.dangers)}
    return fired


@pytest.mark.parametrize("answer", ["not-always", "afraid-now"])
def test_whoever_is_not_safe_is_told_of_safety_first(definition: Definition, answer: str) -> None:
    assert "afraid" in rules_fired(definition, {"safe-at-home": answer})


def test_safety_is_asked_only_of_those_who_can_answer_alone(definition: Definition) -> None:
    asked = {question.code: question for question in definition.questions}
    before = {code: Answer() if question.kind == "text" else SKIPPED for code, question in asked.items()}
    for said in (Answer(("not-now",)), SKIPPED):
        route = walk(definition, {**before, "alone-now": said}).route
        assert not {"safe-at-home", "substances", "money"} & set(route)
    assert asked["safe-at-home"].private
    assert asked["substances"].private


def test_nothing_is_suggested_when_everything_works(definition: Definition) -> None:
    chosen = {question.code: "works-well" for question in definition.questions if question.kind == "state"}
    assert rules_fired(definition, chosen) == set()
