"""People of the portal half."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Connects what this room listens to."""
        from portal.accounts import signal_handlers  # its models exist only now

        signal_handlers.connect()
