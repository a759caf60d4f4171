"""The status page: reference and words open the box in memory, wrong ones get one answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import override_settings

from portal.intake.models import BoxItem, Draft, Letter
from portal.vault.secrets import box_keys, seal_for_box
from portal.vault.words import words_from
from tests.portal.intake.builders import Visitor, answers, hidden_fields, reference_on, words_on

pytestmark = pytest.mark.django_db


def sent_contact(language: str = "fi") -> tuple[Visitor, str, str]:
    """A visitor with a reference and words."""
    visitor = Visitor(language)
    receipt = visitor.client.get(visitor.sends({**answers(), **visitor.arrives_at_form()})["Location"])
    return visitor, reference_on(receipt), words_on(receipt)


def put(reference: str, public_key: bytes, item: dict[str, str]) -> None:
    """What the courier does."""
    BoxItem.objects.create(
        id=uuid4(),
        reference=reference,
        box_key=public_key,
        created_at=datetime.now(UTC),
        sealed=seal_for_box(json.dumps(item).encode(), public_key, f"box:{reference}"),
    )


def asks(visitor: Visitor, reference: str, words: str, **more: str) -> HttpResponse:
    return visitor.client.post(visitor.url("s/"), {"reference": reference, "words": words, **more})


def followed(visitor: Visitor, response: HttpResponse) -> str:
    assert response.status_code == 303
    return visitor.client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_reference_and_words_show_that_the_message_was_received(language: str) -> None:
    visitor, reference, words = sent_contact(language)
    asked = asks(visitor, reference, words)
    cookie = next(one for name, one in asked.cookies.items() if name.startswith("tp-s-"))
    assert cookie["max-age"] == 600
    assert cookie["httponly"]
    page = followed(visitor, asked)
    assert reference in page
    assert "govuk-error-summary" not in page


def test_what_was_typed_is_forgiven_its_case_spaces_and_dots() -> None:
    visitor, reference, words = sent_contact()
    typed = words.upper().replace("Ä", "A").replace("Ö", "O").replace(" ", ",  ")
    assert reference in followed(visitor, asks(visitor, f" {reference.lower().replace('-', ' ')} ", typed))


def test_states_and_messages_of_the_box_are_shown_in_order() -> None:
    visitor, reference, words = sent_contact()
    keys = box_keys(words, reference)
    put(reference, keys.public_key, {"type": "state", "state": "received", "at": "2026-11-22T10:00:00+00:00"})
    put(reference, keys.public_key, {"type": "state", "state": "being_handled", "at": "2026-11-23T10:00:00+00:00"})
    put(
        reference,
        keys.public_key,
        {"type": "message", "text": "Hei!\n<b>Soitamme</b> huomenna.", "at": "2026-11-23T11:00:00+00:00"},
    )
    page = followed(visitor, asks(visitor, reference, words))
    assert "Asiasi on käsittelyssä" in page
    assert "Hei!<br>&lt;b&gt;Soitamme&lt;/b&gt; huomenna." in page
    assert "klo\u00a013.00" in page


def test_the_box_is_enough_when_the_letter_has_left_the_portal() -> None:
    visitor, reference, words = sent_contact()
    keys = box_keys(words, reference)
    put(reference, keys.public_key, {"type": "state", "state": "closed", "at": "2026-11-23T10:00:00+00:00"})
    Letter.objects.all().delete()
    assert "Asiasi on päätetty" in followed(visitor, asks(visitor, reference, words))


def test_an_item_that_does_not_open_is_told_and_hides_nothing_else() -> None:
    visitor, reference, words = sent_contact()
    keys = box_keys(words, reference)
    put(reference, keys.public_key, {"type": "message", "text": "Näkyy", "at": "2026-11-23T11:00:00+00:00"})
    BoxItem.objects.create(
        id=uuid4(), reference=reference, box_key=keys.public_key, created_at=datetime.now(UTC), sealed=b"x"
    )
    put(reference, keys.public_key, {"type": "novelty", "at": "2026-11-23T11:00:00+00:00"})
    page = followed(visitor, asks(visitor, reference, words))
    assert "Näkyy" in page
    assert "govuk-warning-text" in page


def test_wrong_words_and_a_wrong_reference_get_the_same_answer() -> None:
    visitor, reference, words = sent_contact()
    wrong_words = words_from(bytes(range(16)), "fi")
    pages = []
    for typed in ((reference, wrong_words), ("00000-00000", words), ("00000-00000", wrong_words)):
        page = followed(visitor, asks(visitor, *typed))
        pages.append(page.split("govuk-error-summary__list")[1].split("</ul>")[0])
    assert len(set(pages)) == 1


def test_a_slip_in_typing_is_told_at_once_and_everything_typed_is_still_there() -> None:
    visitor, reference, words = sent_contact()
    first, second, *rest = words.split()
    refused = asks(visitor, reference, " ".join([second, first, *rest]))
    page = followed(visitor, refused)
    assert 'href="#id_words"' in page
    assert reference in page
    assert second in page
    mended = asks(visitor, reference, words, **hidden_fields_of(visitor, refused))
    assert reference in followed(visitor, mended)
    assert Draft.objects.count() == 0


def hidden_fields_of(visitor: Visitor, response: HttpResponse) -> dict[str, str]:
    return hidden_fields(visitor.client.get(response["Location"]))


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("", ""),
        ("x", "y"),
        ("00000-00000", "yksi kaksi"),
        ("\x00", "\x00"),
        ("a" * 5_000, "b " * 5_000),
        ("😀", "שלום " * 8),
    ],
)
def test_ugly_answers_are_asked_again(reference: str, words: str) -> None:
    visitor = Visitor()
    assert "govuk-error-summary" in followed(visitor, asks(visitor, reference, words))


def test_closing_takes_the_key_back() -> None:
    visitor, reference, words = sent_contact()
    shown = asks(visitor, reference, words)["Location"]
    closed = visitor.client.post(shown)
    assert closed["Location"] == "/fi/s/"
    assert visitor.client.get(shown)["Location"] == "/fi/s/"


def test_another_browser_sees_nothing_at_the_same_address() -> None:
    visitor, reference, words = sent_contact()
    shown = asks(visitor, reference, words)["Location"]
    assert Visitor().client.get(shown)["Location"] == "/fi/s/"


@override_settings(STATUS_LIMIT_PER_MINUTE=3)
def test_many_tries_are_slowed_and_what_was_typed_is_kept() -> None:
    visitor = Visitor()
    words = words_from(bytes(range(16)), "fi")
    for _ in range(3):
        asks(visitor, "00000-00000", words)
    kept = asks(visitor, "00000-00000", words)
    assert kept.status_code == 429
    assert words.split()[0] in kept.content.decode()


def test_neither_address_nor_title_nor_cookie_names_the_contact() -> None:
    visitor, reference, words = sent_contact()
    asked = asks(visitor, reference, words)
    assert reference not in asked["Location"]
    page = visitor.client.get(asked["Location"])
    title = page.content.decode().split("<title>")[1].split("</title>")[0]
    assert reference not in title
    assert page["Cache-Control"] == "no-store"


@override_settings(STATUS_WRONG_LIMIT=2)
def test_whoever_is_wrong_often_is_slowed_and_keeps_what_was_typed() -> None:
    visitor, reference, words = sent_contact()
    wrong = words_from(bytes(range(16)), "fi")
    for _ in range(3):
        assert asks(visitor, reference, wrong).status_code == 303
    slowed = asks(visitor, reference, words)
    assert slowed.status_code == 429
    assert reference in slowed.content.decode()
    assert asks(Visitor(), reference, words).status_code == 429


@override_settings(STATUS_WRONG_LIMIT=2)
def test_a_slip_in_typing_is_no_wrong_try() -> None:
    visitor, reference, words = sent_contact()
    for _ in range(6):
        asks(visitor, reference, "yksi kaksi")
    assert reference in followed(visitor, asks(visitor, reference, words))
