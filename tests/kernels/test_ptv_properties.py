"""No payload breaks an adapter, and no order of lists makes a record another."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services.hours import OpeningHours
from portal.services.ptv import Kind, Record, Source, Unreadable, read
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12

HOLIDAYS = [v12.feast("MayDay"), v12.feast("ChristmasEve", v12.given("09:00", "12:00"))]
CHRISTMAS = v11.hours("Exceptional", isClosed=True, validFrom="2026-12-24T00:00:00", heading=v11.text("jouluaatto"))
BOTH_HOURS = [v11.workdays(), CHRISTMAS, v11.hours("OverMidnight", v11.opened("Friday", last_day="Monday"))]

WHOLE: list[tuple[Source, Kind, v11.Payload]] = [
    (Source.V11, Kind.SERVICE, v11.service(areas=[v11.county_area(), {"type": "Region", "code": "19"}])),
    (Source.V11, Kind.CHANNEL, v11.phone_channel(phoneNumbers=[v11.phone(), v11.phone("791111111")])),
    (Source.V11, Kind.CHANNEL, v11.online_channel()),
    (Source.V11, Kind.CHANNEL, v11.form_channel()),
    (Source.V11, Kind.CHANNEL, v11.place(serviceHours=BOTH_HOURS)),
    (Source.V11, Kind.ORGANISATION, v11.organisation()),
    (Source.V12, Kind.SERVICE, v12.service(connections=[v12.connection(1, 1), v12.connection(1, 2)])),
    (Source.V12, Kind.CHANNEL, v12.phone_channel()),
    (Source.V12, Kind.CHANNEL, v12.online_channel()),
    (Source.V12, Kind.CHANNEL, v12.form_channel()),
    (Source.V12, Kind.CHANNEL, v12.place(serviceHours=v12.all_hours(v12.workdays(), holidays=HOLIDAYS))),
    (Source.V12, Kind.ORGANISATION, v12.organisation()),
    (Source.V12, Kind.CONNECTION, v12.connection(serviceHours=v12.all_hours(v12.workdays()))),
]

OTHER_SHAPES: list[Any] = [None, 7, "x", [], {}, [None], [[]], {"": None}]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["Open", "Closed", "2026-12-24T00:00:00", "25:00", "Monday", v11.an_id(2, 1), "javascript:x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a payload."""
    found = [before] if before else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found += paths(one, (*before, key))
    return found


def changed(payload: v11.Payload, path: tuple[Any, ...], value: Any) -> v11.Payload:
    """The payload with another value in one place."""
    copy = deepcopy(payload)
    target: Any = copy
    for key in path[:-1]:
        if not isinstance(target, dict | list) or (isinstance(target, list) and key >= len(target)):
            return copy
        target = target.get(key) if isinstance(target, dict) else target[key]
    if isinstance(target, dict) or (isinstance(target, list) and path[-1] < len(target)):
        target[path[-1]] = value
    return copy


def shuffled(value: Any, chance: random.Random) -> Any:
    """The same payload with every list and every object in another order."""
    if isinstance(value, dict):
        pairs = [(key, shuffled(one, chance)) for key, one in value.items()]
        chance.shuffle(pairs)
        return dict(pairs)
    if isinstance(value, list):
        found = [shuffled(one, chance) for one in value]
        chance.shuffle(found)
        return found
    return value


def used(found: Any) -> None:
    """Everything that a caller may do with a record."""
    if isinstance(found, Unreadable):
        assert found.problems
        return
    assert isinstance(found, Record)
    assert len(found.version) == 64
    json.dumps(found.as_data()).encode()
    hours = getattr(found, "hours", None)
    if hours:
        assert isinstance(hours.opening(range(2026, 2028)), OpeningHours)
        assert hours.is_whole or hours.certain([2026]) == OpeningHours()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mangled_payload_never_raises(data: st.DataObject) -> None:
    source, kind, payload = data.draw(st.sampled_from(WHOLE))
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(paths(payload)))
        payload = changed(payload, path, data.draw(json_values))
    used(read(source, kind, payload))


@settings(max_examples=30, deadline=None)
@given(json_values, st.sampled_from(list(Source)), st.sampled_from([Kind.SERVICE, Kind.CHANNEL, Kind.CONNECTION]))
def test_any_json_at_all_never_raises(payload: Any, source: Source, kind: Kind) -> None:
    used(read(source, kind, payload))


@pytest.mark.wide
@pytest.mark.parametrize(("source", "kind", "payload"), WHOLE)
def test_every_single_value_can_be_null_or_of_another_shape(source: Source, kind: Kind, payload: v11.Payload) -> None:
    for path in paths(payload):
        for value in OTHER_SHAPES:
            used(read(source, kind, changed(payload, path, value)))


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(WHOLE), st.randoms(use_true_random=False))
def test_no_order_of_lists_makes_another_version(whole: tuple[Source, Kind, Any], chance: random.Random) -> None:
    source, kind, payload = whole
    one, other = read(source, kind, payload), read(source, kind, shuffled(payload, chance))
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    assert one.field_versions == other.field_versions
    assert one.version == other.version


@pytest.mark.parametrize(("source", "kind", "payload"), WHOLE)
def test_a_touch_is_no_change_and_a_change_is_one(source: Source, kind: Kind, payload: v11.Payload) -> None:
    instant = "modified" if source is Source.V11 else "publishedAt"
    one = read(source, kind, payload)
    touched = read(source, kind, {**payload, instant: "2026-11-01T00:00:00"})
    assert isinstance(one, Record)
    assert isinstance(touched, Record)
    assert one.modified != touched.modified
    assert one.version == touched.version


def test_the_fields_that_changed_are_known_by_their_versions() -> None:
    one = read(Source.V11, Kind.CHANNEL, v11.place())
    other = read(Source.V11, Kind.CHANNEL, v11.place(phoneNumbers=[v11.phone("791111111")], serviceHours=[]))
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    assert {key for key, found in one.field_versions.items() if other.field_versions[key] != found} == {
        "phones",
        "hours",
    }


def test_a_week_that_moved_by_a_day_is_another() -> None:
    monday = v11.phone_channel(serviceHours=[v11.hours("DaysOfTheWeek", v11.opened("Monday"))])
    tuesday = v11.phone_channel(serviceHours=[v11.hours("DaysOfTheWeek", v11.opened("Tuesday"))])
    one, other = (read(Source.V11, Kind.CHANNEL, payload) for payload in (monday, tuesday))
    assert isinstance(one, Record)
    assert isinstance(other, Record)
    assert one.version != other.version
