"""Whether a service's phone is answered right now, as its page says it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from portal.services.hours import State
from portal.services.models import ChannelException, ChannelFacts, ChannelHours
from portal.services.opening import Now, now_in_words, opening_hours
from tests.portal.services import builders
from tests.portal.services.test_public_pages import PAGES

HELSINKI = ZoneInfo("Europe/Helsinki")
MONDAY_MORNING = datetime(2026, 11, 23, 10, 0, tzinfo=HELSINKI)


CHECKED = date(2026, 11, 16)


def phone_now(
    channel: ChannelFacts, hours: tuple[ChannelHours, ...], at: datetime, *, is_phone: bool = True
) -> Now | None:
    return now_in_words(opening_hours(channel, hours), at, is_phone=is_phone)


def said(at: datetime, *hours: ChannelHours, language: str = "fi", **facts: object) -> str:
    with override(language):
        found = phone_now(ChannelFacts(**{"verified_on": CHECKED, **facts}), hours or (office(),), at)
    assert found
    return found.words


def office() -> ChannelHours:
    return ChannelHours(first_day=0, last_day=4, opens=time(9), closes=time(15, 30))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Puhelimeen vastataan nyt, kello 15.30 asti."),
        ("sv", "Telefonen besvaras nu, till kl. 15.30."),
        ("fi-simple", "Voit soittaa nyt. Puhelimeen vastataan kello 15.30 asti."),
    ],
)
def test_an_open_phone_says_until_when(language: str, words: str) -> None:
    assert said(MONDAY_MORNING, language=language) == words


@pytest.mark.parametrize(
    ("at", "when"),
    [
        ("2026-11-23 07:00", "tänään kello 9"),
        ("2026-11-23 16:00", "huomenna kello 9"),
        ("2026-11-27 16:00", "maanantaina kello 9"),
        ("2026-12-23 16:00", "maanantaina kello 9"),
        ("2026-12-05 12:00", "maanantaina kello 9"),
    ],
)
def test_a_closed_phone_says_when_one_can_surely_call(at: str, when: str) -> None:
    found = said(datetime.fromisoformat(at).replace(tzinfo=HELSINKI))
    assert found == f"Puhelimeen ei vastata juuri nyt. Voit soittaa {when}."


def test_a_time_more_than_a_week_away_is_said_with_its_date() -> None:
    mondays = ChannelHours(first_day=0, last_day=0, opens=time(9), closes=time(10))
    assert said(datetime(2026, 11, 23, 12, 0, tzinfo=HELSINKI), mondays).endswith("Voit soittaa 30.11. kello 9.")


@pytest.mark.parametrize(("language", "name"), [("fi", "itsenäisyyspäivä"), ("sv", "självständighetsdagen")])
def test_on_a_holiday_nobody_claims_to_know(language: str, name: str) -> None:
    every_day = ChannelHours(first_day=0, last_day=6, opens=time(9), closes=time(15))
    found = said(datetime(2026, 12, 6, 10, 0, tzinfo=HELSINKI), every_day, language=language)
    assert name in found
    assert "%" not in found


def test_round_the_clock_holds_on_christmas_eve_too() -> None:
    assert said(datetime(2026, 12, 24, 23, 0, tzinfo=HELSINKI), always_open=True) == "Puhelimeen vastataan nyt."


def test_hours_that_nobody_has_checked_for_a_year_are_not_vouched_for() -> None:
    found = said(MONDAY_MORNING, verified_on=MONDAY_MORNING.date() - timedelta(days=366))
    assert found == "Emme tiedä, vastataanko puhelimeen nyt. Tarkista asia soittamalla."


def test_the_last_minute_of_a_day_is_its_end() -> None:
    evening = ChannelHours(first_day=0, last_day=6, opens=time(18), closes=time(23, 59))
    late = datetime(2026, 11, 23, 23, 59, 30, tzinfo=HELSINKI)
    assert said(late, evening) == "Puhelimeen vastataan nyt, kello 24 asti."


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("as_usual", "Puhelimeen vastataan nyt, kello 15 asti."),
        ("closed", "Puhelimeen ei vastata juuri nyt. Voit soittaa huomenna kello 9."),
    ],
)
def test_what_an_editor_said_of_holidays_holds_on_them(rule: str, words: str) -> None:
    every_day = ChannelHours(first_day=0, last_day=6, opens=time(9), closes=time(15))
    assert said(datetime(2026, 12, 6, 10, 0, tzinfo=HELSINKI), every_day, on_holidays=rule) == words


def test_a_season_stands_over_the_week_and_an_exception_over_both() -> None:
    summer = ChannelHours(
        first_day=0, last_day=4, opens=time(10), closes=time(11), since=date(2026, 6, 1), until=date(2026, 8, 15)
    )
    closed = ChannelException(since=date(2026, 7, 6), until=date(2026, 7, 6))
    facts = ChannelFacts(verified_on=date(2026, 5, 1))
    hours = opening_hours(facts, (office(), summer), (closed,))
    at = datetime(2026, 7, 7, 10, 30, tzinfo=HELSINKI)
    words = [now_in_words(hours, at + timedelta(days=days), is_phone=True) for days in (0, -1, 62)]
    assert [one.words for one in words if one] == [
        "Puhelimeen vastataan nyt, kello 11 asti.",
        "Puhelimeen ei vastata juuri nyt. Voit soittaa huomenna kello 10.",
        "Puhelimeen vastataan nyt, kello 15.30 asti.",
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fi", "Auki nyt, kello 15.30 asti."),
        ("sv", "Öppet nu, till kl. 15.30."),
        ("fi-simple", "Auki nyt. Paikka menee kiinni kello 15.30."),
    ],
)
def test_a_place_is_open_and_not_answered(language: str, words: str) -> None:
    with override(language):
        found = phone_now(ChannelFacts(verified_on=CHECKED), (office(),), MONDAY_MORNING, is_phone=False)
    assert found
    assert found.words == words


def test_by_appointment_without_hours_says_so() -> None:
    found = phone_now(ChannelFacts(verified_on=CHECKED, by_appointment=True), (), MONDAY_MORNING)
    assert found
    assert found.words == "Ajanvarauksella."


def test_a_service_without_hours_says_nothing_of_now() -> None:
    assert phone_now(ChannelFacts(verified_on=CHECKED), (), MONDAY_MORNING) is None


def test_the_words_are_true_until_the_phone_closes_or_the_day_ends() -> None:
    open_now = phone_now(ChannelFacts(verified_on=CHECKED), (office(),), MONDAY_MORNING)
    always = phone_now(ChannelFacts(verified_on=CHECKED, always_open=True), (), MONDAY_MORNING)
    assert open_now
    assert always
    assert (open_now.state, open_now.until) == (State.OPEN, datetime(2026, 11, 23, 13, 30, tzinfo=UTC))
    assert always.until == datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.parametrize("language", PAGES)
def test_a_page_is_not_kept_beyond_the_minute_in_which_the_phone_closes(client: Client, language: str) -> None:
    builders.service()
    with time_machine.travel(datetime(2026, 11, 23, 12, 29, 0, tzinfo=HELSINKI), tick=False):
        response = client.get(PAGES[language])
    assert response["Cache-Control"] == "public, max-age=60"
    assert "tp-contact__now--open" in response.content.decode()


@pytest.mark.django_db
def test_a_page_is_kept_as_long_as_others_when_nothing_changes_soon(client: Client) -> None:
    builders.service()
    with time_machine.travel(MONDAY_MORNING, tick=False):
        assert client.get(PAGES["fi"])["Cache-Control"] == "public, max-age=300"
