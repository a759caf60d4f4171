"""The journey over random questionnaires and answers."""

from __future__ import annotations

import json
from random import Random

from hypothesis import given, settings

from portal.selfcheck.journey import (
    HEADINGS,
    Answer,
    Definition,
    answers_from_plain,
    answers_to_plain,
    definition_from_plain,
    definition_to_plain,
    holds,
    is_valid,
    problems_of,
    summarise,
    walk,
    without_private,
)
from tests.kernels.journey_builders import answered, chances, definitions, random_answer

Case = tuple[Definition, dict[str, Answer]]
many = settings(max_examples=600, deadline=None)


@many
@given(definitions(), chances())
def test_the_route_ends_when_each_next_question_is_answered(definition: Definition, chance: Random) -> None:
    answers: dict[str, Answer] = {}
    steps = 0
    while (code := walk(definition, answers).next) is not None:
        question = definition.question(code)
        assert question is not None
        assert code not in answers
        assert walk(definition, answers).may_visit(code)
        answers[code] = random_answer(chance, question)
        steps += 1
        assert steps <= len(definition.questions)
    journey = walk(definition, answers)
    assert journey.complete
    assert set(journey.answers) == set(journey.route)
    assert journey.dropped == ()


@many
@given(answered())
def test_hidden_unknown_and_invalid_answers_never_count(case: Case) -> None:
    definition, answers = case
    journey = walk(definition, answers)
    for code, answer in journey.answers.items():
        question = definition.question(code)
        assert question is not None
        assert code in journey.route
        assert holds(question.shown_if, journey.answers)
        assert is_valid(question, answer)
    assert {one.question for one in journey.dropped} | set(journey.answers) == set(answers)
    assert not {one.question for one in journey.dropped} & set(journey.answers)
    cleaned = {code: answer for code, answer in answers.items() if code in journey.answers}
    assert walk(definition, cleaned).answers == journey.answers
    assert summarise(definition, cleaned) == summarise(definition, answers)


@many
@given(answered(), chances())
def test_the_same_answers_give_the_same_journey_in_any_order(case: Case, chance: Random) -> None:
    definition, answers = case
    order = list(answers)
    chance.shuffle(order)
    shuffled = {code: answers[code] for code in order}
    assert walk(definition, shuffled) == walk(definition, answers)
    assert summarise(definition, shuffled) == summarise(definition, answers)


@many
@given(answered(), chances())
def test_changing_an_answer_and_changing_it_back_restores_everything(case: Case, chance: Random) -> None:
    definition, answers = case
    before = walk(definition, answers)
    question = chance.choice(definition.questions)
    changed = {**answers, question.code: random_answer(chance, question)}
    walk(definition, changed)
    restored = dict(changed)
    if question.code in answers:
        restored[question.code] = answers[question.code]
    else:
        del restored[question.code]
    assert walk(definition, restored) == before


@many
@given(definitions(), chances())
def test_no_order_of_visiting_changes_where_it_ends(definition: Definition, chance: Random) -> None:
    """Whoever goes back and answers again ends where one ends who gave the last answers straight away."""
    answers: dict[str, Answer] = {}
    for _ in range(12):
        journey = walk(definition, answers)
        open_now = [code for code in journey.route if journey.may_visit(code)]
        code = chance.choice(open_now)
        question = definition.question(code)
        assert question is not None
        answers[code] = random_answer(chance, question)
    straight: dict[str, Answer] = {}
    for question in definition.questions:
        if question.code in answers:
            straight[question.code] = answers[question.code]
    assert walk(definition, straight) == walk(definition, answers)


@many
@given(answered())
def test_only_questions_up_to_the_first_open_one_may_be_visited(case: Case) -> None:
    definition, answers = case
    journey = walk(definition, answers)
    for question in definition.questions:
        if journey.may_visit(question.code):
            before = journey.route[: journey.route.index(question.code)]
            assert all(code in journey.answers for code in before)
        elif question.code in journey.route:
            assert journey.next is not None
            assert journey.route.index(question.code) > journey.route.index(journey.next)


@many
@given(answered())
def test_a_summary_holds_only_what_was_answered(case: Case) -> None:
    definition, answers = case
    summary = summarise(definition, answers)
    journey = walk(definition, answers)
    private = {question.code for question in definition.questions if question.private}
    told = {
        *summary.strengths, *summary.worries, *summary.wants_help,
        *summary.strengths_in_own_words, *summary.help_in_own_words, *summary.other_words,
    }  # fmt: skip
    assert told <= set(journey.answers)
    assert not told & private
    assert sorted((*summary.covered, *summary.not_discussed)) == sorted(HEADINGS)
    assert len(summary.suggestions) <= 3
    assert len({one.target for one in summary.suggestions}) == len(summary.suggestions)
    rules = {rule.code: rule for rule in definition.rules}
    for suggestion in summary.suggestions:
        assert holds(rules[suggestion.rule].when, journey.answers)
        assert not rules[suggestion.rule].danger
    fired = {rule.code for rule in definition.rules if rule.danger and holds(rule.when, journey.answers)}
    assert {one.rule for one in summary.dangers} == fired


@many
@given(answered())
def test_what_is_handed_on_does_not_depend_on_private_answers(case: Case) -> None:
    definition, answers = case
    shared = without_private(definition, answers)
    private = {question.code for question in definition.questions if question.private}
    assert not set(shared) & private
    assert shared == without_private(definition, shared)


@many
@given(answered())
def test_definitions_and_answers_survive_being_stored(case: Case) -> None:
    definition, answers = case
    stored = json.loads(json.dumps(definition_to_plain(definition)))
    assert definition_from_plain(stored) == definition
    assert answers_from_plain(json.loads(json.dumps(answers_to_plain(answers)))) == answers


@settings(max_examples=300, deadline=None)
@given(definitions(), chances())
def test_a_question_called_unreachable_is_never_reached(definition: Definition, chance: Random) -> None:
    problems = problems_of(definition)
    assert {problem.kind for problem in problems} <= {"unreachable", "never-holds"}
    unreachable = {problem.about for problem in problems if problem.kind == "unreachable"}
    answers: dict[str, Answer] = {}
    while (code := walk(definition, answers).next) is not None:
        assert code not in unreachable
        question = definition.question(code)
        assert question is not None
        answers[code] = random_answer(chance, question)
    never = {problem.about for problem in problems if problem.kind == "never-holds"}
    summary = summarise(definition, answers)
    assert not never & {one.rule for one in (*summary.suggestions, *summary.dangers)}
