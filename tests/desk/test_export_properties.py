"""Whatever people write, in whatever order: no word is lost, nothing is invented, every file can be made."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.needs import SUPPORT_NEEDS
from portal.core.showable import SHAPELESS, known_characters, showable
from portal.desk.exports.as_fhir import contact_as_fhir
from portal.desk.exports.as_pdf import contact_as_pdf
from portal.desk.exports.documents import national_documents
from portal.desk.exports.report import missing_in
from portal.intake.content import ContactContent
from portal.intake.people import Circumstances, Consent, Criteria, Home, Person, Sender, Told
from tests.desk.export_builders import ARRIVAL, WITH_DOCUMENT, content, gathered, texts_of

WRITABLE = st.characters(exclude_categories=["Cs"])
TEXT = st.text(WRITABLE, max_size=60)
ANSWER = st.sampled_from(["yes", "no", "unknown", "not_asked"])
ROLES = ("person", "child", "unborn_child", "parent", "guardian", "other")
SENDERS = ("person", "relative", "helper", "professional", "private_person", "staff", "not_asked")


def part(cls: type[Any], **special: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Any value of a part of contact-1: texts where nothing else is said."""
    chosen = {one.name: special.get(one.name, TEXT) for one in fields(cls)}
    return st.builds(cls, **chosen)


def answers(cls: type[Any], *texts: str) -> st.SearchStrategy[Any]:
    return part(cls, **{one.name: ANSWER for one in fields(cls) if one.name not in texts})


PERSONS = part(
    Person,
    role=st.sampled_from(ROLES),
    born_on=st.sampled_from(["", "2010-02-30", "1990-05-17"]),
    personal_id=st.text(WRITABLE, max_size=20),
    address_is_secret=ANSWER,
    needs=st.lists(st.sampled_from(list(SUPPORT_NEEDS)), unique=True, max_size=4).map(tuple),
)
SENDER = part(
    Sender,
    role=st.sampled_from(SENDERS),
    reporter=st.sampled_from(["", "1", "15", "22", "98"]),
    is_verified=st.booleans(),
    is_anonymous=st.booleans(),
    identity_is_secret=st.booleans(),
)
CONFIRMED = st.sampled_from(["", "2026-11-20T22:29:00+00:00", "2026-11-20T22:29:00.123456+00:00"])
CONTENTS = st.builds(
    ContactContent,
    own_words=TEXT,
    name=TEXT,
    other_language=TEXT,
    sender=SENDER,
    persons=st.lists(PERSONS, max_size=4).map(tuple),
    situation=TEXT,
    grounds=TEXT,
    more=TEXT,
    consent=part(Consent, given=st.sampled_from(["yes", "no", "not_asked"]), confirmed_by_family_at=CONFIRMED),
    told=answers(Told, "more"),
    criteria=answers(Criteria),
    circumstances=answers(Circumstances, "own_worker"),
    must_not_know=TEXT,
    home=part(Home),
    channel=st.sampled_from(["form", "phone", "paper", "visit", "other"]),
)


def check_documents(said: ContactContent, kind: str) -> None:
    found = national_documents(content(said, kind), ARRIVAL, {})
    assert found
    assert all(missing_in(one.table, one.fields) == one.report.missing for one in found)
    held = "\n".join(_texts([one.fields for one in found]))
    names = {one.full_name for one in said.persons}
    for text in texts_of(said):
        assert text.strip() in held or text in names, (kind, text)
    codes = [code for one in found for code in _codes(one.fields)]
    asked = {code for one in said.persons for code in one.needs} | {said.sender.reporter}
    assert {one["code"] for one in codes} <= asked


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return [value] if isinstance(value, str) else []


def _codes(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value] if "code_set" in value else [code for one in value.values() for code in _codes(one)]
    return [code for one in value for code in _codes(one)] if isinstance(value, list) else []


def check_files(said: ContactContent, kind: str) -> None:
    contact = gathered(kind, said)
    bundle = json.loads(contact_as_fhir(contact))
    assert {one["fullUrl"].partition(":")[0] for one in bundle["entry"]} == {"urn"}
    assert contact_as_pdf(contact).startswith(b"%PDF-1.7")


@settings(max_examples=40, deadline=None)
@given(CONTENTS, st.sampled_from(WITH_DOCUMENT))
def test_every_word_of_any_letter_stands_in_its_document(said: ContactContent, kind: str) -> None:
    check_documents(said, kind)


@settings(max_examples=5, deadline=None)
@given(CONTENTS, st.sampled_from(WITH_DOCUMENT))
def test_any_letter_makes_a_valid_bundle_and_an_accessible_pdf(said: ContactContent, kind: str) -> None:
    check_files(said, kind)


@settings(max_examples=200, deadline=None)
@given(st.text(WRITABLE, max_size=200), st.booleans())
def test_a_pdf_gets_only_signs_that_its_fonts_have(text: str, strict: bool) -> None:
    allowed = known_characters() | SHAPELESS
    for line in showable(text, lambda count: f"{count} letters", strict=strict):
        assert set(line) <= allowed


@pytest.mark.wide
@settings(max_examples=2000, deadline=None)
@given(CONTENTS, st.sampled_from(WITH_DOCUMENT))
def test_two_thousand_letters_lose_no_word(said: ContactContent, kind: str) -> None:
    check_documents(said, kind)


@pytest.mark.wide
@settings(max_examples=300, deadline=None)
@given(CONTENTS, st.sampled_from(WITH_DOCUMENT))
def test_three_hundred_letters_make_their_files(said: ContactContent, kind: str) -> None:
    check_files(replace(said, own_words=said.own_words * 5), kind)
