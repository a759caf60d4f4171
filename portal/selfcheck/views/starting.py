"""Beginning a sitting, and what to do when one is open already."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from portal.core.failures import Failure, failure_response
from portal.core.locales import current_variant
from portal.core.posted import as_posted
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.core.same_origin import same_origin_only
from portal.intake import service as intake
from portal.selfcheck.forms.answering import OpenSittingForm, raw
from portal.selfcheck.models import QuestionnairePage
from portal.selfcheck.sittings import CHOOSING, Sitting, begin, change, open_sitting, open_sittings
from portal.selfcheck.versions import OpenVersion, current_version
from portal.selfcheck.views.common import (
    STARTS_PER_MINUTE,
    address,
    front_page,
    has_words_here,
    is_undecided,
    others,
    page_context,
    place,
    to,
)

GO_ON, ERASE, SECOND = "go-on", "erase", "second"


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_only
def start(request: HttpRequest) -> HttpResponse:
    """A redirect to a new sitting of the posted questionnaire; a GET has no state and leads to the front page."""
    if request.method != "POST":
        return front_page(request)
    if too_many(request, "selfcheck-start", limit=STARTS_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    version = _version_asked_for(request)
    if version is None:
        return front_page(request)
    found = open_sittings(request)
    left_over = [one for one in found if one.is_waiting]
    new = begin(version, is_waiting=len(found) > len(left_over))
    response = to(address(new.id))
    for one in left_over:
        intake.erase(request, one.id)
        intake.expire_draft_cookie(response, one.id)
    intake.set_draft_cookie(response, new)
    return response


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest, sitting_id: str) -> HttpResponse:
    """A redirect to where the sitting stands; while another one is open, the question what shall become of that one."""
    found = open_sitting(request, sitting_id)
    if found is None or not has_words_here(found):
        return front_page(request, "" if found else sitting_id)
    if not is_undecided(request, found):
        return to(place(found))
    rest = others(request, found)
    choices = [*((f"{GO_ON}-{one.id}", _go_on_words(one)) for one in rest), *_other_choices(len(rest))]
    if request.method == "POST":
        return _decide(request, found, rest, OpenSittingForm(request.POST, choices=choices))
    if found.refused and found.refused.question == CHOOSING:
        form = OpenSittingForm(as_posted(found.refused.posted), choices=choices)
        form.full_clean()
    else:
        form = OpenSittingForm(choices=choices)
    return render(request, "selfcheck/open_sitting.html", {**page_context(request, found, 1), "form": form})


def _decide(request: HttpRequest, new: Sitting, rest: list[Sitting], form: OpenSittingForm) -> HttpResponse:
    if not form.is_valid():
        posted = {name: tuple(one[:64] for one in values) for name, values in raw(request.POST, "choice").items()}
        change(request, new.id, lambda found: found.with_refused(CHOOSING, posted))
        return to(address(new.id))
    choice = form.cleaned_data["choice"]
    if choice.startswith(f"{GO_ON}-"):
        older = next(one for one in rest if one.id == choice.removeprefix(f"{GO_ON}-"))
        response = to(place(older))
        gone = [new]
    else:
        after = change(request, new.id, lambda found: replace(found, is_waiting=False, refused=None))
        if after is None:
            return front_page(request, new.id)
        response = to(place(after))
        gone = rest if choice == ERASE else []
    for one in gone:
        intake.erase(request, one.id)
        intake.expire_draft_cookie(response, one.id)
    return response


def _version_asked_for(request: HttpRequest) -> OpenVersion | None:
    """The version in use of the posted questionnaire, where it is live in this variant."""
    try:
        questionnaire = UUID(request.POST.get("questionnaire", ""))
    except ValueError:
        return None
    language = current_variant().code
    is_live = QuestionnairePage.objects.filter(
        translation_key=questionnaire, locale__language_code=language, live=True
    ).exists()
    version = current_version(questionnaire) if is_live else None
    return version if version is not None and language in version.words else None


def _go_on_words(sitting: Sitting) -> str:
    count = len(sitting.journey.answers)
    begun = time_format(timezone.localtime(sitting.started_at), "G.i")
    return ngettext(
        "Go on with the answers begun at %(time)s (%(count)d question answered)",
        "Go on with the answers begun at %(time)s (%(count)d questions answered)",
        count,
    ) % {"time": begun, "count": count}


def _other_choices(open_count: int) -> list[tuple[str, str]]:
    erase = ngettext("Erase them and begin anew", "Erase all of these and begin anew", open_count)
    return [(ERASE, erase), (SECOND, _("Begin new answers and keep the earlier ones too"))]
