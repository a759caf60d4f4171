"""The one door of this room, and its own way to what other rooms know of next steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from portal.selfcheck.journey import Target
from portal.services.service import services_by_keys

__all__ = ["Step", "next_steps"]


@dataclass(frozen=True, slots=True)
class Step:
    """Where a suggestion leads: a service or a page of advice that is live in the visitor's language."""

    target: Target
    name: str
    summary: str
    url: str


def next_steps(targets: Iterable[Target], language: str, request: HttpRequest | None = None) -> dict[Target, Step]:
    """The steps behind these targets, in two queries at most; what is not live in this language is left out."""
    wanted = list(targets)
    cards = services_by_keys([one.key for one in wanted if one.kind == "service"], language)
    found = {
        Target("service", key): Step(Target("service", key), card.name, card.summary, card.url)
        for key, card in cards.items()
    }
    keys = [one.key for one in wanted if one.kind == "advice"]
    if keys:
        pages = Page.objects.filter(translation_key__in=keys, locale__language_code=language).live().specific()
        for page in pages:
            target = Target("advice", str(page.translation_key))
            found[target] = Step(target, page.title, getattr(page, "summary", ""), page.get_url(request) or "")
    return found
