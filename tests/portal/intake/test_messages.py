"""What a sender adds from the status page: messages, a withdrawal, ticked tasks; each exactly once, each kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings

from portal.intake import letter_box
from portal.intake.flow import Belonging, Writing
from portal.intake.later import LATER_KINDS
from portal.intake.models import BoxItem, Draft, Letter
from portal.intake.receipts import FormKeys
from portal.vault.sealing import PrivateKey
from portal.vault.secrets import BoxKeys, box_keys, seal_for_box
from tests.portal.intake.builders import (
    SAME_ORIGIN,
    Visitor,
    answers,
    opened,
    reference_on,
    words_on,
)

pytestmark = pytest.mark.django_db

TEXT = "Unohdin sanoa: koulu alkaa maanantaina.\nVoiko soittaa vasta iltapäivällä? 🌧️"


class Sender:
    """Somebody with a contact sent, who has the status page open."""

    def __init__(self, language: str = "fi") -> None:
        self.visitor = Visitor(language)
        receipt = self.visitor.client.get(
            self.visitor.sends({**answers(), **self.visitor.arrives_at_form()})["Location"]
        )
        self.reference, self.words = reference_on(receipt), words_on(receipt)
        self.status = self.opens()

    def opens(self) -> str:
        """The address of the status page, opened with reference and words."""
        typed = {"reference": self.reference, "words": self.words}
        return str(self.visitor.client.post(self.visitor.url("s/"), typed)["Location"])

    @property
    def keys(self) -> BoxKeys:
        return box_keys(self.words, self.reference)

    def begins(self, relation: str = "message") -> dict[str, str]:
        """The hidden fields of the form of a message or a withdrawal."""
        begun = self.visitor.client.post(f"{self.status}write/", {"kind": relation})
        self.visitor.draft_id = begun["Location"].split("/b/")[1].split("/")[0]
        return self.visitor.hidden()

    def sends(self, relation: str = "message", **data: str) -> HttpResponse:
        return self.visitor.sends({**self.begins(relation), **data})

    def page(self) -> str:
        return self.visitor.client.get(self.status).content.decode()

    def is_told(self, **item: Any) -> None:
        """What the courier does with what the desk wrote."""
        plain = {"at": "2026-11-02T10:00:00+00:00", **item}
        BoxItem.objects.create(
            id=uuid4(),
            reference=self.reference,
            box_key=self.keys.public_key,
            created_at=datetime.now(UTC),
            sealed=seal_for_box(json.dumps(plain).encode(), self.keys.public_key, f"box:{self.reference}"),
        )


def later_letters() -> list[Letter]:
    return list(Letter.objects.exclude(belongs_to="").order_by("arrival"))


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_a_message_is_a_letter_that_belongs_to_the_contact(desk_key: PrivateKey, language: str) -> None:
    sender = Sender(language)
    first = Letter.objects.get()
    sent = sender.sends(own_words=TEXT)
    assert (sent.status_code, sent["Location"]) == (303, sender.status)
    (letter,) = later_letters()
    assert (letter.relation, letter.kind, letter.belongs_to, letter.reference) == (
        "message", "message", sender.reference, sender.reference,
    )  # fmt: skip
    assert (bytes(letter.box_key), letter.language) == (bytes(first.box_key), language)
    assert letter.form_token != first.form_token
    assert opened(letter, desk_key)["own_words"] == TEXT
    page = sender.page()
    assert "govuk-notification-banner--success" in page
    assert TEXT.splitlines()[0] not in page
    assert Draft.objects.count() == 0


def test_the_same_message_twice_with_or_without_cookies_is_one_letter() -> None:
    sender = Sender()
    data = {**sender.begins(), "own_words": TEXT}
    cookies = dict(sender.visitor.client.cookies.items())
    first = sender.visitor.sends(data)
    sender.visitor.client.cookies.update(cookies)
    second = sender.visitor.sends(data)
    third = Visitor(draft_id=sender.visitor.draft_id).sends(data)
    assert first["Location"] == second["Location"] == third["Location"]
    assert len(later_letters()) == 1


def test_a_changed_message_of_the_same_form_is_a_second_message(desk_key: PrivateKey) -> None:
    sender = Sender()
    data = {**sender.begins(), "own_words": TEXT}
    sender.visitor.sends(data)
    sender.visitor.sends({**data, "own_words": "Korjaan: tiistaina."})
    assert [opened(one, desk_key)["own_words"] for one in later_letters()] == [TEXT, "Korjaan: tiistaina."]
    assert {one.relation for one in later_letters()} == {"message"}


def test_a_message_goes_through_after_the_page_and_its_draft_have_closed() -> None:
    sender = Sender()
    data = {**sender.begins(), "own_words": TEXT}
    Draft.objects.all().delete()
    stranger = Visitor(draft_id=sender.visitor.draft_id)
    sent = stranger.sends(data)
    assert len(later_letters()) == 1
    page = stranger.client.get(sent["Location"]).content.decode()
    assert "Viestisi on tullut perille" in page
    assert sender.reference not in page


def test_nothing_is_stored_for_a_box_that_is_not_there() -> None:
    sender = Sender()
    for reference, box_key in ((sender.reference, bytes(32)), ("00000-00000", sender.keys.public_key)):
        belongs = Belonging(reference, box_key, "message", "a" * 26)
        forged = Writing(LATER_KINDS["message"], FormKeys.new(), belongs=belongs)
        data = {
            "form_token": str(forged.keys.token),
            "form_nonce": forged.keys.nonce.hex(),
            "form_carried": forged.carried(),
            "own_words": TEXT,
        }
        for more in ({}, {"form_again": "1"}):
            response = Visitor(draft_id="a" * 26).sends({**data, **more})
            assert response.status_code in (303, 410)
    assert later_letters() == []


def test_a_message_that_belongs_nowhere_is_not_read_from_a_form() -> None:
    keys = FormKeys.new()
    alone = Writing(LATER_KINDS["message"], keys)
    data = {"form_token": str(keys.token), "form_nonce": keys.nonce.hex(), "form_carried": alone.carried()}
    response = Visitor(draft_id="a" * 26).sends({**data, "own_words": TEXT})
    assert response.status_code == 410
    assert TEXT.splitlines()[0] in response.content.decode()
    assert Visitor().client.post("/fi/b/", {"kind": "message"}, **SAME_ORIGIN).status_code == 404


def test_who_holds_no_key_begins_nothing() -> None:
    sender = Sender()
    for path in ("write/", "done/"):
        stranger = Client().post(f"{sender.status}{path}", {"kind": "message", "task": str(uuid4())})
        looking = sender.visitor.client.get(f"{sender.status}{path}")
        assert [one["Location"] for one in (stranger, looking)] == [sender.status] * 2
    assert sender.visitor.client.post(f"{sender.status}write/", {"kind": "reminder"}).status_code == 404
    assert Draft.objects.count() == 0


def test_a_withdrawal_says_what_it_does_not_do_and_needs_a_confirmation(desk_key: PrivateKey) -> None:
    sender = Sender()
    refused = sender.sends("withdrawal", own_words="Asia selvisi.")
    page = sender.visitor.client.get(refused["Location"]).content.decode()
    assert 'href="#id_confirmed"' in page
    assert "Asia selvisi." in page
    assert "lastensuojeluilmoituksen" in page
    assert later_letters() == []
    sender.sends("withdrawal", own_words="Asia selvisi.", confirmed="on")
    (letter,) = later_letters()
    assert (letter.relation, letter.kind) == ("withdrawal", "withdrawal")
    assert opened(letter, desk_key)["own_words"] == "Asia selvisi."
    assert "Olemme saaneet peruutuksesi" in sender.page()


def test_a_refused_message_is_kept_in_its_draft() -> None:
    sender = Sender()
    refused = sender.sends(own_words=" \n ")
    assert refused.status_code == 303
    assert 'href="#id_own_words"' in sender.visitor.client.get(refused["Location"]).content.decode()
    long = "pitkä " * 2_000
    refused = sender.sends(own_words=long)
    assert long.strip() in sender.visitor.client.get(refused["Location"]).content.decode()


def csrf_gone(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    sender.visitor.client.handler.enforce_csrf_checks = True
    return sender.visitor.sends(data)


def expired(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    return Visitor(draft_id="a" * 26).sends({"own_words": data["own_words"]})


def over_limit(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    return sender.visitor.sends({**data, "own_words": data["own_words"] + "x" * 60_000})


def too_many(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    with override_settings(SEND_LIMIT_PER_MINUTE=0):
        return sender.visitor.sends(data)


def database_down(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    def refuse(*_args: object, **_options: object) -> None:
        raise OperationalError

    monkeypatch.setattr(Letter, "save", refuse)
    return sender.visitor.sends(data)


def unhandled(sender: Sender, data: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> HttpResponse:
    def break_down(*_args: object, **_options: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(letter_box, "seal", break_down)
    sender.visitor.client.raise_request_exception = False
    return sender.visitor.sends(data)


@pytest.mark.parametrize(
    ("failure", "status"),
    [(csrf_gone, 403), (expired, 410), (over_limit, 400), (too_many, 429), (database_down, 503), (unhandled, 500)],
)
def test_each_failure_page_keeps_the_message(failure: Any, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sender = Sender()
    response = failure(sender, {**sender.begins(), "own_words": TEXT}, monkeypatch)
    assert response.status_code == status
    assert TEXT.splitlines()[0] in response.content.decode()
    assert "112" in response.content.decode()


def test_the_page_lists_what_was_sent_and_whether_the_desk_has_it() -> None:
    sender = Sender()
    assert sender.page().count("matkalla ammattilaisille") == 1
    sender.sends(own_words=TEXT)
    first, second = Letter.objects.order_by("arrival")
    sender.is_told(type="state", state="received", at=first.arrival.isoformat())
    sender.is_told(type="heard", kind="message", task="", at=second.arrival.isoformat())
    page = sender.page()
    assert "matkalla ammattilaisille" not in page
    assert page.count("Se on ammattilaisilla.") == 2
    Letter.objects.all().delete()
    assert sender.page().count("Se on ammattilaisilla.") == 2


def test_who_handles_it_what_happens_next_and_what_was_agreed_are_shown_as_last_told() -> None:
    sender, task = Sender(), str(uuid4())
    sender.is_told(type="worker", name="Vanha", phone="", hours="")
    sender.is_told(
        type="worker", name="Sosiaaliohjaaja <Aino>", phone="079 1", hours="ma–to", at="2026-11-03T10:00:00+00:00"
    )
    sender.is_told(type="next", text="Soitamme", due="2026-12-01")
    sender.is_told(type="task", id=task, text="Etsi lomake", due="2026-12-04", state="open")
    sender.is_told(type="task", id=str(uuid4()), text="Jätetty pois", due="", state="dropped")
    page = sender.page()
    assert "Sosiaaliohjaaja &lt;Aino&gt;" in page
    assert "Vanha" not in page
    assert "1.12.2026" in page
    assert "4.12.2026" in page
    assert "Jätetty pois" not in page
    sender.is_told(type="task", id=task, text="Etsi lomake", due="", state="done", at="2026-11-04T10:00:00+00:00")
    assert "govuk-tag--green" in sender.page()
    assert "Olen tehnyt tämän" not in sender.page()


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_a_ticked_task_is_one_letter_however_often_it_is_ticked(desk_key: PrivateKey, language: str) -> None:
    sender, task = Sender(language), str(uuid4())
    sender.is_told(type="task", id=task, text="Etsi lomake", due="", state="open")
    for _ in range(2):
        sender.visitor.client.post(f"{sender.status}done/", {"task": task})
    assert "done/" not in sender.page()
    sender.status = sender.opens()
    assert "done/" in sender.page()
    sender.visitor.client.post(f"{sender.status}done/", {"task": task})
    (letter,) = later_letters()
    assert (letter.relation, letter.kind) == ("message", "task_done")
    (document,) = opened(letter, desk_key)["documents"]
    assert document["schema"] == "task-done-1"
    assert document["sections"][0]["items"][-1]["value"] == task
    sender.is_told(type="heard", kind="task_done", task=task, at=letter.arrival.isoformat())
    sender.status = sender.opens()
    assert "done/" not in sender.page()


def test_an_unknown_or_finished_task_is_not_ticked() -> None:
    sender, done = Sender(), str(uuid4())
    sender.is_told(type="task", id=done, text="Valmis", due="", state="done")
    for task in (done, str(uuid4())):
        assert sender.visitor.client.post(f"{sender.status}done/", {"task": task})["Location"] == sender.status
    for task in ("", "x", "\x00"):
        assert sender.visitor.client.post(f"{sender.status}done/", {"task": task}).status_code == 404
    assert later_letters() == []


def test_odd_items_are_told_and_hide_nothing() -> None:
    sender = Sender()
    for odd in (
        {"type": "task", "id": "x", "text": "", "due": "", "state": "open"},
        {"type": "task", "id": str(uuid4()), "text": "", "due": "eilen", "state": "open"},
        {"type": "worker", "name": "Aino"},
        {"type": "heard", "kind": "novelty", "task": ""},
    ):
        sender.is_told(**odd)
    sender.is_told(type="next", text="Näkyy", due="")
    page = sender.page()
    assert "Näkyy" in page
    assert "govuk-warning-text" in page


def test_closing_and_leaving_take_every_cookie_of_the_page() -> None:
    sender = Sender()
    sender.sends(own_words=TEXT)
    sender.begins()
    left = sender.visitor.client.post("/exit/", **SAME_ORIGIN)
    gone = {name[:4] for name, one in left.cookies.items() if not one.value}
    assert {"tp-s", "tp-w", "tp-d"} <= gone
    assert Draft.objects.count() == 0


def test_a_request_to_delete_is_confirmed_and_says_what_stays(desk_key: PrivateKey) -> None:
    sender = Sender()
    refused = sender.sends("empty_box")
    page = sender.visitor.client.get(refused["Location"]).content.decode()
    assert 'href="#id_confirmed"' in page
    assert "niin kauan kuin laki vaatii" in page
    sender.sends("empty_box", confirmed="on")
    (letter,) = later_letters()
    assert (letter.relation, letter.kind) == ("message", "empty_box")
    assert opened(letter, desk_key)["own_words"] == ""
    assert "Olemme saaneet pyyntösi poistaa tiedot" in sender.page()


def test_an_emptied_box_says_so_and_claims_nothing_of_how_the_matter_goes() -> None:
    sender = Sender()
    assert "odottaa, että ammattilainen" in sender.page()
    Letter.objects.update(taken_at=datetime.now(UTC))
    page = sender.page()
    assert "Tämän sivun tiedot on poistettu" in page
    assert "odottaa, että ammattilainen" not in page
