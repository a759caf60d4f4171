"""The way to the right kind of contact: two public pages, and the questions of the decision tree at neutral addresses.

A step's address is a number that says nothing; no answer is kept anywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.county import county
from portal.core.responses import cacheable, neutral
from portal.intake.forms import TreeForm
from portal.intake.kinds import contact_kinds
from portal.intake.own_kinds import CONTACT, QUESTION
from portal.intake.route_names import ROUTE_NAMES
from portal.intake.route_pages import ROUTE_PAGES
from portal.intake.tree import FIRST, leads_to, step
from portal.intake.tree_steps import Outcome, Question
from portal.intake.views.start import CACHED_SECONDS

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

_ROUTES: Final = tuple((number, ROUTE_NAMES[one.route]) for number, one in ROUTE_PAGES.items())
WRONG: Final = "?again"
"""What an address says after a post without an answer: the question comes again with an error. It tells no topic."""


@require_safe
@cacheable(CACHED_SECONDS)
def contact_social_services(request: HttpRequest) -> HttpResponse:
    """Yhteydenotto sosiaalihuoltoon: what it is, who may make it, what is asked; and one question without a case."""
    context = {**_public(), "kind": CONTACT, "question": QUESTION, "routes": route_links()}
    return render(request, "intake/contact_social_services.html", context)


@require_safe
@cacheable(CACHED_SECONDS)
def professionals(request: HttpRequest) -> HttpResponse:
    """For professionals: which contact or notice fits, and each of them straight away."""
    return render(request, "intake/professionals.html", {**_public(), "first_step": _url(FIRST)})


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, number: int) -> HttpResponse:
    """One question of the decision tree, or what the answers lead to."""
    found = step(number)
    if isinstance(found, Outcome):
        return render(request, "intake/guide_outcome.html", {**outcome_context(found), "step": number})
    if found is None:
        raise Http404
    return _asked(request, found, number)


def _asked(request: HttpRequest, question: Question, number: int) -> HttpResponse:
    if request.method == "POST":
        then = leads_to(question, request.POST.get("answer", ""))
        return HttpResponseRedirect(_url(then) if then else _url(number) + WRONG, status=303)
    form = TreeForm(question, {} if "again" in request.GET else None)
    context = {"form": form, "step": number, "is_first": number == FIRST, "first_url": _url(FIRST)}
    return render(request, "intake/guide.html", context)


def outcome_context(outcome: Outcome) -> dict[str, Any]:
    """What the page of an outcome shows."""
    here = county()
    return {
        "outcome": outcome,
        "kind": contact_kinds.get(outcome.kind),
        "first_url": _url(FIRST),
        "numbers": here.bar_numbers(),
        "advice_phone": here.advice_phone,
    }


def route_links(draft_id: str = "") -> list[tuple[str, Text]]:
    """The address and the name of each route's page; within a contact being written where its draft is given."""
    if draft_id:
        return [(reverse("contact-route", kwargs={"draft_id": draft_id, "number": number}), name)
                for number, name in _ROUTES]  # fmt: skip
    return [(_url(number), name) for number, name in _ROUTES]


def _public() -> dict[str, Any]:
    here = county()
    return {
        "draft_minutes": settings.DRAFT_MINUTES,
        "numbers": here.bar_numbers(),
        "advice_phone": here.advice_phone,
    }


def _url(number: int) -> str:
    return reverse("guide", kwargs={"number": number})
