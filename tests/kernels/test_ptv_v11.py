"""What is made of entries of v11, trap by trap."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from portal.services.ptv import (
    AddressUse,
    ChannelKind,
    ChannelRecord,
    Charge,
    Coverage,
    Kind,
    OrganisationRecord,
    PhoneUse,
    PlaceRecord,
    Problem,
    Provision,
    ServiceRecord,
    Source,
    What,
    read,
)
from tests.kernels.ptv_server import payloads_v11 as wire


def service(**changes: Any) -> ServiceRecord:
    found = read(Source.V11, Kind.SERVICE, wire.service(**changes))
    assert isinstance(found, ServiceRecord)
    return found


def channel(payload: wire.Payload) -> ChannelRecord:
    found = read(Source.V11, Kind.CHANNEL, payload)
    assert isinstance(found, ChannelRecord)
    return found


def place(**changes: Any) -> PlaceRecord:
    found = read(Source.V11, Kind.CHANNEL, wire.place(**changes))
    assert isinstance(found, PlaceRecord)
    return found


def whats(record: Any) -> set[tuple[str, What]]:
    return {(one.field, one.what) for one in record.problems}


def test_a_service_comes_with_its_words_codes_and_people() -> None:
    found = service()
    assert found.problems == ()
    assert found.source_id == wire.an_id(wire.SERVICE, 1)
    assert found.modified == datetime(2026, 8, 14, 9, 12, 31, 104512, tzinfo=UTC)
    assert found.name == {"fi": "Lapsiperheiden sosiaaliohjaus 1", "sv": "Social handledning 1"}
    assert found.everyday_names == {"fi": ("Perheohjaus",)}
    assert found.summary["sv"] == "Stöd i vardagen."
    assert found.description["fi"] == "Autamme perhettä.\n\n* kotona\n* koulussa"
    assert found.how_to_start == {"fi": "Soita neuvontaan."}
    assert (found.cost, found.charge, found.free_of_charge) == ({"fi": "Palvelu on maksuton."}, Charge.FREE, True)
    assert found.grounds == {"fi": "Asut alueella."}
    assert (found.service_classes, found.target_groups, found.life_events) == (("P3", "P3.6"), ("KR1.2",), ("KE7",))
    assert found.ontology_terms == ("http://www.yso.fi/onto/koko/p1",)
    assert found.languages == ("fi", "sv")
    assert (found.area.coverage, found.area.counties) == (Coverage.LIMITED, ("95",))
    assert (found.area.municipalities, found.area.county_municipalities) == ((), ("951", "952"))
    assert (found.laws[0].name["sv"], found.laws[0].url) == (
        "Socialvårdslag", {"fi": "https://www.finlex.example/fi/1301"},
    )  # fmt: skip
    assert found.organisation == wire.COUNTY
    assert [(one.provision, one.organisation, dict(one.name)) for one in found.producers] == [
        (Provision.OWN, wire.COUNTY, {}), (Provision.PURCHASED, "", {"fi": "Esimerkki Oy"}),
    ]  # fmt: skip
    assert [one.channel for one in found.connections] == [wire.an_id(wire.CHANNEL, 1)]


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ({"type": "PermitOrObligation"}, {"type": "PermissionAndObligation"}),
        ({"type": "ProfessionalQualification"}, {"type": "ProfessionalQualifications"}),
        ({"serviceChargeType": "Chargeable"}, {"serviceChargeType": "Charged"}),
        ({"serviceChargeType": "FreeOfCharge"}, {"serviceChargeType": "Free"}),
        ({"areaType": "Nationwide"}, {"areaType": "WholeCountry"}),
        ({"areaType": "NationwideExceptAlandIslands"}, {"areaType": "WholeCountryExceptAlandIslands"}),
        ({"areaType": "LimitedType"}, {"areaType": "AreaType"}),
        (
            {"serviceNames": wire.text("N", type="AlternativeName")},
            {"serviceNames": wire.text("N", type="AlternateName")},
        ),
        ({"areas": [wire.county_area()]}, {"areas": [{**wire.county_area(), "type": "WellbeingServicesCounties"}]}),
    ],
)
def test_older_spellings_mean_the_same(new: wire.Payload, old: wire.Payload) -> None:
    assert service(**new) == service(**old)


@pytest.mark.parametrize(
    ("new", "old"),
    [("SelfProducedServices", "SelfProduced"), ("ProcuredServices", "PurchaseServices"), ("Other", "other")],
)
def test_older_spellings_of_provision_mean_the_same(new: str, old: str) -> None:
    def producer(provision: str) -> list[wire.Payload]:
        return [{"organization": {"id": wire.COUNTY}, "roleType": "Producer", "provisionType": provision}]

    assert service(organizations=producer(new)).producers == service(organizations=producer(old)).producers


def test_null_instead_of_lists_and_texts_is_nothing_and_no_problem() -> None:
    kept = {"id", "serviceNames", "modified"}
    empty = service(**{key: None for key in wire.service() if key not in kept})
    assert empty.problems == ()
    assert (empty.description, empty.connections, empty.service_classes, empty.charge) == ({}, (), (), None)
    assert empty.free_of_charge is None


def test_keys_that_are_not_there_are_as_null() -> None:
    found = read(Source.V11, Kind.SERVICE, {"id": wire.an_id(2, 1), "serviceNames": wire.text("Nimi", type="Name")})
    assert isinstance(found, ServiceRecord)
    assert (found.problems, found.modified) == ((), None)


def test_a_class_is_known_by_its_code_else_by_the_end_of_its_newer_address() -> None:
    older = {"code": None, "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1065", "newUri": "http://uri.suomi.fi/x/code/P3.7"}
    plain = {"uri": "http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/P5/"}
    found = service(serviceClasses=[wire.classified("P3.6"), older, plain])
    assert (found.service_classes, found.problems) == (("P3.6", "P3.7", "P5"), ())


def test_a_class_with_nothing_but_an_urn_is_a_problem_and_no_code() -> None:
    found = service(serviceClasses=[{"code": None, "uri": "http://urn.fi/URN:NBN:fi:au:ptvl:v1065"}, {}])
    assert found.service_classes == ()
    assert whats(found) == {("serviceClasses", What.UNKNOWN_VALUE), ("serviceClasses", What.MISSING)}


def test_a_municipality_as_an_area_stands_in_its_municipalities() -> None:
    area = {"type": "Municipality", "code": None, "name": None, "municipalities": [wire.municipality("953")]}
    region = {"type": "Region", "code": "19", "municipalities": None}
    district = {"type": "HospitalDistrict", "code": "25", "municipalities": []}
    found = service(areas=[area, region, district]).area
    assert (found.municipalities, found.regions, found.counties) == (("953",), ("19",), ())
    assert found.others == ("HospitalDistrict 25",)


def test_an_unknown_kind_of_area_is_told_and_the_others_stay() -> None:
    found = service(areas=[wire.county_area(), {"type": "Galaxy", "code": "1"}])
    assert found.area.counties == ("95",)
    assert whats(found) == {("areas.type", What.UNKNOWN_VALUE)}


def test_an_unknown_word_is_a_problem_with_the_word_and_never_a_guess() -> None:
    found = service(serviceChargeType="Barter", fundingType="Lottery")
    assert (found.charge, found.funding) == (None, "")
    assert found.problems == (
        Problem("fundingType", What.UNKNOWN_VALUE, '"Lottery"'),
        Problem("serviceChargeType", What.UNKNOWN_VALUE, '"Barter"'),
    )


def test_numbers_are_shown_with_the_prefix_and_service_numbers_alone() -> None:
    given = [
        wire.phone("791234567"),
        wire.phone("116117", isFinnishServiceNumber=True, serviceChargeType="FreeOfCharge"),
        wire.phone("701234", prefixNumber="+46", type="Sms"),
        wire.phone("791111111", type="Fax", serviceChargeType="Other", chargeDescription="8 snt"),
    ]
    found = channel(wire.phone_channel(phoneNumbers=given))
    assert [one.display for one in found.phones] == ["+358 791234567", "116117", "+46 701234", "+358 791111111"]
    assert [one.national for one in found.phones] == ["0791234567", "116117", "+46 701234", "0791111111"]
    assert [one.use for one in found.phones] == [PhoneUse.CALL, PhoneUse.CALL, PhoneUse.TEXT, PhoneUse.FAX]
    assert [one.charge for one in found.phones] == [Charge.CHARGED, Charge.FREE, Charge.CHARGED, Charge.OTHER]
    assert found.phones[3].charge_note == "8 snt"
    assert found.problems == ()


def test_a_zero_after_a_prefix_is_left_out_and_told() -> None:
    found = channel(wire.phone_channel(phoneNumbers=[wire.phone("0791234567")]))
    assert found.phones[0].display == "+358 791234567"
    assert whats(found) == {("phoneNumbers", What.LEADING_ZERO)}


@pytest.mark.parametrize("name", ["emails", "supportEmails"])
def test_mailboxes_of_a_place_are_read_by_either_name(name: str) -> None:
    changes: wire.Payload = {"emails": None, name: wire.text("palaute@esimerkkila.example")}
    assert [one.address for one in place(**changes).emails] == ["palaute@esimerkkila.example"]


def test_a_place_has_its_point_in_degrees_and_its_sentences_by_language() -> None:
    found = place()
    visit = found.visiting
    assert visit is not None
    assert (visit.latitude, visit.longitude) == (60.251367, 24.072736)
    assert (visit.street["sv"], visit.number, visit.municipality) == ("Exempelgatan", "1", "951")
    assert [one.use for one in found.addresses] == [AddressUse.VISIT, AddressUse.POST]
    assert found.addresses[1].po_box == {"fi": "PL 1"}
    assert found.accessibility["fi"] == ("Ovella ei ole kynnystä.", "Ovella on kynnys.")
    assert found.accessibility["sv"][0] == "På svenska: Ovella ei ole kynnystä."
    assert found.problems == ()


@pytest.mark.parametrize(
    ("latitude", "longitude", "what"),
    [
        ("338000.000", "6683000.000", What.OUTSIDE_FINLAND),
        ("60.2", "24.9", What.OUTSIDE_FINLAND),
        ("nan", "338000", What.OUTSIDE_FINLAND),
        ("pohjoinen", "338000", What.NOT_A_NUMBER),
        ([], "338000", What.NOT_A_NUMBER),
    ],
)
def test_a_point_that_lies_elsewhere_is_no_point(latitude: Any, longitude: Any, what: What) -> None:
    address = {"type": "Location", "streetAddress": wire.street(latitude=latitude, longitude=longitude)}
    found = place(addresses=[address])
    assert (found.addresses[0].latitude, found.addresses[0].longitude) == (None, None)
    assert found.addresses[0].street["fi"] == "Esimerkkikatu"
    assert whats(found) == {("addresses.coordinates", what)}


def test_an_address_without_a_point_is_no_problem() -> None:
    address = {"type": "Location", "streetAddress": wire.street(latitude=None, longitude=None)}
    assert place(addresses=[address]).problems == ()


def test_each_kind_of_channel_becomes_what_the_catalogue_calls_it() -> None:
    made = [wire.phone_channel(), wire.online_channel(), wire.page_channel(), wire.form_channel()]
    found = [channel(one) for one in made]
    assert [one.kind for one in found] == [
        ChannelKind.PHONE, ChannelKind.ONLINE, ChannelKind.WEB_PAGE, ChannelKind.FORM,
    ]  # fmt: skip
    assert [one.problems for one in found] == [()] * 4
    phone, online, page, form = found
    assert (phone.protected, online.protected, online.signatures) == (None, True, 1)
    assert online.web_pages[0].url == "https://asiointi.esimerkkila.example"
    assert (online.accessibility[0].level, online.accessibility[0].wcag) == ("partial", "AA")
    assert page.web_pages[0].name == ""
    assert (form.forms[0].url, form.forms[0].form) == ("https://www.esimerkkila.example/lomake.pdf", "pdf")
    assert (form.form_ids, form.addresses[0].use) == ({"fi": "EH-1"}, AddressUse.DELIVERY)
    assert form.addresses[0].receiver == {"fi": "Perhepalvelut"}
    assert phone.connections[0].service == wire.an_id(wire.SERVICE, 1)


def test_a_connection_has_what_it_says_in_place_of_the_channel() -> None:
    contact = {"emails": wire.text("ryhma@esimerkkila.example"), "phoneNumbers": [wire.phone("791112223")]}
    given = wire.connected(
        "serviceChannel", wire.an_id(3, 7), contactDetails=contact, serviceHours=[wire.hours(isAlwaysOpen=True)],
        serviceChargeType="Other",
        description=[*wire.text("Tiistaisin.", type="Description"), *wire.text("2 e", type="ChargeTypeAdditionalInfo")],
    )  # fmt: skip
    found = service(serviceChannels=[given]).connections[0]
    assert found.source_id == f"{wire.an_id(2, 1)}:{wire.an_id(3, 7)}"
    assert (found.description, found.cost, found.charge) == ({"fi": "Tiistaisin."}, {"fi": "2 e"}, Charge.OTHER)
    assert (found.phones[0].number, found.emails[0].address) == ("791112223", "ryhma@esimerkkila.example")
    assert found.hours is not None
    assert found.hours.seasons[0].always
    assert service().connections[0].hours is None


def test_both_sides_of_a_connection_have_one_id() -> None:
    assert service().connections[0].source_id == channel(wire.phone_channel()).connections[0].source_id


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.esimerkkila.example", "https://", "ftp://x.example", 7])
def test_only_addresses_of_the_web_are_taken(url: Any) -> None:
    found = channel(wire.page_channel(webPages=[{"url": url, "value": "Nimi", "language": "fi"}]))
    assert found.web_pages == ()
    assert len(found.problems) == 1


def test_texts_lose_what_no_database_keeps() -> None:
    found = service(serviceNames=wire.text("  A\x00b\r\nc\ud800 ", type="Name"))
    assert found.name == {"fi": "Ab\nc"}


def test_a_text_beyond_all_measure_is_told_and_not_taken() -> None:
    found = service(keywords=wire.text("a" * 20_001))
    assert found.keywords == {}
    assert whats(found) == {("keywords", What.TOO_LONG)}
    assert len(found.problems[0].raw) == 500


def test_an_organisation_is_read() -> None:
    found = read(Source.V11, Kind.ORGANISATION, wire.organisation())
    assert isinstance(found, OrganisationRecord)
    assert (found.type, found.business_code, found.problems) == ("regional", "0000000-0", ())
    assert found.name["sv"] == "Exempelby välfärdsområde"
