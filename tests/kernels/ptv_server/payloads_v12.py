"""Payloads as v12 of the national registry gives them: the same entries as those of v11."""

from __future__ import annotations

from typing import Any, Final

from tests.kernels.ptv_server.payloads_v11 import CHANNEL, COUNTY, ORGANISATION, SERVICE, Payload, an_id

PUBLISHED: Final = "2026-09-22T07:32:52.026Z"


def area(**changes: Any) -> Payload:
    found = {"areaType": "LimitedArea", "municipalities": ["951"], "regions": [], "wellbeingServicesCounties": ["95"]}
    return {**found, **changes}


def phone(number: str = "791234567", **changes: Any) -> Payload:
    return {
        "type": "InternationalPhone", "dialCode": "+358", "number": number, "additionalInformation": None,
        "chargeDescription": None, "chargeType": "Charged", **changes,
    }  # fmt: skip


def service(number: int = 1, **changes: Any) -> Payload:
    finnish: Payload = {
        "name": f"Lapsiperheiden sosiaaliohjaus {number}", "alternativeName": "Perheohjaus", "summary": "Apua arkeen.",
        "description": "Autamme perhettä.\n\n* kotona\n* koulussa", "userInstructions": "Soita neuvontaan.",
        "conditions": "Asut alueella.", "freelyAssignedKeywords": ["perheohjaus"],
        "legislationLinks": [{"url": "https://www.finlex.example/fi/1301", "name": "Sosiaalihuoltolaki"}],
        "voucher": {"voucherType": "NotUsed"}, "chargeTypeAdditionalInformation": "Palvelu on maksuton.",
    }  # fmt: skip
    swedish = {
        "name": f"Social handledning {number}", "summary": "Stöd i vardagen.", "description": "Vi hjälper familjen.",
    }  # fmt: skip
    return {
        "contentId": an_id(SERVICE, number), "organizationContentId": COUNTY, "generalDescriptionContentId": None,
        "targetGroups": ["KR1.2"], "industrialClasses": [], "lifeEvents": ["KE7"],
        "ontologyTerms": ["http://www.yso.fi/onto/koko/p1"], "serviceClasses": ["P3", "P3.6"],
        "producers": {
            "selfProducedProducers": {"organizations": [COUNTY]},
            "procuredProducers": {"organizations": [], "other": [{"name": {"fi": "Esimerkki Oy"}}]},
            "otherProducers": {"organizations": [], "other": []},
        },
        "otherResponsibleOrganizations": [], "chargeType": "Free", "fundingType": "PubliclyFunded",
        "serviceLanguages": ["fi", "sv"], "area": area(), "publishedAt": PUBLISHED, "migratedAt": None,
        "serviceType": "Service", "languageVersions": {"fi": finnish, "sv": swedish}, **changes,
    }  # fmt: skip


def given(start: str = "09:00", end: str = "15:00", status: str = "Open", **changes: Any) -> Payload:
    return {
        "start": start, "end": end, "openingStatus": status, "repetition": "Weekly", "additionalInformation": {}, **changes,
    }  # fmt: skip


def hours(kind: str, **fields: Any) -> Payload:
    """One set of opening hours; keys that are weekdays make its week."""
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    week = {day: {"hours": fields.pop(day)} for day in days if day in fields}
    found = {"type": f"{kind}ServiceHour", "heading": {}, "additionalInformation": {}, **fields}
    return {**found, "weeklyHours": week} if week else found


def workdays() -> Payload:
    days = ("monday", "tuesday", "wednesday", "thursday", "friday")
    return hours("WeeklyUntilFurtherNotice", **{day: [given()] for day in days})


def feast(name: str, *said: Payload) -> Payload:
    return {"holidayName": name, "hours": list(said) or [given("00:00", "23:59", "Closed")]}


def all_hours(*sets: Payload, holidays: list[Payload] | None = None, years: list[int] | None = None) -> Payload:
    """The opening hours of a channel."""
    every: Payload = {"type": "RepetitionEveryYear"}
    repetition = every if years is None else {"type": "RepetitionInSelectedYears", "years": years}
    feasts = {"repetition": repetition, "holidays": holidays} if holidays else None
    return {"hours": list(sets), "holidayServiceHours": feasts}


def channel(kind: str, number: int = 1, words: Payload | None = None, **changes: Any) -> Payload:
    """What all channels have."""
    finnish = {"name": f"Kanava {number}", "summary": "Lyhyt.", "description": "Pitkä.", **(words or {})}
    return {
        "contentId": an_id(CHANNEL, number), "organizationContentId": COUNTY, "allowedConnectionType": "AllOrganizations",
        "serviceLanguages": ["fi", "sv"], "area": area(), "publishedAt": PUBLISHED, "migratedAt": None,
        "serviceChannelType": kind, "languageVersions": {"fi": finnish, "sv": {"name": f"Kanal {number}"}}, **changes,
    }  # fmt: skip


