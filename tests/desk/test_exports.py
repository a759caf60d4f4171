"""The files of one contact: JSON, tagged PDF and FHIR."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils.translation import override
from fhir.resources.R4B import get_fhir_model_class
from pypdf import PdfReader

from portal.core.showable import known_characters, showable
from portal.desk.exports.as_fhir import FORBIDDEN, contact_as_fhir
from portal.desk.exports.as_json import contact_as_data, contact_as_json
from portal.desk.exports.as_pdf import contact_as_pdf
from portal.desk.exports.gathered import GatheredContact
from portal.intake.content import ContactContent
from portal.intake.people import Consent
from portal.intake.service import validate
from tests.desk.export_builders import (
    HOSTILE,
    WITH_DOCUMENT,
    WITHOUT_DOCUMENT,
    assessed,
    content,
    full,
    gathered,
    person,
)

KINDS = (*WITH_DOCUMENT, *WITHOUT_DOCUMENT)


def pdf(contact: GatheredContact, language: str = "fi") -> PdfReader:
    with override(language):
        return PdfReader(io.BytesIO(contact_as_pdf(contact)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def tags(node: Any) -> Iterator[str]:
    """The tags of a structure tree, from the top."""
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from tags(one)
    elif hasattr(node, "get"):
        if "/S" in node:
            yield node["/S"]
        if "/K" in node:
            yield from tags(node["/K"])


def resources(contact: GatheredContact) -> list[dict[str, Any]]:
    bundle = json.loads(contact_as_fhir(contact))
    get_fhir_model_class("Bundle").model_validate(bundle)
    return [one["resource"] for one in bundle["entry"]]


@pytest.mark.parametrize("kind", KINDS)
def test_json_holds_every_letter_as_it_came_and_says_whether_there_is_a_national_document(kind: str) -> None:
    contact = gathered(kind)
    data = json.loads(contact_as_json(contact))
    assert data["letters"][0]["content"] == contact.letters[0].content
    validate(data["letters"][0]["content"])
    assert data["has_national_document"] == (kind in WITH_DOCUMENT) == bool(data["documents"])
    assert data["contact"]["id"] == f"urn:uuid:{contact.id}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_pdf_has_title_language_headings_and_lists(kind: str) -> None:
    language = "sv" if kind == "contact" else "fi"
    reader = pdf(gathered(kind, language=language), language)
    root: Any = reader.trailer["/Root"]
    found = list(tags(root["/StructTreeRoot"]))
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata
    assert reader.metadata.title == f"{kind} AB12-CD34"
    assert found[:2] == ["/Document", "/Title"]
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Lbl", "/LBody"} <= set(found)


def test_the_pdf_says_the_words_that_were_written_under_labels_in_its_language() -> None:
    words = text_of(pdf(gathered("contact", language="sv"), "sv"))
    for one in ("Omat sanat: ÄÖÅ äöå €", "isoveli ei saa tietää", "Spärrmarkering", "INTE TRYGGT"):
        assert one in words


@pytest.mark.parametrize("text", HOSTILE)
def test_no_words_break_a_file_or_are_read_as_markup(text: str) -> None:
    said = full("contact", own_words=text, more=text, persons=(person(1, "person", family_name=text[:300]),))
    contact = gathered("contact", said, reference="AB12")
    assert json.loads(contact_as_json(contact))["letters"][0]["content"]["own_words"] == text
    assert len(pdf(contact).pages) >= 2
    values = [one["valueString"] for one in _answers(resources(contact))]
    assert FORBIDDEN.sub("\ufffd", text) in values or not text.strip()


def _answers(found: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in found:
        for group in one.get("item", []):
            for item in group["item"]:
                yield from item["answer"]


def test_the_pdf_shows_typst_markup_as_the_words_that_were_written() -> None:
    words = text_of(pdf(gathered("contact", full("contact", own_words='#eval("1") *lihava* $x$ @ref <label> /* c */'))))
    assert '#eval("1") *lihava* $x$ @ref <label> /* c */' in words


def test_a_sign_that_no_font_has_is_named_and_a_foreign_word_is_counted() -> None:
    shown = showable("hei 😀 漢字漢字! 👩‍👧 x\u202ey\x01", lambda count: f"{count} merkkiä")
    assert shown == [
        "hei [U+1F600 GRINNING FACE] [4 merkkiä]! [U+1F469 WOMAN][U+1F467 GIRL] x[U+202E RIGHT-TO-LEFT OVERRIDE]y[U+0001]"
    ]
    assert showable("a\nb\tc", str) == ["a", "b    c"]
    assert all(len(part) <= 40 for part in showable("x" * 500, str)[0].split("\u200b"))


def test_every_character_that_is_said_to_be_shown_is_shown() -> None:
    letters = [one for one in sorted(known_characters()) if one.strip()]
    words = " ".join(letters[start : start + 3000][0] for start in range(0, len(letters), 3000))
    said = full("contact", own_words=" ".join(letters)[:9990], more=words)
    assert pdf(gathered("contact", said)).pages


def test_finnish_swedish_and_neighbouring_letters_are_shown_as_they_are() -> None:
    text = "åäöÅÄÖ šž ŠŽ čđŋŧ õü éèà ß ñ ł ø æ þ ð Привет, Київ γειά مرحبا שלום €–—…”’"
    assert showable(text, str) == [text]


def test_an_unopened_letter_is_said_so_in_every_file() -> None:
    contact = gathered("contact")
    shut = replace(contact.letters[0], id=uuid.uuid4(), relation="message", content=None)
    contact = replace(contact, letters=(*contact.letters, shut))
    data = contact_as_data(contact)
    assert data["letters_that_do_not_open"] == [str(shut.id)]
    assert data["letters"][1]["content"] is None
    assert "ei avaudu" in text_of(pdf(contact))
    assert sum(one["resourceType"] == "QuestionnaireResponse" for one in resources(contact)) == 1
    with override("fi"):
        (note,) = resources(contact)[0]["note"]
    assert "ei avaudu" in note["text"]
    assert "note" not in resources(gathered("contact"))[0]


def test_a_contact_of_which_nothing_opens_still_makes_its_files() -> None:
    contact = gathered("contact")
    contact = replace(contact, letters=(replace(contact.letters[0], content=None),))
    data = contact_as_data(contact)
    assert (data["documents"], data["assessment"], data["pending_entry"]) == ([], None, None)
    assert pdf(contact).pages
    assert [one["resourceType"] for one in resources(contact)] == ["Task", "Provenance"]


def test_a_corrected_text_makes_the_document_and_the_first_text_stays_among_the_letters() -> None:
    contact = gathered("contact")
    first = contact.letters[0]
    corrected = replace(
        first,
        id=uuid.uuid4(),
        relation="amendment",
        arrival=first.arrival + timedelta(days=2),
        content=content(full("contact", own_words="Korjattu teksti"), "contact"),
    )
    data = contact_as_data(replace(contact, letters=(first, corrected)))
    assert [one["of_letter"] for one in data["documents"]] == [str(corrected.id)]
    assert data["documents"][0]["fields"]["yhteydenoton_paivamaara"] == "2026-11-21"
    assert [one["content"]["own_words"] for one in data["letters"]][1] == "Korjattu teksti"
    assert len(data["letters"]) == 2


@pytest.mark.parametrize("kind", KINDS)
def test_fhir_is_valid_r4b_and_every_identifier_is_a_urn_uuid(kind: str) -> None:
    found = resources(gathered(kind))
    assert {"Task", "QuestionnaireResponse", "Patient", "Consent", "Provenance"} == {
        one["resourceType"] for one in found
    }
    for one in found:
        identifiers = one.get("identifier", [])
        for identifier in identifiers if isinstance(identifiers, list) else [identifiers]:
            if identifier.get("system") == "urn:ietf:rfc:3986":
                assert identifier["value"].startswith("urn:uuid:")
                uuid.UUID(identifier["value"].removeprefix("urn:uuid:"))
    systems = set(_systems(found))
    ours = {
        one
        for one in systems
        if not one.startswith(("http://terminology.hl7.org/", "https://hl7.fi/fhir/", "urn:ietf"))
    }
    assert ours <= {"urn:oid:1.2.246.537.6.1506", "urn:oid:1.2.246.21", "phone"}


def _systems(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("system"), str):
            yield value["system"]
        for one in value.values():
            yield from _systems(one)
    elif isinstance(value, list):
        for one in value:
            yield from _systems(one)


@pytest.mark.parametrize(("given", "status"), [("yes", "active"), ("no", "rejected"), ("not_asked", None)])
def test_a_consent_stands_only_where_it_was_asked(given: str, status: str | None) -> None:
    found = resources(gathered("contact", full("contact", consent=Consent(given, "äiti"))))
    assert [one["status"] for one in found if one["resourceType"] == "Consent"] == ([status] if status else [])


def test_a_day_that_is_none_is_no_birth_date() -> None:
    said = full("contact", persons=(person(1, "child", born_on="2020-13-45"),))
    patient = next(one for one in resources(gathered("contact", said)) if one["resourceType"] == "Patient")
    assert "birthDate" not in patient
    assert patient["meta"]["security"][0]["code"] == "TURVAKIELTO"


def test_a_contact_that_says_nothing_makes_valid_files() -> None:
    contact = gathered("help_request", ContactContent(own_words=""), due_on=None)
    assert pdf(contact).pages
    assert "Patient" not in {one["resourceType"] for one in resources(contact)}
    assert contact_as_data(contact)["contact"]["due_on"] is None


def test_the_first_assessment_stands_in_json_and_pdf() -> None:
    contact = gathered("child_welfare_notice", assessed=assessed("1006"))
    data = contact_as_data(contact)
    assert data["assessment"]["number"] == "1006"
    assert "laatija: Tuuli Työntekijä" in " ".join(text_of(pdf(contact)).split())
