"""The parts that entries of v11 share: texts, codes, contact details, addresses, areas."""

from __future__ import annotations

import re
from typing import Any, Final

from portal.services.ptv.parts import (
    FINLAND,
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
from portal.services.ptv.wire import Members, Reading

CHARGES: Final = {
    "chargeable": Charge.CHARGED, "charged": Charge.CHARGED, "freeofcharge": Charge.FREE, "free": Charge.FREE,
    "other": Charge.OTHER,
}  # fmt: skip
COVERAGES: Final = {
    "nationwide": Coverage.COUNTRY, "wholecountry": Coverage.COUNTRY,
    "nationwideexceptalandislands": Coverage.COUNTRY_WITHOUT_ALAND,
    "wholecountryexceptalandislands": Coverage.COUNTRY_WITHOUT_ALAND,
    "limitedtype": Coverage.LIMITED, "areatype": Coverage.LIMITED,
}  # fmt: skip
USES: Final = {"phone": PhoneUse.CALL, "sms": PhoneUse.TEXT, "fax": PhoneUse.FAX}
AREA_FIELDS: Final = {
    "region": "regions", "province": "regions",
    "wellbeingservicecounties": "counties", "wellbeingservicescounties": "counties",
    "businesssubregion": "BusinessSubRegion", "businessregions": "BusinessSubRegion",
    "hospitaldistrict": "HospitalDistrict", "hospitalregions": "HospitalDistrict",
}  # fmt: skip


def texts(reading: Reading, value: Any, field: str, *types: str) -> Texts:
    """Texts by language; of typed texts only those of the types. A second text of a language begins a new paragraph."""
    found: dict[str, list[str]] = {}
    wanted = {one.casefold() for one in types}
    for one in reading.items(value, field):
        if wanted and str(one.get("type") or "").casefold() not in wanted:
            continue
        text = reading.text(one.get("value"), field)
        language = reading.text(one.get("language"), field)
        if text and not language:
            reading.problem(field, What.MISSING, one)
        elif text:
            found.setdefault(language, []).append(text)
    return {language: "\n\n".join(dict.fromkeys(several)) for language, several in sorted(found.items())}


def text_lists(reading: Reading, value: Any, field: str, *types: str) -> TextLists:
    """Several short texts by language."""
    found: dict[str, set[str]] = {}
    for one in reading.items(value, field):
        for language, text in texts(reading, [one], field, *types).items():
            found.setdefault(language, set()).add(text)
    return {language: tuple(sorted(several)) for language, several in sorted(found.items())}


def codes(reading: Reading, value: Any, field: str) -> tuple[str, ...]:
    """Codes of a classification; where an entry has none, the last part of its newUri or uri."""
    found = set()
    for one in reading.items(value, field):
        code = reading.text(one.get("code"), field)
        address = code or reading.text(one.get("newUri"), field) or reading.text(one.get("uri"), field)
        last = address.rstrip("/").rpartition("/")[2]
        if not last or re.fullmatch(r"URN:NBN:.*", last, re.IGNORECASE):
            reading.problem(field, What.MISSING if not last else What.UNKNOWN_VALUE, one)
        else:
            found.add(last)
    return tuple(sorted(found))


def uris(reading: Reading, value: Any, field: str) -> tuple[str, ...]:
    """Addresses of ontology terms, which have no codes."""
    found = {
        reading.text(one.get("newUri"), field) or reading.text(one.get("uri"), field)
        for one in reading.items(value, field)
    }
    return tuple(sorted(found - {""}))


def phone_number(reading: Reading, number: str, prefix: str, field: str) -> str:
    """A number without the zero that nobody dials after a country's prefix."""
    if prefix == FINLAND and number.startswith("0"):
        reading.problem(field, What.LEADING_ZERO, f"{prefix} {number}")
        return number.lstrip("0")
    return number


def phones(reading: Reading, value: Any, field: str) -> tuple[Phone, ...]:
    """Numbers; a Finnish service number has no prefix."""
    found = []
    for one in reading.items(value, field):
        number = reading.text(one.get("number"), field)
        if not number:
            if any(one.get(key) for key in ("number", "prefixNumber")):
                reading.problem(field, What.MISSING, one)
            continue
        is_service_number = reading.flag(one.get("isFinnishServiceNumber"), field)
        prefix = "" if is_service_number else reading.text(one.get("prefixNumber"), field)
        found.append(
            Phone(
                number=phone_number(reading, number, prefix, field),
                prefix=prefix,
                use=reading.choice(one.get("type"), f"{field}.type", USES) or PhoneUse.CALL,
                charge=reading.choice(one.get("serviceChargeType"), f"{field}.serviceChargeType", CHARGES),
                charge_note=reading.text(one.get("chargeDescription"), field),
                note=reading.text(one.get("additionalInformation"), field),
                language=reading.text(one.get("language"), field),
            )
        )
    return tuple(dict.fromkeys(found))


def emails(reading: Reading, value: Any, field: str) -> tuple[Email, ...]:
    """Mailboxes."""
    found = []
    for one in reading.items(value, field):
        if address := reading.text(one.get("value"), field):
            note, language = reading.text(one.get("description"), field), reading.text(one.get("language"), field)
            found.append(Email(address, note, language))
    return tuple(dict.fromkeys(found))


def web_pages(reading: Reading, value: Any, field: str) -> tuple[WebPage, ...]:
    """Pages, attachments, or files, whose address is in `value` and whose form in `type`."""
    found = []
    for one in reading.items(value, field):
        is_file = "url" not in one
        url = reading.url(one.get("value") if is_file else one.get("url"), field)
        if url:
            name = "" if is_file else reading.text(one.get("value") or one.get("name"), field)
            note = reading.text(one.get("description") or one.get("additionalInformation"), field)
            form = reading.text(one.get("type"), field).casefold() if is_file else ""
            found.append(WebPage(url, name, note, reading.text(one.get("language"), field), form))
    return tuple(dict.fromkeys(found))


def area(reading: Reading, entry: Members) -> Area:
    """Where something is offered."""
    sets: dict[str, set[str]] = {key: set() for key in ("municipalities", "below", "regions", "counties", "others")}
    for one in reading.items(entry.get("areas"), "areas"):
        kind, code = reading.text(one.get("type"), "areas.type"), reading.text(one.get("code"), "areas.code")
        below = codes(reading, one.get("municipalities"), "areas.municipalities")
        if kind.casefold() == "municipality":
            sets["municipalities"].update(below or ({code} - {""}))
            continue
        goes_to = AREA_FIELDS.get(kind.casefold())
        if goes_to is None or not code:
            reading.problem("areas.type", What.MISSING if goes_to else What.UNKNOWN_VALUE, one)
            continue
        if goes_to in sets:
            sets[goes_to].add(code)
        else:
            sets["others"].add(f"{goes_to} {code}")
        sets["below"].update(below)
    municipalities, county_municipalities, *rest = (tuple(sorted(one)) for one in sets.values())
    coverage = reading.choice(entry.get("areaType"), "areaType", COVERAGES)
    return Area(coverage, municipalities, county_municipalities, *rest)


def accessibility(reading: Reading, value: Any) -> tuple[AccessibilityGroup, ...]:
    """Sentences of the accessibility register, of the main entrance first."""
    field = "entrances"
    found = []
    for entrance in reading.items(value, field):
        name, is_main = texts(reading, entrance.get("name"), field), reading.flag(entrance.get("isMainEntrance"), field)
        for group in reading.items(entrance.get("accessibilitySentences"), field):
            sentences = [
                texts(reading, one.get("sentence"), field) for one in reading.items(group.get("sentences"), field)
            ]
            heading = texts(reading, group.get("sentenceGroup"), field)
            found.append(AccessibilityGroup(heading, tuple(one for one in sentences if one), name, is_main))
    return tuple(sorted((one for one in found if one.sentences), key=lambda one: not one.is_main_entrance))


def address(reading: Reading, entry: Members, field: str, use: AddressUse) -> Address:
    """An address of any subtype; the parts that it does not have are empty."""
    inner: Members = {}
    for key in ("streetAddress", "postOfficeBoxAddress", "otherAddress"):
        inner = inner or reading.members(entry.get(key), field)
    position = reading.position(inner.get("longitude"), inner.get("latitude"), f"{field}.coordinates")
    abroad = texts(reading, entry.get("locationAbroad"), field)
    municipality = reading.members(inner.get("municipality"), field)
    return Address(
        use=use,
        street=texts(reading, inner.get("street"), field),
        number=reading.text(inner.get("streetNumber"), field),
        po_box=texts(reading, inner.get("postOfficeBox"), field),
        postal_code=reading.text(inner.get("postalCode"), field),
        post_office=texts(reading, inner.get("postOffice"), field),
        municipality=reading.text(municipality.get("code"), field),
        country=reading.text(entry.get("country"), field),
        note=texts(reading, inner.get("additionalInformation"), field),
        receiver=texts(reading, entry.get("receiver"), field),
        lines=abroad or texts(reading, entry.get("deliveryAddressInText"), field),
        latitude=position[0] if position else None,
        longitude=position[1] if position else None,
        accessibility=accessibility(reading, entry.get("entrances")),
    )


def addresses(reading: Reading, value: Any, field: str, use: AddressUse | None = None) -> tuple[Address, ...]:
    """Addresses of a place, an organisation or a connection; of deliveries where `use` says so."""
    uses = {"location": AddressUse.VISIT, "visiting": AddressUse.VISIT, "postal": AddressUse.POST}
    return tuple(
        address(reading, one, field, use or reading.choice(one.get("type"), f"{field}.type", uses) or AddressUse.VISIT)
        for one in reading.items(value, field)
    )
