"""The start page of a shared tablet at a place, where the mode is switched on and off."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from portal.core.kiosk import kiosk_number, start_url, switch_off, switch_on
from portal.core.leaving import forget
from portal.core.locales import current_variant
from portal.core.responses import neutral
from portal.core.same_origin import same_origin_only
from portal.services.addresses import help_url, list_url, places_url
from portal.services.models import PlaceFacts, PlaceWords

LARGEST: Final = 999_999_999


@require_safe
@neutral
def kiosk(request: HttpRequest, number: int) -> HttpResponse:
    """The start page: with the button where the mode is off, with the ways onwards where it is on. 404 elsewhere."""
    _check(number)
    language = current_variant().code
    words = PlaceWords.objects.filter(facts=number, locale__language_code=language, live=True).first()
    context: dict[str, Any] = {
        "place": words.name if words else "",
        "number": number,
        "is_on": kiosk_number(request) == number,
        "help_url": help_url(language),
        "services_url": list_url(language),
        "places_url": places_url(language),
        "minutes": settings.KIOSK_IDLE_MINUTES,
        "seconds": settings.KIOSK_ANSWER_SECONDS,
    }
    return render(request, "services/kiosk.html", context)


@require_POST
@same_origin_only
def kiosk_switch(request: HttpRequest, number: int) -> HttpResponse:
    """Switches the mode on or off at a press; both begin with nothing of whoever was here before."""
    _check(number)
    response = forget(request, start_url(number))
    if request.POST.get("do") == "off":
        switch_off(response)
    else:
        switch_on(response, number)
    return response


def _check(number: int) -> None:
    if number > LARGEST or not PlaceFacts.objects.filter(pk=number, kiosk=True, archived_on=None).exists():
        raise Http404
