"""Where the public pages of the catalogue stand."""

from __future__ import annotations

from django.urls import NoReverseMatch

from portal.core.locales import reverse_in


def list_url(language: str) -> str:
    """The address of the list of services in one variant."""
    return reverse_in("services", language)


def page_url(language: str, slug: str) -> str:
    """The address of a service's page in one variant."""
    return reverse_in("service", language, slug=slug)


def place_url(language: str, slug: str) -> str:
    """The address of a place's page in one variant."""
    return reverse_in("place", language, slug=slug)


def partner_url(language: str, slug: str) -> str:
    """The address of a partner's page in one variant."""
    return reverse_in("partner", language, slug=slug)


def places_url(language: str) -> str:
    """The address of the list of places in one variant."""
    return reverse_in("places", language)


def partners_url(language: str) -> str:
    """The address of the list of partners in one variant."""
    return reverse_in("partners", language)


def help_url(language: str) -> str:
    """The address of the page where one asks for help (Pyydä apua); empty where this installation has none."""
    try:
        return reverse_in("help-request", language)
    except NoReverseMatch:
        return ""
