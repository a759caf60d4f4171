"""Another language in the middle of a page: what is typed goes along, unjudged, with and without JavaScript."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse

from portal.intake.models import Draft, Letter
from tests.portal.intake.builders import WORDS, Visitor, answers, hidden_fields

pytestmark = pytest.mark.django_db

VARIANTS = ("fi", "sv", "fi-simple")
PAIRS = [(one, other) for one in VARIANTS for other in VARIANTS if one != other]
BUTTON = re.compile(r'<button type="submit" form="([^"]+)" formaction="([^"]+)" formnovalidate name="form_language"')


def pressed(visitor: Visitor, page: HttpResponse, language: str, data: dict[str, str]) -> HttpResponse:
    """The page behind the button of that language, with what was typed."""
    text = page.content.decode()
    found = {path.split("/")[1]: (form, path) for form, path in BUTTON.findall(text)}
    form, path = found[language]
    assert f'id="{form}"' in text.split("<main", 1)[1]
    answer = visitor.client.post(path, {**data, "form_language": language})
    assert answer.status_code == 303
    visitor.language = language
    return visitor.client.get(answer["Location"])


@pytest.mark.parametrize(("language", "other"), PAIRS)
def test_a_form_keeps_what_is_typed_and_judges_nothing(language: str, other: str) -> None:
    visitor = Visitor(language)
    hidden = visitor.arrives_at_form()
    typed = {**answers(contact_language="", call_address="ei numero"), **hidden}
    page = pressed(visitor, visitor.page(), other, typed)
    text = page.content.decode()
    assert f'<html lang="{other}"' in text
    assert WORDS.splitlines()[0] in text
    assert "ei numero" in text
    assert "govuk-error-summary" not in text
    assert Letter.objects.count() == 0
    assert hidden_fields(page)["form_token"] == hidden["form_token"]
    assert visitor.sends({**answers(), **hidden_fields(page)}).status_code == 303
    assert Letter.objects.get().language == other


@pytest.mark.parametrize("other", ["sv", "fi-simple"])
def test_the_gate_keeps_its_choice(other: str) -> None:
    visitor = Visitor()
    visitor.begins()
    gate = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/"))
    shown = pressed(visitor, gate, other, {"urgency": "today"}).content.decode()
    assert re.search(r'value="today"[^>]* checked', shown)
    assert "govuk-error-summary" not in shown


@pytest.mark.parametrize("other", ["sv", "fi-simple"])
def test_the_status_form_keeps_what_is_typed_and_asks_for_no_box(other: str) -> None:
    visitor = Visitor()
    typed = {"reference": "7K2QM", "words": "yksi kaksi " * 300}
    shown = pressed(visitor, visitor.client.get("/fi/s/"), other, typed).content.decode()
    assert "7K2QM" in shown
    assert typed["words"].strip() in shown
    assert "govuk-error-summary" not in shown


@pytest.mark.parametrize("other", ["sv", "fi-simple"])
def test_a_form_whose_draft_is_gone_goes_on_in_the_other_language(other: str) -> None:
    visitor = Visitor()
    data = {**answers(), **visitor.arrives_at_form()}
    page = visitor.page()
    Draft.objects.all().delete()
    text = pressed(visitor, page, other, data).content.decode()
    assert WORDS.splitlines()[0] in text
    assert "govuk-error-summary" not in text
    assert Letter.objects.count() == 0


def test_enter_presses_the_forms_own_button_and_no_language() -> None:
    visitor = Visitor()
    visitor.arrives_at_form()
    text = visitor.page().content.decode()
    first, *others = re.findall(r'<button[^>]* form="page-form"[^>]*>', text)
    assert 'tabindex="-1" aria-hidden="true"' in first
    assert "name=" not in first
    assert all('name="form_language"' in one for one in others)
    assert text.index(first) < text.index('<form action="/fi/b/')


@pytest.mark.parametrize("size", [2_001, 49_000])
def test_what_is_refused_on_the_status_form_is_kept_whole(size: int) -> None:
    visitor = Visitor()
    words = "a" * size
    refused = visitor.client.post("/fi/s/", {"reference": "x", "words": words})
    assert words in visitor.client.get(refused["Location"]).content.decode()


def test_what_is_over_the_limit_on_the_status_form_is_shown_on_the_failure_page() -> None:
    words = "b" * 50_001
    refused = Visitor().client.post("/fi/s/", {"reference": "x", "words": words})
    assert refused.status_code == 400
    assert words in refused.content.decode()
