"""Definitions and answers as plain data, for a version's row and a sitting's draft."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from portal.selfcheck.journey.answers import Answer, Answers
from portal.selfcheck.journey.definition import (
    And,
    Answered,
    AnyOf,
    Condition,
    Definition,
    Equals,
    NoneOf,
    Not,
    Option,
    Or,
    Question,
    Rule,
    Target,
)

Plain = dict[str, Any]


def fingerprint(plain: Any) -> str:
    """The SHA-256 of plain data in canonical JSON, in hexadecimal; the same content always has the same one."""
    canonical = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def definition_to_plain(definition: Definition) -> Plain:
    """The definition as JSON can hold it."""
    return {
        "schema": "questionnaire-1",
        "sections": list(definition.sections),
        "questions": [_question_to_plain(question) for question in definition.questions],
        "rules": [
            {
                "code": rule.code,
                "when": condition_to_plain(rule.when),
                "target": [rule.target.kind, rule.target.key],
                "priority": rule.priority,
                "danger": rule.danger,
            }
            for rule in definition.rules
        ],
    }


def definition_from_plain(plain: Mapping[str, Any]) -> Definition:
    """The definition that was made plain. Raises KeyError or ValueError for data that is none."""
    if plain["schema"] != "questionnaire-1":
        raise ValueError(f"unknown schema {plain['schema']!r}")
    return Definition(
        sections=tuple(plain["sections"]),
        questions=tuple(_question_from_plain(one) for one in plain["questions"]),
        rules=tuple(
            Rule(
                code=one["code"],
                when=condition_from_plain(one["when"]),
                target=Target(*one["target"]),
                priority=one["priority"],
                danger=one["danger"],
            )
            for one in plain["rules"]
        ),
    )


def _question_to_plain(question: Question) -> Plain:
    return {
        "code": question.code,
        "kind": question.kind,
        "section": question.section,
        "options": [[option.code, option.tone] for option in question.options],
        "heading": question.heading,
        "purpose": question.purpose,
        "may_not_know": question.may_not_know,
        "may_decline": question.may_decline,
        "private": question.private,
        "shown_if": None if question.shown_if is None else condition_to_plain(question.shown_if),
    }


def _question_from_plain(plain: Mapping[str, Any]) -> Question:
    rest = {name: value for name, value in plain.items() if name not in ("options", "shown_if")}
    shown_if = plain["shown_if"]
    return Question(
        options=tuple(Option(*one) for one in plain["options"]),
        shown_if=None if shown_if is None else condition_from_plain(shown_if),
        **rest,
    )


def condition_to_plain(condition: Condition) -> list[Any]:
    """The condition as a list whose first entry names its kind."""
    match condition:
        case And(parts) | Or(parts):
            return ["and" if isinstance(condition, And) else "or", [condition_to_plain(part) for part in parts]]
        case Not(part):
            return ["not", condition_to_plain(part)]
        case Equals(question, option):
            return ["equals", question, option]
        case AnyOf(question, options) | NoneOf(question, options):
            return ["any-of" if isinstance(condition, AnyOf) else "none-of", question, list(options)]
        case Answered(question):
            return ["answered", question]


def condition_from_plain(plain: list[Any]) -> Condition:
    """The condition that was made plain. Raises ValueError for a kind that is unknown."""
    match plain:
        case ["and" | "or" as join, [*parts]]:
            return (And if join == "and" else Or)(tuple(condition_from_plain(part) for part in parts))
        case ["not", [*part]]:
            return Not(condition_from_plain(part))
        case ["equals", str(question), str(option)]:
            return Equals(question, option)
        case ["any-of" | "none-of" as test, str(question), [*options]]:
            return (AnyOf if test == "any-of" else NoneOf)(question, tuple(options))
        case ["answered", str(question)]:
            return Answered(question)
        case _:
            raise ValueError(f"not a condition: {plain!r}")


def answers_to_plain(answers: Answers) -> Plain:
    """The answers as JSON can hold them."""
    return {code: {"choices": list(answer.choices), "text": answer.text} for code, answer in answers.items()}


def answers_from_plain(plain: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers that were made plain."""
    return {code: Answer(tuple(one["choices"]), one["text"]) for code, one in plain.items()}
