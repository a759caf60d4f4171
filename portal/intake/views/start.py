"""Where a contact begins: the public page that says what it is, and the post that starts it."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from portal.core.county import county
from portal.core.failures import Failure, failure_response
from portal.core.locales import current_variant, reverse_in
from portal.core.rates import too_many
from portal.core.responses import cacheable, neutral
from portal.core.same_origin import same_origin_only
from portal.intake.flow import start_contact
from portal.intake.kinds import HELP_REQUEST, contact_kinds

CACHED_SECONDS: Final = 300


@require_safe
@cacheable(CACHED_SECONDS)
def help_request(request: HttpRequest) -> HttpResponse:
    """Pyydä apua, Be om hjälp: what it is, how it goes, what is asked, when the county answers."""
    here = county()
    context = {
        "kind": HELP_REQUEST,
        "promise_text": str(here.promise.text),
        "promise_days": here.promise.working_days,
        "draft_minutes": settings.DRAFT_MINUTES,
        "numbers": here.bar_numbers(),
        "advice_phone": here.advice_phone,
    }
    return render(request, "intake/help_request.html", context)


@neutral
@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_only
def begin_contact(request: HttpRequest) -> HttpResponse:
    """A redirect to the first step of a new contact of the posted kind; whoever only looks is led to the start page."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse_in("help-request", current_variant().code))
    kind = request.POST.get("kind", "")
    if contact_kinds.get(kind) is None:
        raise Http404
    if too_many(request, "contact-begin", limit=settings.SEND_LIMIT_PER_MINUTE, seconds=60):
        return failure_response(request, Failure.TOO_MANY, status=429)
    posted = request.POST
    return start_contact(request, kind=kind, route=posted.get("route", ""), service=posted.get("service", ""))
