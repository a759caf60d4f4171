"""The forms of the kinds: what is mandatory, what is refused, persons one by one, and who may not be anonymous."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.posted import as_posted
from portal.intake import forms
from portal.intake.content import sealed_content
from portal.intake.forms.birthdays import birthday, personal_id
from portal.intake.forms.choices import EVERYDAY_NEEDS, OFFICIAL_NEEDS
from portal.intake.forms.persons import ADD, COUNT, REMOVE
from portal.intake.people import MOST_PERSONS, Person, Sender
from portal.intake.service import ContactContent, ContentError
from tests.portal.intake.kind_builders import PERSON, begun, journeys, kind_of, walks

# By national document: the fields that it marks as mandatory and that a sender can know, each with the kind, the page
# of our form and the field that asks for it. 4018 marks a phone of the one who makes the contact: who writes for
# themselves may have none that is safe, so there it is asked and not demanded, and an export names it as missing.
MANDATORY = [
    ("4018", "contact", "relative", 2, "sender_name"),
    ("4018", "contact", "relative", 2, "sender_phone"),
    ("4018", "contact", "relative", 2, "consent"),
    ("4018", "contact", "work", 3, "sender_name"),
    ("4018", "contact", "work", 3, "sender_title"),
    ("4018", "contact", "work", 3, "sender_unit"),
    ("4018", "contact", "work", 3, "sender_phone"),
    ("4018", "contact", "work", 3, "consent"),
    ("4018", "contact", "own", 4, "own_words"),
    ("4018", "contact", "own", 6, "has_children"),
    ("4018", "contact", "own", 9, "p1_first_names"),
    ("4018", "contact", "own", 9, "p1_family_name"),
    ("4018", "contact", "own", 9, "p1_needs"),
    ("4006", "need_notice", "need-authority", 2, "sender_name"),
    ("4006", "need_notice", "need-authority", 4, "own_words"),
    ("4006", "need_notice", "need-authority", 9, "p1_first_names"),
    ("4006", "need_notice", "need-authority", 9, "p1_family_name"),
    ("4006", "need_notice", "need-authority", 9, "p1_needs"),
    ("4009", "child_welfare_notice", "child-authority", 4, "own_words"),
    ("4009", "child_welfare_notice", "child-authority", 4, "told_child"),
    ("4009", "child_welfare_notice", "child-authority", 4, "told_guardian"),
    ("4009", "child_welfare_notice", "child-authority", 7, "p1_first_names"),
    ("4009", "child_welfare_notice", "child-authority", 7, "p1_family_name"),
    ("4019", "prenatal_notice", "prenatal", 2, "sender_name"),
    ("4019", "prenatal_notice", "prenatal", 2, "sender_phone"),
    ("4019", "prenatal_notice", "prenatal", 3, "own_words"),
    ("4019", "prenatal_notice", "prenatal", 3, "expected_birth"),
    ("4019", "prenatal_notice", "prenatal", 3, "told_mother"),
    ("4019", "prenatal_notice", "prenatal", 3, "told_other_parent"),
    ("4019", "prenatal_notice", "prenatal", 6, "p1_first_names"),
    ("4019", "prenatal_notice", "prenatal", 6, "p1_family_name"),
    ("4019", "prenatal_notice", "prenatal", 6, "p1_needs"),
    ("none", "consultation", "consultation", 2, "no_names"),
]
JOURNEYS = {one.name: one for one in journeys()}


def filled(kind: str, name: str, number: int, without: str = "", **changes: Any) -> forms.ContactForm:
    data = {**JOURNEYS[name].pages[number], **changes}
    raw = {key: value if isinstance(value, list) else [value] for key, value in data.items() if key != without}
    return kind_of(kind).pages[number - 1].form_class(as_posted(raw))


@pytest.mark.parametrize(("document", "kind", "journey", "number", "field"), MANDATORY)
def test_what_the_national_document_marks_is_demanded(
    document: str, kind: str, journey: str, number: int, field: str
) -> None:
    whole = filled(kind, journey, number)
    assert whole.is_valid(), whole.errors
    assert set(filled(kind, journey, number, without=field).errors) == {field}


@pytest.mark.parametrize("form_class", [forms.NoticePersonsForm, forms.ChildWelfarePersonsForm])
def test_a_notice_can_be_made_of_somebody_whose_name_nobody_knows(form_class: type[forms.PersonsForm]) -> None:
    form = form_class(as_posted({"p1_role": ["child"], "p1_unknown": ["on"], "p1_needs": ["99"]}))
    assert form.is_valid(), form.errors
    assert form.said()[0].full_name == ""


def test_without_consent_a_contact_is_refused_and_the_other_way_is_named() -> None:
    form = filled("contact", "relative", 2, consent="no")
    assert "consent" in form.errors
    assert "ilmoituksen" in str(form.errors["consent"])


def test_consent_needs_somebody_who_gave_it() -> None:
    assert set(filled("contact", "work", 3, without="consent_by").errors) == {"consent_by"}


def test_a_joint_contact_needs_its_grounds() -> None:
    assert set(filled("contact", "work", 3, without="grounds").errors) == {"grounds"}


@pytest.mark.parametrize("kind", ["need_notice", "child_welfare_notice", "prenatal_notice"])
@pytest.mark.parametrize("role", ["authority", "professional"])
def test_an_authority_and_a_professional_are_asked_their_name_and_nothing_that_would_hide_it(
    kind: str, role: str
) -> None:
    found = kind_of(kind)
    asked = [found.pages[number - 1].form_class for number in found.numbers({"1": {"role": [role]}})]
    assert forms.ProfessionalForm in asked
    names = {name for one in asked for name in one.base_fields}
    assert not names & {"identity", "secrecy_grounds"}


def test_the_schema_itself_refuses_an_anonymous_authority() -> None:
    for hidden in (Sender(role="authority", is_anonymous=True), Sender(role="authority", identity_is_secret=True)):
        with pytest.raises(ContentError):
            sealed_content(
                ContactContent("Hei", sender=hidden), kind="need_notice", language="fi", urgency_answer="not_urgent",
                promise=None, documents=(),
            )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"identity": "named", "sender_name": ""}, {"sender_name"}),
        ({"identity": "confidential", "sender_name": ""}, {"sender_name"}),
        ({"identity": "confidential", "secrecy_grounds": ""}, {"secrecy_grounds"}),
        ({"identity": "anonymous"}, {"identity"}),
        ({"identity": "anonymous", "sender_name": "", "sender_phone": "079 1"}, {"identity"}),
        ({"identity": "nobody"}, {"identity"}),
    ],
)
def test_a_private_person_says_the_name_or_stays_anonymous_and_never_both(
    changes: dict[str, str], wrong: set[str]
) -> None:
    assert set(filled("need_notice", "need-private", 3, **changes).errors) == wrong


def persons(**data: str | list[str]) -> forms.ContactPersonsForm:
    whole = {**PERSON, **data}
    return forms.ContactPersonsForm(
        as_posted({name: value if isinstance(value, list) else [value] for name, value in whole.items()})
    )


def test_a_person_more_is_an_empty_group_and_keeps_what_was_written() -> None:
    raw = persons(**{ADD: "1"}).altered()
    assert raw is not None
    assert raw[COUNT] == ["2"]
    assert raw["p1_first_names"] == ["Aino Maria"]
    shown = forms.ContactPersonsForm(kept=raw)
    assert [one.number for one in shown.blocks] == [1, 2]
    again = forms.ContactPersonsForm(as_posted(raw))
    assert again.is_valid(), again.errors
    assert len(again.said()) == 1, "nothing was written of the second person"


def test_there_are_at_most_eight_persons() -> None:
    full = persons(**{COUNT: "8", ADD: "1"})
    assert not full.can_grow
    raw = full.altered()
    assert raw is not None
    assert raw[COUNT] == ["8"]


def test_taking_a_person_away_moves_the_later_ones_up() -> None:
    given = {COUNT: "3", "p2_first_names": "Toinen", "p3_role": "child", "p3_first_names": "Kolmas", REMOVE: "2"}
    raw = persons(**given).altered()
    assert raw is not None
    assert (raw[COUNT], raw["p2_first_names"], raw["p2_role"]) == (["2"], ["Kolmas"], ["child"])
    assert "p3_first_names" not in raw
    assert raw["p1_needs"] == ["1", "9"]


@pytest.mark.parametrize("gone", ["1", "4", "0", "-1", "x", "", "2²", "99999999999"])
def test_only_a_person_who_was_added_can_be_taken_away(gone: str) -> None:
    assert persons(**{COUNT: "3", REMOVE: gone}).altered() is None


@pytest.mark.parametrize("count", ["", "0", "-5", "9", "1e3", "²", "9" * 5_000, "\x00"])
def test_a_count_that_is_none_is_one(count: str) -> None:
    assert persons(**{COUNT: count}).count == 1


def test_who_is_begun_is_named_and_told_apart() -> None:
    form = persons(**{COUNT: "2", "p2_age": "3"})
    assert set(form.errors) == {"p2_first_names", "p2_family_name", "p2_role"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5.3.2019", "2019-03-05"), ("05. 03. 2019", "2019-03-05"), ("29.2.2024", "2024-02-29"), ("29.2.2023", None),
        ("1.1.1899", None), ("1.1.2999", None), ("2019-03-05", None), ("", None), ("5.3.19", None), ("٥.٣.٢٠١٩", None),
    ],
)  # fmt: skip
def test_a_date_of_birth_is_a_day_that_has_been(text: str, expected: str | None) -> None:
    assert birthday(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("010195-952N", "010195-952N"), ("010195-952n", "010195-952N"), ("010195A952N", "010195A952N"),
     ("010195-952P", None), ("010195-952", None), ("x", None), ("010195–952N", None)],
)  # fmt: skip
def test_a_personal_identity_code_has_its_check_sign(text: str, expected: str | None) -> None:
    assert personal_id(text) == expected


@pytest.mark.parametrize(
    ("field", "value"), [("p1_born_on", "eilen"), ("p1_personal_id", "010195-952P"), ("p1_first_names", "A" * 91),
                         ("p1_needs", ["1", "77"]), ("p1_role", "boss"), ("p1_address_is_secret", "maybe")]
)  # fmt: skip
def test_what_is_wrong_of_a_person_is_refused_by_its_field(field: str, value: str | list[str]) -> None:
    assert set(persons(**{field: value}).errors) == {field}


def test_needs_are_in_everyday_words_for_residents_with_the_national_codes() -> None:
    assert [code for code, _words in EVERYDAY_NEEDS] == [code for code, _name in OFFICIAL_NEEDS]


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@settings(deadline=None, max_examples=40)
@given(st.dictionaries(st.sampled_from(sorted(forms.ContactPersonsForm.base_fields)), anything, max_size=12), anything)
def test_no_answer_breaks_the_page_of_persons(data: dict[str, str], count: str) -> None:
    posted = QueryDict(mutable=True)
    posted.update({**data, COUNT: count})
    form = forms.ContactPersonsForm(posted)
    if form.is_valid():
        assert all(isinstance(one, Person) for one in form.said())
    form.altered()
    assert 1 <= len(form.blocks) <= MOST_PERSONS


@pytest.mark.django_db
def test_persons_are_added_and_taken_away_by_buttons_alone() -> None:
    journey = JOURNEYS["own"]
    visitor = begun(journey)
    for number in (1, 4, 6, 7):
        visitor.sends({**journey.pages[number], **visitor.hidden(number)}, number)
    more = visitor.sends({**PERSON, "p1_first_names": "Kesken", ADD: "1", **visitor.hidden(9)}, 9)
    assert more["Location"].endswith("/9/")
    page = visitor.page(9).content.decode()
    assert 'value="Kesken"' in page
    assert 'name="p2_first_names"' in page
    assert "govuk-error-summary" not in page, "nothing was judged yet"
    assert re.search(r'name="form_remove"', page)
    buttons = re.findall(r"<button[^>]*>", page.split('id="page-form"')[1])
    assert "name=" not in buttons[0], "the enter key goes on, it adds and removes nobody"
    two = {**PERSON, COUNT: "2", "p2_role": "child", "p2_first_names": "Onni", "p2_family_name": "E", REMOVE: "2"}
    assert visitor.sends({**two, **visitor.hidden(9)}, 9)["Location"].endswith("/9/")
    assert 'name="p2_first_names"' not in visitor.page(9).content.decode()


@pytest.mark.parametrize(
    ("kind", "journey", "number", "field", "limit"),
    [
        ("contact", "own", 4, "own_words", 10_000),
        ("contact", "own", 4, "situation", 3_000),
        ("contact", "own", 7, "summary", 20_000),
        ("contact", "own", 7, "must_not_know", 1_000),
        ("contact", "work", 3, "sender_name", 200),
        ("contact", "work", 3, "grounds", 3_000),
        ("child_welfare_notice", "child-authority", 7, "p1_lives_with", 1_000),
        ("prenatal_notice", "prenatal", 3, "expected_birth", 200),
    ],
)
def test_a_text_fits_to_its_last_sign_and_is_refused_whole_when_it_is_longer(
    kind: str, journey: str, number: int, field: str, limit: int
) -> None:
    assert filled(kind, journey, number, **{field: "ä" * limit}).is_valid()
    assert set(filled(kind, journey, number, **{field: "ä" * (limit + 1)}).errors) == {field}
    assert set(filled(kind, journey, number, **{field: "a\x00b"}).errors) == {field}


@pytest.mark.django_db
def test_a_failure_on_the_last_page_still_shows_what_was_about_to_be_sent() -> None:
    journey = JOURNEYS["consultation"]
    visitor = begun(journey)
    walks(visitor, journey, until=3)
    page = visitor.page(3).content.decode()
    assert "&lt;viikkoon&gt;" in page.split('name="form_copy"')[1].split("</textarea>")[0]
    visitor.client.handler.enforce_csrf_checks = True
    failed = visitor.sends({**visitor.hidden(3), "form_copy": "Kopio <b>tekstistä</b>"}, 3)
    assert failed.status_code == 403
    shown = failed.content.decode()
    assert "Kopio &lt;b&gt;tekstistä&lt;/b&gt;" in shown
    assert "Tähän tehdyt muutokset eivät lähde" in shown
    assert 'name="form_carried"' in shown
