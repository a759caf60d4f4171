"""What is wrong with a questionnaire, put at the very field of the editor's form that is to be mended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlockValidationError, StreamBlockValidationError, StructBlockValidationError

from portal.selfcheck.authoring.facts import definition_of, places_of_questions
from portal.selfcheck.journey import Problem, problems_of

FIELD_OF: Final = {
    "bad-code": "code",
    "duplicate": "code",
    "few-options": "options",
    "option-code": "options",
    "wrong-options": "options",
    "unknown-section": "code",
    "unknown-heading": "heading",
    "unknown-question": "shown_if",
    "unknown-option": "shown_if",
    "forward-reference": "shown_if",
    "unreachable": "shown_if",
    "never-holds": "when",
}
SENTENCES: Final[dict[str, Promise]] = {
    "bad-code": _("“%(about)s” is no code: use small letters a–z, digits and hyphens, at most 40 signs."),
    "duplicate": _("The code “%(about)s” stands here twice. Each needs one of its own."),
    "empty": _("A questionnaire needs at least one question."),
    "few-options": _("Give at least two options."),
    "option-code": _("The option's code “%(about)s” is missing, stands here twice, or is kept for skipping."),
    "wrong-options": _("This kind of question has no options of its own. Take them away."),
    "unknown-section": _("The section has no code."),
    "unknown-heading": _("“%(about)s” is no heading of the needs assessment."),
    "unknown-question": _("There is no question with the code “%(about)s”."),
    "unknown-option": _("The question has no option with the code “%(about)s”."),
    "forward-reference": _("“%(about)s” is not asked before this. A condition may look back only."),
    "unreachable": _("No answers lead to the question “%(about)s”: its condition can never hold."),
    "never-holds": _("The rule “%(about)s” can never hold."),
}


def field_errors(sections: Iterable[Any], rules: Iterable[Any]) -> dict[str, ValidationError]:
    """Errors by field of the page: "sections" and "rules"; empty when the questionnaire is sound."""
    sections, rules = list(sections), list(rules)
    problems = problems_of(definition_of(sections, rules))
    found: dict[str, ValidationError] = {}
    if stream := _section_errors(problems, list(places_of_questions(sections))):
        found["sections"] = stream
    by_rule: dict[int, ValidationError] = {}
    for problem in reversed([one for one in problems if one.part == "rule"]):
        field = {"bad-code": "code", "duplicate": "code"}.get(problem.kind, "when")
        if problem.kind == "bad-code" and problem.about == rules[problem.index].value["service"]:
            field = "service"
        by_rule[problem.index] = _at(field, problem)
    if by_rule:
        found["rules"] = StreamBlockValidationError(block_errors=by_rule)
    return found


def _section_errors(problems: Iterable[Problem], places: list[tuple[int, int]]) -> ValidationError | None:
    """The errors of sections and their questions, nested as the stream is."""
    whole: list[ValidationError] = []
    own: dict[int, dict[str, ValidationError]] = {}
    inside: dict[int, dict[int, dict[str, ValidationError]]] = {}
    for problem in problems:
        if problem.part == "whole":
            whole.append(_error(problem))
        elif problem.part == "section":
            own.setdefault(problem.index, {})["code"] = _error(problem)
        elif problem.part == "question":
            section, number = places[problem.index]
            fields = inside.setdefault(section, {}).setdefault(number, {})
            fields.setdefault(FIELD_OF[problem.kind], _nested(FIELD_OF[problem.kind], problem))
    for section, questions in inside.items():
        blocks = {number: StructBlockValidationError(block_errors=fields) for number, fields in questions.items()}
        own.setdefault(section, {})["questions"] = ListBlockValidationError(block_errors=blocks)
    if not (whole or own):
        return None
    stream: ValidationError = StreamBlockValidationError(
        block_errors={index: StructBlockValidationError(block_errors=fields) for index, fields in own.items()},
        non_block_errors=whole,
    )
    return stream


def _at(field: str, problem: Problem) -> ValidationError:
    struct: ValidationError = StructBlockValidationError(block_errors={field: _nested(field, problem)})
    return struct


def _nested(field: str, problem: Problem) -> ValidationError:
    """The error in the shape that the field's own block takes: a struct and a list want theirs wrapped."""
    error = _error(problem)
    if field in ("shown_if", "when"):
        error = StructBlockValidationError(non_block_errors=[error])
    elif field == "options":
        error = ListBlockValidationError(non_block_errors=[error])
    return error


def _error(problem: Problem) -> ValidationError:
    return ValidationError(SENTENCES[problem.kind] % {"about": problem.about}, code=problem.kind)
