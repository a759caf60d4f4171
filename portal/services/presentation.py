"""What the public pages show, put together before the template sees it; templates make no queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from portal.core.county import county
from portal.core.frame import Alternate
from portal.core.locales import VARIANTS, Words, current_variant, variant
from portal.core.needs import SUPPORT_NEEDS
from portal.services.addresses import help_url, list_url, page_url, partner_url, place_url
from portal.services.hours import OpeningHours
from portal.services.models import (
    ChannelFacts,
    PartnershipRole,
    PartnerWords,
    PlaceFacts,
    Provider,
    ServiceFacts,
    ServiceWords,
)
from portal.services.models.classifications import LANGUAGES, TARGET_GROUPS
from portal.services.opening import Now, now_in_words, opening_hours
from portal.services.rich_text import shown
from portal.services.staging.public import read_on
from portal.services.ways import Way, address_lines, first_phone, readable, soonest, way_of, with_hours

RICH_FIELDS: Final = ("description", "who_for", "grounds", "what_next", "for_professionals", "consult")


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A place where the service is given, with the way to its page."""

    name: str
    url: str
    address: tuple[str, ...]
    now: Now | None
    facts: PlaceFacts
    opening: OpeningHours | None


@dataclass(frozen=True, slots=True)
class PartnerLink:
    """A partner of the service and what it does there."""

    name: str
    url: str
    role: str
    is_producer: bool


@dataclass(frozen=True, slots=True)
class AdviceLink:
    """An advice page that belongs to the service."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class PromiseShown:
    """What the county promises in an area; an empty area means everywhere."""

    area: str
    working_days: int


@dataclass(frozen=True, slots=True)
class FactsShown:
    """The facts of a service, said in the language of the page."""

    ways: tuple[Way, ...]
    places: tuple[PlaceLink, ...]
    partners: tuple[PartnerLink, ...]
    advice: tuple[AdviceLink, ...]
    promises: tuple[PromiseShown, ...]
    email: str
    free_of_charge: bool
    self_referral: bool
    interpreter: bool
    provider: str
    law: str
    needs: tuple[str, ...]
    target_groups: tuple[str, ...]
    languages: tuple[str, ...]
    ages: tuple[int | None, int | None]
    verified_on: date
    verified_by: str
    entry: ServiceFacts

    @property
    def first_phone(self) -> Way | None:
        """The phone to try first."""
        return first_phone(self.ways)

    @property
    def other_ways(self) -> tuple[Way, ...]:
        """The ways besides that phone."""
        return tuple(one for one in self.ways if one is not self.first_phone)

    @property
    def is_old(self) -> bool:
        """Whether nobody has verified them for over twelve months."""
        return self.entry.is_old

    def true_until(self) -> datetime | None:
        """When the first thing that is said of now stops being true."""
        return soonest([*(one.now for one in self.ways), *(one.now for one in self.places)])

    @property
    def email_before_at(self) -> str:
        """The address up to its sign, where a long one may break."""
        return self.email.partition("@")[0]

    @property
    def email_after_at(self) -> str:
        """The address after its sign."""
        return self.email.partition("@")[2]


@dataclass(frozen=True, slots=True)
class Listed:
    """One service in the list."""

    name: str
    summary: str
    url: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of the list, its own address and that of the next page, empty on the last."""

    services: tuple[Listed, ...]
    url: str
    next_url: str = ""
    is_first: bool = True


def facts_shown(facts: ServiceFacts, language: str = "") -> FactsShown:
    """The facts in the active language, public ways only; a fixed number of queries."""
    language = language or current_variant().code
    now = timezone.now()
    return FactsShown(
        ways=tuple(way_of(one, now) for one in _channels_of(facts, language)),
        places=tuple(_places_of(facts, language, now)),
        partners=tuple(_partners_of(facts, language)),
        advice=tuple(_advice_of(facts, language)),
        promises=tuple(_promises_of(facts)),
        email=facts.email,
        free_of_charge=facts.free_of_charge,
        self_referral=facts.self_referral,
        interpreter=facts.interpreter,
        provider="" if facts.provider == Provider.OWN else str(Provider(facts.provider).label),
        law=f"{facts.law_act}, {facts.law_section}".rstrip(", "),
        needs=names_of(SUPPORT_NEEDS, facts.needs),
        target_groups=names_of(TARGET_GROUPS, facts.target_groups),
        languages=names_of(LANGUAGES, facts.languages),
        ages=(facts.minimum_age, facts.maximum_age),
        verified_on=facts.verified_on,
        verified_by=facts.verified_by,
        entry=facts,
    )


