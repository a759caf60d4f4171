"""Forms on pages that anyone may cache: they carry no token, so the browser's own word of where a post comes from counts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.csrf import csrf_exempt

from portal.core.failures import Failure, failure_response

View = Callable[..., HttpResponseBase]

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def is_same_origin(request: HttpRequest) -> bool:
    """Whether the browser says that the request comes from one of our own pages.

    Sec-Fetch-Site decides where the browser sends it; else Origin must name this very host. Neither is a no: a form
    of ours is never posted without one of the two by a browser of the last ten years.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is None:
        return False
    parts = urlsplit(origin)
    return (parts.scheme, parts.netloc) == (request.scheme, request.get_host())


def same_origin_only(view: View) -> View:
    """The view, answering a post only when it comes from our own pages; anything else gets its text back."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method not in SAFE_METHODS and not is_same_origin(request):
            return failure_response(request, Failure.CSRF, status=403)
        return view(request, *args, **kwargs)

    return answer
