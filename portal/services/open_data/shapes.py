"""The shapes of entries in the open data; field names are the catalogue's own, codes are those of its code sets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Generic, TypeVar

from ninja import Field, Schema

Entry = TypeVar("Entry")


class Listed(Schema, Generic[Entry]):
    """One page of a list, the number of all entries, and the addresses of the pages beside it."""

    count: int
    next: str | None
    previous: str | None
    results: list[Entry]


class Weekly(Schema):
    """One interval of a week; `closes` that is not after `opens` is on the next day."""

    days: list[str] = Field(description="MO, TU, WE, TH, FR, SA, SU")
    opens: str
    closes: str
    since: date | None
    until: date | None


class Exceptional(Schema):
    """What holds on certain days instead; without times: closed."""

    since: date
    until: date
    opens: str | None
    closes: str | None


class Opening(Schema):
    """What was said of when it is open. After `vouched_until` nobody knows; call to check."""

    always_open: bool
    by_appointment: bool
    on_holidays: str
    on_eves: str
    vouched_until: date
    weekly: list[Weekly]
    exceptions: list[Exceptional]


class AnyEntry(Schema):
    """What every entry says. `id` stays the same in every language and for as long as the entry lives."""

    id: str
    lang: str
    name: str
    modified: datetime = Field(description="When its facts or these words changed last.")
    verified_on: date
    verified_by: str
    languages: list[str] = Field(description="Languages people are served in.")
    municipalities: list[str] = Field(description="Where it is offered; none: in the whole county.")


class Law(Schema):
    """The act and section that a service rests on, in Finnish."""

    act: str
    section: str


class Promise(Schema):
    """What the county promises in an area; no area: everywhere else."""

    area: str
    working_days: int


class Partnership(Schema):
    """A partner of a service and what it does there."""

    id: str
    role: str


class ServiceOut(AnyEntry):
    """A service."""

    url: str
    everyday_names: list[str]
    summary: str
    description: str
    who_for: str
    grounds: str
    how_to_start: list[str]
    referral: str
    decides: str
    cost: str
    what_next: str
    promise: str
    language_rights: str
    self_help: list[str]
    group: str
    needs: list[str]
    service_classes: list[str]
    target_groups: list[str]
    life_events: list[str]
    topics: list[str]
    minimum_age: int | None
    maximum_age: int | None
    provider: str
    self_referral: bool
    free_of_charge: bool
    interpreter: bool
    email: str
    law: Law | None
    promises: list[Promise]
    channels: list[str]
    places: list[str]
    partners: list[Partnership]


class ChannelOut(AnyEntry):
    """A public channel. National numbers come from the county's reference data."""

    kind: str
    description: str
    who_answers: str
    cost: str
    number: str
    url: str
    place: str | None
    partner: str | None
    for_urgent: bool
    anonymous: bool
    protected: bool
    free_of_charge: bool
    opening: Opening


class PlaceOut(AnyEntry):
    """A place."""

    url: str
    summary: str
    description: str
    what_you_can_do: list[str]
    getting_there: str
    accessibility: list[str]
    street: str
    postal_code: str
    municipality: str
    latitude: float | None
    longitude: float | None
    walk_in: bool
    low_threshold: bool
    target_groups: list[str]
    needs: list[str]
    opening: Opening


class PartnerOut(AnyEntry):
    """A partner."""

    url: str
    summary: str
    what_it_does: str
    when_to_turn: str
    role: str
    provider: str
    email: str
    website: str
    target_groups: list[str]
    needs: list[str]
    joint_assessment: bool
    available: bool


class TopicOut(Schema):
    """A topic of the portal's own, and how many public services it leads to."""

    id: str
    lang: str
    name: str
    services: int
