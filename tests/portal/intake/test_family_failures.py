"""What goes wrong while a family confirms, or a professional hands over: nothing is lost, nothing is sent twice."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, override_settings

from portal.core import outage
from portal.intake import held as held_texts
from portal.intake import letter_box
from portal.intake.models import Draft, HeldText, Letter
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import opened
from tests.portal.intake.family_builders import CHECK_PAGE, FAMILY_WORDS, at_check, handed, held, holds, says, types

pytestmark = pytest.mark.django_db


def no_database(*_args: object, **_options: object) -> None:
    raise OperationalError("connection refused")


def test_a_confirmation_that_fails_on_the_way_keeps_everything_and_goes_through_later(
    monkeypatch: pytest.MonkeyPatch, desk_key: PrivateKey
) -> None:
    waiting = held()
    family = types(waiting.code)
    says(family)
    data = {"contact_language": "fi", "by_call": "on", "call_address": "079 555 1234", **family.hidden(2)}
    family.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(letter_box, "claim", no_database)
        failed = family.sends(data, 2)
    assert failed.status_code == 503
    assert "079 555 1234" in failed.content.decode()
    assert data["form_carried"] in failed.content.decode()
    assert Letter.objects.count() == 0
    assert waiting.row.sealed is not None
    assert "/r/" in family.sends(data, 2)["Location"]
    assert opened(Letter.objects.get(), desk_key)["family_words"] == FAMILY_WORDS


def test_own_words_stay_on_the_page_when_the_database_is_down_before_the_decision_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    family = types(held().code)
    data = {"family_words": FAMILY_WORDS, "decision": "send", **family.hidden(1)}
    family.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(Draft.objects, "filter", no_database)
        failed = family.sends(data, 1)
    assert failed.status_code == 503
    assert "Lisään: koulussa menee nyt paremmin." in failed.content.decode()


def test_a_draft_that_ran_out_is_said_so_and_sends_once_when_pressed_again(desk_key: PrivateKey) -> None:
    family = types(held().code)
    says(family)
    data = {"contact_language": "fi", **family.hidden(2)}
    Draft.objects.all().delete()
    assert (family.sends(data, 2).status_code, Letter.objects.count()) == (410, 0)
    again = {**data, "form_again": "1"}
    assert family.sends(again, 2)["Location"] == family.sends(again, 2)["Location"]
    assert opened(Letter.objects.get(), desk_key)["family_words"] == FAMILY_WORDS


def test_a_text_that_cannot_be_held_stays_in_its_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = at_check()
    data = {**visitor.hidden(CHECK_PAGE), "form_hold": "1"}
    visitor.client.raise_request_exception = False
    with monkeypatch.context() as broken:
        broken.setattr(held_texts, "erase_all", no_database)
        failed = visitor.sends(data, CHECK_PAGE)
    assert failed.status_code == 503
    assert 'name="form_hold"' in failed.content.decode()
    assert (HeldText.objects.count(), Letter.objects.count()) == (0, 0)
    assert handed(visitor.client.get(holds(visitor)["Location"])).row.sealed is not None


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_a_disruption_is_told_on_both_pages_of_the_family(language: str, tmp_path: Path) -> None:
    code, said = held().code, "Telefonerna är tysta" if language == "sv" else "Puhelimet poikki"
    with override_settings(OUTAGE_FILE=tmp_path / "outage.toml"):
        call_command("outage", "--say-fi", "Puhelimet poikki", "--say-sv", "Telefonerna är tysta", stdout=StringIO())
        assert said in Client().get(f"/{language}/t/").content.decode()
        assert said in types(code, language).page(1).content.decode()
    outage.forget()


def test_leaving_erases_what_the_family_wrote_and_leaves_the_text_to_wait() -> None:
    waiting = held()
    family = types(waiting.code)
    says(family)
    family.client.post("/exit/", HTTP_SEC_FETCH_SITE="same-origin")
    assert Draft.objects.count() == 0
    assert not any("tp-d-" in name and one.value for name, one in family.client.cookies.items())
    assert waiting.row.sealed is not None
    assert types(waiting.code).draft_id
