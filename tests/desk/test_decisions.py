"""Decisions, outcomes and earlier arrivals: whose they are, which days fit, and what they end."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.desk import contacts, dues
from portal.desk.models import (
    NOTHING_DUE,
    ContactDue,
    Decision,
    EarlierArrival,
    OutboxItem,
    Outcome,
)
from portal.intake.people import Person
from tests.desk.builders import signed_in, worker
from tests.desk.handling_builders import audited, new_id, page, structured, taken

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def test_a_decision_needs_an_owner_and_a_day_that_fits_and_ends_what_was_due() -> None:
    found = structured("child_welfare_notice", persons=(Person(role="child"),))
    someone = worker()
    browser, today = signed_in(someone), timezone.localdate()
    sent = {
        "entry_id": new_id(),
        "choice": "start",
        "decided_on": today.strftime("%d.%m.%Y"),
        "text": "Huoli on selvä.",
    }
    assert browser.post(f"/contacts/{found.pk}/decision/", sent).status_code == 200
    contacts.take(found.pk, someone)
    tomorrow = (today + timedelta(days=1)).strftime("%d.%m.%Y")
    assert browser.post(f"/contacts/{found.pk}/decision/", {**sent, "decided_on": tomorrow}).status_code == 200
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/decision/", sent).status_code == 302
    assert (Decision.objects.count(), audited("contact.decided")) == (1, 1)
    assert ContactDue.objects.get(rule_id="lsl-26-start").met_on == today
    shown = page(browser, found)
    assert "Arviointi aloitetaan" in shown
    assert "Huoli on selvä." in shown


def test_days_are_written_the_same_way_in_both_languages() -> None:
    found, someone, browser = taken()
    today = timezone.localdate()
    contacts.decide(found.pk, someone, "start", today, "Huoli on selvä.", entry_id=uuid.uuid4())
    shown = f"{today.day}.{today.month}.{today.year}"
    for language, words in (("fi", "Arviointi aloitetaan"), ("sv", "Bedömningen inleds")):
        someone.language = language
        someone.save()
        assert f"{words}, {shown}" in page(browser, found)
        assert f'value="{shown}"' in page(browser, found, "decision/")


def test_an_offer_goes_to_a_colleague_or_a_team_so_neither_is_called_optional() -> None:
    found, _someone, browser = taken()
    shown = page(browser, found, "handover/")
    assert "Työkaverille" in shown
    assert "Työkaverille (vapaaehtoinen)" not in shown
    assert "Tai tiimille (vapaaehtoinen)" not in shown


def closing(**given: Any) -> dict[str, Any]:
    return {"entry_id": new_id(), "code": "advised", "text": "", "left_on": "", **given}


def test_closing_needs_an_outcome_and_tells_the_sender_once() -> None:
    found, someone, browser = taken()
    contacts.change_status(found.pk, someone, "being_handled")
    assert browser.post(f"/contacts/{found.pk}/status/", {"status": "closed"}).status_code == 200
    sent = closing(code="own_worker", text="canary-outcome")
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/close/", sent).status_code == 302
    found.refresh_from_db()
    assert found.status == "closed"
    assert (Outcome.objects.count(), OutboxItem.objects.count(), audited("contact.closed")) == (1, 2, 1)
    assert found.due_on == NOTHING_DUE
    assert found.next_due is None
    assert "canary-outcome" in page(browser, found)


@pytest.mark.parametrize(
    "given",
    [{"code": "other_county", "text": "Toinen"}, {"code": "guided"}, {"code": "assessment"}, {"code": "lost"}, {}],
)
def test_a_closing_that_does_not_fit_is_refused_and_keeps_its_text(given: dict[str, str]) -> None:
    found, _someone, browser = taken()
    answer = browser.post(f"/contacts/{found.pk}/close/", closing(**given))
    assert answer.status_code == 200
    assert given.get("text", "") in answer.content.decode()
    assert not Outcome.objects.exists()
    found.refresh_from_db()
    assert found.status == "received"


def test_another_county_ends_our_limits_on_the_day_it_left() -> None:
    found, someone, _browser = taken(structured("child_welfare_notice", persons=(Person(role="child"),)))
    contacts.change_status(found.pk, someone, "being_handled")
    today = timezone.localdate()
    contacts.close(found.pk, someone, "other_county", "Varha", entry_id=uuid.uuid4(), left_on=today)
    assert {one.left_on for one in dues.current(found)} == {today}
    assert all(one.record["steps"][-1]["action"] == "left_the_county" for one in dues.current(found) if one.due)


def test_the_arrival_may_be_set_earlier_with_a_reason_and_the_law_counts_from_it() -> None:
    found, _someone, browser = taken(structured("child_welfare_notice", persons=(Person(role="child"),)))
    due = ContactDue.objects.get(rule_id="lsl-26-start")
    promise = ContactDue.objects.get(kind="promise")
    day = timezone.localdate() - timedelta(days=20)
    sent = {"entry_id": new_id(), "day": day.strftime("%d.%m.%Y"), "clock": "9.30", "text": "canary-arrival"}
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/arrival/", sent).status_code == 302
    found.refresh_from_db()
    assert timezone.localtime(found.arrival).strftime("%d.%m.%Y %H.%M") == f"{sent['day']} 09.30"
    anew = ContactDue.objects.get(rule_id="lsl-26-start", replaced_at__isnull=True)
    assert due.due
    assert anew.due
    assert anew.due < due.due
    assert "known_earlier" in {one["action"] for one in anew.record["steps"]}
    assert ContactDue.objects.get(kind="promise").due == promise.due
    assert (EarlierArrival.objects.count(), audited("contact.earlier_arrival")) == (1, 1)
    assert "canary-arrival" in page(browser, found)


def test_the_arrival_is_never_set_later() -> None:
    found, _someone, browser = taken()
    later = (timezone.localdate() + timedelta(days=1)).strftime("%d.%m.%Y")
    sent = {"entry_id": new_id(), "day": later, "clock": "", "text": "Virhe"}
    answer = browser.post(f"/contacts/{found.pk}/arrival/", sent)
    assert answer.status_code == 200
    assert not EarlierArrival.objects.exists()
