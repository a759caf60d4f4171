"""Reading from a registry over real HTTP: pages, resuming, what is new and what is gone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.services.ptv import (
    CannotRead,
    Kind,
    Page,
    ServiceRecord,
    V11Registry,
    V12Registry,
    registry_at,
)
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server.registries import CONTACT, Made, ids, ids_of
from tests.kernels.ptv_server.server import KEY

SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)


both = pytest.mark.parametrize("version", [11, 12])


@both
def test_all_kinds_are_read_page_by_page(make: Callable[..., Made], version: int) -> None:
    world, registry, pauses = make(version)
    pages = list(registry.pages(Kind.SERVICE))
    assert ids_of(pages) == ids(2, *range(1, 8))
    assert [(page.number, page.count) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert [page.fault for page in pages] == [None] * 3
    assert pages[-1].cursor == ""
    assert ids_of(list(registry.pages(Kind.CHANNEL))) == ids(3, 1, 2)
    assert ids_of(list(registry.pages(Kind.ORGANISATION))) == ids(1, 1)
    assert pauses == []
    assert {headers["User-Agent"] for _, headers in world.asked} == {f"Tukiportti ({CONTACT})"}


@both
def test_the_payload_that_came_is_handed_over(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    entry = next(registry.pages(Kind.ORGANISATION)).entries[0]
    assert entry.payload == world.entries["Organization" if version == 11 else "organization"][0]


@both
def test_reading_goes_on_after_any_page_as_if_it_had_never_stopped(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    whole = list(registry.pages(Kind.SERVICE))
    for place, page in enumerate(whole[:-1]):
        world.asked.clear()
        rest = list(registry.pages(Kind.SERVICE, cursor=page.cursor))
        assert ids_of(rest) == ids_of(whole[place + 1 :])
        assert not any("page=1&" in f"{address}&" for address in world.addresses() if "connection" not in address)


def test_a_long_list_of_ids_is_read_by_hundreds_and_resumed_between(make: Callable[..., Made]) -> None:
    world, registry, _ = make(11)
    world.page_size = 1000
    world.entries["Service"] = [v11.service(one) for one in range(1, 106)]
    pages = list(registry.pages(Kind.SERVICE))
    assert [len(page.entries) for page in pages] == [100, 5]
    rest = list(registry.pages(Kind.SERVICE, cursor=pages[0].cursor))
    assert ids_of(rest) == ids(2, *range(101, 106))


@both
def test_only_what_is_new_is_read(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    name, instant = ("Service", "modified") if version == 11 else ("service", "publishedAt")
    world.entries[name][3][instant] = "2026-11-01T10:00:00Z"
    assert ids_of(list(registry.pages(Kind.SERVICE, since=OCTOBER))) == ids(2, 4)
    if version == 11:
        assert "date=2026-10-01T00%3A00%3A00" in world.addresses()[0]
        assert not world.addresses()[0].endswith("Z")


@both
def test_nothing_new_is_one_empty_page_without_a_fault(make: Callable[..., Made], version: int) -> None:
    _, registry, _ = make(version)
    assert list(registry.pages(Kind.SERVICE, since=OCTOBER)) == [Page((), "", 1, 1)]


@both
def test_ids_alone_and_those_withdrawn(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    name = "Service" if version == 11 else "service"
    world.archived[name] = ids(2, 11, 12, 13, 14)
    world.withdrawn[name] = ids(2, 15)
    listed = list(registry.listed(Kind.SERVICE))
    assert [one for page in listed for one in page.ids] == ids(2, *range(1, 8))
    gone = list(registry.withdrawn(Kind.SERVICE, since=SEPTEMBER))
    expected = ids(2, 11, 12, 13, 14, 15) if version == 11 else ids(2, 11, 12, 13, 14)
    assert [one for page in gone for one in page.ids] == expected
    rest = list(registry.withdrawn(Kind.SERVICE, since=SEPTEMBER, cursor=gone[0].cursor))
    assert [one for page in rest for one in page.ids] == expected[3:]
    assert list(registry.withdrawn(Kind.CHANNEL, since=SEPTEMBER))[-1].cursor == ""


@both
def test_a_single_entry_and_one_that_is_withdrawn(make: Callable[..., Made], version: int) -> None:
    _, registry, pauses = make(version)
    found = registry.entry(Kind.SERVICE, v11.an_id(2, 3).upper())
    assert found is not None
    assert found.record.source_id == v11.an_id(2, 3)
    assert registry.entry(Kind.SERVICE, v11.an_id(2, 99)) is None
    assert pauses == []


def test_services_of_v12_come_with_their_connections(make: Callable[..., Made]) -> None:
    world, registry, _ = make(12)
    world.page_size = 1
    found = {entry.record.source_id: entry.record for page in registry.pages(Kind.SERVICE) for entry in page.entries}
    services = [one for one in found.values() if isinstance(one, ServiceRecord)]
    assert [[link.channel for link in one.connections] for one in services[:2]] == [ids(3, 1, 2), []]
    single = registry.entry(Kind.SERVICE, v11.an_id(2, 5))
    assert single is not None
    assert isinstance(single.record, ServiceRecord)
    assert [one.channel for one in single.record.connections] == ids(3, 2)
    connections = [entry for page in registry.pages(Kind.CONNECTION) for entry in page.entries]
    assert len(connections) == 3
    link = registry.entry(Kind.CONNECTION, connections[0].record.source_id)
    assert link is not None
    assert link.record == connections[0].record


def test_a_countys_own_entries(make: Callable[..., Made]) -> None:
    world, registry, _ = make(12)
    assert isinstance(registry, V12Registry)
    registry.county = "95"
    list(registry.pages(Kind.ORGANISATION))
    assert "areaType=LimitedArea&wellbeingServicesCounties=95" in world.addresses()[0]


@both
@pytest.mark.parametrize("cursor", ["x", "1", "1.x", "-1.0", "Archived:x"])
def test_a_cursor_of_something_else_is_refused(make: Callable[..., Made], version: int, cursor: str) -> None:
    _, registry, _ = make(version)
    with pytest.raises(ValueError, match="cursor"):
        next(registry.pages(Kind.SERVICE, cursor=cursor))
    with pytest.raises(ValueError, match="kind"):
        next(registry.pages(Kind.PLACE))


@pytest.mark.parametrize(
    "address", ["http://registry.example/api/v11", "https://", "ftp://x.example", "https://a:b@x.example"]
)
def test_only_an_encrypted_address_without_a_password_is_taken(address: str) -> None:
    with pytest.raises(ValueError, match="https"):
        registry_at(address, contact=CONTACT)
    with pytest.raises(ValueError, match="whom"):
        registry_at("https://registry.example", contact=" \r\n")


def test_the_address_and_the_key_say_which_version_it_is() -> None:
    assert isinstance(registry_at("https://registry.example/api/v11/", contact=CONTACT), V11Registry)
    found = registry_at("https://gateway.example", contact=CONTACT, key=KEY)
    assert isinstance(found, V12Registry)
    assert (found.fetcher.base_url, found.fetcher.headers) == ("https://gateway.example/api/v12", {"x-api-key": KEY})
    with pytest.raises(CannotRead):
        registry_at("/there/is/no/such/folder", contact=CONTACT)
