"""Opening hours read from payloads, for tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from portal.services import opening_days
from portal.services.hours import OpeningHours, State, answer
from portal.services.hours.walls import FINLAND
from portal.services.ptv import ChannelRecord, Hours, Kind, Source, What, read
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12

YEARS = range(2026, 2029)
Wire = v11.Payload


def read_v11(*sets: Any) -> tuple[Hours | None, set[What]]:
    return hours_of(Source.V11, v11.phone_channel(serviceHours=list(sets)))


def read_v12(*sets: Wire, **more: Any) -> tuple[Hours | None, set[What]]:
    return hours_of(Source.V12, v12.phone_channel(serviceHours=v12.all_hours(*sets, **more)))


def hours_of(source: Source, payload: Wire) -> tuple[Hours | None, set[What]]:
    found = read(source, Kind.CHANNEL, payload)
    assert isinstance(found, ChannelRecord)
    return found.hours, {one.what for one in found.problems}


def whole(found: tuple[Hours | None, set[What]]) -> OpeningHours:
    """The hours, which were understood wholly."""
    hours, problems = found
    assert problems == set()
    assert hours is not None
    assert hours.is_whole
    return hours.certain(YEARS)


def state(hours: OpeningHours, moment: str) -> State:
    return answer(hours, datetime.fromisoformat(moment).replace(tzinfo=FINLAND), opening_days).state
