"""What people and machines may post: a clear error with everything still there, or the exact text; never a 500."""

from __future__ import annotations

from html import unescape

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, override_settings
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.intake.models import Draft, Letter
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import WORDS, Visitor, answers, hidden_fields, opened, reference_on

pytestmark = pytest.mark.django_db

EXACT = [
    "Lyhyt.",
    "<script>alert('x')</script><img src=x onerror=alert(1)>",
    "{{ 7*7 }} {% csrf_token %} ${7*7}",
    "שלום עולם \u202eابجد\u202c مرحبا",
    "👩‍👩‍👧‍👦🏳️‍🌈 é é",
    "'; DROP TABLE intake_letter; --",
    "  alussa ja lopussa välilyöntejä  ",
    "rivi\n\n\nkolmas\ttabulaattori",
    "\u200b\u2028\ufeff näkymättömiä",
    "ä" * 10_000,
]


@pytest.mark.parametrize("text", EXACT, ids=range(len(EXACT)))
def test_the_desk_gets_exactly_the_text(text: str, desk_key: PrivateKey) -> None:
    visitor = Visitor()
    sent = visitor.sends({**answers(own_words=text, name="<b>Nimi</b>"), **visitor.arrives_at_form()})
    assert sent.status_code == 303
    assert visitor.client.get(sent["Location"]).status_code == 200
    content = opened(Letter.objects.get(), desk_key)
    assert content["own_words"] == text
    assert content["name"] == "<b>Nimi</b>"


def test_line_breaks_of_a_browser_are_single_signs(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    visitor.sends({**answers(own_words="yksi\r\nkaksi\rkolme"), **visitor.arrives_at_form()})
    assert opened(Letter.objects.get(), desk_key)["own_words"] == "yksi\nkaksi\nkolme"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"own_words": ""}, "own_words"),
        ({"own_words": " \n\t "}, "own_words"),
        ({"own_words": "a" * 10_001}, "own_words"),
        ({"own_words": "a" * 20_000}, "own_words"),
        ({"own_words": "nolla\x00tavu"}, "own_words"),
        ({"name": "a" * 201}, "name"),
        ({"name": "\x00"}, "name"),
        ({"by_call": ""}, "by_call"),
        ({"by_call": "", "call_address": ""}, "by_call"),
        ({"call_address": ""}, "call_address"),
        ({"call_address": "soita vaan"}, "call_address"),
        ({"call_safe": "not_safe"}, "by_call"),
        ({"call_safe": "perhaps"}, "call_safe"),
        ({"by_email": "on", "email_address": "ei osoite"}, "email_address"),
        ({"by_email": "on", "email_address": "a@example.fi", "email_send_word": "on"}, "email_send_word"),
        (
            {"by_email": "on", "email_address": "a@example.fi", "email_send_word": "on", "email_safe": "not_safe"},
            "email_send_word",
        ),
        ({"by_text": "on", "by_call": "", "call_address": ""}, "text_address"),
        ({"contact_language": ""}, "contact_language"),
        ({"contact_language": "tlh"}, "contact_language"),
        ({"contact_language": "other"}, "other_language"),
        ({"municipality": "091"}, "municipality"),
    ],
)
def test_a_refused_answer_is_told_at_its_field_and_everything_typed_is_still_there(
    changes: dict[str, str], field: str
) -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    refused = visitor.sends({**answers(**{"call_when": "aamulla", **changes}), **hidden})
    assert refused.status_code == 303
    assert refused["Location"] == visitor.url(f"b/{visitor.draft_id}/1/")
    shown = visitor.client.get(refused["Location"])
    text = unescape(shown.content.decode())
    assert f'href="#id_{field}"' in text
    assert text.split("<title>")[1].startswith("Virhe:")
    assert "aamulla" in text
    assert (changes.get("own_words", WORDS).strip() or "aamulla")[:50].splitlines()[0].replace(
        "\x00", ""
    ) in text.replace("\x00", "")
    assert Letter.objects.count() == 0
    assert hidden_fields(shown)["form_token"] == hidden["form_token"]


def test_a_mended_answer_is_sent_and_shows_no_error_any_more() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    visitor.sends({**answers(own_words=""), **hidden})
    assert visitor.sends({**answers(), **hidden})["Location"].startswith("/fi/r/")


