"""The ground floor: what every room stands on, without the CMS."""

from __future__ import annotations

from django.apps import AppConfig

from portal.core.registries import erasers, own_cookies


class CoreConfig(AppConfig):
    name = "portal.core"
    label = "core"

    def ready(self) -> None:
        # The registries of checks and signals need loaded apps.
        from portal.core import checks, signal_handlers
        from portal.core.leaving import flush_session, session_cookie_names

        checks.register()
        signal_handlers.connect()
        erasers.register("session", flush_session)
        own_cookies.register("django", session_cookie_names)
