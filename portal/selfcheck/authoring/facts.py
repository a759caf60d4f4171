"""The facts of a questionnaire page as a definition that the journey kernel understands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from portal.selfcheck.blocks import codes_in
from portal.selfcheck.journey import (
    STATE_OPTIONS,
    And,
    Answered,
    AnyOf,
    Condition,
    Definition,
    Equals,
    Kind,
    NoneOf,
    Not,
    Option,
    Or,
    Question,
    Rule,
    Target,
)

Block = Mapping[str, Any]


def definition_of(sections: Iterable[Any], rules: Iterable[Any]) -> Definition:
    """The definition in these two stream values. Two variants of a page with the same facts give equal ones."""
    parts = [child.value for child in sections]
    return Definition(
        sections=tuple(part["code"] or "" for part in parts),
        questions=tuple(_question(part["code"] or "", block) for part in parts for block in part["questions"]),
        rules=tuple(_rule(child.value) for child in rules),
    )


def places_of_questions(sections: Iterable[Any]) -> Iterator[tuple[int, int]]:
    """For each question in order: the index of its section and its index there."""
    for index, child in enumerate(sections):
        for number, _question_block in enumerate(child.value["questions"]):
            yield index, number


def _question(section: str, block: Block) -> Question:
    kind: Kind = block["kind"] or "state"
    own = tuple(Option(option["code"] or "", option["tone"] or "") for option in block["options"])
    return Question(
        code=block["code"] or "",
        kind=kind,
        section=section,
        options=STATE_OPTIONS if kind == "state" and not own else own,
        heading=block["heading"] or "",
        purpose=block["purpose"] or "",
        may_not_know=bool(block["may_not_know"]),
        may_decline=bool(block["may_decline"]),
        private=bool(block["private"]),
        shown_if=_condition(block["shown_if"]) if block["shown_if"]["tests"] else None,
    )


def _rule(block: Block) -> Rule:
    advice = block["advice"]
    target = Target("advice", str(advice.translation_key)) if advice else Target("service", block["service"] or "")
    return Rule(
        code=block["code"] or "",
        when=_condition(block["when"]),
        target=target,
        priority=block["priority"] or 50,
        danger=bool(block["danger"]),
    )


def _condition(block: Block) -> Condition:
    """The condition. A rule without a test never holds, so that a half-written one suggests nothing."""
    parts = tuple(_test(test) for test in block["tests"])
    if len(parts) == 1:
        return parts[0]
    return And(parts) if parts and block["match"] == "all" else Or(parts)


def _test(block: Block) -> Condition:
    question, options = block["question"] or "", codes_in(block["options"])
    match block["test"]:
        case "equals":
            leaf: Condition = Equals(question, options[0] if len(options) == 1 else ", ".join(options))
        case "none-of":
            leaf = NoneOf(question, options)
        case "answered":
            leaf = Answered(question)
        case _:
            leaf = AnyOf(question, options)
    return Not(leaf) if block["negated"] else leaf
