"""What the ground floor does when something happens elsewhere."""

from __future__ import annotations


def connect() -> None:
    """Connects this room's handlers; called once when Django starts. It has none."""
