"""The whole way through the three real processes: from the front page to the answer on the status page."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Browser

from tests.journeys.desk_pages import Desk
from tests.journeys.house import House, eventually
from tests.journeys.pages import VARIANTS, Kept, Noise, Visitor, new_context

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("way")]

WITH_AND_WITHOUT = [
    pytest.param(one, javascript, id=f"{one}-{'js' if javascript else 'nojs'}", marks=marks)
    for one in VARIANTS
    for javascript in (True, False)
    for marks in [[pytest.mark.wide] if javascript and one != "fi" else []]
]
STATES = {"fi": "käsittelyssä", "sv": "behandlas", "fi-simple": "hoidamme"}
"""What the heading says while somebody handles the matter."""


def odd_words() -> str:
    """A text that nobody wrote before, with signs that something might mind."""
    return f"{uuid4()} <b>Äiti & isä</b> 'eivät' \"nuku\" {{{{ 7*7 }}}} 100 % å–ö 😟\nToinen rivi; DROP TABLE letter;--"


def be_answered(desk: Desk, visitor: Visitor, kept: Kept, words: str) -> None:
    """The desk reads exactly these words, takes the contact and answers; the sender reads the answer."""
    desk.open(kept.reference)
    assert desk.own_words() == words
    desk.take()
    answer = f"Hei! {uuid4()} <i>Soitan</i> & kuuntelen."
    desk.write(answer)
    eventually(lambda: answer in visitor.look_at_status(kept))
    heading = visitor.main.locator("h1").inner_text().lower()
    assert STATES[visitor.language] in heading


@pytest.mark.parametrize(("language", "javascript"), WITH_AND_WITHOUT)
def test_a_family_is_heard_from_the_front_page_to_the_answer(
    house: House, chromium: Browser, desk: Desk, language: str, javascript: bool
) -> None:
    strengths, noise = f"Nauramme yhdessä {uuid4()}", Noise()
    with new_context(chromium, javascript=javascript) as context:
        visitor = Visitor(context.new_page(), house.portal_url, language)
        noise.listen(visitor.page)
        visitor.read_advice()
        sitting = visitor.start_questionnaire()
        asked = visitor.answer_all(strengths)
        assert asked >= 12
        change_one_answer(visitor, sitting)
        visitor.follow(f"{sitting}result/")
        assert strengths in visitor.main.inner_text()
        visitor.ask_for_help_here()
        visitor.pass_gate()
        visitor.choose("attach_0", "yes")
        words = odd_words()
        visitor.write(words)
        kept = visitor.send()
        assert len(kept.words.split()) == 8
        be_answered(desk, visitor, kept, words)
        assert strengths in desk.texts(), "the assessment did not come along"
        assert visitor.go(f"{sitting}result/") == 200
        assert visitor.path == f"/{language}/", "the sitting goes when its contact is sent"
    assert not noise.console
    assert noise.hosts == {house.portal_url.removeprefix("http://")}


def change_one_answer(visitor: Visitor, sitting: str) -> None:
    """Changes the second answer from the check page, and sees the change there."""
    row = visitor.main.locator(f".govuk-summary-list__row:has(a[href='{sitting}2/'])")
    before = row.locator("dd").first.inner_text()
    visitor.follow(f"{sitting}2/")
    visitor.answer("", pick=lambda _count: 0)
    assert visitor.path.endswith("/check/")
    assert row.locator("dd").first.inner_text() != before


@pytest.mark.parametrize(("language", "javascript"), WITH_AND_WITHOUT)
def test_an_invite_reaches_the_desk_and_is_answered(
    house: House, chromium: Browser, desk: Desk, language: str, javascript: bool
) -> None:
    with new_context(chromium, javascript=javascript) as context:
        visitor = Visitor(context.new_page(), house.portal_url, language)
        hopes, purpose = odd_words(), odd_words()
        kept = visitor.send_invite(hopes, purpose)
        be_answered(desk, visitor, kept, hopes)
        assert purpose in desk.texts()
