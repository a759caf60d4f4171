"""Reading from a registry over real HTTP: pages, resuming, what is new, what is gone, and everything that can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.services.ptv import (
    CannotRead,
    Fault,
    Fetcher,
    Kind,
    Page,
    Registry,
    ServiceRecord,
    Unreadable,
    V11Registry,
    V12Registry,
    registry_at,
)
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.server import KEY, ZERO, Trouble, Wish, World, registry_of

CONTACT = "ict@esimerkkila.example"
SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)
Made = tuple[World, Registry, list[float]]


def ids(kind: int, *numbers: int) -> list[str]:
    return [v11.an_id(kind, number) for number in numbers]


def ids_of(pages: list[Page]) -> list[str]:
    return sorted(entry.record.source_id for page in pages for entry in page.entries)


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[World, str]]:
    world = World()
    with registry_of(world) as address:
        yield world, address


@pytest.fixture
def make(running: tuple[World, str]) -> Callable[..., Made]:
    """A registry of either version with seven services, and the pauses that its reader made."""

    def made(version: int, **options: Any) -> Made:
        world, address = running
        fresh = World(page_size=3)
        vars(world).update(vars(fresh))
        world.entries = {
            "Service": [v11.service(one) for one in range(1, 8)],
            "ServiceChannel": [v11.phone_channel(1), v11.place(2)],
            "Organization": [v11.organisation()],
            "service": [v12.service(one) for one in range(1, 8)],
            "service-channel": [v12.phone_channel(1), v12.place(2)],
            "organization": [v12.organisation()],
            "connection": [v12.connection(1, 1), v12.connection(1, 2), v12.connection(5, 2)],
        }
        pauses: list[float] = []
        fields = {"timeout": 5.0, "sleep": pauses.append, **options}
        if version == 11:
            return world, V11Registry(Fetcher(f"{address}/api/v11", CONTACT, **fields)), pauses
        fields["headers"] = {"x-api-key": KEY}
        return world, V12Registry(Fetcher(f"{address}/api/v12", CONTACT, **fields)), pauses

    return made


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


@both
@pytest.mark.parametrize("wrong", [ZERO, "", "1", "../Organization", f"{v11.an_id(2, 1)}/x"])
def test_what_is_no_id_is_never_asked_for(make: Callable[..., Made], version: int, wrong: str) -> None:
    world, registry, _ = make(version)
    with pytest.raises(ValueError, match="No id"):
        registry.entry(Kind.SERVICE, wrong)
    assert world.asked == []


def test_v12_takes_404_for_withdrawn_only_from_the_registry_itself(make: Callable[..., Made]) -> None:
    world, registry, _ = make(12)
    world.wishes = [Wish(Trouble.NOT_FOUND)]
    with pytest.raises(CannotRead, match="reason"):
        registry.entry(Kind.SERVICE, v11.an_id(2, 1))


@both
def test_a_list_that_is_not_there_is_no_empty_list(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    world.wishes = [Wish(Trouble.NOT_FOUND)]
    with pytest.raises(CannotRead, match="no such list"):
        next(registry.pages(Kind.SERVICE))


@both
@pytest.mark.parametrize("trouble", [Trouble.ERROR, Trouble.CUT, Trouble.HALF_JSON])
def test_a_trouble_that_passes_is_waited_out(make: Callable[..., Made], version: int, trouble: Trouble) -> None:
    world, registry, pauses = make(version)
    world.wishes = [Wish(trouble, times=3)]
    assert ids_of(list(registry.pages(Kind.SERVICE))) == ids(2, *range(1, 8))
    assert pauses == [1, 2, 4]


@both
@pytest.mark.parametrize("trouble", [Trouble.ERROR, Trouble.CUT, Trouble.HALF_JSON, Trouble.TOO_MANY])
def test_a_trouble_that_stays_ends_the_reading_after_five_tries(
    make: Callable[..., Made], version: int, trouble: Trouble
) -> None:
    world, registry, pauses = make(version)
    world.wishes = [Wish(trouble, times=99)]
    with pytest.raises(CannotRead) as caught:
        next(registry.pages(Kind.SERVICE))
    assert len(world.asked) == 5
    assert len(pauses) == 4
    assert KEY not in str(caught.value)


def test_the_source_says_how_long_to_wait(make: Callable[..., Made]) -> None:
    world, registry, pauses = make(11, longest_pause=5)
    world.wishes = [Wish(Trouble.TOO_MANY, times=1)]
    next(registry.pages(Kind.SERVICE))
    assert pauses == [5]
    world, registry, pauses = make(11)
    world.wishes = [Wish(Trouble.TOO_MANY, times=1)]
    next(registry.pages(Kind.SERVICE))
    assert pauses == [7]


def test_a_source_that_says_nothing_is_left_after_the_timeout(make: Callable[..., Made]) -> None:
    world, registry, pauses = make(11, timeout=0.1, attempts=2)
    world.wishes = [Wish(Trouble.SLOW, times=9)]
    with pytest.raises(CannotRead, match="TimeoutError"):
        next(registry.pages(Kind.SERVICE))
    assert len(pauses) == 1


def test_an_answer_beyond_the_limit_is_not_read_to_its_end(make: Callable[..., Made]) -> None:
    world, registry, pauses = make(11, limit=100_000)
    world.wishes = [Wish(Trouble.HUGE)]
    with pytest.raises(CannotRead, match="more than 100000 bytes"):
        next(registry.pages(Kind.SERVICE))
    assert pauses == []


@both
def test_nobody_is_followed_elsewhere(make: Callable[..., Made], version: int) -> None:
    world, registry, pauses = make(version)
    world.wishes = [Wish(Trouble.REDIRECT)]
    with pytest.raises(CannotRead, match="HTTP 302"):
        next(registry.pages(Kind.SERVICE))
    assert (len(world.asked), pauses) == (1, [])


@both
def test_a_list_that_is_null_is_a_fault_and_never_nothing(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    world.wishes = [Wish(Trouble.NULL_LIST, "page=2")]
    pages = list(registry.pages(Kind.SERVICE))
    assert [page.fault for page in pages] == [None, Fault.NO_LIST, None]
    assert ids_of(pages) == ids(2, 1, 2, 3, 7)
    world.wishes = [Wish(Trouble.NULL_LIST, "page=1")]
    assert next(registry.listed(Kind.SERVICE)).fault is Fault.NO_LIST


def test_what_the_list_names_and_the_source_does_not_give_is_absent(make: Callable[..., Made]) -> None:
    world, registry, _ = make(11)
    world.hidden = {v11.an_id(2, 2), *ids(2, 4, 5, 6)}
    pages = list(registry.pages(Kind.SERVICE))
    assert [page.absent for page in pages] == [(v11.an_id(2, 2),), tuple(ids(2, 4, 5, 6)), ()]
    assert ids_of(pages) == ids(2, 1, 3, 7)


def test_an_id_of_zeros_in_a_list_is_told_and_not_asked_for(make: Callable[..., Made]) -> None:
    world, registry, pauses = make(11)
    world.entries["Service"].insert(0, v11.service(1, id=ZERO))
    first = next(registry.pages(Kind.SERVICE))
    assert [isinstance(entry.record, Unreadable) for entry in first.entries] == [False, False, True]
    assert not any(ZERO in address for address in world.addresses())
    assert pauses == []


def test_an_entry_that_cannot_be_read_loses_no_other(make: Callable[..., Made]) -> None:
    world, registry, _ = make(12)
    world.entries["service"][1] = {"contentId": 7, "publishedAt": "2026-09-22T07:32:52.026Z"}
    assert ids_of(list(registry.pages(Kind.SERVICE))) == ["", *ids(2, 1, 3, 4, 5, 6, 7)]


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


def test_connections_that_do_not_come_are_no_lack_of_connections(make: Callable[..., Made]) -> None:
    world, registry, _ = make(12)
    world.wishes = [Wish(Trouble.NULL_LIST, "connection/search")]
    with pytest.raises(CannotRead):
        next(registry.pages(Kind.SERVICE))


def test_without_the_key_v12_says_nothing(make: Callable[..., Made]) -> None:
    _, registry, _ = make(12)
    assert isinstance(registry, V12Registry)
    registry.fetcher.headers = {}
    with pytest.raises(CannotRead, match="HTTP 401"):
        next(registry.pages(Kind.SERVICE))


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
