"""The opened contact: read, taken, moved on, answered; and one audit row for each."""

from __future__ import annotations

import json
import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from portal.core import checkpoints
from portal.desk import contacts
from portal.desk.keys import recipients
from portal.desk.models import Contact, DeskMessage, FiledLetter, OutboxItem, Status, StatusChange
from portal.intake.people import Sender as People
from portal.vault.models import AuditEntry
from portal.vault.sealing import recipients_of
from tests.desk.builders import Sender, carry, carry_out, contact, drop, rows, signed_in, worker
from tests.desk.handling_builders import structured

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def audited(action: str) -> int:
    return AuditEntry.objects.filter(action=action).count()


def text_of(answer: Any) -> str:
    return unescape(answer.content.decode())


def taken(someone: Any = None) -> tuple[Contact, Client]:
    someone = someone or worker()
    found = contact()
    contacts.take(found.pk, someone)
    return found, signed_in(someone)


def test_a_professional_s_title_and_unit_stand_under_the_name_as_not_verified() -> None:
    headmaster = People(role="professional", name="Outi", title="rehtori", unit="Koivurannan koulu", phone="079 1")
    shown = text_of(signed_in().get(f"/contacts/{structured(name='Outi', sender=headmaster).pk}/"))
    wrote = shown.split("Kuka kirjoitti")[1]
    order = ["Tietoja ei ole varmistettu", "Outi", "rehtori", "Koivurannan koulu", "079 1"]
    assert [wrote.index(one) for one in order] == sorted(wrote.index(one) for one in order)


def test_a_nickname_alone_is_said_once() -> None:
    shown = text_of(signed_in().get(f"/contacts/{structured('help_request', name='Nimimerkki').pk}/"))
    assert shown.count("Nimimerkki") == 1
    assert "Tietoja ei ole varmistettu" not in shown


def test_the_contact_shows_everything_the_sender_said() -> None:
    found = contact(words="En jaksa enää yksin.\n  Kaksi riviä.")
    shown = text_of(signed_in().get(f"/contacts/{found.pk}/"))
    for said in (
        "En jaksa enää yksin.\n  Kaksi riviä.", "Aino Esimerkki", "+358 79 000 0001", "Turvallinen käyttää",
        "Ei turvallinen: älä käytä", "arkisin klo 9–15", "Koivuranta", "Vanhemman tilanne", "Miten nukutte?", "Huonosti",
        found.reference,
    ):  # fmt: skip
        assert said in shown
    assert shown.index("En jaksa enää yksin.") < shown.index("Aino Esimerkki")


def test_each_reading_is_one_audit_row_that_says_who_and_what() -> None:
    someone = worker()
    found, browser = contact(), signed_in(someone)
    for count in (1, 2, 3):
        browser.get(f"/contacts/{found.pk}/")
        assert audited("contact.read") == count
    entry = AuditEntry.objects.filter(action="contact.read").latest("pk")
    assert (entry.actor, entry.subject) == (f"worker:{someone.pk}", f"contact:{found.pk}")


def test_nothing_is_shown_when_the_reading_cannot_be_written_down(monkeypatch: pytest.MonkeyPatch) -> None:
    found, browser = contact(words="salainen-sana"), signed_in()
    browser.raise_request_exception = False

    def full(**_: Any) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("portal.vault.service.record", full)
    answer = browser.get(f"/contacts/{found.pk}/")
    assert answer.status_code == 500
    assert "salainen-sana" not in text_of(answer)


def test_a_contact_that_is_not_there_is_a_404_and_no_reading() -> None:
    browser = signed_in()
    for method, path in (("get", ""), ("post", "take/"), ("post", "status/"), ("post", "write/")):
        data = {"status": "closed", "text": "x", "message_id": str(uuid.uuid4())} if method == "post" else None
        assert getattr(browser, method)(f"/contacts/{uuid.uuid4()}/{path}", data).status_code == 404
    assert not AuditEntry.objects.exclude(action__startswith="worker.").exists()


