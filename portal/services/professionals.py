"""What the professionals' own page shows: the channels that are theirs alone, partners, and the reader's own list.

Nothing here may reach a public page: those ask `ChannelFacts.objects.public`, this page alone asks `professional`. What
is for staff is shown nowhere. An expired channel is not found any more from the day after its last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from portal.services.addresses import page_url, partner_url
from portal.services.models import ChannelFacts, PartnerRole, PartnerWords, ServiceWords
from portal.services.models.channels import ServiceChannel
from portal.services.rich_text import shown
from portal.services.ways import Way, readable, way_of

PAGE_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class OwnWay:
    """A channel for professionals, until when it is shown, and what it belongs to."""

    way: Way
    shown_until: date | None
    belongs_to: tuple[tuple[str, str], ...]
    """Name and address of the services or the partner."""


@dataclass(frozen=True, slots=True)
class ServiceForProfessionals:
    """A service with what it says to professionals."""

    key: str
    name: str
    url: str
    summary: str
    for_professionals: SafeString
    consult: SafeString
    is_kept: bool


@dataclass(frozen=True, slots=True)
class JointPartner:
    """A partner who takes part in joint assessments."""

    name: str
    url: str
    role: str
    is_available: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class ProfessionalPage:
    """All of the page; `number` counts the pages of services from 1."""

    ways: tuple[OwnWay, ...]
    kept: tuple[ServiceForProfessionals, ...]
    services: tuple[ServiceForProfessionals, ...]
    partners: tuple[JointPartner, ...]
    number: int
    has_more: bool


def professional_page(language: str, kept_keys: list[str], number: int) -> ProfessionalPage:
    """The page in one variant; a fixed number of queries, whatever the size of the catalogue."""
    today, now = timezone.localdate(), timezone.now()
    first = (number - 1) * PAGE_LENGTH
    rows = list(_services(language, today)[first : first + PAGE_LENGTH + 1])
    kept = {one.facts.key: one for one in _live(language).filter(facts__key__in=kept_keys)}
    return ProfessionalPage(
        ways=tuple(_own_ways(language, today, now)),
        kept=tuple(_said(kept[key], kept_keys) for key in kept_keys if key in kept),
        services=tuple(_said(one, kept_keys) for one in rows[:PAGE_LENGTH]),
        partners=tuple(_partners(language, today, now)),
        number=number,
        has_more=len(rows) > PAGE_LENGTH,
    )


def _live(language: str) -> QuerySet[ServiceWords]:
    rows = ServiceWords.objects.filter(locale__language_code=language, live=True, facts__archived_on=None)
    return rows.select_related("facts", "locale")


def _services(language: str, today: date) -> QuerySet[ServiceWords]:
    """Services that say something to professionals, or have a channel for them, by name."""
    channels = ChannelFacts.objects.professional(today)
    links = ServiceChannel.objects.filter(facts=OuterRef("facts"), channel__in=channels)
    rows = _live(language).filter(~Q(consult="") | ~Q(for_professionals="") | Exists(links))
    return rows.order_by("name", "pk")


def _said(words: ServiceWords, kept_keys: list[str]) -> ServiceForProfessionals:
    key = words.facts.key
    return ServiceForProfessionals(
        key=key,
        name=words.name,
        url=page_url(words.locale.language_code, words.slug),
        summary=words.summary,
        for_professionals=shown(words.for_professionals),
        consult=shown(words.consult),
        is_kept=key in kept_keys,
    )


def _own_ways(language: str, today: date, now: datetime) -> Iterable[OwnWay]:
    channels = list(readable(ChannelFacts.objects.professional(today).order_by("key"), language))
    of_services: dict[int, list[tuple[str, str]]] = {}
    names = _live(language).filter(facts__channel_links__channel__in=channels).order_by("name", "pk")
    for channel, name, slug in names.values_list("facts__channel_links__channel", "name", "slug"):
        of_services.setdefault(channel, []).append((name, page_url(language, slug)))
    of_partners = {
        row.facts_id: (row.name, partner_url(language, row.slug))
        for row in PartnerWords.objects.filter(
            facts__in={one.partner_id for one in channels if one.partner_id},
            facts__archived_on=None,
            locale__language_code=language,
            live=True,
        )
    }
    for one in channels:
        partner = [of_partners[one.partner_id]] if one.partner_id in of_partners else []
        yield OwnWay(way_of(one, now), one.expires_on, (*of_services.get(one.pk, ()), *partner))


def _partners(language: str, today: date, now: datetime) -> Iterable[JointPartner]:
    rows = list(
        PartnerWords.objects.filter(
            facts__joint_assessment=True, facts__archived_on=None, locale__language_code=language, live=True
        )
        .select_related("facts")
        .order_by("-facts__available", "name", "pk")
    )
    ways: dict[int | None, list[Way]] = {}
    channels = ChannelFacts.objects.in_use(today).filter(audience__in=["public", "professionals"])
    for channel in readable(channels.filter(partner__in=[one.facts_id for one in rows]).order_by("pk"), language):
        ways.setdefault(channel.partner_id, []).append(way_of(channel, now))
    for one in rows:
        yield JointPartner(
            one.name,
            partner_url(language, one.slug),
            str(PartnerRole(one.facts.role).label),
            one.facts.available,
            tuple(ways.get(one.facts_id, ())),
        )
