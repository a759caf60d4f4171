"""Questionnaires and the sittings that answer them."""

from __future__ import annotations

from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "portal.selfcheck"
    label = "selfcheck"

    def ready(self) -> None:
        """Connects the signal handlers once all models are loaded."""
        # The handlers know the models, which do not exist before Django has loaded the apps.
        from portal.selfcheck import signal_handlers

        signal_handlers.connect()
