"""What was answered, and whether a condition holds for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from portal.selfcheck.journey.definition import (
    SKIPS,
    And,
    Answered,
    AnyOf,
    Condition,
    Equals,
    NoneOf,
    Not,
    Or,
    Question,
)

TEXT_LIMIT: Final = 4000
"""Longest free text, in characters."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The chosen codes, or a free text. A text question that was left empty has neither, and counts as visited."""

    choices: tuple[str, ...] = ()
    text: str = ""

    @property
    def has_substance(self) -> bool:
        """Whether it says something: an option or a text, not a skip and not an empty field."""
        return bool(self.text.strip()) or any(code not in SKIPS for code in self.choices)


Answers = Mapping[str, Answer]


def pruned(question: Question, answer: Answer) -> Answer:
    """The answer without the codes that the question does not have, each code once and in the question's order."""
    if question.kind == "text":
        return Answer(text=answer.text)
    known = [code for code in _order(question) if code in answer.choices]
    return Answer(choices=tuple(known))


def is_valid(question: Question, answer: Answer) -> bool:
    """Whether the question can be answered so: one code, or for several at least one and no skip beside an option."""
    if question.kind == "text":
        return not answer.choices and len(answer.text) <= TEXT_LIMIT and "\0" not in answer.text
    if answer.text or not set(answer.choices) <= question.codes():
        return False
    return len(answer.choices) == 1 or (
        question.kind == "several" and len(answer.choices) > 1 and not SKIPS & set(answer.choices)
    )


def holds(condition: Condition | None, answers: Answers) -> bool:
    """Whether the condition holds; no condition always does, and no test holds for a question without an answer."""
    match condition:
        case None:
            return True
        case And(parts):
            return all(holds(part, answers) for part in parts)
        case Or(parts):
            return any(holds(part, answers) for part in parts)
        case Not(part):
            return not holds(part, answers)
        case _:
            answer = answers.get(condition.question)
            return answer is not None and _leaf_holds(condition, answer)


def _leaf_holds(leaf: Equals | AnyOf | NoneOf | Answered, answer: Answer) -> bool:
    match leaf:
        case Equals(_, option):
            return answer.choices == (option,)
        case AnyOf(_, options):
            return not set(options).isdisjoint(answer.choices)
        case NoneOf(_, options):
            return set(options).isdisjoint(answer.choices)
        case Answered():
            return answer.has_substance


def _order(question: Question) -> list[str]:
    offered = [option.code for option in question.options]
    return offered + sorted(question.codes() - set(offered))
