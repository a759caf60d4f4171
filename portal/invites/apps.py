"""The collaboration invite (kartoituskutsu)."""

from __future__ import annotations

from django.apps import AppConfig


class InvitesConfig(AppConfig):
    """Registers the invite as a kind of contact when Django starts."""

    name = "portal.invites"
    label = "invites"

    def ready(self) -> None:
        from portal.invites import signal_handlers  # forms need loaded apps

        signal_handlers.connect()
