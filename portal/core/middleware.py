"""Middleware of both halves: the size of a body, policies, compression, and pages for what goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from portal.core.failures import DATABASE_ERRORS, Failure, body_too_large, failure_response

GetResponse = Callable[[HttpRequest], HttpResponse]

CMS_BODY_LIMIT_BYTES: Final = 10_000_000
DRAINED_BYTES: Final = 50_000_000

POLICY_HEADERS: Final[Mapping[str, str]] = {
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), encrypted-media=(), "
        "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), "
        "picture-in-picture=(), publickey-credentials-get=(self), screen-wake-lock=(), usb=(), xr-spatial-tracking=()"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def is_cms(request: HttpRequest) -> bool:
    """Whether the request is for the CMS, which has a policy and limits of its own."""
    return bool(settings.CMS_PATH) and request.path_info.startswith(f"/{settings.CMS_PATH}")


class BodyLimitMiddleware:
    """Refuses a body over the limit before anything reads it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or the page that names the limits."""
        limit = CMS_BODY_LIMIT_BYTES if is_cms(request) else settings.BODY_LIMIT_BYTES
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            length = 0
        if length <= limit:
            return self.get_response(request)
        self._drain(request, min(length, DRAINED_BYTES))
        return body_too_large(request)

    @staticmethod
    def _drain(request: HttpRequest, left: int) -> None:
        """Throws away what is still coming: a browser that is cut off while sending never shows our page."""
        try:
            while left > 0 and (part := request.read(min(left, 65_536))):
                left -= len(part)
        except OSError:
            return


class CompressionMiddleware(GZipMiddleware):
    """Compresses what may be cached; a page with a token or with somebody's text is never compressed (BREACH)."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response, compressed where anyone may keep it."""
        if "public" not in response.get("Cache-Control", "") or response.get("Content-Type", "").startswith("image/"):
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


class PolicyMiddleware(CSPMiddleware):
    """The strict content security policy everywhere, a looser one under the CMS's own path; other policies alike."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        """What the policy is built of."""
        parts = super().get_policy_parts(request, response, report_only)
        if is_cms(request) and not report_only:
            parts.config = settings.CMS_CONTENT_SECURITY_POLICY
        return parts

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The response with its policies, and a word on who may keep it: nobody, unless its view said otherwise."""
        checked: HttpResponseBase = super().process_response(request, response)
        for name, value in POLICY_HEADERS.items():
            checked.setdefault(name, value)
        if "Cache-Control" not in checked or self._is_personal(request, checked):
            checked["Cache-Control"] = "private, no-store"
        return checked

    @staticmethod
    def _is_personal(request: HttpRequest, response: Any) -> bool:
        """Whether an answer that its view called public carries a cookie, or answers somebody who is signed in."""
        if "public" not in response["Cache-Control"]:
            return False
        return bool(response.cookies) or settings.SESSION_COOKIE_NAME in request.COOKIES


class FailureMiddleware:
    """Answers a database that does not answer with a page that keeps what was written."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; what goes wrong below comes back through `process_exception`."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a database that is down; every other error goes on to the page for unhandled ones."""
        if isinstance(exception, DATABASE_ERRORS):
            return failure_response(request, Failure.DATABASE_DOWN, status=503)
        return None
