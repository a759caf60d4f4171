"""Cookies of our own: all with one set of attributes, since a browser forgets a cookie only by those it was set with."""

from __future__ import annotations

from typing import Literal

from django.conf import settings
from django.http import HttpResponse

SameSite = Literal["Lax", "Strict"]


def give_cookie(
    response: HttpResponse, name: str, value: str, *, seconds: int | None = None, samesite: SameSite = "Lax"
) -> None:
    """Sets a cookie that no script reads, for so many seconds; without them it ends with the browser."""
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path="/",
        secure=settings.SECURE_COOKIES,
        httponly=True,
        samesite=samesite,
    )


def take_cookie_back(response: HttpResponse, name: str, *, samesite: SameSite = "Lax") -> None:
    """Expires one of our cookies, in the form that its prefix demands."""
    give_cookie(response, name, "", seconds=0, samesite=samesite)
