"""Every kind of contact, sent by somebody on a phone: the desk sees the exact words, whose they are, and the same day."""

from __future__ import annotations

from typing import Final
from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.journeys.desk_pages import Desk
from tests.journeys.house import House
from tests.journeys.kinds_by_phone import EVERY_KIND, GATE, ByPhone
from tests.journeys.pages import VARIANTS
from tests.journeys.phone import Phone, phone_context

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("kinds")]

ALWAYS: Final = {
    ("child-anonymous", "fi-simple", True),
    ("contact-relative", "sv", False),
    ("consultation", "fi", False),
}
"""Rows of the normal run: between them each variant, with and without scripts, one's own matter and others'."""

ROWS: Final = [
    pytest.param(
        row,
        language,
        javascript,
        id=f"{row.name}-{language}-{'js' if javascript else 'nojs'}",
        marks=[] if (row.name, language, javascript) in ALWAYS else [pytest.mark.wide],
    )
    for row in EVERY_KIND
    for language in VARIANTS
    for javascript in (True, False)
]


def awkward_words() -> str:
    """Several lines that nobody wrote before, with spaces around them and signs that something might mind."""
    return f"  {uuid4()} <b>Äiti & isä</b> 'eivät' \"nuku\" ”yöllä”, {{{{ 7*7 }}}} 100 %\n\n\tÅngest – å ä ö 😟👩‍👧\n &amp; loppu;--  "


@pytest.mark.parametrize(("row", "language", "javascript"), ROWS)
def test_a_kind_sent_by_phone_opens_at_the_desk_with_the_exact_words(
    house: House, chromium: Browser, desk: Desk, row: ByPhone, language: str, javascript: bool
) -> None:
    words = awkward_words()
    with phone_context(chromium, javascript=javascript) as context:
        phone = Phone(context.new_page(), house.portal_url, language)
        row.reach(phone)
        phone.fill_in(row.pages(words))
        kept = phone.see_receipt()
        assert phone.word(row.told) in phone.main.inner_text()
        due = phone.day_in(row.due) if row.due else ""
    desk.open(kept.reference)
    assert desk.own_words() == words
    assert desk.kind() == row.called
    shown = desk.texts()
    for text in row.named:
        assert any(text in one for one in shown), text
    assert due in desk.due()


@pytest.mark.wide
@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", VARIANTS)
def test_words_on_a_phone_outlive_the_loss_of_every_cookie(
    house: House, chromium: Browser, desk: Desk, language: str, javascript: bool
) -> None:
    words = awkward_words()
    row = next(one for one in EVERY_KIND if one.name == "child-anonymous")
    answers = row.pages(words)
    with phone_context(chromium, javascript=javascript) as context:
        phone = Phone(context.new_page(), house.portal_url, language)
        row.reach(phone)
        phone.fill_in(answers, until=row.words_on)
        context.clear_cookies()
        phone.touch_button("Continue")
        for heading, onward in (
            ("The page was open too long to be sent", "Send again"),
            ("The time to answer ran out", "Continue"),
        ):
            assert phone.heading() == phone.word(heading)
            assert phone.main.get_by_role("textbox", name=phone.word(row.words_under)).input_value() == words
            phone.touch_button(onward)
        passed = (GATE, "Who makes the notice?", "You who make the notice", row.words_on)
        phone.fill_in({heading: one for heading, one in answers.items() if heading not in passed})
        kept = phone.see_receipt()
    desk.open(kept.reference)
    assert desk.own_words() == words
