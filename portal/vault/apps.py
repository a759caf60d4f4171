"""The safe: sealing, keys, words, the append-only audit log."""

from __future__ import annotations

from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "portal.vault"
    label = "vault"
