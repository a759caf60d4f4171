"""Servers that keep the description of the registry less strictly: no page counts, packed answers, other addresses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from portal.services.ptv import CannotRead, Kind, Page, PlaceRecord, Registry, ServiceRecord, Source, read, registry_at
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.registries import CONTACT, Made, ids, ids_of
from tests.kernels.ptv_server.server import KEY, REGISTER, Trouble, Wish, World

both = pytest.mark.parametrize("version", [11, 12])
ALL = ids(2, *range(1, 8))


def pages_of(registry: Registry) -> list[Page]:
    found = list(registry.pages(Kind.SERVICE))
    assert not any(one.fault for one in found)
    assert found[-1].cursor == ""
    return found


@both
@pytest.mark.parametrize("size", [1, 3, 7])
def test_a_list_without_a_page_count_is_read_to_its_end(make: Callable[..., Made], version: int, size: int) -> None:
    world, registry, pauses = make(version)
    world.counts_pages, world.page_size = False, size
    assert ids_of(pages_of(registry)) == ALL
    assert pauses == []


@both
def test_a_server_that_gives_one_page_for_ever_is_read_once(
    make: Callable[..., Made], version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, registry, _ = make(version)
    world.counts_pages, world.page_size = False, 100
    answer, kind = world.answer, "Service?" if version == 11 else "service/search"

    def always_the_first(address: str, key: str) -> Any:
        return answer(address.replace("page=2", "page=1"), key)

    monkeypatch.setattr(world, "answer", always_the_first)
    assert ids_of(pages_of(registry)) == ALL
    assert sum(kind in one for one in world.addresses()) == 2


@both
def test_beyond_the_last_page_there_may_be_nothing_at_all(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    world.counts_pages, world.page_size = False, 100
    world.wishes = [Wish(Trouble.NOT_FOUND, "Service?page=2" if version == 11 else "service/search?page=2")]
    assert ids_of(pages_of(registry)) == ALL


@both
def test_one_entry_on_each_page_is_read_too(make: Callable[..., Made], version: int) -> None:
    world, registry, _ = make(version)
    world.page_size = 1
    assert [one.number for one in pages_of(registry)] == list(range(1, 8))


@both
def test_packed_answers_are_unpacked_and_half_of_one_is_asked_for_again(
    make: Callable[..., Made], version: int
) -> None:
    world, registry, pauses = make(version)
    world.packs, world.wishes = True, [Wish(Trouble.HALF_JSON)]
    assert ids_of(pages_of(registry)) == ALL
    assert pauses == [1]


def test_a_packed_answer_is_no_larger_than_an_open_one_may_be(make: Callable[..., Made]) -> None:
    world, registry, _ = make(11, limit=1_000_000)
    world.packs, world.wishes = True, [Wish(Trouble.HUGE)]
    with pytest.raises(CannotRead, match="more than"):
        list(registry.pages(Kind.SERVICE))


@pytest.mark.parametrize(
    ("version", "path"), [(11, "/api/v11"), (11, "/api/v11/"), (12, ""), (12, "/"), (12, "/api/v12"), (12, "/api/v12/")]
)
def test_an_address_is_the_same_with_a_slash_and_without(
    make: Callable[..., Made], running: tuple[World, str], version: int, path: str
) -> None:
    make(version)
    registry = registry_at(f"{running[1]}{path}", contact=CONTACT, key=KEY if version == 12 else "")
    assert ids_of(pages_of(registry)) == ALL


@pytest.mark.parametrize(
    "moment", ["2026-09-22T07:32:52.026000", "2026-09-22T07:32:52.026Z", "2026-09-22T10:32:52.026+03:00"]
)
def test_an_instant_is_the_same_with_its_zone_and_without(moment: str) -> None:
    eleven = read(Source.V11, Kind.SERVICE, v11.service(modified=moment))
    twelve = read(Source.V12, Kind.SERVICE, v12.service(publishedAt=moment))
    for one in (eleven, twelve):
        assert isinstance(one, ServiceRecord)
        assert one.modified == datetime(2026, 9, 22, 7, 32, 52, 26_000, tzinfo=UTC)


def row(order: str, finnish: str, entrance: int = 1) -> dict[str, Any]:
    heading = v11.text("Reitti", "Rutt")
    return {
        "entranceId": entrance, "sentenceOrderText": order, "sentenceGroups": heading,
        "sentences": v11.text(finnish, f"På svenska: {finnish}"),
    }  # fmt: skip


def test_v12_takes_a_places_sentences_from_their_own_register_and_shows_it_no_key(
    make: Callable[..., Made], running: tuple[World, str]
) -> None:
    world, _, _ = make(12)
    world.points = {"9501": [row("2", "Ovi on raskas."), row("1", "Kynnystä ei ole."), row("1", "Sivuovi.", 2)]}
    register = f"{running[1]}{REGISTER}"
    registry = registry_at(running[1], contact=CONTACT, key=KEY, accessibility=register)
    listed = [one for page in registry.pages(Kind.CHANNEL) for one in page.entries]
    single = registry.entry(Kind.CHANNEL, v11.an_id(3, 2))
    assert single is not None
    for entry in (listed[1], single):
        place = entry.record
        assert isinstance(place, PlaceRecord)
        assert place.accessibility["fi"] == ("Kynnystä ei ole.", "Ovi on raskas.", "Sivuovi.")
        assert place.accessibility["sv"][0] == "På svenska: Kynnystä ei ole."
        assert place.problems == ()
    asked = [headers for address, headers in world.asked if address.startswith(REGISTER)]
    assert len(asked) == 2
    assert not any("x-api-key" in one for one in asked)
    world.points = {}
    again = registry.entry(Kind.CHANNEL, v11.an_id(3, 2))
    assert again is not None
    assert isinstance(again.record, PlaceRecord)
    assert again.record.accessibility == {}


@pytest.mark.parametrize("rows", [{}, "text", [None, 1, {"sentences": 5}, {"sentences": [{"value": None}]}, {}]])
def test_whatever_the_register_says_no_place_is_lost(rows: Any) -> None:
    street = v12.street(accessibilitySentences=rows)
    location = {"streetAddresses": [street], "otherAddresses": [], "foreignAddresses": []}
    place = read(Source.V12, Kind.CHANNEL, v12.place(location=location))
    assert isinstance(place, PlaceRecord)
    assert place.accessibility == {}


def test_only_v12_is_read_with_the_accessibility_register(running: tuple[World, str]) -> None:
    with pytest.raises(ValueError, match="Only version 12"):
        registry_at(f"{running[1]}/api/v11", contact=CONTACT, accessibility=running[1])
