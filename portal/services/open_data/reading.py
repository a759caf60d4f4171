"""Which entries are open data, and reading a page of them with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from ninja.errors import HttpError

from portal.services.kinds import CHANNELS, PARTNERS, PLACES, Kind
from portal.services.models import ChannelFacts, ServiceChannel, ServicePartner, ServicePlace, ServicePromise
from portal.services.models.entry_words import rows_of
from portal.services.models.hours import OpenableFacts


def public_words(kind: Kind, language: str, since: datetime | None = None) -> QuerySet[Any]:
    """The live words of the public entries of a kind in one variant, by the entry's key.

    Left out: what has ended, and channels that are not for everyone, have expired, or lead to what has ended.
    """
    rows: QuerySet[Any] = rows_of(kind.words).filter(locale__language_code=language, live=True, facts__archived_on=None)
    if kind is CHANNELS:
        rows = rows.filter(facts__in=public_channels())
    if since is not None:
        rows = rows.filter(Q(modified_at__gte=since) | Q(facts__modified_at__gte=since))
    return rows.order_by("facts__key")


def public_channels() -> QuerySet[ChannelFacts]:
    """Today's public channels, without those of places and partners that have ended."""
    today = ChannelFacts.objects.public(timezone.localdate())
    return today.filter(place__archived_on=None, partner__archived_on=None)


def with_facts(rows: QuerySet[Any], begin: int, end: int) -> list[Any]:
    """The words from one place in their order to another, with facts and hours; two queries, four for what has hours."""
    keys = list(rows.values_list("pk", flat=True)[begin:end])
    found = rows.model._default_manager.filter(pk__in=keys).select_related("facts", "locale").order_by("facts__key")
    if rows.model is CHANNELS.words:
        found = found.select_related("facts__place", "facts__partner")
    if issubclass(rows.model._meta.get_field("facts").related_model, OpenableFacts):
        found = found.prefetch_related("facts__hours", "facts__exceptions")
    return list(found)


def one_entry(kind: Kind, key: str, language: str) -> Any:
    """The words of one public entry. Raises Http404, or HttpError 410 where it was public and has ended."""
    rows = public_words(kind, language).filter(facts__key=key)
    if found := with_facts(rows, 0, 1):
        return found[0]
    if kind is not CHANNELS and has_ended(kind, key, language):
        raise HttpError(410, "This has ended.")
    raise Http404


def has_ended(kind: Kind, key: str, language: str) -> bool:
    """Whether readers of the variant knew an entry that has ended."""
    rows: QuerySet[Model] = rows_of(kind.words).filter(facts__key=key, locale__language_code=language, live=True)
    return rows.exclude(facts__archived_on=None).exists()


@dataclass(frozen=True, slots=True)
class Links:
    """What services lead to, by the service's row: public channels, places, partners with roles, and promises."""

    channels: dict[int, list[str]] = field(default_factory=dict)
    places: dict[int, list[str]] = field(default_factory=dict)
    partners: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    promises: dict[int, list[tuple[str, int]]] = field(default_factory=dict)


def links_of(services: Iterable[int], language: str) -> Links:
    """What these services lead to in one variant, with four queries."""
    wanted = list(services)
    found = Links()
    channels = ServiceChannel.objects.filter(facts__in=wanted, channel__in=_facts_of(CHANNELS, language))
    for service, key in channels.order_by("sort_order", "pk").values_list("facts", "channel__key"):
        found.channels.setdefault(service, []).append(key)
    places = ServicePlace.objects.filter(facts__in=wanted, place__in=_facts_of(PLACES, language))
    for service, key in places.order_by("sort_order", "pk").values_list("facts", "place__key"):
        found.places.setdefault(service, []).append(key)
    partners = ServicePartner.objects.filter(facts__in=wanted, partner__in=_facts_of(PARTNERS, language))
    for service, key, role in partners.order_by("sort_order", "pk").values_list("facts", "partner__key", "role"):
        found.partners.setdefault(service, []).append((key, role))
    promises = ServicePromise.objects.filter(facts__in=wanted).order_by("area", "pk")
    for service, area, days in promises.values_list("facts", "area", "working_days"):
        found.promises.setdefault(service, []).append((area, days))
    return found


def _facts_of(kind: Kind, language: str) -> QuerySet[Any]:
    return public_words(kind, language).order_by().values("facts")
