"""What a shared tablet does on every page: clear at a press, ask when idle, and clear by itself when nobody answers."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from portal.core.kiosk import kiosk_number, own_path, start_url
from portal.core.leaving import forget
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.core.same_origin import same_origin_only

OWN_SITES: Final = frozenset({None, "same-origin"})


@require_POST
@same_origin_only
def clear(request: HttpRequest) -> HttpResponse:
    """Clears what this browser holds of ours, and leads to the start page of the tablet."""
    return forget(request, _start(request))


@require_safe
@neutral
def still_there(request: HttpRequest) -> HttpResponse:
    """Asks whether somebody is still there; without an answer, the page leads by itself to where all is cleared."""
    if kiosk_number(request) is None:
        return HttpResponseRedirect(f"/{current_variant().code}/")
    context: dict[str, Any] = {
        "back": own_path(request, request.GET.get("back", "")),
        "seconds": settings.KIOSK_ANSWER_SECONDS,
    }
    response = render(request, "core/still_there.html", context)
    response["Refresh"] = f"{settings.KIOSK_ANSWER_SECONDS}; url={reverse('kiosk-nobody-there')}"
    return response


@require_safe
@neutral
def nobody_there(request: HttpRequest) -> HttpResponse:
    """Clears as a press would, on a shared tablet alone; a link on another site erases nothing."""
    if kiosk_number(request) is None or request.headers.get("Sec-Fetch-Site") not in OWN_SITES:
        return HttpResponseRedirect(_start(request))
    return forget(request, _start(request))


def _start(request: HttpRequest) -> str:
    number = kiosk_number(request)
    return f"/{current_variant().code}/" if number is None else start_url(number)
