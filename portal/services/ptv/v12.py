"""Entries of v12 to records. A field that is not understood is left out with a problem; no payload raises.

The source puts the connections of a service beside it, as `connections` (portal/services/ptv/http_v12.py): v12 gives
them by themselves. That an entry has the same id here as in v11 is assumed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from portal.services.ptv.both_versions import FUNDINGS, LEVELS, ORGANISATION_TYPES, WCAG, signatures, unreadable
from portal.services.ptv.parts import Accessibility, AddressUse, Law, Producer, Provision, Texts, What
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
from portal.services.ptv.v12_hours import hours
from portal.services.ptv.v12_parts import (
    CHARGES,
    address,
    addresses,
    area,
    emails,
    phones,
    texts,
    versions,
    web_addresses,
    web_page,
    web_pages,
    word_lists,
    words,
)
from portal.services.ptv.wire import Members, Reading

PLACE: Final = "place"
SERVICE_TYPES: Final = {
    "service": "service", "permitorotherobligation": "permit", "professionalqualification": "qualification",
}  # fmt: skip
PRODUCERS: Final = (
    ("selfProducedProducers", Provision.OWN),
    ("procuredProducers", Provision.PURCHASED),
    ("otherProducers", Provision.OTHER),
)
CHANNEL_KINDS: Final[dict[str, ChannelKind | str]] = {
    "eservice": ChannelKind.ONLINE, "webpage": ChannelKind.WEB_PAGE, "printableform": ChannelKind.FORM,
    "telephoneservice": ChannelKind.PHONE, "servicelocation": PLACE,
}  # fmt: skip
IDENTIFICATION: Final = {"required": True, "notrequired": False}
VOUCHERS: Final = {"notused": "", "withadditionalinformation": "note", "withurl": "pages"}


def service(payload: object) -> ServiceRecord | Unreadable:
    """A service, with its connections where the source put them beside it."""
    reading = Reading()
    entry = reading.members(payload, "service")
    source_id = reading.id(entry.get("contentId"), "contentId")
    if not source_id:
        return unreadable(Source.V12, Kind.SERVICE, reading, entry)
    worded = versions(reading, entry)
    notes, pages = _vouchers(reading, worded)
    others = reading.listed(entry.get("otherResponsibleOrganizations"), "otherResponsibleOrganizations")
    return ServiceRecord(
        source_id=source_id,
        source=Source.V12,
        modified=reading.moment(entry.get("publishedAt"), "publishedAt"),
        type=reading.choice(entry.get("serviceType"), "serviceType", SERVICE_TYPES) or "",
        organisation=reading.id(entry.get("organizationContentId"), "organizationContentId"),
        other_organisations=reading.ids(others, "otherResponsibleOrganizations"),
        producers=_producers(reading, entry.get("producers")),
        general_description=reading.id(entry.get("generalDescriptionContentId"), "generalDescriptionContentId"),
        how_to_start=words(reading, worded, "userInstructions"),
        grounds=words(reading, worded, "conditions"),
        cost=words(reading, worded, "chargeTypeAdditionalInformation"),
        charge=reading.choice(entry.get("chargeType"), "chargeType", CHARGES),
        funding=reading.choice(entry.get("fundingType"), "fundingType", FUNDINGS) or "",
        processing_time=words(reading, worded, "processingTimeAdditionalInformation"),
        deadline=words(reading, worded, "deadlineAdditionalInformation"),
        validity_time=words(reading, worded, "validityTimeAdditionalInformation"),
        keywords=word_lists(reading, worded, "freelyAssignedKeywords"),
        **_classes(reading, entry),
        languages=reading.strings(entry.get("serviceLanguages"), "serviceLanguages"),
        area=area(reading, entry.get("area")),
        laws=_laws(reading, worded),
        vouchers=pages,
        voucher_notes=notes,
        connections=_connections(reading, entry.get("connections")),
        **_named(reading, worded),
        problems=reading.problems,
    )


def channel(payload: object) -> ChannelRecord | PlaceRecord | Unreadable:
    """A channel, or the place that it is."""
    reading = Reading()
    entry = reading.members(payload, "serviceChannel")
    source_id = reading.id(entry.get("contentId"), "contentId")
    kind = reading.choice(entry.get("serviceChannelType"), "serviceChannelType", CHANNEL_KINDS)
    if not source_id or kind is None:
        return unreadable(Source.V12, Kind.CHANNEL, reading, entry, source_id)
    worded = versions(reading, entry)
    both: dict[str, Any] = {
        "source_id": source_id,
        "source": Source.V12,
        "modified": reading.moment(entry.get("publishedAt"), "publishedAt"),
        "organisation": reading.id(entry.get("organizationContentId"), "organizationContentId"),
        "area": area(reading, entry.get("area")),
        "languages": reading.strings(entry.get("serviceLanguages"), "serviceLanguages"),
        "phones": phones(
            reading, worded, "phoneNumbers", "supportPhoneNumbers", "contactPhoneNumbers", "contactFaxNumbers"
        ),
        "emails": emails(reading, worded, "supportEmails", "contactEmails"),
        "web_pages": web_addresses(reading, worded) + web_pages(reading, worded, "contactWebPages"),
        "hours": hours(reading, entry.get("serviceHours")),
        **_named(reading, worded),
    }
    if not isinstance(kind, ChannelKind):
        both["addresses"] = _addresses(reading, entry)
        return PlaceRecord(**both, problems=reading.problems)
    deliveries = reading.items(entry.get("deliveryAddresses"), "deliveryAddresses")
    signature = reading.members(entry.get("electronicSignature"), "electronicSignature")
    return ChannelRecord(
        kind=kind,
        **both,
        addresses=tuple(address(reading, one, "deliveryAddresses", AddressUse.DELIVERY) for one in deliveries),
        protected=reading.choice(entry.get("electronicIdentification"), "electronicIdentification", IDENTIFICATION),
        signatures=signatures(reading, signature.get("numberOfRequiredSignatures"), "electronicSignature"),
        forms=web_pages(reading, worded, "formFiles"),
        form_ids=words(reading, worded, "formIdentifier"),
        attachments=web_pages(reading, worded, "attachmentLinks"),
        accessibility=_accessibility(reading, worded),
        problems=reading.problems,
    )


def organisation(payload: object) -> OrganisationRecord | Unreadable:
    """An organisation."""
    reading = Reading()
    entry = reading.members(payload, "organization")
    source_id = reading.id(entry.get("contentId"), "contentId")
    if not source_id:
        return unreadable(Source.V12, Kind.ORGANISATION, reading, entry)
    worded = versions(reading, entry)
    return OrganisationRecord(
        source_id=source_id,
        source=Source.V12,
        modified=reading.moment(entry.get("publishedAt"), "publishedAt"),
        type=reading.choice(entry.get("organizationType"), "organizationType", ORGANISATION_TYPES) or "",
        parent=reading.id(entry.get("parentOrganizationContentId"), "parentOrganizationContentId"),
        business_code=reading.text(entry.get("businessId"), "businessId"),
        oid=reading.text(entry.get("oid"), "oid"),
        area=area(reading, entry.get("area")),
        phones=phones(reading, worded, "contactPhoneNumbers"),
        emails=emails(reading, worded, "contactEmails"),
        web_pages=web_pages(reading, worded, "contactWebPages"),
        addresses=_addresses(reading, entry),
        **_named(reading, worded),
        problems=reading.problems,
    )


def connection(payload: object) -> ConnectionRecord | Unreadable:
    """A service by a channel or at a place."""
    reading = Reading()
    entry = reading.members(payload, "connection")
    service_id = reading.id(entry.get("serviceContentId"), "serviceContentId")
    channel_id = reading.id(entry.get("channelContentId"), "channelContentId")
    if not service_id or not channel_id:
        return unreadable(Source.V12, Kind.CONNECTION, reading, entry)
    worded = versions(reading, entry)
    return ConnectionRecord(
        source_id=f"{service_id}:{channel_id}",
        source=Source.V12,
        modified=reading.moment(entry.get("publishedAt"), "publishedAt"),
        service=service_id,
        channel=channel_id,
        description=words(reading, worded, "description"),
        cost=words(reading, worded, "chargeTypeAdditionalInformation"),
        charge=reading.choice(entry.get("chargeType"), "chargeType", CHARGES),
        phones=phones(reading, worded, "contactPhoneNumbers", "contactFaxNumbers"),
        emails=emails(reading, worded, "contactEmails"),
        web_pages=web_pages(reading, worded, "contactWebPages"),
        addresses=addresses(reading, entry.get("contactAddresses"), "contactAddresses", AddressUse.POST),
        hours=hours(reading, entry.get("serviceHours")),
        problems=reading.problems,
    )


def _connections(reading: Reading, value: Any) -> tuple[ConnectionRecord, ...]:
    read = [connection(one) for one in reading.items(value, "connections")]
    for one in read:
        if isinstance(one, Unreadable):
            reading.problem("connections", What.MISSING, [problem.raw for problem in one.problems])
    return tuple(sorted((one for one in read if isinstance(one, ConnectionRecord)), key=lambda one: one.source_id))


def _named(reading: Reading, worded: dict[str, Members]) -> dict[str, Any]:
    found = {
        "name": words(reading, worded, "name"),
        "everyday_names": word_lists(reading, worded, "alternativeName"),
        "summary": words(reading, worded, "summary"),
        "description": words(reading, worded, "description"),
    }
    if not found["name"]:
        reading.problem("name", What.MISSING)
    return found


def _classes(reading: Reading, entry: Members) -> dict[str, Any]:
    names = {
        "service_classes": "serviceClasses", "target_groups": "targetGroups", "life_events": "lifeEvents",
        "industrial_classes": "industrialClasses", "ontology_terms": "ontologyTerms",
    }  # fmt: skip
    return {field: reading.strings(entry.get(key), key) for field, key in names.items()}


def _producers(reading: Reading, value: Any) -> tuple[Producer, ...]:
    entry, found = reading.members(value, "producers"), []
    for key, provision in PRODUCERS:
        group = reading.members(entry.get(key), f"producers.{key}")
        ids = reading.ids(reading.listed(group.get("organizations"), f"producers.{key}"), f"producers.{key}")
        found += [Producer(provision, one) for one in ids]
        for other in reading.items(group.get("other"), f"producers.{key}"):
            if name := texts(reading, other.get("name"), f"producers.{key}"):
                found.append(Producer(provision, name=name))
    return tuple(found)


def _laws(reading: Reading, worded: dict[str, Members]) -> tuple[Law, ...]:
    """Each language lists its own links; those with one address are one law."""
    found: dict[str, dict[str, str]] = {}
    for page in web_pages(reading, worded, "legislationLinks"):
        found.setdefault(page.url, {})[page.language] = page.name
    return tuple(Law(names, dict.fromkeys(names, url)) for url, names in sorted(found.items()))


def _vouchers(reading: Reading, worded: dict[str, Members]) -> tuple[Texts, tuple[Any, ...]]:
    notes, pages = {}, []
    for language, one in worded.items():
        voucher = reading.members(one.get("voucher"), "voucher")
        kind = reading.choice(voucher.get("voucherType"), "voucherType", VOUCHERS)
        note = reading.text(voucher.get("additionalInformation"), "voucher")
        if kind == "note" and note:
            notes[language] = note
        for link in reading.items(voucher.get("urls"), "voucher") if kind == "pages" else ():
            if page := web_page(reading, link, "voucher", language):
                pages.append(page)
    return notes, tuple(pages)


def _accessibility(reading: Reading, worded: dict[str, Members]) -> tuple[Accessibility, ...]:
    field, found = "accessibilityClassificationLevel", []
    for language, one in worded.items():
        given = one.get(field)
        entry: Members = {"type": given} if isinstance(given, str) else reading.members(given, field)
        level = reading.choice(entry.get("type") or entry.get(field), field, LEVELS)
        if level:
            wcag = reading.choice(entry.get("wcagLevel"), f"{field}.wcagLevel", WCAG) or ""
            found.append(Accessibility(level, wcag, language=language))
    return tuple(found)


def _addresses(reading: Reading, entry: Members) -> tuple[Any, ...]:
    return addresses(reading, entry.get("location"), "location", AddressUse.VISIT) + addresses(
        reading, entry.get("contactAddresses"), "contactAddresses", AddressUse.POST
    )


READERS: Final[dict[Kind, Callable[[object], AnyRecord | Unreadable]]] = {
    Kind.SERVICE: service,
    Kind.CHANNEL: channel,
    Kind.PLACE: channel,
    Kind.ORGANISATION: organisation,
    Kind.CONNECTION: connection,
}
