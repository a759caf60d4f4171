"""Forms in our own markup."""

from __future__ import annotations

import pytest
from django import forms
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from portal.core.forms import LineField, OwnWordsField, PortalForm
from tests.portal.core.sample import SampleForm


class OneQuestion(PortalForm):
    page_heading = "answer"
    answer = OwnWordsField(max_length=5, label="Mitä kuuluu?")


def answered(**data: str) -> SampleForm:
    return SampleForm({"own_words": "x", "way": "none", "municipality": "951", **data})


def test_hints_and_errors_are_read_with_their_field() -> None:
    markup = SampleForm({})["own_words"].as_field_group()
    assert 'aria-describedby="id_own_words-hint id_own_words-error"' in markup
    assert 'id="id_own_words-hint"' in markup
    assert 'id="id_own_words-error"' in markup


def test_the_error_summary_links_to_each_field() -> None:
    page = str(SampleForm({}))
    for name in ("own_words", "way", "municipality"):
        assert f'href="#id_{name}"' in page
        assert f'id="id_{name}"' in page


def test_an_unsent_form_shows_no_errors() -> None:
    assert "govuk-error" not in str(SampleForm())


def test_optional_fields_say_so_and_nothing_has_an_asterisk() -> None:
    page = str(SampleForm())
    assert "Nimi tai nimimerkki (vapaaehtoinen)" in page
    assert "Kerro omin sanoin (vapaaehtoinen)" not in page
    assert "*" not in page


def test_the_browser_neither_cuts_nor_stops_nor_remembers() -> None:
    page = str(SampleForm())
    assert "maxlength" not in page
    assert " required" not in page
    assert page.count('autocomplete="off"') == 3


def test_a_question_can_be_the_heading_of_its_page() -> None:
    assert '<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l"' in str(OneQuestion())


def test_several_checkboxes_are_checkboxes() -> None:
    markup = SampleForm()["times"].as_field_group()
    assert 'type="checkbox"' in markup
    assert "govuk-radios" not in markup


def test_a_field_under_an_option_stands_there_once() -> None:
    page = str(SampleForm())
    assert page.count('name="phone"') == 1
    assert page.index('value="call"') < page.index('name="phone"') < page.index('value="text"')


def test_a_form_of_a_package_gets_our_markup_too() -> None:
    class Foreign(forms.Form):
        login = forms.EmailField(label="Sähköposti")
        password = forms.CharField(widget=forms.PasswordInput, label="Salasana")
        remember = forms.BooleanField(required=False, label="Muista")

    form = Foreign({"login": "x", "password": "salainen"})
    page = str(form)
    assert page.count("govuk-form-group") >= 3
    assert 'type="password"' in page
    assert "salainen" not in page
    assert 'href="#id_login"' in page


@pytest.mark.parametrize(("language", "word"), [("fi", "piilossa"), ("sv", "dolt"), ("fi-simple", "väärä merkki")])
def test_null_bytes_are_refused_in_the_visitors_language(language: str, word: str) -> None:
    with override(language):
        form = answered(own_words="a\x00b")
        assert not form.is_valid()
        assert word in str(form.errors["own_words"])


def test_lengths_count_characters_and_a_line_break_is_one() -> None:
    assert OneQuestion({"answer": "ä😀\r\nb"}).is_valid()
    form = OneQuestion({"answer": "äöåäöå"})
    assert not form.is_valid()
    assert "6 merkkiä" in str(form.errors["answer"])


def test_nothing_but_spaces_is_no_answer() -> None:
    assert not OneQuestion({"answer": " \r\n "}).is_valid()


@given(
    st.text(alphabet=st.characters(exclude_characters="\x00\r", exclude_categories=("Cs",)), min_size=1, max_size=200)
)
def test_own_words_are_kept_as_they_were_written(text: str) -> None:
    field = OwnWordsField(max_length=200, required=False)
    assert field.clean(text) == (text if text.strip() else "")
    assert field.clean(text.replace("\n", "\r\n")) == (text if text.strip() else "")


def test_a_short_text_loses_the_spaces_around_it() -> None:
    assert LineField(max_length=10).clean("  Aino ") == "Aino"


def test_hostile_text_is_shown_as_text() -> None:
    page = str(SampleForm({"own_words": "</textarea><script>alert(1)</script>\"' onx=", "name": '"><img src=x>'}))
    assert "<script>" not in page
    assert "<img" not in page
