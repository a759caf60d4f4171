"""Ugly text in every field: a clear error with the text still there, or exactly that text at the desk; never a 500."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import Any

import pytest
from bs4 import Tag
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext

from tests.journeys.desk_pages import Desk
from tests.journeys.hostile import TEXTS, errors_of, http_twin, is_in_english, lines, stands_on
from tests.journeys.house import House, eventually
from tests.journeys.pages import INVITES, QUESTIONNAIRES, VARIANTS, Noise
from tools.form_client import Browser, Page, Receipt
from tools.send_contact import path_at_desk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("hostile")]

EACH = list(zip(TEXTS, cycle(VARIANTS), strict=False))
EVERY_SECOND, EVERY_OTHER_SECOND = (
    [pytest.param(*one, marks=[] if number % 2 == first else [pytest.mark.wide]) for number, one in enumerate(EACH)]
    for first in (0, 1)
)
"""Half of the texts in the ordinary run, the other half in the other list's; all of them in the wide run."""

OVER_LIMIT = 400
"""The answer to a page with more in it than a draft takes; it keeps every field."""

SENDER: Mapping[str, Any] = {"reads_here": "on", "contact_language": "other"}
SENDER_TEXTS = ("own_words", "name", "call_address", "call_when", "letter_address", "letter_when", "other_language")
TICKS = {"by_call": "on", "by_letter": "on"}
ASKER = {"asker": "professional", "consent": "yes"}
ASKER_TEXTS = ("professional_name", "professional_title", "professional_unit", "professional_phone")
INVITE_TEXTS = ("purpose", "helpers", "participants", "meeting_times", *SENDER_TEXTS)


def fitting(name: str) -> str:
    """A text that the field takes."""
    return "079 123 4567" if name in {"call_address", "professional_phone"} else "tavallinen teksti"


def check_refusal(page: Page, texts: Mapping[str, str]) -> dict[str, str]:
    """The errors of a refused page, after they were found clear, and every text found where it was typed."""
    errors = errors_of(page)
    assert page.status < 500
    assert errors, f"neither taken nor refused: {page.status} {page.title}"
    assert not [one for one in errors.values() if is_in_english(one)]
    for name, text in texts.items():
        assert stands_on(page.soup, name, text), f"{name} lost its text"
    return errors


def post_until_taken(
    visit: Browser, page: Page, fields: tuple[str, ...], text: str, values: Mapping[str, Any]
) -> tuple[Page, set[str]]:
    """The page after a form that was first filled with the text everywhere, then mended where that was refused.

    Answers also the fields that took the text.
    """
    texts = dict.fromkeys(fields, text)
    for _attempt in range(4):
        answer = visit.submit(page, page.form_with(fields[0]), {**values, **texts})
        assert answer.status < 500
        if not answer.soup.find(attrs={"name": fields[0]}):
            return answer, {name for name, one in texts.items() if one == text and text.strip()}
        if answer.status == OVER_LIMIT:
            assert all(stands_on(answer.soup, name, one) for name, one in texts.items())
            texts.update({name: fitting(name) for name in fields[2:]})
            continue
        errors = check_refusal(answer, texts)
        texts.update({name: fitting(name) for name in texts if name in errors})
        page = answer
    raise AssertionError(f"never taken: {errors}")


def own_texts(page: Page) -> list[str]:
    """Every text at the desk that somebody else wrote, sign by sign."""
    return [one.get_text() for one in page.soup.select("main [dir='auto']") if isinstance(one, Tag)]


def assert_at_desk(desk: Browser, receipt: Receipt, text: str, count: int) -> None:
    """The desk shows exactly the text at least as often as fields took it."""
    eventually(lambda: path_at_desk(desk, receipt.reference))
    page = desk.get(path_at_desk(desk, receipt.reference))
    exactly = {lines(text), lines(text).strip()}
    assert sum(one in exactly for one in own_texts(page)) >= count, f"{count} fields took the text"


@pytest.fixture
def http_desk(house: House, desk_context: BrowserContext) -> Browser:
    """The signed-in desk without a screen."""
    return http_twin(desk_context, house.desk_url)


@pytest.mark.parametrize(("name", "language"), EACH)
def test_every_field_of_a_contact_takes_or_refuses_it(
    house: House, http_desk: Browser, name: str, language: str
) -> None:
    visit, text = Browser(house.portal_url), TEXTS[name]
    form = visit.open_contact_form(language, "not_urgent")
    odd = visit.submit(form, form.form_with("own_words"), {"municipality": text, "contact_language": text})
    assert odd.status < 500
    sent, took = post_until_taken(visit, form, SENDER_TEXTS, text, {**SENDER, **TICKS, "municipality": "951"})
    assert_at_desk(http_desk, visit.read_receipt(sent), text, len(took))


