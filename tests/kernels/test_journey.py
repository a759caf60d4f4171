"""The journey by example."""

from __future__ import annotations

import pytest

from portal.selfcheck.journey import (
    HEADINGS,
    RATHER_NOT,
    TEXT_LIMIT,
    And,
    Answer,
    Answered,
    AnyOf,
    Definition,
    Equals,
    NoneOf,
    Not,
    Option,
    Or,
    Question,
    Rule,
    Target,
    definition_from_plain,
    definition_to_plain,
    fingerprint,
    problems_of,
    summarise,
    walk,
    without_private,
)
from tests.kernels.journey_builders import choice, chosen, private, state, text

SCHOOL = Definition(
    sections=("one",),
    questions=(
        text("strengths", purpose="strengths"),
        choice("pupil", "yes", "no"),
        state("school", heading="everyday-life", shown_if=Equals("pupil", "yes")),
        state("rest", heading="parents-health"),
        choice("alone", "yes", "no"),
        private(choice("safe", "yes", "afraid", shown_if=Equals("alone", "yes")), heading="substances"),
        text("hopes", purpose="help"),
    ),
    rules=(
        Rule("tired", AnyOf("rest", ("need-help",)), Target("service", "home-help"), priority=20),
        Rule("school", AnyOf("school", ("on-my-mind", "need-help")), Target("advice", "absences"), priority=10),
        Rule("fear", Equals("safe", "afraid"), Target("advice", "fear"), danger=True),
    ),
)


def test_the_first_question_comes_first_and_no_other_may_be_visited() -> None:
    journey = walk(SCHOOL, {})
    assert journey.next == "strengths"
    assert journey.may_visit("strengths")
    assert not journey.may_visit("pupil")
    assert not journey.complete


def test_a_question_whose_condition_does_not_hold_is_not_on_the_route() -> None:
    journey = walk(SCHOOL, {"strengths": Answer(), "pupil": chosen("no")})
    assert journey.route == ("strengths", "pupil", "rest", "alone", "hopes")
    assert journey.next == "rest"
    assert not journey.may_visit("school")


def test_a_changed_answer_hides_what_hung_on_it_and_changing_back_restores_it() -> None:
    answers = {"strengths": Answer(), "pupil": chosen("yes"), "school": chosen("need-help")}
    assert "school" in walk(SCHOOL, answers).answers
    changed = walk(SCHOOL, {**answers, "pupil": chosen("no")})
    assert "school" not in changed.answers
    assert [(one.question, one.why) for one in changed.dropped] == [("school", "hidden")]
    assert walk(SCHOOL, {**answers, "pupil": chosen("yes")}) == walk(SCHOOL, answers)


def test_answers_to_unknown_questions_and_with_unknown_options_do_not_count() -> None:
    journey = walk(SCHOOL, {"strengths": Answer(), "pupil": chosen("maybe"), "other": chosen("yes")})
    assert journey.next == "pupil"
    assert [(one.question, one.why) for one in journey.dropped] == [("pupil", "invalid"), ("other", "unknown")]


@pytest.mark.parametrize("words", ["x" * (TEXT_LIMIT + 1), "a\0b"])
def test_a_text_that_is_too_long_or_holds_a_null_byte_does_not_count(words: str) -> None:
    assert walk(SCHOOL, {"strengths": Answer(text=words)}).next == "strengths"


def test_a_text_that_was_left_empty_counts_as_visited_and_says_nothing() -> None:
    assert walk(SCHOOL, {"strengths": Answer()}).next == "pupil"
    assert summarise(SCHOOL, {"strengths": Answer()}).strengths_in_own_words == ()


def test_several_choices_exclude_a_skip_beside_an_option() -> None:
    several = Definition(("one",), (Question("who", "several", "one", (Option("a"), Option("b"))),))
    assert walk(several, {"who": chosen("a", "b")}).complete
    assert walk(several, {"who": chosen(RATHER_NOT)}).complete
    assert not walk(several, {"who": chosen("a", RATHER_NOT)}).complete
    assert not walk(several, {"who": Answer()}).complete


def test_none_of_holds_only_for_a_question_that_was_answered() -> None:
    shown = Definition(("one",), (choice("a", "x", "y"), text("b", shown_if=NoneOf("a", ("x",)))))
    assert walk(shown, {}).route == ("a",)
    assert walk(shown, {"a": chosen("y")}).route == ("a", "b")
    assert walk(shown, {"a": chosen(RATHER_NOT)}).route == ("a", "b")


def test_a_skip_is_an_answer_without_substance() -> None:
    shown = Definition(("one",), (choice("a", "x", "y"), text("b", shown_if=Answered("a"))))
    assert walk(shown, {"a": chosen(RATHER_NOT)}).route == ("a",)
    assert walk(shown, {"a": chosen("x")}).route == ("a", "b")


