"""The flat rows that services are found by, written anew from the facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from portal.services.browse import bits
from portal.services.browse.letters import letter_of
from portal.services.models import EVERYWHERE, ChannelFacts, Dimension, ServiceFacet, ServiceFacts, ServiceWords

_CODES = (
    (Dimension.NEED, "needs"),
    (Dimension.TOPIC, "topics"),
    (Dimension.LIFE_EVENT, "life_events"),
    (Dimension.TARGET_GROUP, "target_groups"),
    (Dimension.LANGUAGE, "languages"),
)


def write_facets(services: Iterable[ServiceFacts]) -> None:
    """Brings the rows of the services, and the bits that are counted, to what their facts and live words say.

    A handful of queries for all of them.
    """
    rows = list(services)
    keys = [row.pk for row in rows]
    wanted = {(row.pk, dimension, code) for row in rows for dimension, code in _of_facts(row)}
    wanted |= set(_of_links(keys)) | set(_of_words(keys))
    with transaction.atomic():
        kept = ServiceFacet.objects.filter(facts__in=keys)
        here = {
            (facts, dimension, code): pk
            for pk, facts, dimension, code in kept.values_list("pk", "facts", "dimension", "code")
        }
        added, removed = wanted - set(here), set(here) - wanted
        ServiceFacet.objects.filter(pk__in=[here[row] for row in removed]).delete()
        ServiceFacet.objects.bulk_create(
            (ServiceFacet(facts_id=facts, dimension=dimension, code=code) for facts, dimension, code in added),
            batch_size=1000,
        )
        bits.change(added, removed)


def _of_facts(facts: ServiceFacts) -> Iterator[tuple[str, str]]:
    for dimension, name in _CODES:
        for code in getattr(facts, name):
            yield dimension.value, code
    for code in facts.municipalities or [EVERYWHERE]:
        yield Dimension.MUNICIPALITY.value, code
    if facts.group:
        yield Dimension.GROUP.value, facts.group


def _of_links(services: list[int]) -> Iterator[tuple[int, str, str]]:
    """What public channels and low-threshold places give to a service."""
    channels = ChannelFacts.objects.public(timezone.localdate()).filter(service_links__facts__in=services)
    for facts, kind in channels.values_list("service_links__facts", "kind").distinct():
        yield facts, Dimension.CHANNEL.value, kind
    low = ServiceFacts.objects.filter(
        pk__in=services, place_links__place__low_threshold=True, place_links__place__archived_on=None
    )
    for facts in low.values_list("pk", flat=True).distinct():
        yield facts, Dimension.LOW_THRESHOLD.value, "yes"


def _of_words(services: list[int]) -> Iterator[tuple[int, str, str]]:
    """In which variants a service that has not ended is listed, and under which letter."""
    live = ServiceWords.objects.filter(facts__in=services, facts__archived_on=None, live=True)
    for facts, language, name in live.values_list("facts", "locale__language_code", "name"):
        yield facts, Dimension.LISTED.value, language
        yield facts, Dimension.LETTER.value, f"{language}:{letter_of(name)}"