@pytest.mark.parametrize(("name", "language"), EVERY_SECOND)
def test_every_field_of_an_invite_takes_or_refuses_it(
    house: House, http_desk: Browser, name: str, language: str
) -> None:
    visit, text = Browser(house.portal_url), TEXTS[name]
    start = visit.get(INVITES[language])
    page = visit.submit(start, start.form_with("kind"))
    if page.soup.find(attrs={"name": "urgency"}):
        page = visit.submit(page, page.form_with("urgency"), {"urgency": "not_urgent"})
    page, took = post_until_taken(visit, page, ASKER_TEXTS, text, ASKER)
    odd = visit.submit(page, page.form_with("purpose"), {"domains": text, "meeting_mode": text})
    assert odd.status < 500
    values = {**SENDER, **TICKS, "domains": ["housing"]}
    sent, took_here = post_until_taken(visit, page, INVITE_TEXTS, text, values)
    assert_at_desk(http_desk, visit.read_receipt(sent), text, len(took) + len(took_here))


@pytest.mark.parametrize(("name", "language"), EVERY_OTHER_SECOND)
def test_a_free_answer_is_taken_or_refused(house: House, http_desk: Browser, name: str, language: str) -> None:
    visit, text = Browser(house.portal_url), TEXTS[name]
    start = visit.get(QUESTIONNAIRES[language])
    question = visit.submit(start, start.form_with("questionnaire"))
    answer = visit.submit(question, question.form_with("answer"), {"answer": text})
    if answer.url == question.url:
        check_refusal(answer, {"answer": text})
        return
    assert stands_on(visit.get(question.url).soup, "answer", text if text.strip() else "")
    form = answer.form_with("form_help")
    gate = visit.submit(answer, form, {"form_help": "1"})
    page = visit.submit(gate, gate.form_with("urgency"), {"urgency": "today"})
    values = {"own_words": "Katso liite", "reads_here": "on", "attach_0": "yes"}
    sent = visit.submit(page, page.form_with("own_words"), values)
    assert_at_desk(http_desk, visit.read_receipt(sent), text, int(bool(text.strip())))


@pytest.mark.parametrize(("name", "language"), EVERY_SECOND)
def test_the_status_form_refuses_it_and_keeps_it(house: House, name: str, language: str) -> None:
    visit, text = Browser(house.portal_url), TEXTS[name]
    page = visit.get(f"/{language}/s/")
    answer = visit.submit(page, page.form_with("words"), {"reference": text, "words": text})
    assert set(check_refusal(answer, {"reference": text, "words": text})) == {"reference", "words"}


@pytest.mark.parametrize(("name", "language"), EVERY_OTHER_SECOND)
def test_a_message_of_the_desk_is_taken_or_refused(house: House, http_desk: Browser, name: str, language: str) -> None:
    visit, text = Browser(house.portal_url), TEXTS[name]
    receipt = visit.send_help_request(language=language, urgency="today", own_words="Kuuluuko?")
    eventually(lambda: path_at_desk(http_desk, receipt.reference))
    contact = http_desk.get(path_at_desk(http_desk, receipt.reference))
    form = contact.form_with("message_id")
    for one in form.select("[name='use_template']"):
        one.decompose()  # the other button of the form, which sends nothing
    answer = http_desk.submit(contact, form, {"text": text})
    assert answer.status < 500
    if errors_of(answer):
        check_refusal(answer, {"text": text})
        return

    def is_shown() -> bool:
        form = visit.get(f"/{language}/s/")
        status = visit.submit(form, form.form_with("words"), {"reference": receipt.reference, "words": receipt.words})
        shown = [one.get_text().replace("\n", "") for one in status.soup.select(".tp-message__text")]
        return lines(text).replace("\n", "") in shown

    eventually(is_shown)


FIVE = ("script", "markup that runs", "end of a text field", "right to left", "zero width")


def test_five_of_them_stay_text_in_a_worker_s_browser(house: House, chromium: Chromium, desk: Desk) -> None:
    noise = Noise()
    noise.listen(desk.page)
    for name in FIVE:
        receipt = Browser(house.portal_url).send_help_request(
            language="fi", urgency="today", own_words=TEXTS[name], name=TEXTS[name], other_language=TEXTS[name]
        )
        desk.open(receipt.reference)
        assert desk.own_words() == TEXTS[name]
        assert desk.page.locator("main script, main img, main iframe, main svg").count() == 0
    assert not noise.dialogs
    assert not noise.console
    assert noise.hosts == {house.desk_url.removeprefix("http://")}
