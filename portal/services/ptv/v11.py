"""Entries of v11 to records. A field that is not understood is left out with a problem; no payload raises.

Spellings of older versions are read too. Of a plain GET it cannot be told what came from the general description.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from portal.services.ptv.both_versions import FUNDINGS, LEVELS, ORGANISATION_TYPES, WCAG, signatures, unreadable
from portal.services.ptv.parts import (
    Accessibility,
    AddressUse,
    Charge,
    Law,
    Producer,
    Provision,
    What,
)
from portal.services.ptv.records import (
    AnyRecord,
    ChannelKind,
    ChannelRecord,
    ConnectionRecord,
    Kind,
    OrganisationRecord,
    PlaceRecord,
    ServiceRecord,
    Source,
    Unreadable,
)
from portal.services.ptv.v11_hours import hours
from portal.services.ptv.v11_parts import (
    CHARGES,
    addresses,
    area,
    codes,
    emails,
    phones,
    text_lists,
    texts,
    uris,
    web_pages,
)
from portal.services.ptv.wire import Members, Reading

PLACE: Final = "place"
SERVICE_TYPES: Final = {
    "service": "service", "permitorobligation": "permit", "permissionandobligation": "permit",
    "professionalqualification": "qualification", "professionalqualifications": "qualification",
}  # fmt: skip
SERVICE_CHARGES: Final = {key: charge for key, charge in CHARGES.items() if charge is not Charge.OTHER}
ROLES: Final = {"responsible": "responsible", "otherresponsible": "other", "producer": "producer"}
PROVISIONS: Final = {
    "selfproducedservices": Provision.OWN, "selfproduced": Provision.OWN,
    "procuredservices": Provision.PURCHASED, "purchaseservices": Provision.PURCHASED,
    "other": Provision.OTHER,
}  # fmt: skip
CHANNEL_KINDS: Final[dict[str, ChannelKind | str]] = {
    "echannel": ChannelKind.ONLINE, "webpage": ChannelKind.WEB_PAGE, "printableform": ChannelKind.FORM,
    "phone": ChannelKind.PHONE, "servicelocation": PLACE,
}  # fmt: skip


def service(payload: object) -> ServiceRecord | Unreadable:
    """A service with its connections."""
    reading = Reading()
    entry = reading.members(payload, "service")
    source_id = reading.id(entry.get("id"), "id")
    if not source_id:
        return unreadable(Source.V11, Kind.SERVICE, reading, entry)
    descriptions = entry.get("serviceDescriptions")
    fields: dict[str, Any] = {
        name: texts(reading, descriptions, "serviceDescriptions", kind)
        for name, kind in (
            ("how_to_start", "UserInstruction"), ("cost", "ChargeTypeAdditionalInfo"), ("deadline", "DeadLine"),
            ("processing_time", "ProcessingTime"), ("validity_time", "ValidityTime"),
        )
    } | _named(reading, entry, "service") | _organisations(reading, entry) | _classes(reading, entry)  # fmt: skip
    vouchers = reading.items(entry.get("serviceVouchers"), "serviceVouchers")
    return ServiceRecord(
        source_id=source_id,
        source=Source.V11,
        modified=reading.moment(entry.get("modified"), "modified"),
        type=reading.choice(entry.get("type"), "type", SERVICE_TYPES) or "",
        general_description=reading.id(entry.get("generalDescriptionId"), "generalDescriptionId"),
        grounds=texts(reading, entry.get("requirements"), "requirements"),
        charge=reading.choice(entry.get("serviceChargeType"), "serviceChargeType", SERVICE_CHARGES),
        funding=reading.choice(entry.get("fundingType"), "fundingType", FUNDINGS) or "",
        keywords=text_lists(reading, entry.get("keywords"), "keywords"),
        languages=reading.strings(entry.get("languages"), "languages"),
        area=area(reading, entry),
        laws=_laws(reading, entry.get("legislation")),
        vouchers=web_pages(reading, [one for one in vouchers if one.get("url")], "serviceVouchers"),
        voucher_notes=texts(
            reading,
            [{"language": one.get("language"), "value": one.get("additionalInformation")} for one in vouchers],
            "serviceVouchers",
        ),
        connections=_connections(reading, entry.get("serviceChannels"), "serviceChannel", source_id),
        problems=reading.problems,
        **fields,
    )


def channel(payload: object) -> ChannelRecord | PlaceRecord | Unreadable:
    """A channel, or the place that it is, with its connections."""
    reading = Reading()
    entry = reading.members(payload, "serviceChannel")
    source_id = reading.id(entry.get("id"), "id")
    kind = reading.choice(entry.get("serviceChannelType"), "serviceChannelType", CHANNEL_KINDS)
    if not source_id or kind is None:
        return unreadable(Source.V11, Kind.CHANNEL, reading, entry, source_id)
    both: dict[str, Any] = {
        "source_id": source_id,
        "source": Source.V11,
        "modified": reading.moment(entry.get("modified"), "modified"),
        "organisation": reading.id(entry.get("organizationId"), "organizationId"),
        "area": area(reading, entry),
        "languages": reading.strings(entry.get("languages"), "languages"),
        "phones": phones(reading, entry.get("phoneNumbers"), "phoneNumbers")
        + phones(reading, entry.get("supportPhones"), "supportPhones"),
        # One field has two names, depending on which description of the interface one believes.
        "emails": emails(reading, entry.get("emails"), "emails")
        + emails(reading, entry.get("supportEmails"), "supportEmails"),
        "web_pages": web_pages(reading, entry.get("webPages"), "webPages"),
        "hours": hours(reading, entry.get("serviceHours")),
        "connections": _connections(reading, entry.get("services"), "service", source_id),
        **_named(reading, entry, "serviceChannel"),
    }
    if not isinstance(kind, ChannelKind):
        both["addresses"] = addresses(reading, entry.get("addresses"), "addresses")
        return PlaceRecord(**both, problems=reading.problems)
    return _channel(reading, entry, kind, both)


def _channel(reading: Reading, entry: Members, kind: ChannelKind, both: dict[str, Any]) -> ChannelRecord:
    is_online = kind is ChannelKind.ONLINE
    accessibility = [
        Accessibility(
            level=reading.choice(one.get("accessibilityClassificationLevel"), "accessibilityClassification", LEVELS)
            or "",
            wcag=reading.choice(one.get("wcagLevel"), "accessibilityClassification.wcagLevel", WCAG) or "",
            statement=reading.url(one.get("accessibilityStatementWebPage"), "accessibilityClassification"),
            language=reading.text(one.get("language"), "accessibilityClassification"),
        )
        for one in reading.items(entry.get("accessibilityClassification"), "accessibilityClassification")
    ]
    found: dict[str, Any] = {
        "protected": reading.flag(entry.get("requiresAuthentication"), "requiresAuthentication") if is_online else None,
        "signatures": signatures(reading, entry.get("signatureQuantity"), "signatureQuantity") if is_online else 0,
        "forms": web_pages(reading, entry.get("channelUrls"), "channelUrls"),
        "form_ids": texts(reading, entry.get("formIdentifier"), "formIdentifier"),
        "attachments": web_pages(reading, entry.get("attachments"), "attachments"),
        "addresses": addresses(reading, entry.get("deliveryAddresses"), "deliveryAddresses", AddressUse.DELIVERY),
        "accessibility": tuple(accessibility),
    }
    return ChannelRecord(kind=kind, **both, **found, problems=reading.problems)


def organisation(payload: object) -> OrganisationRecord | Unreadable:
    """An organisation."""
    reading = Reading()
    entry = reading.members(payload, "organization")
    source_id = reading.id(entry.get("id"), "id")
    if not source_id:
        return unreadable(Source.V11, Kind.ORGANISATION, reading, entry)
    return OrganisationRecord(
        source_id=source_id,
        source=Source.V11,
        modified=reading.moment(entry.get("modified"), "modified"),
        type=reading.choice(entry.get("organizationType"), "organizationType", ORGANISATION_TYPES) or "",
        parent=reading.id(entry.get("parentOrganizationId"), "parentOrganizationId"),
        business_code=reading.text(entry.get("businessCode"), "businessCode"),
        oid=reading.text(entry.get("oid"), "oid"),
        area=area(reading, entry),
        phones=phones(reading, entry.get("phoneNumbers"), "phoneNumbers"),
        emails=emails(reading, entry.get("emails"), "emails"),
        web_pages=web_pages(reading, entry.get("webPages"), "webPages"),
        addresses=addresses(reading, entry.get("addresses"), "addresses"),
        **_named(reading, entry, "organization"),
        problems=reading.problems,
    )


def _named(reading: Reading, entry: Members, prefix: str) -> dict[str, Any]:
    names, descriptions = f"{prefix}Names", f"{prefix}Descriptions"
    found = {
        "name": texts(reading, entry.get(names), names, "Name"),
        "everyday_names": text_lists(reading, entry.get(names), names, "AlternativeName", "AlternateName"),
        "summary": texts(reading, entry.get(descriptions), descriptions, "Summary"),
        "description": texts(reading, entry.get(descriptions), descriptions, "Description"),
    }
    if not found["name"]:
        reading.problem(names, What.MISSING)
    return found


def _classes(reading: Reading, entry: Members) -> dict[str, Any]:
    return {
        "service_classes": codes(reading, entry.get("serviceClasses"), "serviceClasses"),
        "target_groups": codes(reading, entry.get("targetGroups"), "targetGroups"),
        "life_events": codes(reading, entry.get("lifeEvents"), "lifeEvents"),
        "industrial_classes": uris(reading, entry.get("industrialClasses"), "industrialClasses"),
        "ontology_terms": uris(reading, entry.get("ontologyTerms"), "ontologyTerms"),
    }


def _organisations(reading: Reading, entry: Members) -> dict[str, Any]:
    field = "organizations"
    by_role: dict[str, list[str]] = {"responsible": [], "other": []}
    producers = []
    for one in reading.items(entry.get(field), field):
        role = reading.choice(one.get("roleType"), f"{field}.roleType", ROLES)
        found = reading.id(reading.members(one.get("organization"), field).get("id"), f"{field}.id")
        if role == "producer":
            provision = reading.choice(one.get("provisionType"), f"{field}.provisionType", PROVISIONS)
            name = texts(reading, one.get("additionalInformation"), field)
            producers.append(Producer(provision, found, {} if found else name))
        elif role and found:
            by_role[role].append(found)
    responsible = by_role["responsible"]
    return {
        "organisation": responsible[0] if responsible else "",
        "other_organisations": tuple(sorted({*responsible[1:], *by_role["other"]})),
        "producers": tuple(one for number, one in enumerate(producers) if one not in producers[:number]),
    }


def _laws(reading: Reading, value: Any) -> tuple[Law, ...]:
    found = []
    for one in reading.items(value, "legislation"):
        pages = web_pages(reading, one.get("webPages"), "legislation")
        found.append(Law(texts(reading, one.get("names"), "legislation"), {page.language: page.url for page in pages}))
    return tuple(found)


def _connections(reading: Reading, value: Any, other: str, own_id: str) -> tuple[ConnectionRecord, ...]:
    found = []
    for one in reading.items(value, f"{other}s"):
        other_id = reading.id(reading.members(one.get(other), f"{other}s").get("id"), f"{other}s.id")
        if not other_id:
            reading.problem(f"{other}s", What.MISSING, one)
            continue
        service_id, channel_id = (other_id, own_id) if other == "service" else (own_id, other_id)
        found.append(_connection(one, service_id, channel_id))
    return tuple(sorted(found, key=lambda one: one.source_id))


def _connection(entry: Members, service_id: str, channel_id: str) -> ConnectionRecord:
    reading = Reading()
    contacts = reading.members(entry.get("contactDetails"), "contactDetails")
    return ConnectionRecord(
        source_id=f"{service_id}:{channel_id}",
        source=Source.V11,
        modified=reading.moment(entry.get("modified"), "modified"),
        service=service_id,
        channel=channel_id,
        description=texts(reading, entry.get("description"), "description", "Description"),
        cost=texts(reading, entry.get("description"), "description", "ChargeTypeAdditionalInfo"),
        charge=reading.choice(entry.get("serviceChargeType"), "serviceChargeType", CHARGES),
        phones=phones(reading, contacts.get("phoneNumbers"), "phoneNumbers"),
        emails=emails(reading, contacts.get("emails"), "emails"),
        web_pages=web_pages(reading, contacts.get("webPages"), "webPages"),
        addresses=addresses(reading, contacts.get("addresses"), "addresses"),
        hours=hours(reading, entry.get("serviceHours")),
        problems=reading.problems,
    )


READERS: Final[dict[Kind, Callable[[object], AnyRecord | Unreadable]]] = {
    Kind.SERVICE: service,
    Kind.CHANNEL: channel,
    Kind.PLACE: channel,
    Kind.ORGANISATION: organisation,
}
