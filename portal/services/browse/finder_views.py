"""The pages of the guided finder: neutral, by POST-redirect-GET, without a cookie and without anything stored."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from portal.core.county import county
from portal.core.frame import alternates_at
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.core.same_origin import same_origin_only
from portal.services.addresses import list_url
from portal.services.browse.counting import found
from portal.services.browse.finder import Reached, follow
from portal.services.browse.finder_tokens import seal, unseal
from portal.services.browse.listing import Page, page_of
from portal.services.browse.pages import elsewhere
from portal.services.browse.selection import Selection
from portal.services.models import Dimension

MOST_SHOWN: Final = 12
URGENT: Final = ("emergency", "social_emergency")


@same_origin_only
@neutral
def begin(request: HttpRequest) -> HttpResponse:
    """The first question, and the way from its answer to the next page."""
    return _answered(request, ())


@same_origin_only
@neutral
def step(request: HttpRequest, token: str) -> HttpResponse:
    """A further question, or what was found; 410 for an address that is older than an hour, or none of ours."""
    answers = unseal(token)
    if answers is None or follow(answers) is None:
        return render(request, "services/browse/finder_gone.html", {"finder_url": reverse("finder")}, status=410)
    return _answered(request, answers)


def _answered(request: HttpRequest, answers: tuple[str, ...]) -> HttpResponse:
    reached = follow(answers)
    if reached is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, answers, reached)
    following = (*answers, request.POST.get("answer", ""))
    if reached.question is None or follow(following) is None:
        return _shown(request, answers, reached, has_errors=reached.question is not None)
    return HttpResponseRedirect(_url(following), status=303)


def _url(answers: tuple[str, ...]) -> str:
    return reverse("finder-step", kwargs={"token": seal(answers)}) if answers else reverse("finder")


def _shown(
    request: HttpRequest, answers: tuple[str, ...], reached: Reached, *, has_errors: bool = False
) -> HttpResponse:
    context: dict[str, Any] = {
        "step": len(answers) + 1,
        "back_url": _url(answers[:-1]) if answers else "",
        "urgent_numbers": [county().urgent(key) for key in URGENT] if reached.is_urgent else [],
        "question": reached.question,
        "has_errors": has_errors,
        "alternates": alternates_at(lambda code: f"/{code}/" + _url(answers).split("/", 2)[2]),
        **elsewhere(current_variant().code),
    }
    if reached.question is not None:
        context["options"] = [{"value": one.key, "text": str(one.text)} for one in reached.question.options]
        return render(request, "services/browse/finder_question.html", context)
    return render(request, "services/browse/finder_result.html", {**context, **_found(reached.finds)})


def _found(finds: Selection) -> dict[str, Any]:
    """The services that the answers name; those of the whole county where the municipality has none."""
    page, selection = _services(finds), finds
    town = finds.code(Dimension.MUNICIPALITY)
    if not page.services and town:
        selection = finds.but(Dimension.MUNICIPALITY)
        page = _services(selection)
    more = page.last_key or len(page.services) > MOST_SHOWN
    return {
        "services": page.services[:MOST_SHOWN],
        "all_url": list_url(current_variant().code) + selection.query() if more else "",
        "town": county().municipality(town) if selection is finds else None,
    }


def _services(selection: Selection) -> Page:
    language, now = current_variant().code, timezone.now()
    return page_of(language, found(language, selection, now))
