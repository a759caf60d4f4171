"""The municipality that a visitor wished to be remembered: one cookie without an identity, and what pages make of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from portal.core.cookies import give_cookie, take_cookie_back
from portal.core.county import Municipality, county
from portal.core.locales import reverse_in

View = Callable[..., HttpResponseBase]
SECONDS_KEPT: Final = 60 * 60 * 24 * 180


def cookie_name() -> str:
    """The name of the cookie, which holds the code of a municipality and nothing else."""
    return f"{settings.COOKIE_PREFIX}tp-municipality"


def own_cookie(request: HttpRequest) -> list[str]:
    """The cookie's name, for the exit, which forgets it."""
    return [cookie_name()]


def remembered(request: HttpRequest) -> Municipality | None:
    """The remembered municipality; None where there is none, or where the cookie holds no code of ours."""
    return county().municipality(request.COOKIES.get(cookie_name(), ""))


def private_where_remembered(view: View) -> View:
    """The view, whose answer nobody may keep for others when it was made with a remembered municipality."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if cookie_name() in request.COOKIES:
            response["Cache-Control"] = "private, no-store"
        return response

    return answer


def municipality_context(request: HttpRequest, language: str) -> dict[str, Any]:
    """What the form that chooses a municipality needs, and the remembered one with its page."""
    town = remembered(request)
    return {
        "towns_to_choose": [(one.code, str(one.name)) for one in county().municipalities],
        "own_town": town,
        "own_town_url": reverse_in("municipality", language, code=town.code) if town else "",
    }


def remember(response: HttpResponse, code: str) -> None:
    """Sets the cookie. It is functional only: no identity, no count, for half a year."""
    give_cookie(response, cookie_name(), code, seconds=SECONDS_KEPT)


def forget(response: HttpResponse) -> None:
    """Expires the cookie, with the attributes that it was set with."""
    take_cookie_back(response, cookie_name())
