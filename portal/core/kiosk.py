"""A shared tablet at a place (kiosk mode): switched on by a cookie that holds the place's number and nothing of anybody.

While it is on, nobody keeps a page, every page has a bar that clears, and a page that lies idle asks whether somebody
is still there and then clears by itself. That last step is a GET that erases, against the rule that only a POST does:
without JavaScript nothing else happens by itself. It erases only where the cookie is, which no other site can send.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from portal.core.cookies import give_cookie, take_cookie_back
from portal.core.locales import current_variant

GetResponse = Callable[[HttpRequest], HttpResponse]

COOKIE_DAYS: Final = 365
LONGEST_NUMBER: Final = 9
LONGEST_PATH: Final = 300


def cookie_name() -> str:
    """The name of the cookie that says the mode is on."""
    return f"{settings.COOKIE_PREFIX}tp-kiosk"


def kiosk_number(request: HttpRequest) -> int | None:
    """The number of the place whose tablet this is; None where the mode is off."""
    value = request.COOKIES.get(cookie_name(), "")
    is_number = value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER
    return int(value) if settings.HALF == "portal" and is_number else None


def start_url(number: int) -> str:
    """The start page of a place's tablet, in the current variant."""
    return reverse("kiosk", kwargs={"number": number})


def switch_on(response: HttpResponse, number: int) -> None:
    """Marks the browser as the tablet of a place."""
    give_cookie(response, cookie_name(), str(number), seconds=COOKIE_DAYS * 24 * 3600, samesite="Strict")


def switch_off(response: HttpResponse) -> None:
    """Takes the mark away."""
    take_cookie_back(response, cookie_name(), samesite="Strict")


def own_path(request: HttpRequest, given: str) -> str:
    """A path of this very site to go back to; the front page for anything else."""
    is_ours = url_has_allowed_host_and_scheme(given, allowed_hosts=None) and given.startswith("/")
    return given if is_ours and len(given) <= LONGEST_PATH else f"/{current_variant().code}/"


class KioskMiddleware:
    """Lets nobody keep what a shared tablet shows, and asks on each page whether somebody is still there."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; where the mode is off, untouched."""
        is_on = kiosk_number(request) is not None
        response = self.get_response(request)
        if not is_on:
            return response
        if "public" in response.get("Cache-Control", "public"):
            response["Cache-Control"] = "private, no-store"
        is_page = response.get("Content-Type", "").startswith("text/html") and not response.has_header("Location")
        if is_page and not response.has_header("Refresh") and not request.path.startswith(f"/{settings.CMS_PATH}"):
            response["Refresh"] = f"{settings.KIOSK_IDLE_MINUTES * 60}; url={_still_there(request)}"
        return response


def _still_there(request: HttpRequest) -> str:
    """Where an idle page leads, with the way back: the path alone, without its query."""
    back = request.path if request.method in {"GET", "HEAD"} else ""
    return f"{reverse('kiosk-still-there')}?back={quote(back, safe='')}"
