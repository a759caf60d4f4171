"""The code of a held text: nothing but the right words opens it, and wrong ones tell nothing apart."""

from __future__ import annotations

import base64
import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from portal.intake import held as held_texts
from portal.intake.documents import Item, Section
from portal.intake.held import HeldContent, token_of
from portal.intake.models import HeldText
from portal.intake.receipts import FormKeys
from portal.vault.sealing import CannotOpen, canonical
from portal.vault.secrets import open_under, seal_under
from tests.portal.intake.family_builders import at_check, by_professional, confirms, held, says, types

pytestmark = pytest.mark.django_db

WRONG = "Näiden sanojen takana"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "yksi kaksi",
        "x" * 60_000,
        "\x00" * 40,
        "<script>alert(1)</script> " * 8,
        "\u202e" * 8,
        "kissa " * 8,
        "é" * 900,
    ],
)
def test_odd_codes_open_nothing_and_break_nothing(typed: str) -> None:
    held()
    response = Client().post("/fi/t/", {"code": typed})
    assert response.status_code in {303, 400}
    assert "/b/" not in response.get("Location", "")


def test_wrong_sent_refused_and_late_codes_get_the_same_answer() -> None:
    texts = [held(at_check(journey=by_professional(page_5={"own_words": str(one)}))) for one in range(4)]
    wrong, sent, refused, late = texts
    HeldText.objects.get(reference=wrong.reference).delete()
    confirms(types(sent.code))
    says(types(refused.code), "refuse")
    HeldText.objects.filter(reference=late.reference).update(
        expires_at=timezone.now(), created_at=timezone.now() - timedelta(days=7)
    )
    answers = set()
    for one in texts:
        client = Client()
        body = client.get(client.post("/fi/t/", {"code": one.code})["Location"]).content.decode()
        assert WRONG in body
        answers.add(body[body.index("error-summary") :].split("</ul>")[0])
    assert len(answers) == 1


def test_wrong_codes_are_slowed() -> None:
    code = held().code
    HeldText.objects.all().delete()
    client = Client()
    statuses = [client.post("/fi/t/", {"code": code}).status_code for _ in range(settings.STATUS_WRONG_LIMIT + 2)]
    assert statuses[:10] == [303] * 10
    assert statuses[-1] == 429


@given(words=TEXT, label=TEXT, value=TEXT)
@hypothesis_settings(max_examples=25, deadline=None)
def test_what_is_sealed_comes_back_as_it_was(words: str, label: str, value: str) -> None:
    said = {"language": "sv", "own_words": words, "documents": []}
    content = HeldContent(said, {"fi": (Section(words, (Item(label, value),)),)}, 0, "")
    token = os.urandom(32)
    sealed = seal_under(token, "row", canonical(content.as_json()), held_texts.SEALED_AS)
    plain = open_under(token, "row", sealed, held_texts.SEALED_AS)
    assert HeldContent.from_json(held_texts.json.loads(plain)) == content


@given(st.data())
@hypothesis_settings(max_examples=100, deadline=None)
def test_no_changed_byte_no_other_row_and_no_other_purpose_opens(data: st.DataObject) -> None:
    token = os.urandom(32)
    sealed = seal_under(token, "row", b"perheen asia", held_texts.SEALED_AS)
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:place] + bytes([sealed[place] ^ data.draw(st.integers(1, 255))]) + sealed[place + 1 :]
    for attempt in ((token, "row", changed), (token, "other", sealed), (os.urandom(32), "row", sealed)):
        with pytest.raises(CannotOpen):
            open_under(*attempt, held_texts.SEALED_AS)
    with pytest.raises(CannotOpen):
        open_under(token, "row", sealed, b"draft-1")


def test_neither_the_row_nor_the_professionals_own_words_open_the_text() -> None:
    waiting = held()
    row = waiting.row
    sealed = bytes(row.sealed or b"")
    found = base64.b32decode(row.id.upper() + "=" * 6)
    for token in (found * 2, row.id.encode().ljust(32, b"0"), bytes(row.box_key), row.reference.encode() * 3):
        with pytest.raises(CannotOpen):
            open_under(token[:32], row.id, sealed, held_texts.SEALED_AS)
    assert held_texts.open_text(token_of(waiting.words)) is None
    assert held_texts.open_text(token_of(waiting.code)) is not None


def test_code_words_and_reference_of_one_text_do_not_follow_from_each_other() -> None:
    keys = FormKeys.new()
    assert keys.code("fi") != keys.words("fi")
    assert FormKeys(keys.token, bytes(16)).code("fi") != keys.code("fi")
    assert FormKeys.derived(keys.nonce, {"a": 1}).code("fi") != FormKeys.derived(keys.nonce, {"a": 2}).code("fi")