def names_of(labels: Mapping[str, Words], codes: Iterable[str]) -> tuple[str, ...]:
    """The names of the known codes, in the active language."""
    return tuple(str(labels[code]) for code in codes if code in labels)


def _channels_of(facts: ServiceFacts, language: str) -> QuerySet[ChannelFacts]:
    public = ChannelFacts.objects.public(timezone.localdate()).filter(service_links__facts=facts)
    return readable(public.order_by("service_links__sort_order", "pk"), language)


def _places_of(facts: ServiceFacts, language: str, now: datetime) -> Iterator[PlaceLink]:
    rows = PlaceFacts.objects.filter(service_links__facts=facts, archived_on=None)
    for place in with_hours(rows.order_by("service_links__sort_order", "pk"), language):
        if words := next(iter(place.words_here), None):
            weekly, exceptions = list(place.hours.all()), list(place.exceptions.all())
            hours = opening_hours(place, weekly, exceptions)
            shown_now = now_in_words(hours, now, is_phone=False)
            url = place_url(language, words.slug)
            yield PlaceLink(words.name, url, address_lines(place), shown_now, place, hours)


def _partners_of(facts: ServiceFacts, language: str) -> Iterator[PartnerLink]:
    rows = PartnerWords.objects.filter(
        facts__service_links__facts=facts, facts__archived_on=None, locale__language_code=language, live=True
    )
    for name, slug, role in rows.order_by("facts__service_links__sort_order", "pk").values_list(
        "name", "slug", "facts__service_links__role"
    ):
        is_producer = role == PartnershipRole.PRODUCES
        yield PartnerLink(name, partner_url(language, slug), str(PartnershipRole(role).label), is_producer)


def _advice_of(facts: ServiceFacts, language: str) -> Iterator[AdviceLink]:
    chosen = Page.objects.filter(pk__in=facts.advice_links.values("page")).values("translation_key")
    pages = Page.objects.live().filter(translation_key__in=chosen, locale__language_code=language)
    for page in pages.order_by("title", "pk"):
        if url := page.get_url():
            yield AdviceLink(page.title, url)


def _promises_of(facts: ServiceFacts) -> Iterator[PromiseShown]:
    for one in facts.promises.all():
        area = county().area(one.area)
        yield PromiseShown(str(area.name) if area else "", one.working_days)


def context_of(words: ServiceWords, *, live: Iterable[ServiceWords]) -> dict[str, Any]:
    """The context of a service's page: its words, its facts, and where the other variants are.

    `live` holds the live words of the service in every variant, its own among them.
    """
    language = variant(words.locale.language_code).code
    slugs = {one.locale.language_code: one.slug for one in live}
    return {
        "words": words,
        "facts": facts_shown(words.facts, language),
        "is_plain": bool(variant(language).fallback),
        "alternates": page_alternates(slugs, language),
        "texts": {name: shown(getattr(words, name)) for name in RICH_FIELDS},
        "breadcrumbs": [*list_breadcrumbs(language), {"text": words.name}],
        # Where nobody reads a mailbox, as in an emergency service, the page sends everyone to the phone.
        "help_url": help_url(language) if words.facts.email else "",
        "registry_read_on": read_on(words.facts),
    }


def list_breadcrumbs(language: str, *, is_current: bool = False) -> list[dict[str, str]]:
    """The way from the home page to the list; without a link to itself where the list is the current page."""
    home = {"text": _("Home page"), "href": f"/{language}/"}
    services = {"text": _("Services")} if is_current else {"text": _("Services"), "href": list_url(language)}
    return [home, services]


def missing_note(code: str, kind: str = "service") -> str:
    """The sentence beside a link that leads to a list because the page is not in that language yet."""
    with override(code):
        if kind == "place":
            return _("This place is not yet in this language. The link leads to the list of places.")
        if kind == "partner":
            return _("This partner is not yet in this language. The link leads to the list of partners.")
        return _("This service is not yet in this language. The link leads to the list of services.")


def page_alternates(
    slugs: Mapping[str, str],
    current: str,
    page: Callable[[str, str], str] = page_url,
    listing: Callable[[str], str] = list_url,
    note: Callable[[str], str] = missing_note,
) -> tuple[Alternate, ...]:
    """For each variant the entry's own page, else the list of that variant with a sentence that says so.

    `slugs`: the live addresses by variant. `page` and `listing` give those of the kind, `note` the sentence; without
    them an entry is a service.
    """
    return tuple(
        Alternate(
            one.code,
            one.own_name,
            page(one.code, slugs[one.code]) if one.code in slugs else listing(one.code),
            is_current=one.code == current,
            is_same_page=one.code in slugs,
            note="" if one.code in slugs else note(one.code),
        )
        for one in VARIANTS
    )
