"""What a sender adds from the status page: messages, a withdrawal, ticked tasks; each exactly once, each kept."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, override_settings

from portal.intake import letter_box
from portal.intake.flow import Belonging, Writing
from portal.intake.later import LATER_KINDS
from portal.intake.models import Draft, Letter
from portal.intake.receipts import FormKeys
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import (
    SAME_ORIGIN,
    Visitor,
    opened,
)
from tests.portal.intake.status_builders import TEXT, Sender, later_letters

pytestmark = pytest.mark.django_db


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
