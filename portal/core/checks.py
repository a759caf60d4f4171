"""System checks that hold the house together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from portal.core.county import county


def register() -> None:
    """Registers this room's checks."""
    checks.register(check_exit)
    checks.register(check_county)


def check_exit(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """An error where the portal has no neutral site to leave for, or one that is no full address."""
    if settings.HALF != "portal":
        return []
    address = urlsplit(settings.EXIT_URL)
    if address.scheme in {"http", "https"} and address.netloc:
        return []
    return [
        checks.Error(
            "EXIT_URL must be the full address of a neutral site: the exit control of every page leaves for it.",
            id="core.E001",
        )
    ]


def check_county(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """An error where the county's file cannot be read, and for each number that every page needs and it lacks."""
    try:
        here = county()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="core.E002")]
    known = {number.key for number in here.urgent_numbers}
    return [
        checks.Error(f"The county's file has no urgent number with the key {key!r}.", id="core.E003")
        for key in ("emergency", "social_emergency", "crisis_line")
        if key not in known
    ]
