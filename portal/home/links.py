"""Addresses in other rooms that the pages and the frame link to."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from portal.core.locales import reverse_in, variant


def help_url(language: str | None) -> str:
    """The public page where one asks for help (Pyydä apua), in a variant."""
    return reverse_in("help-request", variant(language).code)


def invite_url(language: str | None) -> str:
    """The public page where one asks for a joint mapping (kartoituskutsu), in a variant."""
    return reverse_in("invite-start", variant(language).code)


def status_url(language: str | None) -> str:
    """The page where one sees how one's contact is going."""
    with override(variant(language).code):
        return reverse("contact-status")