@pytest.mark.parametrize("path", ["take/", "status/", "write/"])
def test_what_changes_something_is_never_done_by_a_get(path: str) -> None:
    found = contact()
    assert signed_in().get(f"/contacts/{found.pk}/{path}").status_code == 405


def test_taking_makes_the_worker_the_one_who_has_it_once() -> None:
    someone = worker()
    found, browser = contact(), signed_in(someone)
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/take/").status_code == 302
    found.refresh_from_db()
    assert found.assignee == someone
    assert audited("contact.taken") == 1


def test_another_worker_may_take_it_over_and_the_log_says_from_whom() -> None:
    first = worker()
    found, _ = taken(first)
    second = worker()
    signed_in(second).post(f"/contacts/{found.pk}/take/")
    found.refresh_from_db()
    assert found.assignee == second
    assert AuditEntry.objects.filter(action="contact.taken").count() == 2


def test_the_status_moves_one_step_and_the_sender_is_told() -> None:
    sender, someone = Sender.new(), worker()
    found = contact(sender)
    contacts.take(found.pk, someone)
    browser = signed_in(someone)
    browser.post(f"/contacts/{found.pk}/status/", {"status": "being_handled"})
    contacts.close(found.pk, someone, "advised", "Neuvottu puhelimessa.", entry_id=uuid.uuid4())
    found.refresh_from_db()
    assert found.status == "closed"
    carry_out()
    assert [json.loads(one)["state"] for one in sender.box_items()] == ["received", "being_handled", "closed"]
    assert [one.status for one in StatusChange.objects.all()] == ["received", "being_handled", "closed"]
    assert (audited("contact.status"), audited("contact.closed")) == (1, 1)


@pytest.mark.parametrize("status", ["closed", "lost", "", "being_handled\x00"])
def test_a_status_that_is_no_next_step_changes_nothing(status: str) -> None:
    found, browser = taken()
    answer = browser.post(f"/contacts/{found.pk}/status/", {"status": status})
    assert answer.status_code == 200
    found.refresh_from_db()
    assert found.status == Status.RECEIVED
    assert not OutboxItem.objects.exists()


def test_nobody_moves_a_contact_that_nobody_has() -> None:
    found = contact()
    answer = signed_in().post(f"/contacts/{found.pk}/status/", {"status": "being_handled"})
    assert answer.status_code == 200
    assert "Ota yhteydenotto itsellesi" in text_of(answer)


def test_the_same_step_sent_twice_is_one_step() -> None:
    found, browser = taken()
    for _ in range(2):
        assert browser.post(f"/contacts/{found.pk}/status/", {"status": "being_handled"}).status_code == 302
    assert OutboxItem.objects.count() == 1


def message_form(browser: Client, found: Contact) -> dict[str, str]:
    page = browser.get(f"/contacts/{found.pk}/").content.decode()
    match = re.search(r'name="message_id" value="([^"]+)"', page)
    assert match
    return {"message_id": match[1]}


def test_a_message_reaches_the_box_and_stands_at_the_desk() -> None:
    sender = Sender.new()
    found, browser = contact(sender), signed_in()
    sent = {**message_form(browser, found), "text": "Soitamme huomenna klo 9.\n\nTerveisin Tuuli"}
    assert browser.post(f"/contacts/{found.pk}/write/", sent).status_code == 302
    assert "Matkalla lähettäjän tilasivulle" in text_of(browser.get(f"/contacts/{found.pk}/"))
    carry_out()
    assert json.loads(sender.box_items()[-1])["text"] == "Soitamme huomenna klo 9.\n\nTerveisin Tuuli"
    shown = text_of(browser.get(f"/contacts/{found.pk}/"))
    assert "Soitamme huomenna klo 9.\n\nTerveisin Tuuli" in shown
    assert "Lähettäjän tilasivulla" in shown
    assert audited("contact.message") == 1


