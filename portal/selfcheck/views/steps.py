"""One question a page. The journey is computed anew on every request, so no page opens out of order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from portal.core.failures import Failure, failure_response
from portal.core.locales import current_variant
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.intake import service as intake
from portal.selfcheck.forms.answering import FIELD, QuestionForm, raw
from portal.selfcheck.journey import Journey, Question
from portal.selfcheck.results import danger_of
from portal.selfcheck.sittings import Sitting, begin, change, open_sitting
from portal.selfcheck.versions import version_of
from portal.selfcheck.views.common import (
    GONE,
    STARTS_PER_MINUTE,
    address,
    front_page,
    has_words_here,
    is_undecided,
    page_context,
    place,
    start_page,
    to,
)
from portal.selfcheck.views.ending import ask_for_help

MOST_OF_A_FIELD: Final = 50_000
"""Characters that a draft takes of a refused answer. What is longer is shown again, and never stored."""

QUESTION, VERSION, AGAIN, HELP, KEEP = "form_question", "form_version", "form_again", "form_help", "form_keep"
LANGUAGE, FORM_ID = "form_language", "page-form"
"""The button of another language keeps what is typed as it stands; the form that it posts is known by its id."""


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, sitting_id: str, number: int) -> HttpResponse:
    """The question of that number on the route: shown, or answered."""
    sitting = open_sitting(request, sitting_id)
    if request.method == "POST" and sum(len(one) for one in request.POST.getlist(FIELD)) > MOST_OF_A_FIELD:
        return failure_response(request, Failure.OVER_LIMIT, status=400)
    if sitting is None:
        return _gone(request, sitting_id) if request.method == "POST" else front_page(request, sitting_id)
    if not has_words_here(sitting):
        return front_page(request)
    if is_undecided(request, sitting):
        return to(address(sitting.id))
    if request.method == "POST":
        return _answered(request, sitting, number)
    journey = sitting.journey
    question = _question_at(sitting, journey, number)
    return to(place(sitting, journey)) if question is None else _shown(request, sitting, journey, question)


def _question_at(sitting: Sitting, journey: Journey, number: int) -> Question | None:
    """The question of that number, if its page may be opened."""
    code = journey.route[number - 1] if 1 <= number <= len(journey.route) else ""
    return sitting.version.definition.question(code) if journey.may_visit(code) else None


def _shown(request: HttpRequest, sitting: Sitting, journey: Journey, question: Question) -> HttpResponse:
    language = current_variant().code
    words, number = sitting.words(language), journey.step_of(question.code)
    if sitting.refused and sitting.refused.question == question.code:
        form = QuestionForm.refused(question, words, sitting.refused.posted)
    else:
        form = QuestionForm.showing(question, words, journey.answers.get(question.code))
    context = {
        **page_context(request, sitting, number),
        **_form_context(sitting.version.content_hash, question, form),
        "language_form": FORM_ID,
        "back_url": address(sitting.id, "step", number - 1) if number > 1 else start_page(request, sitting),
        "section": words.get("section", question.section),
        "why": words.get("question", question.code, "why"),
        "danger": danger_of(sitting, language, request),
    }
    return render(request, "selfcheck/question.html", context)


def _form_context(content_hash: str, question: Question, form: QuestionForm) -> dict[str, Any]:
    return {"form": form, "question": question, "hidden": {QUESTION: question.code, VERSION: content_hash}}


def _answered(request: HttpRequest, sitting: Sitting, number: int) -> HttpResponse:
    """The answer is taken for the question that the page showed, also when the route has changed in another window."""
    journey = sitting.journey
    question = sitting.version.definition.question(request.POST.get(QUESTION, ""))
    if question is None or not journey.may_visit(question.code):
        return to(place(sitting, journey))
    form = QuestionForm(question, sitting.words(current_variant().code), request.POST)
    is_aside = any(one in request.POST for one in (HELP, KEEP, LANGUAGE))
    after = change(
        request, sitting.id, _taking(question, form, request, is_aside=is_aside), extend=KEEP in request.POST
    )
    if after is None:
        return _gone(request, sitting.id)
    if HELP in request.POST:
        return ask_for_help(request, after)
    return to(_after(after, question, was_taken=form.is_valid() and not is_aside))


def _taking(
    question: Question, form: QuestionForm, request: HttpRequest, *, is_aside: bool
) -> Callable[[Sitting], Sitting]:
    """The change that the posted answer makes.

    Whoever asks for help or for more time in the middle of a question loses nothing: a good answer is taken, a bad one
    is kept to be mended, and none at all is no mistake.
    """
    if form.is_valid():
        answer = form.answer()
        return lambda found: replace(found.answered(question.code, answer), is_waiting=False)
    posted = raw(request.POST, FIELD)
    if is_aside and not any(value for values in posted.values() for value in values):
        return lambda found: found
    return lambda found: found.with_refused(question.code, posted)


def _after(sitting: Sitting, question: Question, *, was_taken: bool) -> str:
    """The page after an answer: the following question, all answers when there is none, or the same one again."""
    journey = sitting.journey
    following = journey.after(question.code)
    if not was_taken:
        return address(sitting.id, "step", journey.step_of(question.code))
    if journey.complete or following is None:
        return place(sitting, journey)
    return address(sitting.id, "step", journey.step_of(following))


def _gone(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """What was posted to a sitting that is no more: shown on the page, and put into a new one when sent again.

    Whoever asks for help has no detour to make: only own words, which would be lost on the way, are shown first.
    """
    version = version_of(request.POST.get(VERSION, ""))
    question = version.definition.question(request.POST.get(QUESTION, "")) if version else None
    language = current_variant().code
    if version is None or question is None or language not in version.words:
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    words, posted = version.words_in(language), raw(request.POST, FIELD)
    if HELP in request.POST and not (question.kind == "text" and any(posted.get(FIELD, ()))):
        return intake.start_contact(request, kind=intake.HELP_REQUEST)
    if AGAIN not in request.POST:
        form = QuestionForm(question, words, initial={FIELD: _as_initial(question, posted.get(FIELD, ()))})
        context = {**_form_context(version.content_hash, question, form), "step": None}
        return render(request, "selfcheck/expired.html", context, status=GONE)
    if too_many(request, "selfcheck-start", limit=STARTS_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    new = begin(version, is_waiting=False, first=_first_answer(question, QuestionForm(question, words, request.POST)))
    response = to(address(new.id))
    intake.set_draft_cookie(response, new)
    intake.expire_draft_cookie(response, sitting_id)
    return response


def _as_initial(question: Question, values: tuple[str, ...]) -> Any:
    if question.kind == "several":
        return list(values)
    return values[0].replace("\0", "\N{REPLACEMENT CHARACTER}") if values else None


def _first_answer(question: Question, form: QuestionForm) -> dict[str, Any]:
    return {question.code: form.answer()} if form.is_valid() else {}
