"""The collaboration invite (kartoituskutsu)."""

from __future__ import annotations

from django.apps import AppConfig


class InvitesConfig(AppConfig):
    name = "portal.invites"
    label = "invites"
