"""How long an answer may be kept, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

View = Callable[..., HttpResponseBase]
LEFT: Final = "seconds_left"


def neutral(view: View) -> View:
    """The view with answers that nobody keeps: sittings, forms, receipts, status, invites."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    return answer


def cacheable(seconds: int) -> Callable[[View], View]:
    """The view with answers that anyone may keep for so many seconds, or until `keep_until` where that is sooner.

    No cookie is set and no token stands in them.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if response.status_code == 200 and not response.cookies:
                response["Cache-Control"] = f"public, max-age={min(seconds, getattr(response, LEFT, seconds))}"
            return response

        return answer

    return decorate


def keep_until(response: HttpResponse, moment: datetime | None) -> HttpResponse:
    """The answer, which says something that is true until that moment only; None for no such moment."""
    if moment is not None:
        setattr(response, LEFT, max(0, int((moment - timezone.now()).total_seconds())))
    return response
