"""What the pages at the end show, and the document that a contact may take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.county import UrgentNumber, county
from portal.intake.service import Document, Item, Section
from portal.selfcheck.headings import HEADING_NAMES
from portal.selfcheck.journey import Answer, Question, Suggestion, Target, summarise, without_private
from portal.selfcheck.service import Step, next_steps
from portal.selfcheck.sittings import Sitting
from portal.selfcheck.versions import Words

SCHEMA = "self-assessment-1"
DANGER_NUMBERS = ("emergency", "social_emergency", "violence_line")
NOTHING_WRITTEN = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """An area, and what was said of it; empty for the three states, which the list's own heading says."""

    topic: str
    answer: str


@dataclass(frozen=True, slots=True)
class SuggestedStep:
    """A next step and why it is suggested."""

    step: Step
    reason: str


@dataclass(frozen=True, slots=True)
class Danger:
    """What stands first when somebody is not safe: numbers, then where to read on or go."""

    numbers: tuple[UrgentNumber, ...]
    steps: tuple[SuggestedStep, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The result page: nothing is added up, nothing is judged."""

    strengths: tuple[Line, ...]
    strengths_in_own_words: tuple[str, ...]
    worries: tuple[Line, ...]
    wants_help: tuple[Line, ...]
    help_in_own_words: tuple[str, ...]
    other_words: tuple[Line, ...]
    steps: tuple[SuggestedStep, ...]
    not_discussed: tuple[str, ...]
    danger: Danger | None
    has_private: bool


def result_of(sitting: Sitting, language: str, request: HttpRequest | None = None) -> Result:
    """What the result page shows in a variant."""
    words, definition = sitting.words(language), sitting.version.definition
    counted = sitting.journey.answers
    summary = summarise(definition, sitting.answers)
    found = next_steps([one.target for one in (*summary.suggestions, *summary.dangers)], language, request)
    private = {question.code for question in definition.questions if question.private}

    def lines(codes: Iterable[str]) -> tuple[Line, ...]:
        wanted = set(codes)
        return tuple(_line(sitting, words, question) for question in definition.questions if question.code in wanted)

    return Result(
        strengths=lines(summary.strengths),
        strengths_in_own_words=tuple(counted[code].text for code in summary.strengths_in_own_words),
        worries=lines(summary.worries),
        wants_help=lines(summary.wants_help),
        help_in_own_words=tuple(counted[code].text for code in summary.help_in_own_words),
        other_words=lines(summary.other_words),
        steps=_with_reasons(summary.suggestions, found, words),
        not_discussed=tuple(str(HEADING_NAMES[heading]) for heading in summary.not_discussed),
        danger=_danger(summary.dangers, found, words),
        has_private=bool(private & set(counted)),
    )


def danger_of(sitting: Sitting, language: str, request: HttpRequest | None = None) -> Danger | None:
    """What must stand first on every page once an answer says that somebody is not safe; None when none does."""
    dangers = summarise(sitting.version.definition, sitting.answers).dangers
    if not dangers:
        return None
    found = next_steps([one.target for one in dangers], language, request)
    return _danger(dangers, found, sitting.words(language))


def answer_text(question: Question, answer: Answer, words: Words) -> str:
    """The answer in the words that were shown; a dash for a text that was left empty."""
    if question.kind == "text":
        return answer.text or NOTHING_WRITTEN
    return ", ".join(words.option(question.code, code) for code in answer.choices)


def documents_of(sitting: Sitting, language: str) -> tuple[Document, ...]:
    """The assessment so far as a document to be offered with a contact; nothing when nothing was answered.

    Private answers are left out, and so is every step that was suggested because of them.
    """
    definition, words = sitting.version.definition, sitting.words(language)
    shared = without_private(definition, sitting.answers)
    counted = {code: one for code, one in sitting.journey.answers.items() if code in shared}
    if not any(answer.has_substance for answer in counted.values()):
        return ()
    sections = []
    for section in definition.sections:
        items = tuple(
            Item(words.legend(question.code), answer_text(question, counted[question.code], words))
            for question in definition.questions
            if question.section == section and question.code in counted
        )
        if items:
            sections.append(Section(words.get("section", section), items))
    summary = summarise(definition, shared)
    found = next_steps([one.target for one in summary.suggestions], language)
    steps = tuple(Item(one.step.name, one.reason) for one in _with_reasons(summary.suggestions, found, words))
    if steps:
        sections.append(Section(_("Next steps that were suggested"), steps))
    missing = ", ".join(str(HEADING_NAMES[heading]) for heading in summary.not_discussed)
    sections.append(Section(_("What was not discussed"), (Item(_("Areas"), missing or NOTHING_WRITTEN),)))
    made_at = timezone.localtime().isoformat(timespec="seconds")
    return (Document(SCHEMA, words.get("title"), language, made_at, tuple(sections)),)


def _line(sitting: Sitting, words: Words, question: Question) -> Line:
    said = "" if question.kind == "state" else answer_text(question, sitting.journey.answers[question.code], words)
    return Line(words.topic(question.code), said)


def _with_reasons(
    suggestions: Iterable[Suggestion], found: Mapping[Target, Step], words: Words
) -> tuple[SuggestedStep, ...]:
    return tuple(SuggestedStep(found[one.target], words.reason(one.rule)) for one in suggestions if one.target in found)


def _danger(dangers: tuple[Suggestion, ...], found: Mapping[Target, Step], words: Words) -> Danger | None:
    if not dangers:
        return None
    numbers = tuple(county().urgent(key) for key in DANGER_NUMBERS)
    return Danger(numbers, _with_reasons(dangers, found, words))
