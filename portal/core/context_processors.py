"""What every template finds without its view handing it over."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from portal.core.county import county
from portal.core.frame import Alternate, alternates_at, frame_of
from portal.core.kiosk import kiosk_number
from portal.core.locales import current_variant, localized_name, reverse_in
from portal.core.outage import current_outage


def frame(request: HttpRequest) -> dict[str, Any]:
    """The page's frame, the language it is in, and its address in the other variants where the view names none."""
    return {
        "frame": SimpleLazyObject(lambda: frame_of(request)),
        "variant": current_variant(),
        "alternates": same_path_alternates(request),
        "half": settings.HALF,
        "exit": SimpleLazyObject(exit_control),
        "kiosk": kiosk_bar(request),
        "outage": SimpleLazyObject(current_outage),
    }


def same_path_alternates(request: HttpRequest) -> tuple[Alternate, ...]:
    """The same path under each variant's prefix; empty where the path has no prefix."""
    here = current_variant()
    prefix = f"/{here.code}/"
    if not request.path.startswith(prefix):
        return ()
    rest = request.path.removeprefix(prefix)
    match = request.resolver_match
    name = localized_name(match.func) if match else ""

    def address(code: str) -> str:
        return reverse_in(name, code, **match.kwargs) if match and name else f"/{code}/{rest}"

    return alternates_at(address)


def kiosk_bar(request: HttpRequest) -> dict[str, Any]:
    """Where the bar of a shared tablet clears, and how long a page waits; empty for every other browser."""
    if kiosk_number(request) is None:
        return {}
    return {"clear_url": reverse("kiosk-clear"), "minutes": settings.KIOSK_IDLE_MINUTES}


def exit_control() -> dict[str, str]:
    """Where the exit control posts, where it leaves for, and the page that says what it does."""
    if settings.HALF != "portal":
        return {}
    return {
        "action": reverse("exit"),
        "url": settings.EXIT_URL,
        "label": str(county().exit_label),
        "explanation_url": reverse_in("about-exit", current_variant().code),
    }
