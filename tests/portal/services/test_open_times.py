"""What is open now: the kept times against the kernel's answers, and the list that is narrowed by them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client

from portal.services import opening_days
from portal.services.hours import (
    Exceptional,
    Interval,
    OpeningHours,
    Rule,
    Season,
    State,
    answer,
    open_between,
    week,
)
from portal.services.hours.walls import FINLAND
from portal.services.models import ChannelFacts, OpenSpan, PlaceFacts, ServicePlace
from tests.portal.services import builders, catalogues

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=FINLAND)
OPEN = "/fi/palvelut/?open=1"


def random_hours(chance: Random, start: datetime) -> OpeningHours:
    """A timetable of any kind, with nights, holidays, exceptions and an end of what is vouched for."""
    days = {
        day: [Interval(time(chance.randrange(24), chance.choice([0, 30])), time(chance.randrange(24))) for _ in range(chance.randint(0, 2))]
        for day in range(7)
    }  # fmt: skip
    rules: tuple[Rule | tuple[Interval, ...], ...] = (Rule.AS_USUAL, Rule.UNKNOWN, ())
    day = start.date() + timedelta(days=chance.randint(0, 12))
    return OpeningHours(
        (Season(week(days)) if chance.random() < 0.8 else Season(always=True),),
        (Exceptional(day, day + timedelta(days=1), chance.choice([(), (Interval(time(22), time(2)),)])),),
        on_holidays=chance.choice(rules),
        on_eves=chance.choice(rules),
        valid_until=chance.choice([None, day]),
    )


@pytest.mark.parametrize("seed", [1, 2, *(pytest.param(seed, marks=pytest.mark.wide) for seed in range(3, 60))])
def test_the_times_between_two_instants_are_those_at_which_the_answer_is_open(seed: int) -> None:
    chance = catalogues.chance_of(seed)
    for start in (datetime(2026, 12, 20, tzinfo=FINLAND), datetime(2027, 3, 25, tzinfo=FINLAND)):
        hours, end = random_hours(chance, start), start + timedelta(days=14)
        times = open_between(hours, start, end, opening_days)
        assert all(since < until for since, until in times)
        assert all(until < since for (_, until), (since, _) in pairwise(times))
        for _number in range(60):
            at = start + timedelta(minutes=chance.randrange(14 * 24 * 60))
            is_open = any(since <= at < until for since, until in times)
            assert is_open == (answer(hours, at, opening_days).state is State.OPEN), (at, times)


@pytest.fixture
def monday(monkeypatch: Any) -> datetime:
    """Half past nine on an ordinary Monday."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MONDAY)
    return MONDAY


def is_found(client: Client, monkeypatch: Any, at: datetime) -> bool:
    """Whether the service stands in what is open at a moment."""
    cache.clear()
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return "/fi/palvelut/kotipalvelu-fi/" in client.get(OPEN).content.decode()


@pytest.mark.django_db
def test_only_what_is_surely_open_is_found_as_open(client: Client, monkeypatch: Any, monday: datetime) -> None:
    builders.service()
    assert is_found(client, monkeypatch, monday)
    assert not is_found(client, monkeypatch, monday.replace(hour=8))
    assert not is_found(client, monkeypatch, monday.replace(hour=12, minute=30))
    assert not is_found(client, monkeypatch, monday + timedelta(days=5))


@pytest.mark.django_db
def test_a_page_of_what_is_open_is_kept_until_the_first_change(client: Client, monkeypatch: Any) -> None:
    at = MONDAY.replace(hour=12, minute=29)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    builders.service()
    response = client.get(OPEN)
    assert response["Cache-Control"] == "public, max-age=60"


@pytest.mark.django_db
def test_what_must_be_booked_is_never_open(client: Client, monkeypatch: Any, monday: datetime) -> None:
    facts = builders.service()
    channel = ChannelFacts.objects.get(service_links__facts=facts)
    channel.by_appointment = True
    channel.save()
    assert not OpenSpan.objects.exists()
    assert not is_found(client, monkeypatch, monday)


@pytest.mark.django_db
def test_a_door_counts_where_one_may_walk_in_and_follows_its_place(monday: datetime) -> None:
    facts, place = builders.facts(phone=""), builders.place()
    facts.place_links = [ServicePlace(place=place)]
    facts.save()
    assert OpenSpan.objects.filter(facts=facts).count() == 8
    PlaceFacts.objects.get(pk=place.pk).save()
    assert OpenSpan.objects.filter(facts=facts).count() == 8
    place = PlaceFacts.objects.get(pk=place.pk)
    place.walk_in = False
    place.save()
    assert not OpenSpan.objects.filter(facts=facts).exists()


@pytest.mark.django_db
def test_the_daily_refresh_moves_the_coming_days_on(monkeypatch: Any, monday: datetime) -> None:
    builders.service()
    later = monday + timedelta(days=21)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    call_command("refresh_finding")
    assert all(one.until > later - timedelta(days=1) for one in OpenSpan.objects.all())
    assert OpenSpan.objects.exists()
