"""The end of a sitting: all answers, the result, help with it, and more time."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import linebreaksbr
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.intake.service import HELP_REQUEST, start_contact
from portal.selfcheck.journey import Journey
from portal.selfcheck.results import answer_text, danger_of, documents_of, result_of
from portal.selfcheck.sittings import Sitting, change, open_sitting
from portal.selfcheck.views.common import address, front_page, has_words_here, is_undecided, page_context, place, to

PAGES_TO_RETURN_TO = ("check", "result")


@neutral
@require_safe
def check(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """All answers, each with a way to change it, and those that no longer count."""
    sitting = open_sitting(request, sitting_id)
    if sitting is None or not has_words_here(sitting):
        return front_page(request, "" if sitting else sitting_id)
    journey = sitting.journey
    if not journey.complete or is_undecided(request, sitting):
        return to(address(sitting.id))
    language = current_variant().code
    context = {
        **page_context(request, sitting, len(journey.route) + 1),
        "sections": _sections(sitting, journey, language),
        "dropped": [sitting.words(language).topic(one.question) for one in journey.dropped if one.why == "hidden"],
        "danger": danger_of(sitting, language, request),
        "back_url": address(sitting.id, "step", len(journey.route)),
    }
    return render(request, "selfcheck/check.html", context)


@neutral
@require_safe
def result(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """The result: strengths, what is on one's mind, what help is wanted, next steps with their reasons."""
    sitting = open_sitting(request, sitting_id)
    if sitting is None or not has_words_here(sitting):
        return front_page(request, "" if sitting else sitting_id)
    journey = sitting.journey
    if not journey.complete or is_undecided(request, sitting):
        return to(address(sitting.id))
    context = {
        **page_context(request, sitting, len(journey.route) + 2),
        "result": result_of(sitting, current_variant().code, request),
        "title": sitting.words(current_variant().code).get("title"),
        "back_url": address(sitting.id, "check"),
    }
    return render(request, "selfcheck/result.html", context)


@neutral
@require_POST
def help_from(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """A redirect to a new request for help that offers to take the answers along."""
    sitting = open_sitting(request, sitting_id)
    if sitting is None:
        return start_contact(request, kind=HELP_REQUEST)
    return ask_for_help(request, sitting)


@neutral
@require_POST
def keep(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """A redirect to the same page, with the answers kept for longer."""
    sitting = change(request, sitting_id, lambda found: found, extend=True)
    if sitting is None:
        return front_page(request, sitting_id)
    page = request.POST.get("form_page", "")
    return to(address(sitting.id, page) if page in PAGES_TO_RETURN_TO else place(sitting))


def ask_for_help(request: HttpRequest, sitting: Sitting) -> HttpResponse:
    """The start of a request for help with the assessment so far; the sitting goes when the request is sent."""
    documents = documents_of(sitting, current_variant().code)
    return start_contact(request, kind=HELP_REQUEST, documents=documents, came_from=(sitting.id,))


def _sections(sitting: Sitting, journey: Journey, language: str) -> list[dict[str, Any]]:
    """The answers as rows of summary lists, one list for each section that was asked."""
    words, definition = sitting.words(language), sitting.version.definition
    sections = []
    for code in definition.sections:
        asked = [one for one in definition.questions if one.section == code and one.code in journey.route]
        rows = [
            {
                "key": {"text": words.legend(one.code)},
                "value": {"html": linebreaksbr(answer_text(one, journey.answers[one.code], words))},
                "actions": {
                    "items": [
                        {
                            "href": address(sitting.id, "step", journey.step_of(one.code)),
                            "text": _("Change"),
                            "visually_hidden_text": words.topic(one.code),
                        }
                    ]
                },
            }
            for one in asked
        ]
        if rows:
            sections.append({"title": words.get("section", code), "rows": rows})
    return sections
