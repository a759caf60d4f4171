"""Names of the headings of document 1005 (lapsen ja perheen palvelutarpeen arvio), in the visitor's language."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADING_NAMES: Final[dict[str, Promise]] = {
    "everyday-life": _("The child's everyday life and surroundings"),
    "relationships": _("Family relationships and other people"),
    "wellbeing": _("The child's wellbeing"),
    "participation": _("The child being heard"),
    "background": _("The family's background"),
    "parents-health": _("The parents' health and wellbeing"),
    "substances": _("Intoxicants and addictions"),
    "housing": _("Housing"),
    "integration": _("Settling in Finland"),
    "work-and-income": _("Work and money"),
    "care-and-upbringing": _("Care and upbringing"),
    "close-relationships": _("Close relationships and cooperation"),
    "balanced-development": _("Supporting the child's development"),
    "childs-voice": _("Helping the child take part"),
    "close-network": _("People close to the family"),
}


def heading_choices() -> list[tuple[str, Promise]]:
    """Code and name of every heading, in the document's order."""
    return list(HEADING_NAMES.items())
