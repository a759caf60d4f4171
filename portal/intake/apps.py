"""The structured contact and the letter box it is dropped in."""

from __future__ import annotations

from django.apps import AppConfig
from django.conf import settings


class IntakeConfig(AppConfig):
    name = "portal.intake"
    label = "intake"

    def ready(self) -> None:
        from portal.intake import checks

        checks.register()
        if settings.HALF != "portal":
            return  # the desk half has no drafts, and its web process no way to the letter box
        from portal.intake import registration  # models load only after the apps

        registration.register()
