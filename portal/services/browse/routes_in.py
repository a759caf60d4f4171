"""What pages add to the services that they list: what was promised in an area, and how one gets in."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from portal.services.browse.listing import Page
from portal.services.models import ServicePromise, ServiceWords
from portal.services.presentation import Listed
from portal.services.rich_text import shown


@dataclass(frozen=True, slots=True)
class Promised:
    """A listed service with the working days that were promised there; None where nothing was."""

    entry: Listed
    working_days: int | None


@dataclass(frozen=True, slots=True)
class Route:
    """The way into one service."""

    entry: Listed
    grounds: SafeString
    steps: list[str]
    referral: str


def promised(page: Page, area: str) -> list[Promised]:
    """The services of a page with what was promised in the area, else everywhere; one query."""
    rows = ServicePromise.objects.filter(facts__in=page.facts, area__in={area, ""}).order_by("area")
    days = dict(rows.values_list("facts", "working_days"))  # the area's own comes after the one for everywhere
    return [Promised(one, days.get(key)) for one, key in zip(page.services, page.facts, strict=True)]


def routes_in(page: Page, language: str) -> list[Route]:
    """The way into each service of a page; one query."""
    rows = ServiceWords.objects.filter(facts__in=page.facts, locale__language_code=language, live=True)
    by_facts = {words.facts_id: words for words in rows}
    return [
        Route(one, shown(words.grounds), words.steps, words.referral)
        for one, key in zip(page.services, page.facts, strict=True)
        if (words := by_facts.get(key))
    ]
