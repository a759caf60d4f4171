"""Which fields of the catalogue the registry can fill, for each kind, and what it says of them.

A field of the facts has the model's name, or one of its own where several columns belong together (address, position,
hours). A field of the words has its language before it: "fi:summary". Words are Finnish and Swedish only: plain language
is written anew by people.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from portal.services.models import Provider
from portal.services.models.classifications import LANGUAGES, LIFE_EVENTS, SERVICE_CLASSES, TARGET_GROUPS
from portal.services.models.entry_words import SUMMARY_LENGTH
from portal.services.ptv import (
    AnyRecord,
    ChannelKind,
    ChannelRecord,
    OrganisationRecord,
    PlaceRecord,
    Provision,
    ServiceRecord,
    Source,
)
from portal.services.staging import values, ways

LANGUAGES_TAKEN: Final = ("fi", "sv")
NAME_LENGTH: Final = 120
CHANNEL_TEXT: Final = 300
Proposed = dict[str, Any]
PROVIDERS: Final = {Provision.OWN: Provider.OWN, Provision.PURCHASED: Provider.PURCHASED}
ORGANISATIONS: Final = {
    "state": Provider.OTHER_AUTHORITY,
    "municipality": Provider.OTHER_AUTHORITY,
    "regional": Provider.OTHER_AUTHORITY,
    "organisation": Provider.ASSOCIATION,
    "company": Provider.PRIVATE,
}


def proposed(record: AnyRecord) -> Proposed:
    """What the source says, by field of the catalogue; a field of which it says nothing usable is left out."""
    if isinstance(record, ServiceRecord):
        found = _service(record)
    elif isinstance(record, ChannelRecord):
        found = _channel(record)
    elif isinstance(record, PlaceRecord):
        found = _place(record)
    elif isinstance(record, OrganisationRecord):
        found = _organisation(record)
    else:
        found = {}
    return {name: value for name, value in found.items() if value is not None}


def is_silent(record: AnyRecord, field: str) -> bool:
    """Whether nothing follows from a field of which the source says nothing: v12 alone never says a place's sentences."""
    is_v12_place = isinstance(record, PlaceRecord) and record.source is Source.V12
    return is_v12_place and field.endswith(":accessibility")


def unusable(record: AnyRecord) -> tuple[str, ...]:
    """What the source says and the catalogue cannot hold: unknown codes, numbers and addresses besides the first."""
    found = []
    if isinstance(record, ServiceRecord):
        found += _unknown("target_groups", record.target_groups, TARGET_GROUPS)
        found += _unknown("life_events", record.life_events, LIFE_EVENTS)
        found += _unknown("service_classes", record.service_classes, SERVICE_CLASSES)
        found += ways.not_held(record.connections)
    if isinstance(record, ServiceRecord | ChannelRecord | PlaceRecord):
        spoken = {one: values.our_language(one) for one in record.languages}
        found += [f"languages: {one}" for one, ours in spoken.items() if ours not in LANGUAGES]
    if isinstance(record, ChannelRecord | PlaceRecord):
        is_phone = isinstance(record, ChannelRecord) and record.kind is ChannelKind.PHONE
        found += [f"phones: {one.display}" for one in record.phones[1 if is_phone else 0 :]]
        if record.hours is not None and values.hours(record.hours) is None:
            found.append("hours")
    return tuple(found)


def _unknown(name: str, codes: tuple[str, ...], known: Mapping[str, object]) -> list[str]:
    return [f"{name}: {one}" for one in codes if one not in known]


def _service(record: ServiceRecord) -> Proposed:
    provisions = {one.provision for one in record.producers}
    provider = next((PROVIDERS[one] for one in PROVIDERS if one in provisions), None)
    found: Proposed = {
        "languages": values.languages(record.languages),
        "municipalities": values.municipalities(record.area),
        "target_groups": values.known_codes(record.target_groups, TARGET_GROUPS) or None,
        "life_events": values.known_codes(record.life_events, LIFE_EVENTS) or None,
        "service_classes": values.known_codes(record.service_classes, SERVICE_CLASSES) or None,
        "free_of_charge": record.free_of_charge,
        "provider": str(provider) if provider else None,
        ways.WAYS: ways.said(record.connections),
    }
    for language in LANGUAGES_TAKEN:
        found |= {
            f"{language}:name": values.text(record.name, language, NAME_LENGTH),
            f"{language}:summary": values.text(record.summary, language, SUMMARY_LENGTH),
            f"{language}:everyday_names": "\n".join(record.everyday_names.get(language, ())) or None,
            f"{language}:description": values.html(record.description, language),
            f"{language}:how_to_start": values.lines(record.how_to_start, language),
            f"{language}:grounds": values.html(record.grounds, language),
            f"{language}:cost": values.text(record.cost, language),
        }
    return found


def _channel(record: ChannelRecord) -> Proposed:
    is_phone = record.kind is ChannelKind.PHONE
    found: Proposed = {
        "number": values.phone(record.phones) if is_phone else None,
        "url": None if is_phone else values.url(record.forms or record.web_pages),
        "languages": values.languages(record.languages),
        "municipalities": values.municipalities(record.area),
        "protected": record.protected,
        "hours": values.hours(record.hours),
    }
    for language in LANGUAGES_TAKEN:
        found |= {
            f"{language}:name": values.text(record.name, language, NAME_LENGTH),
            f"{language}:description": values.text(record.summary, language, CHANNEL_TEXT),
        }
    return found


def _place(record: PlaceRecord) -> Proposed:
    visiting = record.visiting
    found: Proposed = {"languages": values.languages(record.languages), "hours": values.hours(record.hours)}
    if visiting:
        street = f"{values.first_text(visiting.street)} {visiting.number}".strip()
        found |= {
            "street": street if 0 < len(street) <= NAME_LENGTH else None,
            "postal_code": visiting.postal_code or None,
            "municipality": visiting.municipality or None,
        }
        if visiting.latitude is not None and visiting.longitude is not None:
            found["position"] = [visiting.latitude, visiting.longitude]
    for language in LANGUAGES_TAKEN:
        found |= {
            f"{language}:name": values.text(record.name, language, NAME_LENGTH),
            f"{language}:summary": values.text(record.summary, language, SUMMARY_LENGTH),
            f"{language}:description": values.html(record.description, language),
            f"{language}:accessibility": "\n".join(record.accessibility.get(language, ())) or None,
        }
    return found


def _organisation(record: OrganisationRecord) -> Proposed:
    found: Proposed = {
        "provider": str(ORGANISATIONS[record.type]) if record.type in ORGANISATIONS else None,
        "email": record.emails[0].address if record.emails else None,
        "url": values.url(record.web_pages),
        "municipalities": values.municipalities(record.area),
    }
    for language in LANGUAGES_TAKEN:
        found |= {
            f"{language}:name": values.text(record.name, language, NAME_LENGTH),
            f"{language}:summary": values.text(record.summary, language, SUMMARY_LENGTH),
            f"{language}:what_it_does": values.html(record.description, language),
        }
    return found
