"""What the exit erases, and with which cookies it ends."""

from __future__ import annotations

import logging

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from portal.core.registries import erasers, own_cookies

logger = logging.getLogger(__name__)


def forget(request: HttpRequest, url: str) -> HttpResponse:
    """A 303 to an address of ours after erasing all that this browser's cookies name, the cookies, cache and storage."""
    run_erasers(request)
    response = HttpResponseRedirect(url, status=303)
    expire_cookies(request, response)
    # A broken token cookie would else be replaced by a fresh one on the way out.
    request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
    # Never "cookies": that would sign the visitor out of the county's other services as well.
    response["Clear-Site-Data"] = '"cache", "storage"'
    response["Cache-Control"] = "no-store"
    return response


def run_erasers(request: HttpRequest) -> None:
    """Deletes the server-side state that this browser's cookies name.

    One eraser that fails (a database that is down) stops neither the others nor the way out; what it could not
    delete expires by itself, and without its cookie nobody can open it.
    """
    for name in erasers.names():
        eraser = erasers.get(name)
        try:
            if eraser:
                eraser(request)
        except Exception as error:  # nothing may stand between a person and the way out
            logger.warning("exit: eraser %s failed: %s", name, type(error).__name__)


def flush_session(request: HttpRequest) -> None:
    """Ends the signed-in session of this browser, where it has one."""
    session = getattr(request, "session", None)
    if session is not None and settings.SESSION_COOKIE_NAME in request.COOKIES:
        session.flush()


def session_cookie_names(request: HttpRequest) -> list[str]:
    """The names of Django's own cookies in this half, and of its language and message cookies."""
    return [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME, "messages"]


def expire_cookies(request: HttpRequest, response: HttpResponse) -> None:
    """Expires each of our own cookies that the request carries, with the attributes that it was set with.

    A browser forgets a __Host- cookie only when the expiring one is Secure and has Path=/ as well.
    """
    names = {name for list_names in own_cookies for name in list_names(request)}
    for name in sorted(names & set(request.COOKIES)):
        response.set_cookie(
            name,
            "",
            max_age=0,
            expires="Thu, 01 Jan 1970 00:00:00 GMT",
            path="/",
            secure=settings.SECURE_COOKIES,
            httponly=True,
            samesite="Lax",
        )
