"""The entries of the catalogue, each with its facts once and its words once for each language variant."""

from __future__ import annotations

from portal.services.models.channels import (
    Audience,
    ChannelException,
    ChannelFacts,
    ChannelHours,
    ChannelKind,
    ServiceChannel,
)
from portal.services.models.entry import EntryFacts, Provider
from portal.services.models.entry_words import EntryWords, NotRewrittenError, PageWords
from portal.services.models.facets import EVERYWHERE, Dimension, FacetBits, OpenSpan, ServiceFacet
from portal.services.models.facts import RelatedAdvice, ServiceFacts, ServicePromise
from portal.services.models.other_words import ChannelWords, PartnerWords, PlaceWords
from portal.services.models.partners import PartnerFacts, PartnerRole, PartnershipRole, ServicePartner
from portal.services.models.places import Outreach, PlaceException, PlaceFacts, PlaceHours, ServicePlace
from portal.services.models.staging import (
    Choice,
    FieldDecision,
    RegistryRun,
    RunOutcome,
    StagedEntry,
    StagedKind,
    StagedState,
)
from portal.services.models.words import ServiceWords

__all__ = [
    "EVERYWHERE",
    "Audience",
    "ChannelException",
    "ChannelFacts",
    "ChannelHours",
    "ChannelKind",
    "ChannelWords",
    "Choice",
    "Dimension",
    "EntryFacts",
    "EntryWords",
    "FacetBits",
    "FieldDecision",
    "NotRewrittenError",
    "OpenSpan",
    "Outreach",
    "PageWords",
    "PartnerFacts",
    "PartnerRole",
    "PartnerWords",
    "PartnershipRole",
    "PlaceException",
    "PlaceFacts",
    "PlaceHours",
    "PlaceWords",
    "Provider",
    "RegistryRun",
    "RelatedAdvice",
    "RunOutcome",
    "ServiceChannel",
    "ServiceFacet",
    "ServiceFacts",
    "ServicePartner",
    "ServicePlace",
    "ServicePromise",
    "ServiceWords",
    "StagedEntry",
    "StagedKind",
    "StagedState",
]
