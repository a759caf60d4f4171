"""System checks that hold the house together."""

from __future__ import annotations


def register() -> None:
    """Registers this room's checks."""
