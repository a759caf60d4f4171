"""The monitor's page: it fails for what somebody must mend, says it in a sentence, and tells nothing of anyone."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from portal.desk.models import Contact, CourierBeat, OutboxItem, SetAsideLetter
from tests.desk.builders import contact, rows

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

HELSINKI = ZoneInfo("Europe/Helsinki")


def beat(**given: Any) -> None:
    CourierBeat.objects.update_or_create(pk=1, defaults={"beat_at": timezone.now(), **given})


def asked() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/health/intake")
    return answer.status_code, answer.json()


def ago(seconds: int) -> datetime:
    return timezone.now() - timedelta(seconds=seconds)


def test_all_is_well_when_the_courier_lives_and_nothing_waits() -> None:
    beat()
    status, found = asked()
    assert (status, found["status"], found["problems"]) == (200, "ok", [])


def test_a_courier_that_never_ran_is_a_problem() -> None:
    assert asked() == (
        503,
        {
            "status": "failing",
            "problems": ["The courier has never run."],
            "codes": ["courier"],
            "courier_beat_age": None,
            "oldest_untaken_age": None,
            "untaken": 0,
            "set_aside": 0,
            "oldest_unopened_age": None,
            "oldest_undelivered_age": None,
            "oldest_unsent_age": None,
        },
    )


@pytest.mark.parametrize(("seconds", "status"), [(59, 200), (62, 503)])
def test_a_courier_that_is_silent_for_a_minute_is_a_problem(seconds: int, status: int) -> None:
    beat(beat_at=ago(seconds))
    assert asked()[0] == status


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"oldest_untaken_at": ago(200)}, "waited in the letter box"),
        ({"letter_box_down_since": ago(5)}, "letter box has not answered"),
    ],
)
def test_what_the_courier_saw_is_a_problem(given: dict[str, Any], word: str) -> None:
    beat(**given)
    status, found = asked()
    assert status == 503
    assert word in found["problems"][0]


def test_letters_that_were_set_aside_are_reported_apart() -> None:
    beat()
    SetAsideLetter.objects.create(id=uuid.uuid4(), arrival=ago(9000), reason="seal")
    SetAsideLetter.objects.create(id=uuid.uuid4(), arrival=ago(9000), reason="seal", filed_at=ago(1))
    status, found = asked()
    assert (status, found["set_aside"]) == (200, 1)


def test_an_outbox_that_stands_still_is_a_problem() -> None:
    beat()
    item = {"contact": rows(1, opened_at=timezone.now())[0], "box_key": bytes(32), "sealed_for_box": b"x"}
    OutboxItem.objects.create(**item, created_at=ago(9000), delivered_at=ago(8000))
    OutboxItem.objects.create(**item, created_at=ago(500))
    assert asked()[0] == 200
    OutboxItem.objects.create(**item, created_at=ago(700))
    status, found = asked()
    assert status == 503
    assert "outbox" in found["problems"][0]


@pytest.mark.parametrize(
    ("came", "now", "status"),
    [
        ("2026-11-20 15:50", "2026-11-23 08:00", 200),  # Friday to Monday: one working day has begun
        ("2026-11-20 15:50", "2026-11-24 00:01", 503),
        ("2026-12-04 15:50", "2026-12-07 23:59", 200),  # over Independence Day, a Sunday
        ("2026-12-23 08:00", "2026-12-28 09:00", 200),  # over Christmas
        ("2026-12-23 08:00", "2026-12-29 09:00", 503),
    ],
)
def test_a_contact_nobody_opens_is_a_problem_after_a_working_day(
    monkeypatch: pytest.MonkeyPatch, came: str, now: str, status: int
) -> None:
    rows(1, received_at=datetime.fromisoformat(came).replace(tzinfo=HELSINKI))
    moment = datetime.fromisoformat(now).replace(tzinfo=HELSINKI)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    beat()
    assert asked()[0] == status


def test_the_page_holds_numbers_only() -> None:
    found = contact(words="salainen-sana", name="Salainen")
    text = Client().get("/health/intake").content.decode()
    for told in ("salainen", "Salainen", found.reference, str(found.pk)):
        assert told not in text
    assert Contact.objects.count() == 1
