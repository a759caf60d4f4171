"""The box of suspected spam: out of the usual views, never away; its dates ring, and whoever writes again is out of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from portal.desk import contacts, health
from portal.desk.contacts.spam import NEVER
from portal.desk.entries import read_entry
from portal.desk.models import Contact, FiledLetter, Suspicion, Worker
from portal.desk.queue import ONLY_BOX, Filters, alarms_of, bounds, counts, page, sight_of
from portal.intake.deadlines import Alert
from portal.intake.people import Sender
from tests.desk.builders import Sender as FormSender
from tests.desk.builders import carry, carry_out, contact, drop, signed_in, worker
from tests.desk.handling_builders import audited, new_id, structured
from tests.desk.handling_builders import page as shown_page

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

ADVERT = "Osta edullisesti parhaat tuotteet verkosta jo tänään, klikkaa tästä ja säästä heti."


def suspect(found: Contact, someone: Worker | None = None, reason: str = "Mainos") -> None:
    contacts.suspect(found.pk, someone or worker(), reason, entry_id=uuid4())


def queued(someone: Worker, **filters: str) -> set[str]:
    return {one.reference for one in page(Filters(**filters), sight_of(someone)).contacts}


def fresh(found: Contact) -> Contact:
    return Contact.objects.get(pk=found.pk)


def test_it_leaves_the_usual_views_and_stays_in_its_own_with_a_count_on_every_queue_page() -> None:
    found, other, sender = contact(), contact(), None
    someone = worker()
    browser = signed_in(someone)
    given = {"entry_id": new_id(), "text": "canary-mainos"}
    for _ in range(2):
        browser.post(f"/contacts/{found.pk}/spam/", given)
    assert Suspicion.objects.count() == 1
    for usual in ({}, {"assignee": "nobody"}, {"status": "received"}, {"team": "all"}):
        assert found.reference not in queued(someone, **usual)
        assert other.reference in queued(someone, **usual)
    assert queued(someone, box=ONLY_BOX) == {found.reference}
    assert {found.reference, other.reference} <= queued(someone, status="")
    for address in ("/", "/?status=closed", "/?box=only"):
        tiles = {one["name"]: one["number"] for one in browser.get(address).context["tiles"]}
        assert tiles["suspected"] == "1"
    assert "canary-mainos" in shown_page(browser, found)
    assert b"canary-mainos" not in bytes(Suspicion.objects.get().sealed_for_desk)
    assert (read_entry(Suspicion.objects.get()).texts or {})["text"] == "canary-mainos"
    assert audited("contact.suspected") == 1
    assert FiledLetter.objects.count() == 2
    assert sender is None


def test_its_dates_run_on_and_ring_but_nobody_must_take_or_open_it() -> None:
    found, someone = contact(arrival=timezone.now() - timedelta(days=40)), worker()
    before = found.due_on
    suspect(found, someone)
    after, at = fresh(found), bounds()
    assert after.due_on == before
    assert alarms_of(after, at) == (Alert.LATE,)
    assert counts(sight_of(someone), at)[Alert.LATE] == 1
    assert queued(someone, alarm=Alert.LATE) == {found.reference}
    assert queued(someone, alarm=Alert.UNOPENED) == set()
    assert health.UNOPENED not in health.intake_health().codes


def test_anyone_with_the_right_takes_it_back() -> None:
    found, someone = contact(), worker()
    suspect(found)
    browser = signed_in(someone)
    assert "Palauta roskapostiksi epäillyistä" in shown_page(browser, found)
    given = {"entry_id": new_id(), "text": ""}
    assert browser.post(f"/contacts/{found.pk}/spam/", given).status_code == 302
    assert fresh(found).suspected_at is None
    assert found.reference in queued(someone)
    assert audited("contact.unsuspected") == 1
    with pytest.raises(contacts.NotPossible):
        contacts.take_back(found.pk, someone, "", entry_id=uuid4())
    for role in ("auditor", "technical"):
        assert signed_in(worker(role=role)).post(f"/contacts/{found.pk}/spam/", given).status_code == 403


def test_the_sender_sees_no_difference() -> None:
    sender = FormSender.new()
    found = contact(sender)
    carry_out()
    before = sender.box_items()
    suspect(found)
    contacts.take_back(found.pk, worker(), "", entry_id=uuid4())
    carry_out()
    assert sender.box_items() == before


def test_whoever_writes_again_is_taken_out_of_the_box() -> None:
    sender = FormSender.new()
    found = contact(sender)
    suspect(found)
    drop(sender, words="Olen kyllä ihan oikea ihminen.", relation="message", urgent=True)
    carry()
    after = fresh(found)
    assert (after.suspected_at, after.suspected_by, after.urgency) == (None, "", "urgent")
    assert audited("contact.unsuspected") == 1


@pytest.mark.parametrize("kind", [*sorted(NEVER), "urgent", "closed", "joined"])
def test_an_urgent_contact_a_notice_and_a_closed_one_never_go_there(kind: str) -> None:
    someone = worker()
    found = structured(kind) if kind in NEVER else contact(urgent=kind == "urgent")
    if kind == "closed":
        Contact.objects.filter(pk=found.pk).update(status="closed", assignee=someone)
    if kind == "joined":
        notice = structured("need_notice", name="Aino Esimerkki")
        contacts.join(found.pk, notice.pk, someone, "sama asia", entry_id=uuid4())
    with pytest.raises(contacts.NotPossible):
        suspect(found, someone)
    answer = signed_in(someone).post(f"/contacts/{found.pk}/spam/", {"entry_id": new_id(), "text": "canary-sana"})
    assert answer.status_code == 200
    assert "canary-sana" in answer.content.decode()
    assert not Suspicion.objects.exists()


def test_the_database_itself_refuses_an_urgent_contact_in_the_box() -> None:
    found = contact(urgent=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.filter(pk=found.pk).update(suspected_at=timezone.now())


def test_the_courier_puts_the_same_long_text_away_only_when_it_comes_very_often(settings: Settings) -> None:
    settings.SPAM_SAME_TEXT = 3
    found = [contact(words=ADVERT) for _ in range(4)]
    late = contact(words=ADVERT, arrival=timezone.now() - timedelta(hours=5))
    assert [fresh(one).suspected_by for one in found] == ["", "", "", "same_text"]
    assert fresh(late).suspected_at is None
    assert audited("contact.suspected") == 1
    browser = signed_in()
    assert "Kuriiri siirsi sen" in shown_page(browser, found[3])
    assert FiledLetter.objects.count() == 5, "nothing is deleted"


SPARED: list[dict[str, Any]] = [
    {"urgent": True},
    {"kind": "need_notice"},
    {"kind": "child_welfare_notice"},
    {"kind": "contact"},
    {"words": "Tarvitsen apua."},
]


@pytest.mark.parametrize("given", SPARED)
def test_the_courier_spares_whatever_is_urgent_a_notice_or_short(given: dict[str, Any], settings: Settings) -> None:
    settings.SPAM_SAME_TEXT = 1
    for _ in range(3):
        contact(**{"words": ADVERT, **given})
    assert not Contact.objects.filter(suspected_at__isnull=False).exists()


def test_the_rule_can_be_switched_off_and_a_professional_is_spared(settings: Settings) -> None:
    settings.SPAM_SAME_TEXT = 0
    contact(words=ADVERT)
    assert fresh(contact(words=ADVERT)).suspected_at is None
    settings.SPAM_SAME_TEXT = 1
    for _ in range(2):
        structured("question", sender=Sender(role="professional", name="Ope", phone="09 555 0100"))
    assert not Contact.objects.filter(suspected_at__isnull=False).exists()
