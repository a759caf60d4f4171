"""What a worker does with an opened contact: reads it, keeps notes, makes the first assessment."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.desk import contacts, dues
from portal.desk.entries import open_entry, read_entry
from portal.desk.models import (
    ContactDue,
    ContactNote,
    FirstAssessment,
    KeptForever,
)
from portal.intake.people import Circumstances, Criteria, Person, Sender
from portal.vault.sealing import CannotOpen
from tests.desk.builders import Sender as Box
from tests.desk.builders import carry, contact, drop, signed_in, worker
from tests.desk.handling_builders import audited, new_id, page, said, structured, taken

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def test_the_page_begins_with_what_a_worker_needs_first() -> None:
    mother = Person(family_name="Esimerkki", first_names="Aili", born_on="1940-02-03", needs=("1", "10"))
    found = structured(
        persons=(mother,),
        sender=Sender(role="professional", name="Hoitaja Hanna", title="Sairaanhoitaja", unit="Terveysasema"),
        must_not_know="Naapuri Kalle",
        criteria=Criteria(many_services="yes"),
        circumstances=Circumstances(aged_75="yes"),
    )
    shown = page(signed_in(), found)
    order = ["Naapuri Kalle", "Äiti ei enää pärjää.", "Aili", "Hoitaja Hanna", "Hyvinvointialueen lupaus"]
    assert [shown.index(one) for one in order] == sorted(shown.index(one) for one in order)
    assert "Tietoja ei ole varmistettu" in shown
    assert "Ehdotettu reitti" in shown
    assert "1301/2014, 36 §" in shown


@pytest.mark.parametrize(
    ("kind", "relation", "heading", "says"),
    [
        ("withdrawal", "withdrawal", "Peruutus", "Lähettäjä peruuttaa yhteydenoton. Syytä ei kerrottu."),
        ("empty_box", "message", "Pyyntö poistaa", "Lähettäjä pyysi poistamaan sen, mitä tilasivu näytti."),
        ("task_done", "message", "Tieto tehdystä tehtävästä", "Lähettäjä merkitsi sovitun tehtävän tehdyksi."),
    ],
)
def test_a_letter_of_ticks_alone_says_what_was_ticked(kind: str, relation: str, heading: str, says: str) -> None:
    sender = Box.new()
    found = contact(sender)
    drop(sender, words="", relation=relation, kind=kind)
    carry()
    shown = page(signed_in(), found)
    assert heading in shown
    assert says in shown
    assert "ei kirjoittanut mitään" not in shown


def test_a_contact_without_own_words_says_that_the_rest_stands_below() -> None:
    found = contact(content={**said(circumstances=Circumstances(is_client="yes")), "own_words": ""}, kind="contact")
    shown = page(signed_in(), found)
    assert "ei kirjoittanut mitään omin sanoin. Hänen valintansa ja rastinsa ovat alempana" in shown


def test_the_law_and_the_promise_are_kept_apart_with_their_reasons() -> None:
    found = structured(persons=(Person(born_on="1940-02-03"),))
    kinds = {one.rule_id: one.kind for one in found.dues.all()}
    assert kinds["shl-36-start-75"] == "law"
    assert list(kinds.values()).count("promise") == 1
    assert found.due_on == min(one.due for one in found.dues.all() if one.due)
    assert found.warn_on == min(one.warn_on for one in found.dues.all() if one.warn_on)
    shown = page(signed_in(), found)
    assert shown.count("Miksi tämä päivä") == found.dues.count()


def test_who_else_has_it_open_is_named_for_two_minutes() -> None:
    found, other = contact(), worker("Kaisa Kollega")
    contacts.read_contact(found.pk, other)
    browser = signed_in()
    assert "Kaisa Kollega" in page(browser, found)
    found.opens.filter(worker=other).update(seen_at=timezone.now() - timedelta(minutes=3))
    assert "Kaisa Kollega" not in page(browser, found)


def test_a_note_is_kept_sealed_once_and_corrected_by_another() -> None:
    found, _someone, browser = taken()
    sent = {"entry_id": new_id(), "note": "canary-note", "way": "", "result": ""}
    for _ in range(3):
        assert browser.post(f"/contacts/{found.pk}/note/", sent).status_code == 302
    note = ContactNote.objects.get()
    assert audited("contact.note") == 1
    assert b"canary" not in bytes(note.sealed_for_desk)
    assert open_entry(note) == {"text": "canary-note"}
    assert f'value="{note.pk}"' in page(browser, found, f"notes/{note.pk}/")
    again = {**sent, "entry_id": new_id(), "note": "Oikea numero on toinen.", "corrects": str(note.pk)}
    browser.post(f"/contacts/{found.pk}/note/", again)
    shown = page(browser, found)
    assert "canary-note" in shown
    assert "Oikea numero on toinen." in shown
    assert "Korjaa aiempaa muistiinpanoa" in shown


@pytest.mark.parametrize(
    ("way", "result", "text"), [("call", "", "x"), ("", "reached", "x"), ("", "", ""), ("", "", "nolla\x00")]
)
def test_a_note_that_is_not_whole_is_refused_with_its_text(way: str, result: str, text: str) -> None:
    found, _someone, browser = taken()
    sent = {"entry_id": new_id(), "note": text or "  ", "way": way, "result": result}
    answer = browser.post(f"/contacts/{found.pk}/note/", sent)
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not ContactNote.objects.exists()


def test_nothing_that_was_written_down_can_be_changed_or_taken_away() -> None:
    found, someone, _browser = taken()
    contacts.add_note(found.pk, someone, "Soitettu", note_id=uuid.uuid4())
    note = ContactNote.objects.get()
    with pytest.raises(KeptForever):
        note.save()
    with pytest.raises(KeptForever):
        note.delete()
    ContactNote.objects.update(by=worker())
    with pytest.raises(CannotOpen):
        open_entry(ContactNote.objects.get())
    assert read_entry(ContactNote.objects.get()).texts is None


def test_a_note_of_another_contact_cannot_be_corrected_here() -> None:
    found, someone, browser = taken()
    other = contact()
    contacts.add_note(other.pk, someone, "Toinen", note_id=uuid.uuid4())
    note = ContactNote.objects.get()
    sent = {"entry_id": new_id(), "note": "Korjaus", "corrects": str(note.pk)}
    assert browser.post(f"/contacts/{found.pk}/note/", sent).status_code == 200
    assert browser.get(f"/contacts/{found.pk}/notes/{note.pk}/").status_code == 404
    assert ContactNote.objects.count() == 1


def assessment(**given: Any) -> dict[str, Any]:
    return {
        "entry_id": new_id(), "urgency": "urgent", "urgency_grounds": "canary-grounds", "measures": ["guidance"],
        "next_steps": "Soitetaan perjantaina", **given,
    }  # fmt: skip


def test_a_switch_adds_the_laws_dates_from_the_arrival_and_taking_it_away_ends_them() -> None:
    found, _someone, browser = taken()
    before = found.due_on
    sent = assessment(switches=["special_support_child"])
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/assessment/", sent).status_code == 302
    rules = {one.rule_id for one in dues.current(found)}
    assert {"shl-36-start-child", "shl-36-done-child"} <= rules
    assert (FirstAssessment.objects.count(), audited("contact.assessed")) == (1, 1)
    shown = page(browser, found)
    assert "canary-grounds" in shown
    assert "Soitetaan perjantaina" in shown
    browser.post(f"/contacts/{found.pk}/assessment/", assessment())
    found.refresh_from_db()
    assert found.due_on == before
    assert "Päivät, jotka eivät enää ole voimassa" in page(browser, found)
    assert "canary-grounds" in page(browser, found, "assessment/")
    for row in FirstAssessment.objects.values():
        assert "canary" not in str({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})


def test_a_switch_and_no_urgency_do_not_go_together_neither_on_the_page_nor_in_the_database() -> None:
    found, someone, browser = taken()
    sent = assessment(switches=["aged_75"], urgency="not_urgent")
    answer = browser.post(f"/contacts/{found.pk}/assessment/", sent)
    assert answer.status_code == 200
    assert "canary-grounds" in answer.content.decode()
    codes = {"document": "1009", "urgency": "not_urgent", "aged_75": True}
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        contacts.save_assessment(found.pk, someone, codes, {}, entry_id=uuid.uuid4())


def test_the_switches_begin_with_what_the_letter_said() -> None:
    found, _someone, browser = taken(structured(circumstances=Circumstances(aged_75="yes")))
    shown = page(browser, found, "assessment/")
    assert 'value="aged_75" checked' in " ".join(shown.split())


def test_child_welfare_has_the_fields_of_its_own_document() -> None:
    found, _someone, browser = taken(structured("child_welfare_notice", persons=(Person(role="child"),)))
    shown = page(browser, found, "assessment/")
    assert 'name="clientships"' in shown
    assert 'name="next_steps"' not in shown
    sent = assessment(earlier_notices="no", reasons=["24"], clientships=["toisella_hyvinvointialueella_asuva"])
    assert browser.post(f"/contacts/{found.pk}/assessment/", sent).status_code == 302
    kept = FirstAssessment.objects.get()
    assert (kept.document, kept.reasons, kept.earlier_notices) == ("1006", ["24"], "no")
    assert "lsl-26-start" in {one.rule_id for one in dues.current(found)}, "an unticked switch ends no other rule"


def test_a_change_of_the_rules_recolours_no_old_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    found = structured("child_welfare_notice", persons=(Person(role="child"),))
    due = ContactDue.objects.get(rule_id="lsl-26-start").due
    monkeypatch.setattr("portal.desk.dues.lawful_dates", lambda *_, **__: ())
    shown = page(signed_in(), found)
    assert due
    assert f"{due.day}.{due.month}.{due.year}" in shown


def test_what_a_later_letter_adds_is_due_from_the_first_arrival() -> None:
    sender, now = Box.new(), timezone.now()
    first = contact(sender, content=said(), kind="contact", arrival=now - timedelta(days=9))
    amended = said(circumstances=Circumstances(aged_75="yes"))
    drop(sender, amends=True, content=amended, kind="contact", arrival=now)
    carry()
    row = first.dues.get(rule_id="shl-36-start-75")
    assert row.record["steps"][0]["on"] == (timezone.localdate(now) - timedelta(days=9)).isoformat()


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "{{ 7*7 }}", "x" * 10_001])
def test_hostile_notes_are_shown_as_words_or_refused_with_them(words: str) -> None:
    found, _someone, browser = taken()
    browser.post(f"/contacts/{found.pk}/note/", {"entry_id": new_id(), "note": words})
    raw = browser.get(f"/contacts/{found.pk}/").content.decode()
    assert "<script>alert" not in raw
    assert ContactNote.objects.exists() == (len(words) <= 10_000)


def test_who_must_not_know_is_gathered_from_every_text() -> None:
    sender = Box.new()
    found = contact(sender, content=said(must_not_know="Entinen puoliso"), kind="contact")
    drop(sender, amends=True, content=said(), kind="contact")
    carry()
    assert "Entinen puoliso" in page(signed_in(), found)
