"""The parts that entries of v12 share: texts, contact details, addresses, areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from portal.services.ptv.parts import (
    AccessibilityGroup,
    Address,
    AddressUse,
    Area,
    Charge,
    Coverage,
    Email,
    Phone,
    PhoneUse,
    TextLists,
    Texts,
    WebPage,
    What,
)
from portal.services.ptv.v11_parts import phone_number
from portal.services.ptv.v11_parts import texts as listed_texts
from portal.services.ptv.wire import Members, Reading

T = TypeVar("T")

CHARGES: Final = {
    "free": Charge.FREE, "charged": Charge.CHARGED, "extracharge": Charge.EXTRA, "other": Charge.OTHER,
}  # fmt: skip
COVERAGES: Final = {
    "wholecountry": Coverage.COUNTRY, "wholecountryexceptaland": Coverage.COUNTRY_WITHOUT_ALAND,
    "limitedarea": Coverage.LIMITED,
}  # fmt: skip
PHONE_TYPES: Final = {
    "domesticphone": PhoneUse.CALL, "internationalphone": PhoneUse.CALL, "sms": PhoneUse.TEXT, "fax": PhoneUse.FAX,
}  # fmt: skip
EPSG_3067: Final = "EPSG:3067"
POINT_SOURCES: Final = ("User", "NLS", "AccessibilityRegister")
"""Whose point is taken where there are several: somebody's who knew better, else that of the address."""
FORMS: Final = {one: one for one in ("rtf", "doc", "pdf", "odt", "excel")}


def versions(reading: Reading, entry: Members) -> dict[str, Members]:
    """What is said in each language."""
    field = "languageVersions"
    found = reading.members(entry.get(field), field)
    return {str(language): reading.members(one, field) for language, one in sorted(found.items()) if one is not None}


def texts(reading: Reading, value: Any, field: str) -> Texts:
    """Texts by language, as they stand in facts that have no language."""
    found = reading.members(value, field)
    return {str(key): text for key, one in sorted(found.items()) if (text := reading.text(one, field))}


def words(reading: Reading, worded: dict[str, Members], key: str) -> Texts:
    """Texts by language, from what is said in each."""
    return {language: text for language, one in worded.items() if (text := reading.text(one.get(key), key))}


def word_lists(reading: Reading, worded: dict[str, Members], key: str) -> TextLists:
    """Short texts by language; a single one is a list of one."""
    found = {}
    for language, one in worded.items():
        value = one.get(key)
        several = reading.strings([value] if isinstance(value, str) else value, key)
        if several:
            found[language] = several
    return found


def _listed(
    reading: Reading, worded: dict[str, Members], keys: tuple[str, ...], make: Callable[[Members, str, str], T | None]
) -> Iterator[T]:
    for language, one in worded.items():
        for key in keys:
            for entry in reading.items(one.get(key), key):
                made = make(entry, key, language)
                if made is not None:
                    yield made


def phones(reading: Reading, worded: dict[str, Members], *keys: str) -> tuple[Phone, ...]:
    """Numbers; a domestic one has no prefix."""

    def make(entry: Members, field: str, language: str) -> Phone | None:
        number, prefix = reading.text(entry.get("number"), field), reading.text(entry.get("dialCode"), field)
        if not number:
            reading.problem(field, What.MISSING, entry)
            return None
        return Phone(
            number=phone_number(reading, number, prefix, field),
            prefix=prefix,
            use=reading.choice(entry.get("type"), f"{field}.type", PHONE_TYPES) or PhoneUse.CALL,
            charge=reading.choice(entry.get("chargeType"), f"{field}.chargeType", CHARGES),
            charge_note=reading.text(entry.get("chargeDescription"), field),
            note=reading.text(entry.get("additionalInformation"), field),
            language=language,
        )

    return tuple(dict.fromkeys(_listed(reading, worded, keys, make)))


def emails(reading: Reading, worded: dict[str, Members], *keys: str) -> tuple[Email, ...]:
    """Mailboxes."""

    def make(entry: Members, field: str, language: str) -> Email | None:
        address = reading.text(entry.get("email"), field)
        return Email(address, reading.text(entry.get("additionalInformation"), field), language) if address else None

    return tuple(dict.fromkeys(_listed(reading, worded, keys, make)))


