"""Who is signed in."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from portal.desk.models import Worker


def worker_of(request: HttpRequest) -> Worker:
    """The worker who asks. SecondFactorMiddleware lets nobody else in; should it ever be missing, this refuses."""
    if not isinstance(request.user, Worker):
        raise PermissionDenied
    return request.user