def test_the_same_message_form_sent_twice_is_one_message() -> None:
    found, browser = contact(), signed_in()
    sent = {**message_form(browser, found), "text": "Hei"}
    for _ in range(3):
        browser.post(f"/contacts/{found.pk}/write/", sent)
    assert DeskMessage.objects.count() == OutboxItem.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n", "x" * 10_001, "nolla\x00merkki"])
def test_a_refused_message_keeps_its_text(text: str) -> None:
    found, browser = contact(), signed_in()
    answer = browser.post(f"/contacts/{found.pk}/write/", {**message_form(browser, found), "text": text})
    assert answer.status_code == 200
    assert not DeskMessage.objects.exists()
    if len(text) > 100:
        assert text in text_of(answer)
    assert "govuk-error-summary" in text_of(answer)


def test_a_message_without_its_id_is_refused_with_its_text() -> None:
    found, browser = contact(), signed_in()
    answer = browser.post(f"/contacts/{found.pk}/write/", {"text": "Hei siellä", "message_id": "nonsense"})
    assert answer.status_code == 200
    assert "Hei siellä" in text_of(answer)


def test_what_is_written_is_sealed_for_desk_and_recovery_and_stands_nowhere_in_the_clear() -> None:
    found, someone = contact(words="canary-letter"), worker()
    contacts.write_to_sender(found.pk, someone, "canary-message")
    message = DeskMessage.objects.get()
    assert set(recipients_of(bytes(message.sealed_for_desk))) == {one.kid for one in recipients()}
    for model in (Contact, FiledLetter, DeskMessage, OutboxItem, AuditEntry, StatusChange):
        for row in model.objects.values():
            assert "canary" not in str({name: bytes(v) if isinstance(v, memoryview) else v for name, v in row.items()})


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}{% debug %}",
    "\u202eabc",
    "'; DROP TABLE x;--",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_shown_as_words(words: str) -> None:
    found, browser = contact(words=words, name=words), signed_in()
    answer = browser.get(f"/contacts/{found.pk}/")
    assert "<script>alert" not in answer.content.decode()
    assert "<img src=x" not in answer.content.decode()
    assert words in text_of(answer)


def test_a_letter_that_no_longer_opens_is_said_so_and_is_no_error() -> None:
    found, browser = contact(), signed_in()
    FiledLetter.objects.update(sealed=b"broken")
    answer = browser.get(f"/contacts/{found.pk}/")
    assert answer.status_code == 200
    assert "ei avaudu vastaanoton avaimella" in text_of(answer)


def test_opening_ends_what_was_new() -> None:
    sender = Sender.new()
    found, browser = contact(sender), signed_in()
    browser.get(f"/contacts/{found.pk}/")
    drop(sender, words="Lisää", amends=True)
    carry()
    found.refresh_from_db()
    assert found.news_at
    assert "Muutettu teksti" in text_of(browser.get(f"/contacts/{found.pk}/"))
    found.refresh_from_db()
    assert found.news_at is None


@pytest.mark.parametrize("point", ["desk.before_commit", "desk.inside_message"])
def test_killed_before_its_commit_a_message_is_not_there_at_all(monkeypatch: pytest.MonkeyPatch, point: str) -> None:
    class Killed(BaseException):
        pass

    def listen(name: str) -> None:
        if name == point:
            raise Killed

    found, someone = contact(), worker()
    before = AuditEntry.objects.count()
    monkeypatch.setattr(checkpoints, "_listeners", [listen])
    with pytest.raises(Killed):
        contacts.write_to_sender(found.pk, someone, "Hei")
    assert (DeskMessage.objects.count(), OutboxItem.objects.count(), AuditEntry.objects.count()) == (0, 0, before)


def test_the_database_itself_refuses_a_handled_contact_that_nobody_has() -> None:
    (one,) = rows(1)
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        Contact.objects.filter(pk=one.pk).update(status="closed")
