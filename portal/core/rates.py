"""Counting how often one address asks for the same thing."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django_ratelimit import ALL
from django_ratelimit.core import get_usage, is_ratelimited

UNKNOWN_ADDRESS: Final = "192.0.2.0"
"""Stands in documentation only (RFC 5737), so nobody has it."""


def client_address(request: HttpRequest) -> str:
    """The address that a request comes from; behind our proxy the one that the proxy itself wrote down last.

    What stands before it in X-Forwarded-For came from outside and may say anything. An address that is none, or none
    at all (a Unix socket), counts as one and the same.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        return str(ip_address(address))
    except ValueError:
        return UNKNOWN_ADDRESS


def is_over(request: HttpRequest, group: str, *, limit: int, seconds: int) -> bool:
    """Whether this address has been counted for the group more than `limit` times in the last `seconds`; this does not count."""
    return bool(
        is_ratelimited(request, group=group, key="ip", rate=f"{limit}/{seconds}s", method="POST", increment=False)
    )


def too_many(request: HttpRequest, group: str, *, limit: int, seconds: int) -> bool:
    """Whether this address has asked for the group more than `limit` times in the last `seconds`.

    Families share addresses (library, shelter, school): a caller that hears True keeps what was written and lets it
    be sent again; nothing is dropped.
    """
    return bool(
        is_ratelimited(request, group=group, key="ip", rate=f"{limit}/{seconds}s", method="POST", increment=True)
    )


def seconds_to_wait(request: HttpRequest, group: str, *, limit: int, seconds: int) -> int:
    """How long this address has to wait before it may read again: 0 until it has asked `limit` times in `seconds`.

    For what is read by machines: reading counts too, by whatever method.
    """
    usage = get_usage(request, group=group, key="ip", rate=f"{limit}/{seconds}s", method=ALL, increment=True)
    return max(1, int(usage["time_left"])) if usage and usage["should_limit"] else 0
