"""Everything that can fail between us and the registry, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from portal.services.ptv import (
    CannotRead,
    Fault,
    Kind,
    Unreadable,
    V12Registry,
)
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server.registries import Made, ids, ids_of
from tests.kernels.ptv_server.server import KEY, ZERO, Trouble, Wish

SEPTEMBER = datetime(2026, 9, 1, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 1, tzinfo=UTC)


both = pytest.mark.parametrize("version", [11, 12])


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
