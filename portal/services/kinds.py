"""The four kinds of entries of the catalogue, each with the models of its facts and of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portal.services.models import (
    ChannelFacts,
    ChannelWords,
    EntryFacts,
    EntryWords,
    PartnerFacts,
    PartnerWords,
    PlaceFacts,
    PlaceWords,
    ServiceFacts,
    ServiceWords,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: its plural as files, addresses and the API name it, and its two models."""

    name: str
    facts: type[EntryFacts]
    words: type[EntryWords]


SERVICES: Final = Kind("services", ServiceFacts, ServiceWords)
CHANNELS: Final = Kind("channels", ChannelFacts, ChannelWords)
PLACES: Final = Kind("places", PlaceFacts, PlaceWords)
PARTNERS: Final = Kind("partners", PartnerFacts, PartnerWords)
KINDS: Final = (SERVICES, CHANNELS, PLACES, PARTNERS)


def kind_of(entry: EntryFacts | EntryWords) -> Kind:
    """The kind that facts or words belong to. Raises LookupError for anything else."""
    for kind in KINDS:
        if isinstance(entry, (kind.facts, kind.words)):
            return kind
    raise LookupError(f"{type(entry).__name__} is no entry of the catalogue.")
