"""System checks of this room: what the county's file sets for the rules must be readable before anybody needs it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

from portal.core.county import county
from portal.intake.rule_files import deadline_rules, triage_rules


def register() -> None:
    """Registers this room's checks."""
    checks.register(check_rules)


def check_rules(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[checks.CheckMessage]:
    """An error where the deadlines or the triage rules of the county cannot be read."""
    try:
        county()
    except ImproperlyConfigured:
        return []  # the check of the county's file says so already
    try:
        deadline_rules()
        triage_rules()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="intake.E001")]
    return []
