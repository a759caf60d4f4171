"""Counting how often one address asks for the same thing."""

from __future__ import annotations

from django.http import HttpRequest
from django_ratelimit.core import is_ratelimited


def too_many(request: HttpRequest, group: str, *, limit: int, seconds: int) -> bool:
    """Whether this address has asked for the group more than `limit` times in the last `seconds`.

    Families share addresses (library, shelter, school): a caller that hears True keeps what was written and lets it
    be sent again; nothing is dropped.
    """
    return bool(
        is_ratelimited(request, group=group, key="ip", rate=f"{limit}/{seconds}s", method="POST", increment=True)
    )
