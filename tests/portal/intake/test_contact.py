"""A contact from the public page to the letter that the desk reads."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from portal.core.county import county
from portal.intake.models import Draft, Letter
from portal.intake.service import promised_reply
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import SAME_ORIGIN, WORDS, Visitor, answers, opened, reference_on, words_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "path"), [("fi", "pyyda-apua/"), ("sv", "be-om-hjalp/"), ("fi-simple", "pyyda-apua/")]
)
def test_the_start_page_is_public_cacheable_and_says_when_the_county_answers(language: str, path: str) -> None:
    response = Visitor(language).client.get(f"/{language}/{path}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    text = response.content.decode()
    assert county().promise.text.get(language) in text.replace("&quot;", '"')
    assert "csrfmiddlewaretoken" not in text
    assert Draft.objects.count() == 0


def test_the_swedish_path_does_not_answer_in_finnish() -> None:
    assert Visitor("fi").client.get("/fi/be-om-hjalp/").status_code == 404


def test_starting_needs_our_own_page_behind_it() -> None:
    visitor = Visitor()
    assert visitor.client.post("/fi/b/", {"kind": "help_request"}).status_code == 403
    refused = visitor.client.post("/fi/b/", {"kind": "help_request"}, HTTP_SEC_FETCH_SITE="cross-site")
    assert refused.status_code == 403
    assert Draft.objects.count() == 0


def test_an_unknown_kind_starts_nothing() -> None:
    assert Visitor().client.post("/fi/b/", {"kind": "nothing"}, **SAME_ORIGIN).status_code == 404
    assert Draft.objects.count() == 0


def test_looking_at_the_starting_address_leads_to_the_public_page() -> None:
    assert Visitor("sv").client.get("/sv/b/")["Location"] == "/sv/be-om-hjalp/"


def test_word_by_email_is_asked_for_under_a_safe_email_alone(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    by_email = {"by_email": "on", "email_address": "tuulia@example.fi", "email_safe": "safe", "email_send_word": "on"}
    assert visitor.sends({**answers(**by_email), **visitor.arrives_at_form()}).status_code == 303
    ways = {one["way"]: one for one in opened(Letter.objects.get(), desk_key)["ways"]}
    assert ways["email"]["send_word"] is True
    assert ways["call"]["send_word"] is False


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_the_desk_reads_exactly_what_was_written(language: str, desk_key: PrivateKey) -> None:
    visitor = Visitor(language)
    hidden = visitor.arrives_at_form()
    sent = visitor.sends({**answers(), **hidden})
    assert sent.status_code == 303
    letter = Letter.objects.get()
    content = opened(letter, desk_key)
    assert content["own_words"] == WORDS
    assert content["language"] == language
    assert content["ways"] == [
        {
            "way": "call",
            "address": "079 123 4567",
            "safe": "safe",
            "when": "iltaisin",
            "may_say": "",
            "send_word": False,
        }
    ]
    assert content["promise"]["due"] == promised_reply(letter.arrival, language).due.isoformat()
    assert (letter.kind, letter.area, letter.urgency) == ("help_request", "rannikko", "normal")
    assert (letter.relation, letter.belongs_to) == ("", "")
    assert letter.taken_at is None
    assert Draft.objects.count() == 0


def test_the_receipt_shows_reference_words_arrival_and_the_promised_day() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    receipt = visitor.client.get(visitor.sends({**answers(), **hidden})["Location"])
    letter = Letter.objects.get()
    text = receipt.content.decode()
    assert receipt.status_code == 200
    assert reference_on(receipt) == letter.reference
    assert len(words_on(receipt).split()) == 8
    arrival = timezone.localtime(letter.arrival)
    assert f"{arrival.day}.{arrival.month}.{arrival.year}" in text
    due = promised_reply(letter.arrival, "fi").due
    assert f"{due.day}.{due.month}.{due.year}" in text
    assert receipt["Cache-Control"] == "no-store"


def test_the_receipt_ends_after_ten_minutes_and_is_nobody_elses() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    sent = visitor.sends({**answers(), **hidden})
    cookie = next(one for name, one in sent.cookies.items() if name.startswith("tp-r-"))
    assert cookie["max-age"] == 600
    assert cookie["httponly"]
    assert Visitor().client.get(sent["Location"]).status_code == 410
    for name in list(visitor.client.cookies):
        del visitor.client.cookies[name]
    assert visitor.client.get(sent["Location"]).status_code == 410


def test_neither_addresses_nor_titles_nor_cookies_say_what_it_is_about() -> None:
    visitor = Visitor()
    begun = visitor.begins()
    answered = visitor.passes_gate()
    form = visitor.page()
    sent = visitor.sends({**answers(), **visitor.hidden()})
    receipt = visitor.client.get(sent["Location"])
    addresses = " ".join([begun["Location"], answered["Location"], sent["Location"]])
    cookies = " ".join(f"{name}={one.value}" for name, one in visitor.client.cookies.items())
    for sensitive in ("help", "apu", "hjalp", "Tuulia", "040", "help_request"):
        assert sensitive not in addresses
        assert sensitive not in cookies
    for page in (form, receipt):
        title = page.content.decode().split("<title>")[1].split("</title>")[0]
        assert "apu" not in title.lower()
        assert str(county().service_name) in title
        assert page["Cache-Control"] == "no-store"


def test_a_get_writes_nothing(django_assert_num_queries: object) -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    before = list(Draft.objects.values_list("sealed", "expires_at"))
    for path in ("", "1/", "now/"):
        assert visitor.client.get(visitor.url(f"b/{visitor.draft_id}/{path}")).status_code == 200
    assert list(Draft.objects.values_list("sealed", "expires_at")) == before


def test_the_form_waits_behind_the_gate() -> None:
    visitor = Visitor()
    visitor.begins()
    assert visitor.page()["Location"] == visitor.url(f"b/{visitor.draft_id}/")


def test_an_unanswered_gate_asks_again() -> None:
    visitor = Visitor()
    visitor.begins()
    refused = visitor.passes_gate("")
    assert refused.status_code == 303
    again = visitor.client.get(refused["Location"])
    assert "govuk-error-summary" in again.content.decode()


@pytest.mark.parametrize(("answer", "then"), [("danger", "now/"), ("today", "1/")])
def test_danger_shows_the_numbers_first_and_lets_one_still_write(answer: str, then: str, desk_key: PrivateKey) -> None:
    visitor = Visitor()
    visitor.begins()
    answered = visitor.passes_gate(answer)
    assert answered["Location"] == visitor.url(f"b/{visitor.draft_id}/{then}")
    assert "tel:112" in visitor.client.get(answered["Location"]).content.decode()
    receipt = visitor.client.get(visitor.sends({**answers(), **visitor.hidden()})["Location"])
    letter = Letter.objects.get()
    assert letter.urgency == "urgent"
    content = opened(letter, desk_key)
    assert content["urgency"] == {"answer": answer}
    assert content["promise"] is None, "the county's promise is made for contacts that are not urgent"
    assert "tel:112" in receipt.content.decode()


def test_each_step_says_until_when_the_text_is_kept_and_one_press_keeps_it_for_twenty_hours() -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    kept = visitor.sends({**answers(own_words="Kesken jäi"), "form_keep": "1"})
    assert kept["Location"] == visitor.url(f"b/{visitor.draft_id}/1/")
    expires_at = Draft.objects.get().expires_at
    assert timedelta(hours=19, minutes=59) < expires_at - timezone.now() <= timedelta(hours=20)
    page = visitor.page().content.decode()
    local = timezone.localtime(expires_at)
    assert f"{local.day}.{local.month}.{local.year}" in page
    assert "Kesken jäi" in page
    assert "govuk-error-summary" not in page


def test_a_promise_to_keep_is_not_cut_short_by_the_next_step() -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    visitor.sends({**answers(), "form_keep": "1"})
    promised = Draft.objects.get().expires_at
    visitor.passes_gate("today")
    assert Draft.objects.get().expires_at == promised


def test_the_arrival_counts_in_finland_and_the_promise_follows_it() -> None:
    visitor = Visitor()
    with time_machine.travel("2026-11-20T22:30:00+00:00", tick=False):
        hidden = visitor.arrives_at_form()
        visitor.sends({**answers(), **hidden})
    assert promised_reply(Letter.objects.get().arrival, "fi").due.isoformat() == "2026-11-25"


def test_no_module_of_this_room_sends_mail() -> None:
    room = Path(__file__).resolve().parents[3] / "portal/intake"
    for module in room.rglob("*.py"):
        assert "mail" not in {
            line.split()[1].split(".")[-1]
            for line in module.read_text().splitlines()
            if line.startswith(("import ", "from "))
        }
