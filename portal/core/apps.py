"""The ground floor: what every room stands on, without the CMS."""

from __future__ import annotations

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        from portal.core import checks, signal_handlers  # the registries of checks and signals need loaded apps

        checks.register()
        signal_handlers.connect()