def web_page(reading: Reading, entry: Members, field: str, language: str) -> WebPage | None:
    """One page or file; None where it has no usable address."""
    url = reading.url(entry.get("url"), field)
    if not url:
        return None
    note = reading.text(entry.get("additionalInformation"), field)
    form = reading.choice(entry.get("type"), f"{field}.type", FORMS) or ""
    return WebPage(url, reading.text(entry.get("name"), field), note, language, form)


def web_pages(reading: Reading, worded: dict[str, Members], *keys: str) -> tuple[WebPage, ...]:
    """Pages, attachments or files."""
    found = _listed(reading, worded, keys, lambda entry, field, language: web_page(reading, entry, field, language))
    return tuple(dict.fromkeys(found))


def web_addresses(reading: Reading, worded: dict[str, Members]) -> tuple[WebPage, ...]:
    """The address of a channel itself in each language."""
    field = "webAddress"
    found = (web_page(reading, reading.members(one.get(field), field), field, key) for key, one in worded.items())
    return tuple(one for one in found if one)


def area(reading: Reading, value: Any) -> Area:
    """Where something is offered."""
    entry = reading.members(value, "area")
    return Area(
        reading.choice(entry.get("areaType"), "areaType", COVERAGES),
        municipalities=reading.strings(entry.get("municipalities"), "area.municipalities"),
        regions=reading.strings(entry.get("regions"), "area.regions"),
        counties=reading.strings(entry.get("wellbeingServicesCounties"), "area.wellbeingServicesCounties"),
    )


def _point(reading: Reading, value: Any, field: str) -> tuple[float, float] | None:
    given = reading.items(value, field)
    known = [one for one in given if one.get("system") == EPSG_3067]
    if len(known) < len(given):
        reading.problem(field, What.UNKNOWN_VALUE, value)
    known.sort(key=lambda one: POINT_SOURCES.index(one["source"]) if one.get("source") in POINT_SOURCES else 9)
    points = (reading.position(one.get("easting"), one.get("northing"), field) for one in known)
    return next((one for one in points if one), None)


def accessibility(reading: Reading, value: Any) -> tuple[AccessibilityGroup, ...]:
    """Sentences of the accessibility register, a row for each, in the register's order; entrances as they come."""
    field = "accessibilitySentences"
    rows = reading.items(value, field)
    entrances = list(dict.fromkeys(str(one.get("entranceId")) for one in rows))
    rows.sort(key=lambda one: (entrances.index(str(one.get("entranceId"))), str(one.get("sentenceOrderText") or "")))
    groups: dict[tuple[str, str], tuple[Texts, list[Texts]]] = {}
    for one in rows:
        heading = listed_texts(reading, one.get("sentenceGroups"), field)
        if sentence := listed_texts(reading, one.get("sentences"), field):
            group = groups.setdefault((str(one.get("entranceId")), str(heading)), (heading, []))
            group[1].append(sentence)
    return tuple(AccessibilityGroup(heading, tuple(sentences)) for heading, sentences in groups.values())


def address(reading: Reading, entry: Members, field: str, use: AddressUse) -> Address:
    """An address of any kind; the parts that it does not have are empty."""
    point = _point(reading, entry.get("coordinates"), f"{field}.coordinates")
    abroad = texts(reading, entry.get("address"), field)
    return Address(
        use=use,
        street=texts(reading, entry.get("streetName"), field),
        number=reading.text(entry.get("addressDetail"), field),
        po_box=texts(reading, entry.get("postOfficeBox"), field),
        postal_code=reading.text(entry.get("postalCode"), field),
        country=reading.text(entry.get("countryCode"), field),
        note=texts(reading, entry.get("additionalInformation"), field),
        receiver=texts(reading, entry.get("recipient"), field),
        lines=abroad or texts(reading, entry.get("deliveryInformation"), field),
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        accessibility=accessibility(reading, entry.get("accessibilitySentences")),
        accessibility_id=reading.text(entry.get("accessibilityRegisterServicePointId"), field),
    )


def addresses(reading: Reading, value: Any, field: str, use: AddressUse) -> tuple[Address, ...]:
    """Addresses, which are given in a list for each kind."""
    entry = reading.members(value, field)
    kinds = ("streetAddresses", "postOfficeBoxAddresses", "otherAddresses", "foreignAddresses")
    return tuple(
        address(reading, one, field, use) for kind in kinds for one in reading.items(entry.get(kind), f"{field}.{kind}")
    )
