"""The headings of the assessment of a child's and family's service needs (document 1005, lapsen ja perheen palvelutarpeen arvio)."""

from __future__ import annotations

from typing import Final

HEADING_GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "childs-needs": ("everyday-life", "relationships", "wellbeing", "participation"),
    "family-circumstances": (
        "background",
        "parents-health",
        "substances",
        "housing",
        "integration",
        "work-and-income",
    ),
    "parents-capacities": ("care-and-upbringing", "close-relationships", "balanced-development", "childs-voice"),
    "network": ("close-network",),
}
"""Structure 1.2.246.537.6.1506.1005.2023.9.8; our own codes for its headings, which have names and no codes."""

HEADINGS: Final = tuple(heading for group in HEADING_GROUPS.values() for heading in group)
