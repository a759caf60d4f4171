"""Entries of which nothing can be made."""

from __future__ import annotations

import pytest

from portal.services.ptv import Kind, Source, Unreadable, What, read
from tests.kernels.ptv_server import payloads_v11 as wire


@pytest.mark.parametrize("payload", [None, [], "x", 7, {}, {"id": "1"}, {"id": "00000000-0000-0000-0000-000000000000"}])
@pytest.mark.parametrize("kind", [Kind.SERVICE, Kind.CHANNEL, Kind.ORGANISATION])
def test_what_has_no_usable_id_is_unreadable(kind: Kind, payload: object) -> None:
    found = read(Source.V11, kind, payload)
    assert isinstance(found, Unreadable)
    assert found.problems


def test_a_channel_of_an_unknown_kind_is_unreadable_by_its_id() -> None:
    found = read(Source.V11, Kind.CHANNEL, wire.channel("Pigeon"))
    assert isinstance(found, Unreadable)
    assert found.source_id == wire.an_id(3, 1)
    assert ("serviceChannelType", What.UNKNOWN_VALUE) in {(one.field, one.what) for one in found.problems}


@pytest.mark.parametrize("kind", [Kind.SERVICE, Kind.CHANNEL, Kind.ORGANISATION, Kind.CONNECTION])
@pytest.mark.parametrize("payload", [None, [], "x", {}, {"contentId": "00000000-0000-0000-0000-000000000000"}])
def test_what_has_no_usable_id_in_v12_is_unreadable(kind: Kind, payload: object) -> None:
    assert isinstance(read(Source.V12, kind, payload), Unreadable)