def phone_channel(number: int = 1, **changes: Any) -> Payload:
    words = {"phoneNumbers": [phone()], "webAddress": {"url": None, "name": None}, "supportEmails": []}
    return channel("TelephoneService", number, words, **{"serviceHours": all_hours(workdays()), **changes})


def online_channel(number: int = 1, **changes: Any) -> Payload:
    words = {
        "webAddress": {"url": "https://asiointi.esimerkkila.example", "name": "Asiointi"}, "attachmentLinks": [],
        "supportEmails": [{"email": "tuki@esimerkkila.example"}], "supportPhoneNumbers": [phone()],
        "accessibilityClassificationLevel": {"type": "PartiallyCompliant", "wcagLevel": "LevelAA"},
    }  # fmt: skip
    fields = {
        "electronicSignature": {"type": "Required", "numberOfRequiredSignatures": 1},
        "electronicIdentification": "Required", "serviceHours": all_hours(workdays()),
    }  # fmt: skip
    return channel("EService", number, words, **{**fields, **changes})


def page_channel(number: int = 1, **changes: Any) -> Payload:
    words = {
        "webAddress": {"url": "https://www.esimerkkila.example/perheet", "name": None},
        "accessibilityClassificationLevel": "Unknown",
    }  # fmt: skip
    return channel("WebPage", number, words, **changes)


def form_channel(number: int = 1, **changes: Any) -> Payload:
    file = {"name": "Lomake", "url": "https://www.esimerkkila.example/lomake.pdf", "type": "pdf"}
    delivery = {
        "deliveryAddressType": "PostOfficeBox", "postOfficeBox": {"fi": "PL 1"}, "postalCode": "00000",
        "additionalInformation": {}, "recipient": {"fi": "Perhepalvelut", "sv": None},
    }  # fmt: skip
    words = {"formIdentifier": "EH-1", "formFiles": [file]}
    return channel("PrintableForm", number, words, **{"deliveryAddresses": [delivery], **changes})


def point(easting: Any = 338000, northing: Any = 6683000, source: str = "NLS", system: str = "EPSG:3067") -> Payload:
    return {"system": system, "source": source, "easting": easting, "northing": northing}


def street(**changes: Any) -> Payload:
    return {
        "addressSource": {"source": "Posti"}, "streetName": {"fi": "Esimerkkikatu", "sv": "Exempelgatan"},
        "addressDetail": "1", "postalCode": "00000", "coordinates": [point()],
        "additionalInformation": {"fi": "Ovi pihalta"}, "accessibilityRegisterServicePointId": "9501", **changes,
    }  # fmt: skip


def place(number: int = 1, **changes: Any) -> Payload:
    words = {
        "alternativeName": None, "isAlternativeNamePrimary": False, "contactFaxNumbers": [], "contactWebPages": [],
        "contactEmails": [{"email": "perhekeskus@esimerkkila.example"}], "contactPhoneNumbers": [phone()],
    }  # fmt: skip
    box = {"postalCode": "00000", "postOfficeBox": {"fi": "PL 1"}, "additionalInformation": {}}
    fields = {
        "location": {"foreignAddresses": [], "otherAddresses": [], "streetAddresses": [street()]},
        "contactAddresses": {"foreignAddresses": [], "postOfficeBoxAddresses": [box], "streetAddresses": []},
        "serviceHours": all_hours(workdays()),
    }
    return channel("ServiceLocation", number, words, **{**fields, **changes})


def organisation(number: int = 1, **changes: Any) -> Payload:
    finnish: Payload = {
        "name": "Esimerkkilän hyvinvointialue", "alternativeName": None, "isAlternativeNamePrimary": False,
        "summary": "Järjestää palvelut.", "description": None, "contactWebPages": [], "contactPhoneNumbers": [phone()],
        "contactEmails": [{"email": "kirjaamo@esimerkkila.example", "additionalInformation": "Kirjaamo"}],
    }  # fmt: skip
    return {
        "contentId": an_id(ORGANISATION, number), "businessId": "0000000-0", "oid": None, "eInvoiceAddresses": [],
        "organizationType": "RegionalOrganization", "area": area(), "publishedAt": PUBLISHED,
        "location": None, "contactAddresses": None, "languageVersions": {"fi": finnish}, **changes,
    }  # fmt: skip


def connection(service_number: int = 1, channel_number: int = 1, **changes: Any) -> Payload:
    finnish: Payload = {
        "description": None, "chargeTypeAdditionalInformation": None, "contactPhoneNumbers": [],
        "contactFaxNumbers": [], "contactEmails": [], "contactWebPages": [],
    }  # fmt: skip
    return {
        "serviceContentId": an_id(SERVICE, service_number), "channelContentId": an_id(CHANNEL, channel_number),
        "contactAddresses": None, "chargeType": None, "serviceHours": all_hours(), "publishedAt": PUBLISHED,
        "languageVersions": {"fi": finnish}, **changes,
    }  # fmt: skip
