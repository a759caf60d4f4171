"""What the catalogue itself says, by the same fields as the registry, and how a value of the registry is put there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from portal.core.plainness import plain_text
from portal.services.cms.variants import words_of
from portal.services.models import (
    ChannelException,
    ChannelFacts,
    ChannelHours,
    EntryFacts,
    EntryWords,
    PlaceException,
    PlaceFacts,
    PlaceHours,
    ServiceFacts,
)
from portal.services.opening import opening_hours
from portal.services.staging import ways
from portal.services.staging.fields import LANGUAGES_TAKEN
from portal.services.staging.values import rows_of

ROWS: Final = {ChannelFacts: (ChannelHours, ChannelException), PlaceFacts: (PlaceHours, PlaceException)}
WEEKLY: Final = ("first_day", "last_day", "opens", "closes", "since", "until")
EXCEPTIONAL: Final = ("since", "until", "opens", "closes")
CODES: Final = frozenset({"languages", "municipalities", "target_groups", "life_events", "service_classes"})
ROUNDED: Final = 5
"""Decimals at which two coordinates are the same: a metre."""


def of_facts(facts: EntryFacts, field: str) -> Any:
    """What the facts say of a field."""
    if field == "hours" and isinstance(facts, ChannelFacts | PlaceFacts):
        said = opening_hours(facts, list(facts.hours.all()), list(facts.exceptions.all()))
        return rows_of(said) if said else None
    if field == "position" and isinstance(facts, PlaceFacts):
        return None if facts.latitude is None else [facts.latitude, facts.longitude]
    if field == ways.WAYS and isinstance(facts, ServiceFacts):
        return ways.ours(facts)
    found = getattr(facts, field)
    return sorted(found) if field in CODES else found


def newest_words(facts: EntryFacts) -> dict[str, EntryWords]:
    """The newest words of the entry by language, drafts included, in the languages that the registry has."""
    rows = words_of(facts).filter(locale__language_code__in=LANGUAGES_TAKEN).select_related("locale")
    return {row.locale.language_code: row.get_latest_revision_as_object() for row in rows}


def said(facts: EntryFacts, words: Mapping[str, EntryWords], field: str) -> Any:
    """What the catalogue says of a field of facts or of words; None where it says nothing."""
    language, _, name = field.rpartition(":")
    if not language:
        return of_facts(facts, name)
    return getattr(words[language], name) if language in words else None


def is_same(field: str, ours: Any, theirs: Any) -> bool:
    """Whether both say the same: numbers whatever their spaces, texts whatever their markup."""
    if field == "number":
        return _digits(ours) == _digits(theirs)
    if field == "position" and ours and theirs:
        return all(round(one - other, ROUNDED) == 0 for one, other in zip(ours, theirs, strict=True))
    if ":" in field:
        return plain_text(ours or "").split() == plain_text(theirs or "").split()
    return bool((ours or None) == (theirs or None)) if not isinstance(theirs, bool | list) else bool(ours == theirs)


def still_says(facts: EntryFacts, field: str, taken: Any) -> bool:
    """Whether the facts say of a field what was taken from the registry."""
    mine = of_facts(facts, field)
    return ways.still_says(mine, taken) if field == ways.WAYS else is_same(field, mine, taken)


def _digits(number: str | None) -> str:
    found = "".join((number or "").split())
    return f"0{found[4:]}" if found.startswith("+358") else found


def put(facts: EntryFacts, field: str, value: Any) -> None:
    """Puts what the registry says into unsaved facts."""
    if field == "hours":
        _put_hours(facts, value)
    elif field == "position" and isinstance(facts, PlaceFacts):
        facts.latitude, facts.longitude = value
    elif field == ways.WAYS and isinstance(facts, ServiceFacts):
        ways.put(facts, value)
    else:
        setattr(facts, field, value)


def _put_hours(facts: Any, value: Mapping[str, Any]) -> None:
    weekly, exceptional = ROWS[type(facts)]
    for name in ("always_open", "by_appointment", "on_holidays", "on_eves"):
        setattr(facts, name, value[name])
    facts.hours = [weekly(**dict(zip(WEEKLY, row, strict=True))) for row in value["weekly"]]
    facts.exceptions = [exceptional(**dict(zip(EXCEPTIONAL, row, strict=True))) for row in value["exceptions"]]
    for row in (*facts.hours.all(), *facts.exceptions.all()):
        # The texts of the rows become times and days.
        row.clean_fields(exclude=["facts"])
