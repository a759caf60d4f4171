"""Random catalogues, and what finding must answer, found the slow way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from portal.core.county import county
from portal.core.needs import SUPPORT_NEEDS
from portal.services.browse.refreshing import refresh_all
from portal.services.browse.selection import PARAMETERS, Selection
from portal.services.models import Dimension, ServiceFacts, ServiceWords
from portal.services.models.classifications import GROUPS, LANGUAGES, LIFE_EVENTS, TARGET_GROUPS, TOPICS
from tests.portal.services import builders

CODES: dict[Dimension, list[str]] = {
    Dimension.NEED: list(SUPPORT_NEEDS)[:4],
    Dimension.TOPIC: list(TOPICS)[:4],
    Dimension.LIFE_EVENT: list(LIFE_EVENTS)[:3],
    Dimension.TARGET_GROUP: list(TARGET_GROUPS)[:3],
    Dimension.LANGUAGE: list(LANGUAGES)[:3],
    Dimension.MUNICIPALITY: [one.code for one in county().municipalities][:3],
    Dimension.GROUP: list(GROUPS)[:3],
}
FIELDS = {
    Dimension.NEED: "needs",
    Dimension.TOPIC: "topics",
    Dimension.LIFE_EVENT: "life_events",
    Dimension.TARGET_GROUP: "target_groups",
    Dimension.LANGUAGE: "languages",
    Dimension.MUNICIPALITY: "municipalities",
}


def chance_of(seed: int) -> Random:
    """Chance that falls the same way in every run."""
    return Random(seed)


def catalogue(seed: int, count: int) -> None:
    """So many services with random codes and names; some have ended, some are not live in a variant."""
    chance = chance_of(seed)
    rows = ServiceFacts.objects.bulk_create(
        ServiceFacts(
            key=f"r{number}",
            verified_on=date(2026, 1, 1),
            verified_by="Tiimi",
            group=chance.choice(["", *CODES[Dimension.GROUP]]),
            archived_on=date(2026, 2, 1) if chance.random() < 0.1 else None,
            **{
                field: chance.sample(CODES[dimension], chance.randint(0, len(CODES[dimension])))
                for dimension, field in FIELDS.items()
            },
        )
        for number in range(count)
    )
    ServiceWords.objects.bulk_create(
        ServiceWords(
            facts=row, locale=builders.locale(code), live=chance.random() < 0.85, slug=f"{row.key}-{code}",
            name=f"{chance.choice(['Äiti', 'ä', 'Koti', 'koti', 'Étude', '2. apu', 'Öljy', 'Åka', 'Z'])} {row.key}",
            summary="Kuvaus.", description="<p>Kuvaus.</p>", how_to_start="Soita.",
        )
        for row in rows
        for code in ("fi", "sv", "fi-simple")
    )  # fmt: skip
    refresh_all()


def answers(facts: ServiceFacts, dimension: Dimension, code: str) -> bool:
    """Whether a service has a code."""
    if dimension is Dimension.GROUP:
        return facts.group == code
    if dimension is Dimension.MUNICIPALITY:
        return not facts.municipalities or code in facts.municipalities
    return code in getattr(facts, FIELDS[dimension]) if dimension in FIELDS else False


def left_by(language: str, selection: Selection) -> list[ServiceFacts]:
    """The services that a choice leaves, looked at one by one."""
    rows = ServiceWords.objects.filter(locale__language_code=language, live=True).select_related("facts")
    return [
        words.facts
        for words in rows
        if words.facts.archived_on is None
        and all(answers(words.facts, dimension, code) for dimension, code in selection.codes)
    ]


def counts(language: str, selection: Selection) -> Iterator[tuple[tuple[str, str], int]]:
    """For each code how many it would leave in place of its own dimension's, counted one by one."""
    for dimension in PARAMETERS.values():
        others = left_by(language, selection.but(dimension))
        towns = [one.code for one in county().municipalities]
        for code in towns if dimension is Dimension.MUNICIPALITY else CODES.get(dimension, []):
            if count := sum(answers(one, dimension, code) for one in others):
                yield (dimension.value, code), count