def test_reading_the_answer_here_is_a_way_of_its_own(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    data = {**answers(by_call="", call_address="", reads_here="on"), **visitor.arrives_at_form()}
    assert visitor.sends(data).status_code == 303
    content = opened(Letter.objects.get(), desk_key)
    assert content["ways"] == []
    assert content["reads_here"] is True


def test_a_way_that_is_not_safe_travels_so_that_nobody_uses_it(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    data = {**answers(call_safe="not_safe", reads_here="on"), **visitor.arrives_at_form()}
    visitor.sends(data)
    (way,) = opened(Letter.objects.get(), desk_key)["ways"]
    assert way["safe"] == "not_safe"


def test_every_way_and_every_field_arrives(desk_key: PrivateKey) -> None:
    visitor = Visitor("sv")
    every = {
        "by_text": "on",
        "by_email": "on",
        "email_address": "tuulia@example.fi",
        "email_safe": "not_safe",
        "by_letter": "on",
        "letter_address": "Kotikatu 1\n00100 Koivuranta",
        "contact_language": "other",
        "other_language": "українська",
        "interpreter": "on",
        "municipality": "other",
    }
    visitor.sends({**answers(**every), **visitor.arrives_at_form()})
    content = opened(Letter.objects.get(), desk_key)
    assert [one["way"] for one in content["ways"]] == ["call", "text", "email", "letter"]
    assert content["ways"][1]["address"] == "079 123 4567"
    assert content["ways"][3]["address"] == "Kotikatu 1\n00100 Koivuranta"
    assert (content["contact_language"], content["other_language"], content["interpreter"]) == (
        "other",
        "українська",
        True,
    )
    assert content["municipality"] == "other"
    assert Letter.objects.get().area == ""


def test_a_field_far_over_its_limit_is_kept_on_the_page_and_never_stored() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    before = bytes(Draft.objects.get().sealed)
    huge = "pitkä " * 20_000
    kept = visitor.sends({**answers(own_words=huge), **hidden})
    assert kept.status_code == 400
    assert "pitkä pitkä" in kept.content.decode()
    assert "tel:112" in kept.content.decode()
    assert bytes(Draft.objects.get().sealed) == before
    assert visitor.sends({**answers(own_words=huge[:9_000]), **hidden}).status_code == 303


def test_a_missing_csrf_token_keeps_the_text_and_the_resend_succeeds() -> None:
    visitor = Visitor(client=Client(enforce_csrf_checks=True))
    visitor.begins()
    gate = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/"))
    token = gate.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    passed = visitor.client.post(
        visitor.url(f"b/{visitor.draft_id}/"), {"urgency": "not_urgent", "csrfmiddlewaretoken": token}
    )
    assert passed.status_code == 303
    hidden = visitor.hidden()
    refused = visitor.sends({**answers(), **hidden})
    assert refused.status_code == 403
    text = refused.content.decode()
    assert "Olen väsynyt" in text
    fresh = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    sent = visitor.sends({**answers(), **hidden_fields(refused), "csrfmiddlewaretoken": fresh})
    assert sent.status_code == 303
    assert Letter.objects.count() == 1


@override_settings(SEND_LIMIT_PER_MINUTE=2)
def test_too_many_posts_keep_the_text() -> None:
    visitor = Visitor()
    hidden = visitor.arrives_at_form()
    for _ in range(2):
        visitor.sends({**answers(own_words=""), **hidden})
    kept = visitor.sends({**answers(), **hidden})
    assert kept.status_code == 429
    assert "Olen väsynyt" in kept.content.decode()
    with override_settings(SEND_LIMIT_PER_MINUTE=50):
        assert visitor.sends({**answers(), **hidden_fields(kept)}).status_code == 303


def test_an_error_of_the_database_keeps_the_text_and_the_draft(monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Visitor(client=Client(raise_request_exception=False))
    hidden = visitor.arrives_at_form()

    def down(*words: object, **named: object) -> None:
        raise OperationalError("connection refused")

    with monkeypatch.context() as patch:
        patch.setattr(Letter, "save", down)
        kept = visitor.sends({**answers(), **hidden})
    assert kept.status_code == 503
    assert "Olen väsynyt" in kept.content.decode()
    assert Draft.objects.count() == 1
    assert visitor.sends({**answers(), **hidden_fields(kept)}).status_code == 303
    assert Letter.objects.count() == 1


def test_the_swedish_form_speaks_swedish() -> None:
    visitor = Visitor("sv")
    visitor.arrives_at_form()
    refused = visitor.sends(answers(own_words=""))
    text = visitor.client.get(refused["Location"]).content.decode()
    assert text.split("<title>")[1].startswith("Fel:")


@pytest.mark.parametrize("path", ["b/%s/2/", "b/%s/0/", "b/%s/999999999999/"])
def test_a_page_that_the_form_does_not_have_is_not_found(path: str) -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    assert visitor.client.get(visitor.url(path % visitor.draft_id)).status_code == 404
    assert visitor.client.post(visitor.url(path % visitor.draft_id), answers()).status_code == 404


names = st.sampled_from(
    [
        *answers(),
        "by_text",
        "text_address",
        "email_address",
        "by_email",
        "form_token",
        "form_nonce",
        "form_carried",
        "attach_0",
        "other_language",
        "reads_here",
        "form_again",
    ]
)
texts = st.one_of(st.text(max_size=80), st.sampled_from(["on", "fi", "yes", "\x00", "951"]))


@hypothesis_settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(st.dictionaries(names, texts, max_size=8), st.booleans())
def test_nothing_posted_makes_an_error_of_ours(changes: dict[str, str], has_draft: bool) -> None:
    visitor = Visitor()
    with override_settings(SEND_LIMIT_PER_MINUTE=10_000):
        hidden = visitor.arrives_at_form()
        if not has_draft:
            Draft.objects.all().delete()
        answer = visitor.sends(
            {**answers(), **hidden, **{name: one.encode("utf-8", "replace").decode() for name, one in changes.items()}}
        )
        assert answer.status_code in {303, 400, 410}


def test_a_receipt_shows_nothing_that_was_written() -> None:
    visitor = Visitor()
    sent = visitor.sends({**answers(), **visitor.arrives_at_form()})
    receipt = visitor.client.get(sent["Location"])
    assert reference_on(receipt)
    for typed in ("väsynyt", "Tuulia", "079 123"):
        assert typed not in receipt.content.decode()
    assert settings.RECEIPT_MINUTES == 10
