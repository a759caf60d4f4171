"""A kind of two pages, as rooms above register them: the last post carries what the first page said."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django import forms
from django.utils import timezone

from portal.intake.models import Draft, Letter
from portal.intake.service import (
    Answers,
    ContactContent,
    ContactForm,
    ContactKind,
    KindPage,
    SenderForm,
    contact_kinds,
    sender_content,
)
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import Visitor, answers, hidden_fields, opened

pytestmark = pytest.mark.django_db

KIND = "two_pages"


class FirstPage(ContactForm):
    own_words = forms.CharField(max_length=100)


def content(filled: Answers) -> ContactContent:
    return sender_content(filled, own_words=filled.cleaned["own_words"])


@pytest.fixture(autouse=True)
def _registered(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "intake/expired.html"
    kind = ContactKind(
        code=KIND,
        name="Two pages",
        start_page="help-request",
        pages=(KindPage(FirstPage, "First", template=page), KindPage(SenderForm, "Second", template=page)),
        build=content,
        has_urgency_gate=False,
        is_promised=False,
    )
    monkeypatch.setitem(contact_kinds._entries, KIND, kind)


def second_page() -> dict[str, str]:
    return answers(own_words="")


def first_time(hidden: dict[str, str]) -> dict[str, str]:
    """The hidden fields without the word of the page for expired texts, which lends this kind its template."""
    return {name: value for name, value in hidden.items() if name != "form_again"}


def on_second_page() -> Visitor:
    visitor = Visitor()
    begun = visitor.begins(KIND)
    assert begun["Location"] == visitor.url(f"b/{visitor.draft_id}/1/")
    passed = visitor.sends({"own_words": "Ensimmäinen sivu"}, 1)
    assert passed["Location"] == visitor.url(f"b/{visitor.draft_id}/2/")
    return visitor


def test_both_pages_are_in_the_letter(desk_key: PrivateKey) -> None:
    visitor = on_second_page()
    visitor.sends({**second_page(), **visitor.hidden(2)}, 2)
    letter = Letter.objects.get()
    found = opened(letter, desk_key)
    assert (letter.kind, found["own_words"], found["name"]) == (KIND, "Ensimmäinen sivu", "Tuulia")
    assert (found["promise"], found["urgency"]["answer"]) == (None, "not_asked")


def test_the_second_page_waits_for_the_first() -> None:
    visitor = Visitor()
    visitor.begins(KIND)
    assert visitor.page(2)["Location"] == visitor.url(f"b/{visitor.draft_id}/1/")
    early = visitor.sends(second_page(), 2)
    assert early["Location"] == visitor.url(f"b/{visitor.draft_id}/1/")
    visitor.sends({"own_words": "Nyt"}, 1)
    assert "Tuulia" in visitor.page(2).content.decode()


def test_the_same_last_post_without_its_draft_is_the_same_letter_and_an_edited_one_keeps_both_pages(
    desk_key: PrivateKey,
) -> None:
    visitor = on_second_page()
    data = {**second_page(), **visitor.hidden(2)}
    first = visitor.sends(data, 2)
    assert Draft.objects.count() == 0
    assert visitor.sends(data, 2)["Location"] == first["Location"]
    visitor.sends({**data, "name": "Toinen"}, 2)
    amendment = Letter.objects.get(relation="amendment")
    assert opened(amendment, desk_key)["own_words"] == "Ensimmäinen sivu"
    assert opened(amendment, desk_key)["name"] == "Toinen"


def test_an_expired_last_page_is_sent_again_with_what_the_first_page_said(desk_key: PrivateKey) -> None:
    visitor = on_second_page()
    data = {**second_page(), **first_time(visitor.hidden(2))}
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        expired = visitor.sends(data, 2)
        assert expired.status_code == 410
        assert visitor.sends({**second_page(), **hidden_fields(expired)}, 2).status_code == 303
    assert opened(Letter.objects.get(), desk_key)["own_words"] == "Ensimmäinen sivu"


def test_an_expired_first_page_goes_on_in_a_new_draft() -> None:
    visitor = Visitor()
    visitor.begins(KIND)
    data = {"own_words": "Ensimmäinen sivu", **first_time(visitor.hidden(1))}
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        expired = visitor.sends(data, 1)
        assert expired.status_code == 410
        assert "Ensimmäinen sivu" in expired.content.decode()
        again = visitor.sends({"own_words": "Ensimmäinen sivu", **hidden_fields(expired)}, 1)
        visitor.draft_id = again["Location"].split("/b/")[1].split("/")[0]
        assert again["Location"] == visitor.url(f"b/{visitor.draft_id}/2/")
        assert visitor.sends({**second_page(), **visitor.hidden(2)}, 2)["Location"].startswith("/fi/r/")
