"""What every page of a sitting needs."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import VARIANTS, current_variant
from portal.intake.service import expire_draft_cookie
from portal.selfcheck.journey import Journey
from portal.selfcheck.models import QuestionnairePage
from portal.selfcheck.sittings import Sitting, open_sittings

SEE_OTHER: Final = 303
GONE: Final = 410
STARTS_PER_MINUTE: Final = 60
"""Families share addresses (library, shelter, school); what is over it can be sent again."""


def address(sitting_id: str, page: str = "sitting", number: int | None = None) -> str:
    """The address of one of the sitting's pages in the current variant."""
    given: dict[str, Any] = {"sitting_id": sitting_id}
    if number is not None:
        given["number"] = number
    return reverse(f"selfcheck-{page}", kwargs=given)


def place(sitting: Sitting, journey: Journey | None = None) -> str:
    """Where the sitting stands: its next question, or the page that shows all answers."""
    journey = journey or sitting.journey
    if journey.next is None:
        return address(sitting.id, "check")
    return address(sitting.id, "step", journey.step_of(journey.next))


def to(url: str) -> HttpResponse:
    """A redirect that is followed by a GET."""
    return HttpResponseRedirect(url, status=SEE_OTHER)


def front_page(request: HttpRequest, sitting_id: str = "") -> HttpResponse:
    """A redirect to the front page of this variant; a cookie that opens nothing any more is taken back."""
    response = to(f"/{current_variant().code}/")
    if sitting_id:
        expire_draft_cookie(response, sitting_id)
    return response


def start_page(request: HttpRequest, sitting: Sitting) -> str:
    """The public page that the sitting began at, in this variant; empty where it is not live any more."""
    page = QuestionnairePage.objects.filter(
        translation_key=sitting.version.questionnaire, locale__language_code=current_variant().code, live=True
    ).first()
    return (page.get_url(request) or "") if page else ""


def is_undecided(request: HttpRequest, sitting: Sitting) -> bool:
    """Whether the visitor has still to say what shall become of another open sitting."""
    return sitting.is_waiting and bool(others(request, sitting))


def others(request: HttpRequest, sitting: Sitting) -> list[Sitting]:
    """The other open sittings of this browser that are under way."""
    return [one for one in open_sittings(request) if one.id != sitting.id and not one.is_waiting]


def page_context(request: HttpRequest, sitting: Sitting, step: int) -> dict[str, Any]:
    """What the frame of a sitting's page shows: the step, until when answers are kept, whom to call."""
    kept_until = timezone.localtime(sitting.expires_at)
    return {
        "sitting": sitting,
        "step": step,
        "kept_until": kept_until,
        "is_kept_today": kept_until.date() == timezone.localdate(),
        "is_kept_long": (sitting.expires_at - timezone.now()).total_seconds() > LONG_SECONDS,
        "draft_hours": settings.DRAFT_EXTENDED_HOURS,
        "advice_phone": county().advice_phone,
        "alternates": alternates(request, sitting),
    }


LONG_SECONDS: Final = 2 * 60 * 60


def alternates(request: HttpRequest, sitting: Sitting) -> tuple[Alternate, ...]:
    """The language navigation, which keeps sitting and page: the variants that the sitting's version has words in."""
    here = current_variant().code
    rest = request.path.removeprefix(f"/{here}/")
    return tuple(
        Alternate(one.code, one.own_name, f"/{one.code}/{rest}", is_current=one.code == here)
        for one in VARIANTS
        if one.code in sitting.version.words
    )


def has_words_here(sitting: Sitting) -> bool:
    """Whether the sitting's version has words in the variant of this request."""
    return current_variant().code in sitting.version.words
