"""Erasing answers: those of one sitting, or everything that this browser has written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.core.leaving import expire_cookies, run_erasers
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.intake import service as intake
from portal.selfcheck.models import QuestionnairePage
from portal.selfcheck.sittings import open_sittings
from portal.selfcheck.views.common import place, to


@neutral
@require_POST
def erase(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """A redirect, once the answers of this sitting are deleted."""
    intake.erase(request, sitting_id)
    response = to(reverse("selfcheck-erased"))
    intake.expire_draft_cookie(response, sitting_id)
    return response


@neutral
@require_POST
def erase_all(request: HttpRequest) -> HttpResponse:
    """A redirect, once everything is deleted that this browser's cookies name: somebody else wants to answer.

    The drafts go first and aloud: when the database does not answer, the failure page says so, and nothing claims
    that they are gone.
    """
    for draft_id in intake.draft_ids(request):
        intake.erase(request, draft_id)
    run_erasers(request)
    response = to(reverse("selfcheck-erased"))
    expire_cookies(request, response)
    return response


@neutral
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """What is kept of this browser now, looked up and not claimed, and the ways to begin again."""
    sittings = open_sittings(request)
    others = len([one for one in intake.draft_ids(request) if intake.read(request, one)]) - len(sittings)
    pages = QuestionnairePage.objects.filter(locale__language_code=current_variant().code, live=True).order_by("title")
    context = {
        "step": None,
        "go_on_url": place(sittings[-1]) if sittings else "",
        "has_sittings": bool(sittings),
        "has_other_drafts": others > 0,
        "questionnaires": pages,
    }
    return render(request, "selfcheck/erased.html", context)
