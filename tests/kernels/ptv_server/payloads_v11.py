"""Payloads as v11 of the national registry gives them, all of them about the invented county Esimerkkilä."""

from __future__ import annotations

from typing import Any, Final

Payload = dict[str, Any]

MODIFIED: Final = "2026-08-14T09:12:31.104512"
COUNTY: Final = "00000000-0000-4000-8000-000000000099"
"""The county's id as an organisation."""
SERVICE, CHANNEL, ORGANISATION = 2, 3, 1
EASTING, NORTHING = "338000.000", "6683000.000"


def an_id(kind: int, number: int) -> str:
    """The id of the entry of a kind with a number."""
    return f"{kind:08d}-0000-4000-8000-{number:012d}"


def text(finnish: str | None, swedish: str | None = None, **more: str) -> list[Payload]:
    """A text in both languages."""
    both = (("fi", finnish), ("sv", swedish))
    return [{"value": value, "language": language, **more} for language, value in both if value is not None]


def municipality(code: str = "951", name: str = "Esimerkkilä") -> Payload:
    return {"code": code, "name": text(name, "Exempelby")}


def county_area() -> Payload:
    return {
        "type": "WellbeingServiceCounties",
        "code": "95",
        "name": text("Esimerkkilän hyvinvointialue", "Exempelby välfärdsområde"),
        "municipalities": [municipality("951"), municipality("952", "Mallila")],
    }


def classified(code: str | None, kind: str = "ptvserclass2", **more: Any) -> Payload:
    uri = f"http://uri.suomi.fi/codelist/ptv/{kind}/code/{code}"
    return {"name": text("Luokka"), "code": code, "ontologyType": kind, "uri": uri, "parentUri": None, **more}


def connected(other: str, source_id: str, **more: Any) -> Payload:
    """A connection, seen from either side."""
    return {
        other: {"id": source_id, "name": "Nimi"}, "serviceChargeType": None, "description": [], "extraTypes": [],
        "serviceHours": [], "contactDetails": None, "digitalAuthorizations": [], "modified": MODIFIED, **more,
    }  # fmt: skip


def service(number: int = 1, **changes: Any) -> Payload:
    """A service with all its fields."""
    descriptions = [
        *text("Apua arkeen.", "Stöd i vardagen.", type="Summary"),
        *text("Autamme perhettä.\n\n* kotona\n* koulussa", "Vi hjälper familjen.", type="Description"),
        *text("Soita neuvontaan.", type="UserInstruction"),
        *text("Palvelu on maksuton.", type="ChargeTypeAdditionalInfo"),
        {"language": "sv", "value": None, "type": "UserInstruction"},
    ]
    return {
        "id": an_id(SERVICE, number), "sourceId": None, "generalDescriptionId": None, "subType": None, "type": "Service",
        "fundingType": "PubliclyFunded",
        "serviceNames": [
            *text(f"Lapsiperheiden sosiaaliohjaus {number}", f"Social handledning {number}", type="Name"),
            *text("Perheohjaus", type="AlternativeName"),
        ],
        "serviceChargeType": "FreeOfCharge", "areaType": "LimitedType", "areas": [county_area()],
        "serviceDescriptions": descriptions, "languages": ["sv", "fi"],
        "serviceClasses": [classified("P3.6"), classified("P3")],
        "ontologyTerms": [{"name": text("ohjaus"), "code": None, "uri": "http://www.yso.fi/onto/koko/p1"}],
        "targetGroups": [classified("KR1.2", "ptvkohderyhmat")], "lifeEvents": [classified("KE7", "ptvelti")],
        "industrialClasses": [],
        "legislation": [
            {
                "names": text("Sosiaalihuoltolaki", "Socialvårdslag"),
                "webPages": [{"url": "https://www.finlex.example/fi/1301", "value": None, "language": "fi"}],
            }
        ],
        "keywords": text("perheohjaus"), "requirements": text("Asut alueella."),
        "serviceChannels": [connected("serviceChannel", an_id(CHANNEL, number))],
        "organizations": [
            {"organization": {"id": COUNTY, "name": "Esimerkkilän hyvinvointialue"}, "roleType": "Responsible"},
            {"organization": {"id": COUNTY}, "roleType": "Producer", "provisionType": "SelfProducedServices"},
            {
                "organization": None, "roleType": "Producer", "provisionType": "ProcuredServices",
                "additionalInformation": text("Esimerkki Oy"),
            },
        ],
        "serviceVouchersInUse": False, "serviceVouchers": [], "serviceCollections": [],
        "publishingStatus": "Published", "modified": MODIFIED, "responsibleSoteOrganization": None, **changes,
    }  # fmt: skip


def phone(number: str = "791234567", **changes: Any) -> Payload:
    return {
        "type": "Phone", "additionalInformation": None, "serviceChargeType": "Chargeable", "chargeDescription": None,
        "prefixNumber": "+358", "isFinnishServiceNumber": False, "number": number, "language": "fi", **changes,
    }  # fmt: skip


def opened(day: str, opens: str = "09:00:00", closes: str = "15:00:00", last_day: str = "") -> Payload:
    return {"dayFrom": day, "dayTo": last_day, "from": opens, "to": closes}


def hours(
    kind: str = "DaysOfTheWeek", *given: Payload, heading: list[Payload] | None = None, **changes: Any
) -> Payload:
    """One set of opening hours."""
    return {
        "serviceHourType": kind, "validFrom": None, "validTo": None, "isClosed": False, "validForNow": True,
        "isAlwaysOpen": False, "isReservation": False, "additionalInformation": heading or [],
        "openingHour": list(given), **changes,
    }  # fmt: skip


