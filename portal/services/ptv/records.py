"""One neutral record for each kind of entry, whichever version of the registry it came from.

Names are those of the catalogue where it has the same thing. A code list is sorted and holds each code once; lists of
contact details keep the source's order. Texts are as the source wrote them: v11 plain with line breaks, v12 Markdown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from portal.services.ptv import versions
from portal.services.ptv.parts import (
    Accessibility,
    Address,
    AddressUse,
    Area,
    Charge,
    Email,
    Law,
    Phone,
    Problem,
    Producer,
    TextLists,
    Texts,
    WebPage,
)
from portal.services.ptv.timetables import Hours


class Source(StrEnum):
    """Which version of the registry an entry was read from."""

    V11 = "ptv-v11"
    V12 = "ptv-v12"


class Kind(StrEnum):
    """What an entry of the registry is. Places come among the channels, as they do on the wire."""

    SERVICE = "service"
    CHANNEL = "channel"
    PLACE = "place"
    ORGANISATION = "organisation"
    CONNECTION = "connection"


class ChannelKind(StrEnum):
    """How one reaches a service, in the catalogue's words; what v11 calls EChannel is `online`."""

    PHONE = "phone"
    ONLINE = "online"
    WEB_PAGE = "web_page"
    FORM = "form"


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has. `problems` are values that were not understood and are not in the other fields."""

    source_id: str
    source: Source
    modified: datetime | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def version(self) -> str:
        """A hash that changes when the content does, and not with the order of lists, the time or the wire."""
        return versions.version(self)

    @property
    def field_versions(self) -> dict[str, str]:
        """The same for each field."""
        return versions.field_versions(self)

    def as_data(self) -> dict[str, Any]:
        """The record as what JSON can hold."""
        found: dict[str, Any] = versions.as_data(self)
        return found


@dataclass(frozen=True, kw_only=True)
class Named(Record):
    """What has a name and words."""

    name: Texts = field(default_factory=dict)
    everyday_names: TextLists = field(default_factory=dict)
    summary: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Contacts(Record):
    """What has contact details and hours; `hours` is None where the source says nothing of them."""

    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    web_pages: tuple[WebPage, ...] = ()
    addresses: tuple[Address, ...] = ()
    hours: Hours | None = None


@dataclass(frozen=True, kw_only=True)
class ConnectionRecord(Contacts):
    """A service by a channel or at a place. What it says of contact details and hours holds instead of the channel's own.

    `source_id` is the two ids with a colon between.
    """

    service: str
    channel: str
    description: Texts = field(default_factory=dict)
    cost: Texts = field(default_factory=dict)
    charge: Charge | None = None


@dataclass(frozen=True, kw_only=True)
class ServiceRecord(Named):
    """A service. `how_to_start` is UserInstruction, `grounds` the conditions, `cost` the text beside `charge`.

    `connections` are with it in v11; in v12 the source reads them for each page of services and puts them with it.
    """

    type: str = ""
    """service, permit or qualification."""
    organisation: str = ""
    other_organisations: tuple[str, ...] = ()
    producers: tuple[Producer, ...] = ()
    general_description: str = ""
    how_to_start: Texts = field(default_factory=dict)
    grounds: Texts = field(default_factory=dict)
    cost: Texts = field(default_factory=dict)
    charge: Charge | None = None
    funding: str = ""
    """public or market."""
    processing_time: Texts = field(default_factory=dict)
    deadline: Texts = field(default_factory=dict)
    validity_time: Texts = field(default_factory=dict)
    keywords: TextLists = field(default_factory=dict)
    service_classes: tuple[str, ...] = ()
    target_groups: tuple[str, ...] = ()
    life_events: tuple[str, ...] = ()
    industrial_classes: tuple[str, ...] = ()
    ontology_terms: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    area: Area = field(default_factory=Area)
    laws: tuple[Law, ...] = ()
    vouchers: tuple[WebPage, ...] = ()
    voucher_notes: Texts = field(default_factory=dict)
    connections: tuple[ConnectionRecord, ...] = ()

    @property
    def free_of_charge(self) -> bool | None:
        """As in the catalogue; None where the source did not say (a general description may say it instead)."""
        return None if self.charge is None else self.charge is Charge.FREE


@dataclass(frozen=True, kw_only=True)
class ChannelRecord(Named, Contacts):
    """A channel that is not a place. `web_pages` is the address of an online service or page itself.

    `protected`: one signs in. `addresses` of a form are those to which it is delivered.
    """

    kind: ChannelKind
    organisation: str = ""
    area: Area = field(default_factory=Area)
    languages: tuple[str, ...] = ()
    protected: bool | None = None
    signatures: int = 0
    forms: tuple[WebPage, ...] = ()
    form_ids: Texts = field(default_factory=dict)
    attachments: tuple[WebPage, ...] = ()
    accessibility: tuple[Accessibility, ...] = ()
    connections: tuple[ConnectionRecord, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceRecord(Named, Contacts):
    """A place where one comes: a service location."""

    organisation: str = ""
    area: Area = field(default_factory=Area)
    languages: tuple[str, ...] = ()
    connections: tuple[ConnectionRecord, ...] = ()

    @property
    def visiting(self) -> Address | None:
        """Where one comes to; the first where there are several."""
        return next((one for one in self.addresses if one.use is AddressUse.VISIT), None)

    @property
    def accessibility(self) -> Mapping[str, tuple[str, ...]]:
        """The sentences of the accessibility register by language, in reading order."""
        found: dict[str, list[str]] = {}
        for address in self.addresses:
            for group in address.accessibility:
                for sentence in group.sentences:
                    for language, text in sentence.items():
                        found.setdefault(language, []).append(text)
        return {language: tuple(dict.fromkeys(texts)) for language, texts in found.items()}


@dataclass(frozen=True, kw_only=True)
class OrganisationRecord(Named, Contacts):
    """An organisation."""

    type: str = ""
    """state, municipality, regional, organisation or company."""
    parent: str = ""
    business_code: str = ""
    oid: str = ""
    area: Area = field(default_factory=Area)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An entry of which nothing can be made: it has no usable id, or is of a kind that the registry does not describe."""

    kind: Kind
    source: Source
    problems: tuple[Problem, ...]
    source_id: str = ""


AnyRecord = ServiceRecord | ChannelRecord | PlaceRecord | OrganisationRecord | ConnectionRecord
