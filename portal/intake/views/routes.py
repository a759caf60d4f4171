"""The pages of the routes as they are reached from the gate of a contact: the same words, and the contact goes on."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.core.failures import Failure, failure_response
from portal.core.rates import too_many
from portal.core.responses import neutral
from portal.core.same_origin import same_origin_only
from portal.intake import drafts
from portal.intake.flow import OpenDraft, Writing, first_step, open_draft, save
from portal.intake.kinds import HELP_REQUEST, ContactKind, contact_kinds
from portal.intake.own_kinds import CHILD_WELFARE_NOTICE, CONTACT, NEED_NOTICE
from portal.intake.receipts import FormKeys
from portal.intake.route_pages import ROUTE_PAGES
from portal.intake.tree_steps import Outcome
from portal.intake.views.guide import outcome_context

GONE: Final = 410
WITH_ROUTES: Final = frozenset({HELP_REQUEST, CONTACT, NEED_NOTICE, CHILD_WELFARE_NOTICE})
"""The kinds whose gate shows the way to the routes."""


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_only
def route_page(request: HttpRequest, draft_id: str, number: int) -> HttpResponse:
    """What social services can do on this route; a POST begins the kind that was chosen, or goes on with this one."""
    found = ROUTE_PAGES.get(number)
    draft = open_draft(request, draft_id)
    if found is None:
        raise Http404
    if draft is None or draft.writing.kind.code not in WITH_ROUTES:
        return HttpResponseRedirect(_gate(draft_id), status=303)
    if request.method != "POST":
        here = reverse("contact-route", kwargs={"draft_id": draft_id, "number": number})
        context = {**outcome_context(found), "gate_url": _gate(draft_id), "action": here, "step": 1}
        return render(request, "intake/guide_outcome.html", context)
    if too_many(request, "contact-begin", limit=settings.SEND_LIMIT_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    return _begun(request, draft, found)


def _begun(request: HttpRequest, draft: OpenDraft, found: Outcome) -> HttpResponse:
    kind = contact_kinds.get(request.POST.get("kind", ""))
    if kind is None or kind.code not in found.kinds:
        raise Http404
    if kind.code != draft.writing.kind.code:
        return _begun_anew(draft.writing, kind, found.route)
    if not save(request, draft.id, draft.writing.by_route(found.route)):
        return failure_response(request, Failure.SESSION_EXPIRED, status=GONE)
    return HttpResponseRedirect(first_step(kind, draft.id), status=303)


def _begun_anew(writing: Writing, kind: ContactKind, route: str) -> HttpResponse:
    """A new contact of another kind; urgency and documents go along.

    The old draft stands as it is until it expires, so that nothing that was written in it is lost by this.
    """
    other = Writing(kind, FormKeys.new(), writing.urgency, offered=writing.offered, came_from=writing.came_from)
    new = drafts.start(other.by_route(route).as_content())
    response = HttpResponseRedirect(first_step(kind, new.id), status=303)
    drafts.set_draft_cookie(response, new)
    return response


def _gate(draft_id: str) -> str:
    return reverse("contact-gate", kwargs={"draft_id": draft_id})
