"""What the status page shows of what was sent and told: letters, tasks, who handles it; and what it never claims."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from portal.intake.models import Draft, Letter
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import (
    SAME_ORIGIN,
    opened,
)
from tests.portal.intake.status_builders import TEXT, Sender, later_letters

pytestmark = pytest.mark.django_db


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
