"""Whoever was quiet is signed out, is told so, and keeps what they had written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from portal.desk.models import DeskMessage
from tests.desk.builders import contact, signed_in, worker
from tests.desk.sign_in import LOGIN

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

WORDS = "Hei!\n\nSoitan teille <huomenna> kello 9. Älkää olko huolissanne."


@pytest.fixture
def quiet_for(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """A function that moves the clock so many minutes on from the beginning."""
    real, offset = timezone.now, [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: real() + offset[0])

    def move(minutes: int) -> None:
        offset[0] = timedelta(minutes=minutes)

    return move


def page(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_a_page_after_long_quiet_says_that_one_was_signed_out_and_leads_back(quiet_for: Callable[[int], None]) -> None:
    browser, brought = signed_in(), contact()
    address = f"/contacts/{brought.pk}/"
    assert browser.get(address).status_code == 200
    quiet_for(21)
    answer = browser.get(address)
    assert answer.status_code == 403
    assert "Sinut on kirjattu ulos" in page(answer)
    assert f"{LOGIN}?next=%2Fcontacts%2F{brought.pk}%2F" in page(answer)
    assert browser.get(address).headers["Location"].startswith(LOGIN)


@pytest.mark.parametrize("minutes", [21, 45])
def test_a_note_that_was_being_written_is_kept_and_sent_after_signing_in(
    quiet_for: Callable[[int], None], minutes: int
) -> None:
    someone = worker()
    browser, brought = signed_in(someone), contact()
    address = f"/contacts/{brought.pk}/write/"
    shown = browser.get(f"/contacts/{brought.pk}/")
    sent = {"text": WORDS, "message_id": str(shown.context["form"]["message_id"].value())}
    quiet_for(minutes)
    for _ in range(2):
        kept = browser.post(address, sent)
        assert kept.status_code == 403
        assert WORDS in page(kept)
        assert sent["message_id"] in page(kept)
        assert f'action="{address}"' in page(kept)
    assert not DeskMessage.objects.exists()
    browser.force_login(someone)
    assert browser.post(address, sent).status_code == 302
    assert DeskMessage.objects.count() == 1


def test_a_password_is_never_kept_on_a_page(quiet_for: Callable[[int], None]) -> None:
    browser = signed_in()
    browser.get("/")
    quiet_for(21)
    kept = browser.post("/accounts/2fa/", {"password": "very secret", "note": "kept"})
    assert "very secret" not in page(kept)
    assert "kept" in page(kept)


def test_what_a_page_asks_for_by_itself_keeps_nobody_signed_in(quiet_for: Callable[[int], None]) -> None:
    browser = signed_in()
    browser.get("/")
    for minutes in (10, 19):
        quiet_for(minutes)
        assert browser.get("/queue/counts/").status_code == 200
    quiet_for(22)
    assert browser.get("/queue/counts/").status_code == 403


def test_what_nobody_wrote_is_answered_with_the_way_to_sign_in() -> None:
    assert Client().post("/duty/enter/").headers["Location"] == f"{LOGIN}?next=/"


def test_signing_out_works_after_long_quiet_too(quiet_for: Callable[[int], None]) -> None:
    browser = signed_in()
    browser.get("/")
    quiet_for(25)
    assert browser.get("/accounts/login/").status_code == 200


@pytest.mark.parametrize("seen", ["", 5, None, [], "yesterday"])
def test_a_strange_time_in_the_session_is_no_error(seen: object) -> None:
    browser = signed_in()
    session = browser.session
    session["seen_at"] = seen
    session.save()
    assert browser.get("/").status_code in (200, 403)
