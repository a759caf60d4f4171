"""What is made of entries of v12, and that it is what was made of the same entries in v11."""

from __future__ import annotations

from typing import Any

import pytest

from portal.services.ptv import (
    AddressUse,
    ChannelKind,
    ChannelRecord,
    Charge,
    ConnectionRecord,
    Coverage,
    Kind,
    OrganisationRecord,
    PhoneUse,
    PlaceRecord,
    Provision,
    ServiceRecord,
    Source,
    What,
    read,
)
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as wire


def service(**changes: Any) -> ServiceRecord:
    found = read(Source.V12, Kind.SERVICE, wire.service(**changes))
    assert isinstance(found, ServiceRecord)
    return found


def channel(payload: v11.Payload) -> ChannelRecord:
    found = read(Source.V12, Kind.CHANNEL, payload)
    assert isinstance(found, ChannelRecord)
    return found


def place(**changes: Any) -> PlaceRecord:
    found = read(Source.V12, Kind.CHANNEL, wire.place(**changes))
    assert isinstance(found, PlaceRecord)
    return found


def whats(record: Any) -> set[tuple[str, What]]:
    return {(one.field, one.what) for one in record.problems}


def test_a_service_says_in_v12_what_it_said_in_v11() -> None:
    ours = service(connections=[wire.connection()])
    theirs = read(Source.V11, Kind.SERVICE, v11.service())
    assert isinstance(theirs, ServiceRecord)
    assert (ours.problems, ours.source, ours.source_id) == ((), Source.V12, theirs.source_id)
    different = {key for key, found in ours.field_versions.items() if theirs.field_versions[key] != found}
    # v11 lists the municipalities of a county, v12 names them by themselves; v11 has a law's name in languages without a link.
    assert different == {"area", "laws"}
    assert (ours.area.coverage, ours.area.municipalities, ours.area.counties) == (Coverage.LIMITED, ("951",), ("95",))
    assert ours.laws[0].url == {"fi": "https://www.finlex.example/fi/1301"}


def test_each_kind_of_channel_says_in_v12_what_it_said_in_v11() -> None:
    kinds = ("phone_channel", "online_channel", "form_channel", "page_channel", "place")
    for name in kinds:
        ours = read(Source.V12, Kind.CHANNEL, getattr(wire, name)())
        theirs = read(Source.V11, Kind.CHANNEL, getattr(v11, name)())
        assert isinstance(ours, ChannelRecord | PlaceRecord)
        assert isinstance(theirs, ChannelRecord | PlaceRecord)
        assert type(ours) is type(theirs)
        assert ours.problems == ()
        same = {
            "phones",
            "emails",
            "web_pages",
            "name",
            "organisation",
            "languages",
            "protected",
            "signatures",
            "form_ids",
        }
        for field in same & set(ours.field_versions):
            assert getattr(ours, field) == getattr(theirs, field), (name, field)


def test_a_place_has_its_point_and_its_number_in_the_accessibility_register() -> None:
    visit = place().visiting
    assert visit is not None
    assert (visit.latitude, visit.longitude, visit.accessibility_id) == (60.251367, 24.072736, "9501")
    assert (visit.street["sv"], visit.number) == ("Exempelgatan", "1")
    assert [one.use for one in place().addresses] == [AddressUse.VISIT, AddressUse.POST]


def test_of_several_points_somebodys_own_is_taken() -> None:
    points = [wire.point(source="AccessibilityRegister"), wire.point(easting=339000, source="User"), wire.point()]
    found = place(location={"streetAddresses": [wire.street(coordinates=points)]})
    assert found.visiting is not None
    assert found.visiting.longitude == pytest.approx(24.0908, abs=0.001)


def test_a_point_of_an_unknown_system_is_told_and_another_taken() -> None:
    unknown = wire.point(60.2, 24.9, "User", "Unknown")
    found = place(location={"streetAddresses": [wire.street(coordinates=[unknown, wire.point()])]})
    assert found.visiting is not None
    assert found.visiting.latitude == 60.251367
    assert whats(found) == {("location.coordinates", What.UNKNOWN_VALUE)}
    alone = place(location={"streetAddresses": [wire.street(coordinates=[unknown])]})
    assert alone.visiting is not None
    assert alone.visiting.latitude is None


def test_addresses_abroad_and_other_addresses_are_read() -> None:
    location = {
        "foreignAddresses": [{"address": {"en": "1 Example Street"}, "countryCode": "SE"}],
        "otherAddresses": [
            {"postalCode": "00000", "coordinates": [wire.point()], "additionalInformation": {"fi": "Laituri"}}
        ],
    }
    other, abroad = place(location=location, contactAddresses=None).addresses
    assert (abroad.lines, abroad.country) == ({"en": "1 Example Street"}, "SE")
    assert (other.note, other.latitude) == ({"fi": "Laituri"}, 60.251367)


