"""Addresses in other rooms that the pages and the frame link to."""

from __future__ import annotations

from django.urls import NoReverseMatch

from portal.core.locales import reverse_in, variant


def help_url(language: str | None) -> str:
    """The public page where one asks for help (Pyydä apua), in a variant."""
    return _address("ask_for_help", language)


def status_url(language: str | None) -> str:
    """The page where one sees how one's contact is going."""
    return _address("status", language)


def _address(name: str, language: str | None) -> str:
    try:
        return reverse_in(name, variant(language).code)
    except NoReverseMatch:
        return ""