def workdays() -> Payload:
    return hours("DaysOfTheWeek", *(opened(day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")))


def channel(kind: str, number: int = 1, **changes: Any) -> Payload:
    """What all channels have."""
    return {
        "id": an_id(CHANNEL, number), "sourceId": None, "serviceChannelType": kind, "organizationId": COUNTY,
        "serviceChannelNames": text(f"Kanava {number}", f"Kanal {number}", type="Name"),
        "serviceChannelDescriptions": [*text("Lyhyt.", type="Summary"), *text("Pitkä.", type="Description")],
        "areaType": "LimitedType", "areas": [county_area()], "languages": ["fi", "sv"], "webPages": [],
        "serviceHours": [workdays()], "services": [connected("service", an_id(SERVICE, number))],
        "serviceCollections": [], "publishingStatus": "Published", "modified": MODIFIED, "ontologyTerms": [], **changes,
    }  # fmt: skip


def phone_channel(number: int = 1, **changes: Any) -> Payload:
    return channel("Phone", number, **{"phoneNumbers": [phone()], "supportEmails": [], **changes})


def online_channel(number: int = 1, **changes: Any) -> Payload:
    fields = {
        "signatureQuantity": 1, "requiresSignature": True, "requiresAuthentication": True, "attachments": [],
        "supportPhones": [phone(type=None)], "supportEmails": text("tuki@esimerkkila.example"),
        "webPages": [{"url": "https://asiointi.esimerkkila.example", "value": "Asiointi", "language": "fi"}],
        "accessibilityClassification": [
            {
                "accessibilityClassificationLevel": "PartiallyCompliant", "wcagLevel": "LevelAA", "language": "fi",
                "accessibilityStatementWebPageName": "Seloste",
                "accessibilityStatementWebPage": "https://asiointi.esimerkkila.example/seloste",
            }
        ],
    }  # fmt: skip
    return channel("EChannel", number, **{**fields, **changes})


def page_channel(number: int = 1, **changes: Any) -> Payload:
    pages = [{"url": "https://www.esimerkkila.example/perheet", "value": None, "language": "fi"}]
    return channel("WebPage", number, **{"webPages": pages, "supportPhones": [], "serviceHours": [], **changes})


def form_channel(number: int = 1, **changes: Any) -> Payload:
    delivery = {
        "subType": "PostOfficeBox", "streetAddress": None, "deliveryAddressInText": [], "receiver": text("Perhepalvelut"),
        "postOfficeBoxAddress": {"postOfficeBox": text("PL 1"), "postalCode": "00000", "municipality": municipality()},
    }  # fmt: skip
    fields = {
        "formIdentifier": text("EH-1"), "deliveryAddresses": [delivery], "attachments": [], "supportPhones": [],
        "channelUrls": [{"language": "fi", "value": "https://www.esimerkkila.example/lomake.pdf", "type": "PDF"}],
    }  # fmt: skip
    return channel("PrintableForm", number, **{**fields, **changes})


def street(**changes: Any) -> Payload:
    return {
        "street": text("Esimerkkikatu", "Exempelgatan"), "streetNumber": "1", "postalCode": "00000",
        "postOffice": text("ESIMERKKILÄ", "EXEMPELBY"), "municipality": municipality(),
        "additionalInformation": text("Ovi pihalta"), "latitude": NORTHING, "longitude": EASTING,
        "coordinateState": "Ok", **changes,
    }  # fmt: skip


def sentences(*found: str) -> list[Payload]:
    return [
        {"sentenceGroup": text("Reitti"), "sentences": [{"sentence": text(one, f"På svenska: {one}")} for one in found]}
    ]


def place(number: int = 1, **changes: Any) -> Payload:
    entrances = [
        {"name": text("Sivuovi"), "isMainEntrance": False, "accessibilitySentences": sentences("Ovella on kynnys.")},
        {
            "name": text("Pääovi"),
            "isMainEntrance": True,
            "accessibilitySentences": sentences("Ovella ei ole kynnystä."),
        },
    ]
    visit = {
        "type": "Location", "subType": "Single", "streetAddress": street(), "postOfficeBoxAddress": None,
        "otherAddress": None, "locationAbroad": None, "entrances": entrances, "country": "FI",
    }  # fmt: skip
    post = {
        "type": "Postal", "subType": "PostOfficeBox", "streetAddress": None, "country": "FI",
        "postOfficeBoxAddress": {"postOfficeBox": text("PL 1"), "postalCode": "00000"},
    }  # fmt: skip
    fields = {
        "oid": None, "displayNameType": [{"type": "Name", "language": "fi"}], "phoneNumbers": [phone()],
        "emails": text("perhekeskus@esimerkkila.example"), "addresses": [visit, post],
    }  # fmt: skip
    return channel("ServiceLocation", number, **{**fields, **changes})


def organisation(number: int = 1, **changes: Any) -> Payload:
    return {
        "id": an_id(ORGANISATION, number), "sourceId": None, "parentOrganizationId": None,
        "organizationType": "RegionalOrganization", "businessCode": "0000000-0", "oid": None,
        "organizationNames": text("Esimerkkilän hyvinvointialue", "Exempelby välfärdsområde", type="Name"),
        "organizationDescriptions": text("Järjestää palvelut.", type="Description"), "areaType": "LimitedType",
        "areas": [county_area()], "phoneNumbers": [phone(type=None)], "emails": text("kirjaamo@esimerkkila.example"),
        "webPages": [], "addresses": [], "publishingStatus": "Published", "modified": MODIFIED, **changes,
    }  # fmt: skip
