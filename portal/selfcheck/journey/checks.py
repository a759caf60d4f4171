"""What is wrong with a definition before anyone answers it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, combinations, islice, product
from typing import Final, Literal

from portal.selfcheck.journey.answers import Answer, holds
from portal.selfcheck.journey.definition import (
    SKIPS,
    STATE_OPTIONS,
    AnyOf,
    Condition,
    Definition,
    Equals,
    NoneOf,
    Question,
    leaves,
)
from portal.selfcheck.journey.headings import HEADINGS
from portal.selfcheck.journey.walking import walk

CODE_FORM: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_CODE: Final = 40
MOST_COMBINATIONS: Final = 20_000
"""Beyond so many combinations of answers a condition is taken to be reachable."""

Part = Literal["section", "question", "rule", "whole"]
ProblemKind = Literal[
    "bad-code",
    "duplicate",
    "empty",
    "few-options",
    "option-code",
    "wrong-options",
    "unknown-section",
    "unknown-heading",
    "unknown-question",
    "unknown-option",
    "forward-reference",
    "unreachable",
    "never-holds",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: in which part, counted from 0, and about which code."""

    kind: ProblemKind
    part: Part
    index: int
    about: str


def problems_of(definition: Definition) -> tuple[Problem, ...]:
    """Everything that is wrong with the definition; empty when it can be published.

    Reachability is looked at only when all else is well, since a condition over unknown codes says nothing.
    """
    found = tuple(
        chain(
            _empty(definition),
            _codes("section", definition.sections),
            _codes("question", [question.code for question in definition.questions]),
            _codes("rule", [rule.code for rule in definition.rules]),
            *(_question(definition, index) for index in range(len(definition.questions))),
            *(_rule(definition, index) for index in range(len(definition.rules))),
        )
    )
    return found or tuple(chain(_unreachable(definition), _never_holding(definition)))


def _empty(definition: Definition) -> Iterator[Problem]:
    if not definition.questions:
        yield Problem("empty", "whole", 0, "")


def _codes(part: Part, codes: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, code in enumerate(codes):
        if not is_code(code):
            yield Problem("bad-code", part, index, code)
        elif code in seen:
            yield Problem("duplicate", part, index, code)
        seen.add(code)


def is_code(text: str) -> bool:
    """Whether the text has the fixed form of a code: small letters a to z, digits, single hyphens, at most 40."""
    return len(text) <= LONGEST_CODE and CODE_FORM.fullmatch(text) is not None


def _question(definition: Definition, index: int) -> Iterator[Problem]:
    question = definition.questions[index]
    if question.section not in definition.sections:
        yield Problem("unknown-section", "question", index, question.section)
    if question.heading and question.heading not in HEADINGS:
        yield Problem("unknown-heading", "question", index, question.heading)
    yield from _options(question, index)
    earlier = {one.code: one for one in definition.questions[:index]}
    every = {one.code for one in definition.questions}
    yield from _condition(question.shown_if, earlier, every, "question", index)


def _options(question: Question, index: int) -> Iterator[Problem]:
    codes = [option.code for option in question.options]
    if question.kind in ("choice", "several") and len(codes) < 2:
        yield Problem("few-options", "question", index, question.code)
    if (question.kind == "text" and codes) or (question.kind == "state" and question.options != STATE_OPTIONS):
        yield Problem("wrong-options", "question", index, question.code)
    for code, times in Counter(codes).items():
        if times > 1 or code in SKIPS or not is_code(code):
            yield Problem("option-code", "question", index, code)


def _rule(definition: Definition, index: int) -> Iterator[Problem]:
    rule = definition.rules[index]
    if not rule.target.key:
        yield Problem("bad-code", "rule", index, rule.target.key)
    questions = {question.code: question for question in definition.questions}
    yield from _condition(rule.when, questions, set(questions), "rule", index)


def _condition(
    condition: Condition | None, earlier: dict[str, Question], every: set[str], part: Part, index: int
) -> Iterator[Problem]:
    for leaf in leaves(condition):
        question = earlier.get(leaf.question)
        if question is None:
            kind: ProblemKind = "forward-reference" if leaf.question in every else "unknown-question"
            yield Problem(kind, part, index, leaf.question)
            continue
        match leaf:
            case Equals(_, option):
                named: tuple[str, ...] = (option,)
            case AnyOf(_, options) | NoneOf(_, options):
                named = options
            case _:
                named = ()
        yield from (Problem("unknown-option", part, index, one) for one in named if one not in question.codes())


def _unreachable(definition: Definition) -> Iterator[Problem]:
    for index, question in enumerate(definition.questions):
        if question.shown_if is not None and not _can_hold(definition, question.shown_if):
            yield Problem("unreachable", "question", index, question.code)


def _never_holding(definition: Definition) -> Iterator[Problem]:
    for index, rule in enumerate(definition.rules):
        if not _can_hold(definition, rule.when):
            yield Problem("never-holds", "rule", index, rule.code)


def _can_hold(definition: Definition, condition: Condition) -> bool:
    """Whether some complete set of answers makes the condition hold, tried over the questions that it stands on."""
    needed = _needed(definition, condition)
    involved = Definition(
        sections=definition.sections,
        questions=tuple(question for question in definition.questions if question.code in needed),
    )
    tried = product(*(_possible(question) for question in involved.questions))
    count = 0
    for combination in islice(tried, MOST_COMBINATIONS):
        count += 1
        answers = {question.code: answer for question, answer in zip(involved.questions, combination, strict=True)}
        if holds(condition, walk(involved, answers).answers):
            return True
    return count == MOST_COMBINATIONS


def _needed(definition: Definition, condition: Condition) -> set[str]:
    needed: set[str] = set()
    waiting = [leaf.question for leaf in leaves(condition)]
    while waiting:
        code = waiting.pop()
        question = definition.question(code)
        if code not in needed and question is not None:
            needed.add(code)
            waiting.extend(leaf.question for leaf in leaves(question.shown_if))
    return needed


def _possible(question: Question) -> list[Answer]:
    if question.kind == "text":
        return [Answer(text="x"), Answer()]
    single = [Answer(choices=(code,)) for code in sorted(question.codes())]
    if question.kind != "several":
        return single
    codes = [option.code for option in question.options]
    sets = chain.from_iterable(combinations(codes, size) for size in range(2, len(codes) + 1))
    return single + [Answer(choices=chosen) for chosen in islice(sets, MOST_COMBINATIONS)]
