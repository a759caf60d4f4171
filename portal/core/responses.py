"""How long an answer may be kept, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


def neutral(view: View) -> View:
    """The view with answers that nobody keeps: sittings, forms, receipts, status, invites."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return answer


def cacheable(seconds: int) -> Callable[[View], View]:
    """The view with answers that anyone may keep for so many seconds: no cookie is set and no token stands in them."""

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.cookies:
                response["Cache-Control"] = f"public, max-age={seconds}"
            return response

        return answer

    return decorate
