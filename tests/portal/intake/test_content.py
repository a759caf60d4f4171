"""The sealed content: its schema, its documents, and what the seal is bound to."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.intake.content import sealed_content
from portal.intake.models import Letter
from portal.intake.service import (
    SCHEMA_FILE,
    ContactContent,
    ContentError,
    Document,
    DocumentError,
    Item,
    Section,
    Way,
    letter_aad,
    validate,
)
from portal.vault.sealing import CannotOpen, PrivateKey
from tests.portal.intake.builders import Visitor, answers, assessment, opened

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def content(said: ContactContent) -> dict[str, object]:
    return sealed_content(
        said, kind="help_request", language="fi", urgency_answer="not_urgent", promise=None, documents=[assessment()]
    )


def test_the_schema_names_its_own_draft_and_closes_every_object() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    found = [schema]
    while found:
        one = found.pop()
        if isinstance(one, dict):
            assert one.get("type") != "object" or one["additionalProperties"] is False
            found += list(one.values())
        elif isinstance(one, list):
            found += one


@settings(deadline=None)
@given(
    text, text, st.lists(st.tuples(st.sampled_from(["call", "text", "email", "letter"]), text.filter(bool)), max_size=8)
)
def test_what_a_form_can_say_follows_the_schema(words: str, name: str, ways: list[tuple[str, str]]) -> None:
    said = ContactContent(words, name, tuple(Way(way, address) for way, address in ways), municipality="951")
    validate(content(said))


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"kind": "Help Request!"}, "kind"),
        ({"own_words": "a" * 10_001}, "own_words"),
        ({"ways": [{"way": "fax", "address": "1", "safe": "safe", "when": "", "may_say": ""}]}, "ways/0/way"),
        ({"municipality": "Koivuranta"}, "municipality"),
        ({"secret": "x"}, "the whole"),
        ({"urgency": {"answer": "perhaps"}}, "urgency/answer"),
        ({"documents": [{"schema": "x"}]}, "documents/0"),
    ],
)
def test_what_breaks_the_schema_is_named_by_its_place_and_never_by_its_value(
    change: dict[str, object], place: str
) -> None:
    with pytest.raises(ContentError) as error:
        validate({**content(ContactContent("Hei")), **change})
    assert place in str(error.value)
    assert "Koivuranta" not in str(error.value)


def test_a_document_comes_back_as_it_went() -> None:
    assert Document.from_json(json.loads(json.dumps(assessment().as_json()))) == assessment()
    assert assessment().digest() != assessment("Toinen").digest()


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {**assessment().as_json(), "more": 1},
        {**assessment().as_json(), "title": 1},
        {**assessment().as_json(), "sections": [{"heading": "x", "items": [{"label": "x"}]}]},
        {**assessment().as_json(), "sections": [{"heading": "x", "items": []}] * 61},
        {**assessment().as_json(), "sections": "x" * 5},
        {**assessment().as_json(), "title": "x" * 1_001},
    ],
)
def test_what_is_no_document_is_refused(data: object) -> None:
    with pytest.raises(DocumentError):
        Document.from_json(data)


def test_a_document_over_the_limits_is_refused_before_it_is_offered() -> None:
    huge = Section("x", tuple(Item("x", "y" * 20_000) for _ in range(11)))
    with pytest.raises(DocumentError):
        Document.from_json(Document("s", "t", "fi", "", (huge,)).as_json())


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"id": uuid4()},
        {"form_token": uuid4()},
        {"digest": bytes(32)},
        {"belongs_to": "00000-00000"},
        {"relation": "withdrawal"},
        {"kind": "invite"},
        {"area": "pohjoinen"},
        {"language": "sv"},
        {"urgency": "urgent"},
        {"schema_version": "contact-2"},
        {"reference": "00000-00000"},
        {"box_key": bytes(32)},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_letter_opens_only_with_the_columns_that_it_was_sealed_with(
    change: dict[str, object], desk_key: PrivateKey
) -> None:
    visitor = Visitor()
    visitor.sends({**answers(), **visitor.arrives_at_form()})
    letter = Letter.objects.get()
    letter.taken_at = letter.arrival
    assert opened(letter, desk_key)["name"] == "Tuulia"
    for name, value in change.items():
        setattr(letter, name, value)
    with pytest.raises(CannotOpen):
        opened(letter, desk_key)


@pytest.mark.django_db
def test_arrival_and_due_time_are_sealed_in_whatever_zone_they_are_read() -> None:
    visitor = Visitor()
    visitor.sends({**answers(), **visitor.arrives_at_form()})
    letter = Letter.objects.get()
    before = letter_aad(letter)
    letter.arrival += timedelta(microseconds=1)
    assert letter_aad(letter) != before
    letter.due_at = letter.arrival
    assert b'"due_at":null' not in letter_aad(letter)
