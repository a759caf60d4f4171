"""National documents: the tables walked both ways, nothing lost, nothing filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.utils.translation import override

from portal.core.national_codes import code_sets
from portal.desk.exports.assessments import ONE_OF_TWO, assessment_document, pending_entry
from portal.desk.exports.documents import NationalDocument, national_documents
from portal.desk.exports.report import NotInTable, missing_in
from portal.desk.exports.tables import DOCUMENT_OF_KIND, DocumentTable, table, tables
from portal.intake.content import ContactContent
from portal.intake.people import Consent, Person, Sender, Told
from tests.desk.export_builders import (
    ARRIVAL,
    HOSTILE,
    WITH_DOCUMENT,
    WITHOUT_DOCUMENT,
    assessed,
    content,
    full,
    gathered,
    person,
    texts_of,
)
from tools.national_fields import FILE, document

ALL = tuple(tables().values())


def made(kind: str, said: ContactContent | None = None, *, language: str = "fi") -> NationalDocument:
    """The first document of a letter of that kind."""
    return documents(kind, said, language=language)[0]


def documents(kind: str, said: ContactContent | None = None, *, language: str = "fi") -> tuple[NationalDocument, ...]:
    with override(language):
        return national_documents(content(full(kind) if said is None else said, kind), ARRIVAL, {})


def produced(fields: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The paths of everything that a document holds."""
    for name, value in fields.items():
        place = f"{path}.{name}" if path else name
        yield place
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping) and "code_set" not in one:
                yield from produced(one, place)


def everything_made(number: str) -> set[str]:
    """Every path that the mapping of a document can fill, over contents that say everything."""
    kinds = {number: kind for kind, number in DOCUMENT_OF_KIND.items()}
    if number == "19001":
        entry = pending_entry(gathered("contact", service_task="10", assessed=assessed("1009")))
        return set(produced(entry.fields)) if entry else set()
    if number in {"1009", "1006"}:
        all_clientships = tuple(one.name for one in table("1006").inside("lapsen_asiakkuus"))
        one = assessed(number, clientships=all_clientships)
        found = assessment_document(gathered("child_welfare_notice", assessed=one, county_codes={ANY_MEASURE: "7"}))
        return set(produced(found.fields)) if found else set()
    kind = kinds[number]
    own = replace(full(kind), sender=Sender("person", phone="079 123 4567"))
    staff = replace(full(kind), sender=Sender("staff", name="Tuuli Työntekijä"))
    one_child = replace(full(kind), persons=(person(1, "child"), person(2, "guardian")))
    return {
        path for said in (None, own, staff, one_child) for one in documents(kind, said) for path in produced(one.fields)
    }


ANY_MEASURE = ("1.2.246.537.6.1219", "assessment")


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.number)
def test_every_field_of_a_table_is_produced_or_says_why_not_and_nothing_else_is_produced(one: DocumentTable) -> None:
    listed = {field.path for field in one.fields if field.source}
    never = {field.path for field in one.fields if field.reason}
    assert listed | never == {field.path for field in one.fields}
    assert not listed & never
    assert everything_made(one.number) == listed


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.number)
def test_a_table_is_whole(one: DocumentTable) -> None:
    paths = [field.path for field in one.fields]
    assert len(set(paths)) == len(paths)
    assert re.fullmatch(rf"1\.2\.246\.537\.6\.1506\.{one.number}\.\d{{4}}\.\d{{1,2}}\.\d{{1,2}}", one.oid)
    assert one.name.by_code["fi"]
    assert one.name.by_code["sv"]
    for field in one.fields:
        assert not field.parent or one.field(field.parent), field.path
        assert field.type in {"text", "bool", "date", "code", "group"}
        assert (field.type == "code") == bool(field.code_set), field.path
        assert not field.code_set or field.code_set in code_sets(), field.path
    assert not one.free_text or one.field(one.free_text)


@pytest.mark.parametrize("kind", WITH_DOCUMENT)
@pytest.mark.parametrize("language", ["fi", "sv"])
def test_every_text_of_a_letter_stands_in_its_document_in_the_very_words(kind: str, language: str) -> None:
    said = full(kind)
    with override(language):
        found = national_documents(content(said, kind), ARRIVAL, {})
    whole = json.dumps([one.fields for one in found], ensure_ascii=False)
    for text in texts_of(said):
        assert json.dumps(text, ensure_ascii=False)[1:-1] in whole, text


@pytest.mark.parametrize("kind", WITH_DOCUMENT)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stand_verbatim_and_break_nothing(kind: str, text: str) -> None:
    said = full(kind, own_words=text, situation="", more=text)
    found = made(kind, said)
    if text.strip():
        assert any(text in one for one in found.fields.values() if isinstance(one, str))
    assert missing_in(found.table, found.fields) == found.report.missing


@pytest.mark.parametrize("kind", WITH_DOCUMENT)
def test_a_letter_that_says_nothing_fills_nothing_and_every_mandatory_field_is_reported(kind: str) -> None:
    found = made(kind, ContactContent(own_words=""))
    top = {field.path for field in found.table.fields if field.is_mandatory and not field.parent}
    assert top - set(found.report.missing) <= {found.table.free_text}
    assert found.report.omitted == []


@pytest.mark.parametrize(("given", "shown"), [("yes", True), ("no", False), ("not_asked", None)])
def test_consent_is_what_was_answered_and_missing_where_it_was_not_asked(given: str, shown: bool | None) -> None:
    found = made("contact", full("contact", consent=Consent(given)))
    name = "yhteydenotto_on_tehty_henkilon_suostumuksella"
    assert found.fields.get(name) is shown
    assert (name in found.report.missing) == (shown is None)