def complete(**changes: Answer) -> dict[str, Answer]:
    answers = {
        "strengths": Answer(text="We laugh"),
        "pupil": chosen("yes"),
        "school": chosen("on-my-mind"),
        "rest": chosen("need-help"),
        "alone": chosen("yes"),
        "safe": chosen("yes"),
        "hopes": Answer(text="Sleep"),
    }
    return answers | changes


def test_a_summary_tells_strengths_worries_and_wishes_apart() -> None:
    summary = summarise(SCHOOL, complete())
    assert summary.worries == ("school",)
    assert summary.wants_help == ("rest",)
    assert summary.strengths_in_own_words == ("strengths",)
    assert summary.help_in_own_words == ("hopes",)
    assert [one.rule for one in summary.suggestions] == ["school", "tired"]
    assert summary.dangers == ()


def test_danger_stands_apart_from_the_three_steps() -> None:
    summary = summarise(SCHOOL, complete(safe=chosen("afraid")))
    assert [one.target.key for one in summary.dangers] == ["fear"]
    assert [one.rule for one in summary.suggestions] == ["school", "tired"]


def test_private_answers_are_not_handed_on() -> None:
    shared = summarise(SCHOOL, without_private(SCHOOL, complete(safe=chosen("afraid"))))
    assert shared.dangers == ()
    assert "substances" in shared.not_discussed


def test_a_skipped_heading_is_not_discussed() -> None:
    summary = summarise(SCHOOL, complete(rest=chosen("dont-know")))
    assert "parents-health" in summary.not_discussed
    assert "everyday-life" in summary.covered


def test_a_target_is_suggested_once_and_never_more_than_three() -> None:
    rules = tuple(
        Rule(f"r{index}", Equals("a", "works-well"), Target("service", key), priority=index)
        for index, key in enumerate(["one", "one", "two", "three", "four"])
    )
    summary = summarise(Definition(("one",), (state("a"),), rules), {"a": chosen("works-well")})
    assert [one.rule for one in summary.suggestions] == ["r0", "r2", "r3"]


def test_a_sound_definition_has_no_problems_and_survives_being_stored() -> None:
    assert problems_of(SCHOOL) == ()
    plain = definition_to_plain(SCHOOL)
    assert definition_from_plain(plain) == SCHOOL
    assert fingerprint(plain) == fingerprint(definition_to_plain(definition_from_plain(plain)))


def kinds(*questions: Question, rules: tuple[Rule, ...] = ()) -> list[tuple[str, str, int]]:
    found = problems_of(Definition(("one",), questions, rules))
    return [(problem.kind, problem.part, problem.index) for problem in found]


def test_what_is_wrong_with_a_definition_is_told_with_its_place() -> None:
    assert kinds() == [("empty", "whole", 0)]
    assert kinds(state("Bad Code")) == [("bad-code", "question", 0)]
    assert kinds(state("a"), state("a")) == [("duplicate", "question", 1)]
    assert kinds(choice("a", "x")) == [("few-options", "question", 0)]
    assert kinds(choice("a", "x", "dont-know")) == [("option-code", "question", 0)]
    assert kinds(choice("a", "x", "x")) == [("option-code", "question", 0)]
    assert kinds(state("a", heading="weather")) == [("unknown-heading", "question", 0)]
    assert kinds(Question("a", "text", "two")) == [("unknown-section", "question", 0)]
    assert kinds(Question("a", "state", "one")) == [("wrong-options", "question", 0)]


def test_a_condition_may_only_look_back() -> None:
    ahead = Equals("b", "works-well")
    assert kinds(state("a", shown_if=ahead), state("b")) == [("forward-reference", "question", 0)]
    assert kinds(state("b", shown_if=ahead)) == [("forward-reference", "question", 0)]
    assert kinds(state("a", shown_if=ahead)) == [("unknown-question", "question", 0)]
    assert kinds(state("a"), text("c", shown_if=Equals("a", "x"))) == [("unknown-option", "question", 1)]


def test_a_question_that_no_answers_lead_to_is_told() -> None:
    both = And((Equals("a", "works-well"), Equals("a", "need-help")))
    assert kinds(state("a"), text("b", shown_if=both)) == [("unreachable", "question", 1)]
    behind = text("c", shown_if=Answered("b"))
    assert kinds(state("a"), state("b", shown_if=Not(Or((Answered("a"), Not(Answered("a")))))), behind) == [
        ("unreachable", "question", 1),
        ("unreachable", "question", 2),
    ]


def test_a_rule_that_never_holds_or_names_nothing_is_told() -> None:
    never = Rule("r", And((Equals("a", "works-well"), Not(Answered("a")))), Target("service", "x"))
    assert kinds(state("a"), rules=(never,)) == [("never-holds", "rule", 0)]
    unknown = Rule("r", Answered("z"), Target("service", "x"))
    assert kinds(state("a"), rules=(unknown,)) == [("unknown-question", "rule", 0)]


def test_every_heading_of_the_document_is_covered_or_not_discussed() -> None:
    summary = summarise(SCHOOL, complete())
    assert sorted((*summary.covered, *summary.not_discussed)) == sorted(HEADINGS)