def test_numbers_by_their_types() -> None:
    words = {
        "name": "Puhelin",
        "phoneNumbers": [
            wire.phone("116117", type="DomesticPhone", dialCode=None, chargeType="Free"),
            wire.phone("791234567", type="Sms", chargeType="ExtraCharge"),
            wire.phone("791234567", type="Fax"),
            wire.phone("", type="Fax"),
        ],
    }
    found = channel(wire.phone_channel(languageVersions={"fi": words}))
    assert [one.display for one in found.phones] == ["116117", "+358 791234567", "+358 791234567"]
    assert [one.use for one in found.phones] == [PhoneUse.CALL, PhoneUse.TEXT, PhoneUse.FAX]
    assert [one.charge for one in found.phones] == [Charge.FREE, Charge.EXTRA, Charge.CHARGED]
    assert found.problems == () or whats(found) == {("phoneNumbers", What.MISSING)}


def test_a_connection_is_read_and_joined_to_its_service() -> None:
    words = {
        "description": "Tiistaisin.", "chargeTypeAdditionalInformation": "2 e",
        "contactEmails": [{"email": "ryhma@esimerkkila.example"}], "contactFaxNumbers": [wire.phone(type="Fax")],
    }  # fmt: skip
    given = wire.connection(
        chargeType="Other", languageVersions={"fi": words}, serviceHours=wire.all_hours(wire.workdays())
    )
    found = service(connections=[given, {"serviceContentId": "x"}])
    assert whats(found) == {("connections", What.MISSING)}
    (joined,) = found.connections
    assert joined == read(Source.V12, Kind.CONNECTION, given)
    assert isinstance(joined, ConnectionRecord)
    assert (joined.cost, joined.charge, joined.phones[0].use) == ({"fi": "2 e"}, Charge.OTHER, PhoneUse.FAX)
    assert joined.hours is not None
    assert service(connections=[wire.connection()]).connections[0].hours is None


def test_producers_and_vouchers() -> None:
    other = {"organizations": [v11.an_id(1, 9), "00000000-0000-0000-0000-000000000000"], "other": [{"name": {}}, None]}
    voucher = {
        "voucherType": "WithUrl",
        "urls": [{"name": "Seteli", "url": "https://seteli.esimerkkila.example", "additionalInformation": "Hae"}],
    }
    words = {"fi": {"name": "A", "voucher": voucher}, "sv": {"name": "B", "voucher": {
        "voucherType": "WithAdditionalInformation", "additionalInformation": "Fråga"}}}  # fmt: skip
    found = service(producers={"otherProducers": other}, languageVersions=words)
    assert [(one.provision, one.organisation) for one in found.producers] == [(Provision.OTHER, v11.an_id(1, 9))]
    assert (found.vouchers[0].name, found.vouchers[0].note, found.voucher_notes) == ("Seteli", "Hae", {"sv": "Fråga"})
    assert whats(found) == {("producers.otherProducers", What.NOT_AN_ID)}


def test_the_other_types_of_service_have_their_times() -> None:
    words = {
        "name": "Lupa",
        "processingTimeAdditionalInformation": "2 viikkoa",
        "deadlineAdditionalInformation": "1.1.",
    }
    found = service(serviceType="PermitOrOtherObligation", languageVersions={"fi": words})
    assert (found.type, found.processing_time, found.deadline) == ("permit", {"fi": "2 viikkoa"}, {"fi": "1.1."})


def test_kinds_of_channels() -> None:
    found = [wire.phone_channel(), wire.online_channel(), wire.page_channel(), wire.form_channel()]
    assert [channel(one).kind for one in found] == [
        ChannelKind.PHONE, ChannelKind.ONLINE, ChannelKind.WEB_PAGE, ChannelKind.FORM,
    ]  # fmt: skip
    assert channel(wire.online_channel()).protected is True
    assert channel(wire.online_channel(electronicIdentification="NotRequired")).protected is False
    assert (channel(wire.online_channel()).accessibility[0].level, channel(wire.page_channel()).accessibility[0].level) == (
        "partial", "unknown",
    )  # fmt: skip


def test_null_is_nothing_and_no_problem() -> None:
    empty = service(**{key: None for key in wire.service() if key not in {"contentId", "languageVersions"}})
    assert (empty.problems, empty.connections, empty.area.coverage) == ((), (), None)
    assert channel(wire.phone_channel(area=None, publishedAt=None)).problems == ()
    assert whats(service(languageVersions=None)) == {("name", What.MISSING)}


def test_an_organisation_is_read() -> None:
    found = read(Source.V12, Kind.ORGANISATION, wire.organisation())
    assert isinstance(found, OrganisationRecord)
    assert (found.type, found.business_code, found.emails[0].note, found.problems) == (
        "regional", "0000000-0", "Kirjaamo", (),
    )  # fmt: skip