@pytest.mark.parametrize(("answer", "shown"), [("yes", True), ("no", False), ("unknown", False), ("not_asked", None)])
def test_the_other_parent_counts_as_not_told_when_nobody_knows(answer: str, shown: bool | None) -> None:
    found = made("prenatal_notice", full("prenatal_notice", told=Told(other_parent=answer)))
    assert found.fields.get("kerrottu_tulevalle_toiselle_vanhemmalle") is shown


def test_a_child_welfare_notice_makes_one_document_for_each_child() -> None:
    persons = (person(1, "child"), person(2, "child"), person(3, "guardian"))
    found = documents("child_welfare_notice", full("child_welfare_notice", persons=persons))
    assert [one.fields["asiakas"]["nimi"] for one in found] == [
        "P1 first_names P1 family_name",
        "P2 first_names P2 family_name",
    ]
    assert "P2 first_names" in found[0].fields["asiasisalto"]


def test_several_children_in_a_contact_are_clients_and_nobody_guesses_whose_the_guardian_is() -> None:
    persons = (person(1, "child"), person(2, "child"), person(3, "guardian"))
    found = made("contact", full("contact", persons=persons))
    assert len(found.fields["asiakas"]) == 2
    assert all("huoltajuus" not in one for one in found.fields["asiakas"])
    assert "P3 family_name" in found.fields["lisatiedot"]


def test_a_senders_name_is_never_split_and_its_absence_is_reported() -> None:
    found = made("contact")
    assert "yhteydenottaja[0].henkilo.sukunimi" in found.report.missing
    assert "Outi Opettaja" in found.fields["lisatiedot"]


def test_a_person_who_writes_of_themselves_is_reporter_and_client_at_once() -> None:
    sender = Sender("person", "1", "P1 first_names P1 family_name", phone="079 1")
    found = made("contact", full("contact", sender=sender, persons=(person(1, "person"),), name=""))
    assert found.fields["yhteydenottaja"][0]["henkilo"]["sukunimi"] == "P1 family_name"
    assert "yhteydenottaja[0].henkilo.sukunimi" not in found.report.missing
    assert "P1 first_names P1 family_name" not in found.fields["lisatiedot"]


def test_an_anonymous_notice_says_so_and_has_no_reporter() -> None:
    sender = Sender("private_person", is_anonymous=True)
    found = made("child_welfare_notice", full("child_welfare_notice", sender=sender))
    assert found.fields["anonyymi_ilmoitus"] is True
    assert "henkilo" not in found.fields["ilmoittaja"]


def test_the_day_of_a_document_is_the_day_in_finland() -> None:
    assert made("contact").fields["yhteydenoton_paivamaara"] == "2026-11-21"


def test_who_must_not_know_is_marked_in_the_free_text_in_the_language_of_the_export() -> None:
    for language, label in (("fi", "Kuka ei saa tietää"), ("sv", "Vem som inte får veta")):
        assert f"[{label}]" in made("contact", language=language).fields["lisatiedot"]


@pytest.mark.parametrize("kind", WITHOUT_DOCUMENT)
def test_a_kind_without_a_national_document_makes_none(kind: str) -> None:
    assert documents(kind, full(kind)) == ()


def test_a_code_that_nobody_knows_is_left_out_and_reported_until_the_county_fills_it_in() -> None:
    contact = gathered("contact", service_task="families")
    entry = pending_entry(contact)
    assert entry
    assert "palvelutehtava" not in entry.fields
    assert entry.report.missing == ["palvelutehtava"]
    assert entry.report.omitted == [("palvelutehtava", "1.2.246.537.6.1221", "families")]
    filled = pending_entry(replace(contact, county_codes={("1.2.246.537.6.1221", "families"): "30"}))
    assert filled
    assert filled.fields["palvelutehtava"]["code"] == "30"
    assert filled.report.missing == []


def test_a_child_welfare_assessment_reports_that_neither_identifier_is_known() -> None:
    child = replace(person(1, "child"), personal_id="")
    said = full("child_welfare_notice", persons=(child,))
    found = assessment_document(gathered("child_welfare_notice", said, assessed=assessed("1006")))
    assert found
    assert ONE_OF_TWO in found.report.missing
    assert found.report.omitted == [("toimenpiteet", "1.2.246.537.6.1219", "assessment")]
    assert "toimenpiteet" in found.report.missing


def test_without_an_assessment_or_a_text_that_opens_there_is_no_document_of_the_desk() -> None:
    contact = gathered("contact")
    assert assessment_document(contact) is None
    shut = replace(contact, letters=(replace(contact.letters[0], content=None),), assessed=assessed("1009"))
    assert assessment_document(shut) is None
    assert pending_entry(shut) is None


@pytest.mark.parametrize(("kind", "starts"), [("help_request", True), ("question", False), ("consultation", False)])
def test_a_question_and_a_consultation_start_no_matter(kind: str, starts: bool) -> None:
    assert (pending_entry(gathered(kind)) is not None) == starts


def test_a_field_that_no_table_has_stops_the_export() -> None:
    with pytest.raises(NotInTable):
        missing_in(table("4018"), {"keksitty": "x"})
    with pytest.raises(NotInTable):
        missing_in(table("4018"), {"asiakas": {"sukunimi": "ei listassa"}})
    with pytest.raises(NotInTable):
        missing_in(table("4018"), {"lakiselostus": "x"})


def test_a_person_of_whom_only_the_age_is_known_is_no_client_yet_and_is_not_lost() -> None:
    found = made("contact", full("contact", persons=(Person("person", age="noin 80"),)))
    assert "asiakas" in found.report.missing
    assert "noin 80" in found.fields["lisatiedot"]


def test_the_page_of_national_fields_is_what_the_tables_say() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "Run python -m tools.national_fields"
