"""What the answers say, without a sum and without a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portal.selfcheck.journey.answers import Answers, holds
from portal.selfcheck.journey.definition import Definition, Rule, Target, Tone
from portal.selfcheck.journey.headings import HEADINGS
from portal.selfcheck.journey.walking import Journey, walk

MOST_SUGGESTIONS: Final = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A next step and the rule whose words say why it is suggested."""

    rule: str
    target: Target


@dataclass(frozen=True, slots=True)
class Summary:
    """What a result shows. Every list holds codes in the questionnaire's order.

    dangers: steps of the danger rules that hold; they come before everything. strengths, worries, wants_help:
    questions by what was chosen. in_own_words_*: text questions that were written to. suggestions: at most three.
    covered and not_discussed: every heading of document 1005 stands in exactly one of them.
    """

    dangers: tuple[Suggestion, ...]
    strengths: tuple[str, ...]
    worries: tuple[str, ...]
    wants_help: tuple[str, ...]
    strengths_in_own_words: tuple[str, ...]
    help_in_own_words: tuple[str, ...]
    other_words: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]
    covered: tuple[str, ...]
    not_discussed: tuple[str, ...]


def summarise(definition: Definition, answers: Answers) -> Summary:
    """The summary of the answers that count. Private ones count for rules, and stand in no list."""
    journey = walk(definition, answers)
    covered = _covered(definition, journey)
    return Summary(
        dangers=tuple(Suggestion(rule.code, rule.target) for rule in _fired(definition, journey) if rule.danger),
        strengths=_with_tone(definition, journey, "strength"),
        worries=_with_tone(definition, journey, "worry"),
        wants_help=_with_tone(definition, journey, "help"),
        strengths_in_own_words=_written(definition, journey, "strengths"),
        help_in_own_words=_written(definition, journey, "help"),
        other_words=_written(definition, journey, ""),
        suggestions=_suggestions(definition, journey),
        covered=tuple(heading for heading in HEADINGS if heading in covered),
        not_discussed=tuple(heading for heading in HEADINGS if heading not in covered),
    )


def without_private(definition: Definition, answers: Answers) -> Answers:
    """The answers that may be handed on: those to private questions are left out, whatever they say."""
    private = {question.code for question in definition.questions if question.private}
    return {code: answer for code, answer in answers.items() if code not in private}


def _fired(definition: Definition, journey: Journey) -> list[Rule]:
    return sorted(
        (rule for rule in definition.rules if holds(rule.when, journey.answers)), key=lambda rule: rule.priority
    )


def _suggestions(definition: Definition, journey: Journey) -> tuple[Suggestion, ...]:
    """At most three, each target once, by the rule of the smallest priority that points to it."""
    by_target: dict[Target, Suggestion] = {}
    for rule in _fired(definition, journey):
        if not rule.danger:
            by_target.setdefault(rule.target, Suggestion(rule.code, rule.target))
    return tuple(by_target.values())[:MOST_SUGGESTIONS]


def _with_tone(definition: Definition, journey: Journey, tone: Tone) -> tuple[str, ...]:
    return tuple(
        question.code
        for question in definition.questions
        if not question.private
        and question.code in journey.answers
        and any(question.tone_of(code) == tone for code in journey.answers[question.code].choices)
    )


def _written(definition: Definition, journey: Journey, purpose: str) -> tuple[str, ...]:
    return tuple(
        question.code
        for question in definition.questions
        if question.kind == "text"
        and not question.private
        and question.purpose == purpose
        and question.code in journey.answers
        and journey.answers[question.code].has_substance
    )


def _covered(definition: Definition, journey: Journey) -> set[str]:
    return {
        question.heading
        for question in definition.questions
        if question.heading and question.code in journey.answers and journey.answers[question.code].has_substance
    }
