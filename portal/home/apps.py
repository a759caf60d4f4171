"""Advice pages and the portal's frame."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"

    def ready(self) -> None:
        from portal.home import signal_handlers  # signals need loaded models

        signal_handlers.connect()
