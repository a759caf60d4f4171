"""The hours kernel against brute force, and what holds of every answer."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.services import opening_days
from portal.services.hours import (
    Advice,
    Exceptional,
    Interval,
    OpeningHours,
    Rule,
    Season,
    State,
    answer,
)
from tests.kernels.hours_model import BEGINS, ENDS, MINUTE, MINUTES, STATES, painted

A_DAY: Final = timedelta(days=1)
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 1, 15, 30, 45, 59]))
intervals = st.builds(Interval, times, times)
day_hours = st.lists(intervals, max_size=3).map(lambda found: tuple(sorted(found)))
days = st.dates(date(2025, 12, 1), date(2028, 2, 1))
ends = st.one_of(st.none(), days)


@st.composite
def periods(draw: st.DrawFn) -> tuple[date | None, date | None]:
    since, until = draw(ends), draw(ends)
    return (until, since) if since and until and until < since else (since, until)


@st.composite
def seasons(draw: st.DrawFn) -> Season:
    since, until = draw(periods())
    week = tuple(draw(st.lists(day_hours, min_size=7, max_size=7)))
    return Season(
        week, since, until, always=draw(st.sampled_from([False] * 5 + [True])), by_appointment=draw(st.booleans())
    )


@st.composite
def exceptions(draw: st.DrawFn) -> Exceptional:
    since = draw(days)
    return Exceptional(since, since + A_DAY * draw(st.integers(0, 20)), draw(day_hours))


@st.composite
def timetables(draw: st.DrawFn) -> OpeningHours:
    rules = st.one_of(st.sampled_from(list(Rule)), day_hours)
    since, until = draw(periods())
    return OpeningHours(
        tuple(draw(st.lists(seasons(), max_size=3))),
        tuple(draw(st.lists(exceptions(), max_size=4))),
        draw(rules),
        draw(rules),
        since,
        until,
        draw(st.sampled_from(["", "social_emergency"])),
    )


moments = st.integers(1, MINUTES - 1).map(lambda minute: BEGINS + minute * MINUTE)


def walked(hours: OpeningHours) -> bytearray:
    """The state of each minute as the kernel tells it, from one change that it names to the next."""
    canvas = bytearray()
    now = BEGINS
    while now < ENDS:
        found = answer(hours, now, opening_days)
        # Without an end the state lasts at least a week.
        until = min(found.until or now + 7 * A_DAY, ENDS)
        canvas += bytes([STATES.index(found.state)]) * int((until - now) / MINUTE)
        now = until
    return canvas


def check_against_the_model(hours: OpeningHours) -> None:
    # The model sees nothing before its first minute: a night that began on the day before is not painted.
    first, last = 2 * 1440, MINUTES - 2 * 1440
    assert walked(hours)[first:last] == painted(hours)[first:last]


# The same few each time; the wide run looks for others.
@settings(max_examples=3, deadline=None, derandomize=True)
@given(timetables())
def test_answers_agree_minute_by_minute_with_brute_force_over_two_years(hours: OpeningHours) -> None:
    check_against_the_model(hours)


@pytest.mark.wide
@settings(max_examples=100, deadline=None)
@given(timetables())
def test_many_answers_agree_minute_by_minute_with_brute_force_over_two_years(hours: OpeningHours) -> None:
    check_against_the_model(hours)


@settings(max_examples=60, deadline=None)
@given(timetables(), moments)
def test_an_answer_is_of_one_piece(hours: OpeningHours, at: datetime) -> None:
    found = answer(hours, at, opening_days)
    assert found == answer(hours, at, opening_days)
    assert (found.advice is Advice.CALL_TO_CHECK) == (found.state is State.UNKNOWN)
    assert found.instead == ("" if found.state is State.OPEN else hours.instead)
    if found.until:
        assert found.until > at
        assert answer(hours, found.until, opening_days).state is not found.state
        assert answer(hours, found.until - timedelta(seconds=1), opening_days).state is found.state
    if found.next_open:
        assert found.state is not State.OPEN
        assert found.next_open > at
        assert answer(hours, found.next_open, opening_days).state is State.OPEN


@settings(max_examples=60, deadline=None)
@given(timetables(), moments)
def test_nothing_is_open_on_a_day_for_which_nobody_vouches(hours: OpeningHours, at: datetime) -> None:
    ended = OpeningHours(hours.seasons, hours.exceptions, Rule.AS_USUAL, Rule.AS_USUAL, None, date(2025, 11, 1))
    assert answer(ended, at, opening_days).state is State.UNKNOWN
