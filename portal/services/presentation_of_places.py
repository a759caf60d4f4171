"""What the pages of places and partners show, put together before the template sees it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.locales import variant
from portal.core.needs import SUPPORT_NEEDS
from portal.services.addresses import page_url, partner_url, partners_url, place_url, places_url
from portal.services.hours import OpeningHours
from portal.services.hours_in_words import hours_in_words
from portal.services.models import (
    ChannelFacts,
    PageWords,
    PartnerFacts,
    PartnerRole,
    PartnerWords,
    PlaceFacts,
    PlaceWords,
    Provider,
    ServiceWords,
)
from portal.services.models.classifications import LANGUAGES, TARGET_GROUPS
from portal.services.opening import Now, now_in_words, opening_hours
from portal.services.presentation import missing_note, names_of, page_alternates
from portal.services.rich_text import shown
from portal.services.service import ServiceCard
from portal.services.staging.public import read_on
from portal.services.ways import Way, address_lines, readable, soonest, way_of


@dataclass(frozen=True, slots=True)
class Visit:
    """When somebody comes to a place."""

    who: str
    url: str
    hours: list[str]


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """The facts of a place, said in the language of the page."""

    address: tuple[str, ...]
    hours: list[str]
    now: Now | None
    ways: tuple[Way, ...]
    visits: tuple[Visit, ...]
    services: tuple[ServiceCard, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    opening: OpeningHours | None
    facts: PlaceFacts

    def true_until(self) -> datetime | None:
        """When the first thing that is said of now stops being true."""
        return soonest([self.now, *(one.now for one in self.ways)])


def place_context(words: PlaceWords, *, live: Iterable[PlaceWords]) -> dict[str, Any]:
    """The context of a place's page; a fixed number of queries. `live`: its live words in every variant."""
    language = variant(words.locale.language_code).code
    slugs = {one.locale.language_code: one.slug for one in live}
    return {
        "words": words,
        "place": _place_shown(words.facts, language, timezone.now()),
        "is_plain": bool(variant(language).fallback),
        "description": shown(words.description),
        "alternates": page_alternates(slugs, language, place_url, places_url, partial(missing_note, kind="place")),
        "breadcrumbs": _breadcrumbs(language, _("Places"), places_url(language), words),
        "registry_read_on": read_on(words.facts),
    }


def _place_shown(facts: PlaceFacts, language: str, now: datetime) -> PlaceShown:
    weekly, exceptions = list(facts.hours.all()), list(facts.exceptions.all())
    opening = opening_hours(facts, weekly, exceptions)
    channels = ChannelFacts.objects.public(timezone.localdate()).filter(place=facts).exclude(kind="walk_in")
    return PlaceShown(
        address=address_lines(facts),
        hours=hours_in_words(facts, weekly, exceptions, timezone.localdate(now)),
        now=now_in_words(opening, now, is_phone=False),
        ways=tuple(way_of(one, now) for one in readable(channels.order_by("pk"), language)),
        visits=tuple(_visits(facts, language, timezone.localdate(now))),
        services=tuple(_services({"facts__place_links__place": facts}, language)),
        target_groups=names_of(TARGET_GROUPS, facts.target_groups),
        languages=names_of(LANGUAGES, facts.languages),
        opening=opening,
        facts=facts,
    )


def _visits(facts: PlaceFacts, language: str, today: date) -> Iterator[Visit]:
    rows = list(facts.outreach.all())
    services = _named(ServiceWords, [one.service_id for one in rows], language)
    partners = _named(PartnerWords, [one.partner_id for one in rows], language)
    for one in rows:
        if one.until is not None and one.until < today:
            continue
        words = services.get(one.service_id) if one.service_id else partners.get(one.partner_id)
        if words:
            to = page_url if one.service_id else partner_url
            yield Visit(words.name, to(language, words.slug), hours_in_words(_NO_RULES, [one], [], today))


_NO_RULES = PlaceFacts()
"""Outreach has no rules of its own for holidays."""


def _named(model: type[PageWords], keys: Iterable[int | None], language: str) -> dict[int | None, Any]:
    wanted = {key for key in keys if key}
    if not wanted:
        return {}
    rows = model.objects.filter(facts__in=wanted, facts__archived_on=None, locale__language_code=language, live=True)
    return {row.facts_id: row for row in rows}


def _services(condition: dict[str, Any], language: str) -> Iterator[ServiceCard]:
    rows = ServiceWords.objects.filter(**condition, facts__archived_on=None, locale__language_code=language, live=True)
    for key, name, summary, slug in rows.order_by("name", "pk").values_list("facts__key", "name", "summary", "slug"):
        yield ServiceCard(key, name, summary, page_url(language, slug))


@dataclass(frozen=True, slots=True)
class PartnerShown:
    """The facts of a partner, said in the language of the page."""

    role: str
    provider: str
    ways: tuple[Way, ...]
    services: tuple[ServiceCard, ...]
    needs: tuple[str, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    facts: PartnerFacts

    def true_until(self) -> datetime | None:
        """When the first thing that is said of now stops being true."""
        return soonest(one.now for one in self.ways)


def partner_context(words: PartnerWords, *, live: Iterable[PartnerWords]) -> dict[str, Any]:
    """The context of a partner's page; a fixed number of queries. `live`: its live words in every variant."""
    language = variant(words.locale.language_code).code
    slugs = {one.locale.language_code: one.slug for one in live}
    rich = ("what_it_does", "when_to_turn", "for_professionals")
    return {
        "words": words,
        "partner": _partner_shown(words.facts, language, timezone.now()),
        "is_plain": bool(variant(language).fallback),
        "texts": {name: shown(getattr(words, name)) for name in rich},
        "alternates": page_alternates(
            slugs, language, partner_url, partners_url, partial(missing_note, kind="partner")
        ),
        "breadcrumbs": _breadcrumbs(language, _("Partners"), partners_url(language), words),
        "registry_read_on": read_on(words.facts),
    }


def _partner_shown(facts: PartnerFacts, language: str, now: datetime) -> PartnerShown:
    channels = ChannelFacts.objects.public(timezone.localdate()).filter(partner=facts)
    return PartnerShown(
        role=str(PartnerRole(facts.role).label),
        provider=str(Provider(facts.provider).label),
        ways=tuple(way_of(one, now) for one in readable(channels.order_by("pk"), language)),
        services=tuple(_services({"facts__partner_links__partner": facts}, language)),
        needs=names_of(SUPPORT_NEEDS, facts.needs),
        target_groups=names_of(TARGET_GROUPS, facts.target_groups),
        languages=names_of(LANGUAGES, facts.languages),
        facts=facts,
    )


def _breadcrumbs(language: str, heading: str, url: str, words: PageWords) -> list[dict[str, str]]:
    home = {"text": _("Home page"), "href": f"/{language}/"}
    return [home, {"text": heading, "href": url}, {"text": words.name}]
