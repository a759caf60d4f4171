"""Pages for what can go wrong; each keeps what was written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The failure page for a form whose token is gone."""
    return HttpResponse(status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for an address that leads nowhere."""
    return HttpResponse(status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """The failure page for an unhandled error."""
    return HttpResponse(status=500)
