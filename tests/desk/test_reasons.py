"""Another team's contact opens when a reason is given: sealed, written down, and good until midnight."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.desk.models import AccessReason, Contact, DeskMessage, ServiceGroup, Worker
from portal.desk.permissions import reason_holds_until
from portal.desk.routing import fallback_team
from portal.desk.sealed import open_reason
from portal.vault.models import AuditEntry
from portal.vault.service import sealed_columns
from tests.desk.builders import contact, lead, signed_in, team, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def other_teams_contact(**given: Any) -> tuple[Contact, Worker, Client]:
    someone = worker(teams=[team(service_group=ServiceGroup.ADULTS)])
    return contact(**given), someone, signed_in(someone)


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def test_the_page_asks_and_shows_nothing_of_what_was_written() -> None:
    brought, _, browser = other_teams_contact(words="salainen-sana", name="Salainen Nimi", kind="help_request")
    answer = browser.get(f"/contacts/{brought.pk}/", follow=True)
    assert answer.status_code == 200
    assert "Miksi avaat tämän yhteydenoton?" in text_of(answer)
    assert brought.reference in text_of(answer)
    for secret in ("salainen-sana", "Salainen", "Pyydä apua", "Avunpyyntö"):
        assert secret not in text_of(answer)
    assert not AuditEntry.objects.filter(action__startswith="contact.read").exists()


def test_a_reason_opens_the_contact_and_stands_in_the_log_by_its_id() -> None:
    brought, someone, browser = other_teams_contact(words="Tarvitsen apua")
    answer = browser.post(
        f"/contacts/{brought.pk}/reason/", {"code": "cover", "text": "Matti on sairaana"}, follow=True
    )
    assert "Tarvitsen apua" in text_of(answer)
    reason = AccessReason.objects.get()
    entry = AuditEntry.objects.get(action="contact.opened_elsewhere")
    assert (entry.actor, entry.subject) == (f"worker:{someone.pk}", f"contact:{brought.pk}")
    assert entry.details == {"reason": str(reason.pk), "code": "cover", "team": "intake"}
    assert AuditEntry.objects.get(action="contact.read").details == {"reason": str(reason.pk)}
    browser.get(f"/contacts/{brought.pk}/handover/")
    part = AuditEntry.objects.filter(action="contact.read").latest("sequence")
    assert part.details == {"part": "contact-handover", "reason": str(reason.pk)}
    assert open_reason(reason) == "Matti on sairaana"


def test_what_was_written_stands_open_in_no_column() -> None:
    brought, _, browser = other_teams_contact()
    browser.post(f"/contacts/{brought.pk}/reason/", {"code": "other", "text": "harvinainen-sana"})
    with connection.cursor() as cursor:
        for question in (
            "SELECT * FROM desk_accessreason", "SELECT * FROM vault_auditentry", "SELECT * FROM django_session",
        ):  # fmt: skip
            cursor.execute(question)
            assert "harvinainen-sana" not in str(cursor.fetchall())
    assert "reasons" in sealed_columns.names()


@pytest.mark.parametrize(
    "answers",
    [{}, {"code": ""}, {"code": "because"}, {"code": "other"}, {"code": "other", "text": " \n "}, {"text": "just words"},
     {"code": "cover", "text": "x" * 2001}, {"code": "cover", "text": "nul\x00"}],
)  # fmt: skip
def test_no_reason_or_half_a_reason_opens_nothing_and_keeps_the_text(answers: dict[str, str]) -> None:
    brought, _, browser = other_teams_contact(words="salainen-sana")
    answer = browser.post(f"/contacts/{brought.pk}/reason/", answers)
    assert answer.status_code == 200
    assert "salainen-sana" not in text_of(answer)
    assert not AccessReason.objects.exists()
    if answers.get("text") == "just words":
        assert "just words" in text_of(answer)


def test_it_holds_for_that_worker_and_that_contact_only() -> None:
    brought, _, browser = other_teams_contact()
    another = contact()
    browser.post(f"/contacts/{brought.pk}/reason/", {"code": "handover"})
    assert browser.get(f"/contacts/{brought.pk}/").status_code == 200
    assert browser.get(f"/contacts/{another.pk}/").status_code == 302
    assert signed_in(worker(teams=[])).get(f"/contacts/{brought.pk}/").status_code == 302


def test_it_ends_at_midnight_and_a_text_sent_after_it_is_kept() -> None:
    brought, _, browser = other_teams_contact()
    browser.post(f"/contacts/{brought.pk}/reason/", {"code": "urgent"})
    AccessReason.objects.update(valid_until=timezone.now() - timedelta(seconds=1))
    assert browser.get(f"/contacts/{brought.pk}/").headers["Location"].endswith("/reason/")
    kept = browser.post(f"/contacts/{brought.pk}/write/", {"text": "Vastaus, jota ei saa hukata", "message_id": ""})
    assert kept.status_code == 403
    assert "Vastaus, jota ei saa hukata" in text_of(kept)
    assert f'href="/contacts/{brought.pk}/reason/"' in text_of(kept)
    assert not DeskMessage.objects.exists()


@pytest.mark.parametrize(
    ("given", "ends"),
    [
        (datetime(2026, 11, 22, 10, tzinfo=UTC), datetime(2026, 11, 22, 22, tzinfo=UTC)),
        (datetime(2026, 11, 22, 21, 59, 59, tzinfo=UTC), datetime(2026, 11, 22, 22, tzinfo=UTC)),
        (datetime(2026, 11, 22, 22, tzinfo=UTC), datetime(2026, 11, 23, 22, tzinfo=UTC)),
        # Clocks go forward on 29 March 2026 and back on 25 October 2026.
        (datetime(2026, 3, 28, 22, 30, tzinfo=UTC), datetime(2026, 3, 29, 21, tzinfo=UTC)),
        (datetime(2026, 10, 24, 21, 30, tzinfo=UTC), datetime(2026, 10, 25, 22, tzinfo=UTC)),
    ],
)
def test_midnight_is_the_next_one_in_finland(given: datetime, ends: datetime) -> None:
    assert reason_holds_until(given) == ends


def test_a_contact_of_the_own_team_asks_for_none_and_takes_none() -> None:
    brought, browser = contact(), signed_in()
    for answer in (
        browser.get(f"/contacts/{brought.pk}/reason/"),
        browser.post(f"/contacts/{brought.pk}/reason/", {"code": "cover"}),
    ):
        assert answer.headers["Location"] == f"/contacts/{brought.pk}/"
    assert not AccessReason.objects.exists()


def test_the_same_form_sent_twice_is_one_reason() -> None:
    brought, _, browser = other_teams_contact()
    for _ in range(2):
        assert browser.post(f"/contacts/{brought.pk}/reason/", {"code": "cover"}).status_code == 302
    assert AccessReason.objects.count() == 1


def test_a_reason_that_cannot_be_written_down_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    brought, _, browser = other_teams_contact()
    browser.raise_request_exception = False

    def full(**_: Any) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr("portal.vault.service.record", full)
        answer = browser.post(f"/contacts/{brought.pk}/reason/", {"code": "other", "text": "pidä tämä"})
    assert answer.status_code == 500
    assert "pidä tämä" in text_of(answer)
    assert not AccessReason.objects.exists()


def test_the_page_speaks_swedish() -> None:
    with time_machine.travel(datetime(2026, 11, 23, 8, tzinfo=UTC), tick=True):
        brought = contact()
        answer = signed_in(worker(language="sv", teams=[])).get(f"/contacts/{brought.pk}/reason/")
    assert "Varför öppnar du den här kontakten?" in text_of(answer)


def test_the_leads_of_the_contacts_team_read_the_reasons_and_no_other_lead_does() -> None:
    brought, _, browser = other_teams_contact(words="salainen-sana")
    browser.post(f"/contacts/{brought.pk}/reason/", {"code": "other", "text": "Autan <Maijaa>"})
    answer = signed_in(lead(teams=[fallback_team()])).get("/reasons/")
    for said in ("Autan &lt;Maijaa&gt;", "Jokin muu syy", brought.reference):
        assert said in answer.content.decode()
    assert "salainen-sana" not in text_of(answer)
    assert AuditEntry.objects.filter(action="reasons.read").count() == 1
    other = signed_in(lead(teams=[team(service_group=ServiceGroup.ADULTS)])).get("/reasons/?page=x")
    assert "Kukaan toisesta tiimistä" in text_of(other)
    assert brought.reference not in text_of(other)


def test_a_reason_that_does_not_open_is_said_to_be_kept() -> None:
    brought, _, browser = other_teams_contact()
    browser.post(f"/contacts/{brought.pk}/reason/", {"code": "cover", "text": "sinetöity"})
    AccessReason.objects.update(sealed_for_desk=b"nothing")
    shown = text_of(signed_in(lead()).get("/reasons/?page=0"))
    assert "ei avaudu vastaanoton avaimella" in shown
