"""A day at the desk by keyboard: from the queue to the answer, the closing, the paper and the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.desk_day import Shift, check_looks, without_spaces
from tests.journeys.house import House, eventually
from tests.journeys.pages import Kept, Noise, Visitor, new_context

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("day")]

ROWS = [
    pytest.param("fi", 1280, False, id="fi-1280"),
    pytest.param("fi", 1280, True, id="fi-1280-each-page", marks=pytest.mark.wide),
    pytest.param("sv", 1280, True, id="sv-1280", marks=pytest.mark.wide),
    pytest.param("fi", 360, True, id="fi-360", marks=pytest.mark.wide),
    pytest.param("sv", 360, True, id="sv-360", marks=pytest.mark.wide),
]
WORKERS = {"fi": ("worker", "worker-adults"), "sv": ("worker-sv", "worker-adults-sv")}
WORDS = {
    "fi": "En jaksa enää. Vuokra on maksamatta, ja äiti & isä sanovat: <b>pärjää</b>!\nToinen rivi – å, €, 😟.",
    "sv": "Jag orkar inte längre. Hyran är obetald, och mamma & pappa säger: <b>klara dig</b>!\nEn rad till – å, €, 😟.",
}
TEAMS = {"fi": "Aikuiset", "sv": "Vuxna"}
TEMPLATES = {"fi": "Soitamme sinulle (Suomi)", "sv": "Vi ringer dig (Svenska)"}
BEGINNINGS = {"fi": "Kiitos yhteydenotostasi.", "sv": "Tack för att du tog kontakt."}


@contextmanager
def shift(house: House, chromium: Browser, role: str, language: str, width: int, *, is_wide: bool) -> Iterator[Shift]:
    """A worker's browser, in which nothing may complain or call another house."""
    noise = Noise()
    with chromium.new_context(
        viewport={"width": width, "height": 900}, locale=f"{language}-FI", reduced_motion="reduce"
    ) as context:
        one = Shift(context.new_page(), house, role, language, looks_everywhere=is_wide)
        noise.listen(one.page)
        one.sign_in()
        yield one
    assert not noise.console
    assert noise.hosts == {house.desk_url.removeprefix("http://")}


def send(visitor: Visitor, words: str) -> Kept:
    """Sends an urgent contact with these words."""
    visitor.begin_help()
    visitor.pass_gate("today")
    visitor.write(words)
    return visitor.send()


@pytest.mark.parametrize(("language", "width", "is_wide"), ROWS)
def test_a_day_at_the_desk_by_keyboard(
    house: House, chromium: Browser, language: str, width: int, is_wide: bool
) -> None:
    mark, words = uuid4().hex[:8], f"{WORDS[language]} {uuid4()}"
    first, second = WORKERS[language]
    with new_context(chromium) as home:
        visitor = Visitor(home.new_page(), house.portal_url, language)
        kept = send(visitor, words)
        with shift(house, chromium, first, language, width, is_wide=is_wide) as morning:
            open_and_hand_over(morning, kept.reference, words, mark, TEAMS[language])
        with shift(house, chromium, second, language, width, is_wide=is_wide) as afternoon:
            afternoon.accept(kept.reference)
            assert afternoon.own_words() == words
            afternoon.answer(TEMPLATES[language], mark)
            eventually(lambda: mark in visitor.look_at_status(kept))
            assert BEGINNINGS[language] in visitor.main.inner_text()
            afternoon.close(f"{mark} closed")
            closed = afternoon.keys.say("Your matter has been closed")
            eventually(lambda: closed in visitor.look_at_status(kept))
            check_looks(visitor.page)
            take_out(afternoon, words, mark)


def open_and_hand_over(worker: Shift, reference: str, words: str, mark: str, team: str) -> None:
    """The first worker's day: finds the contact, reads it, takes, notes, assesses, decides, offers it to a team."""
    worker.looks_right(is_visited=True)
    worker.open_from_queue(reference)
    assert worker.own_words() == words
    worker.looks_right(is_visited=True)
    worker.take()
    worker.note(f"{mark} noted")
    worker.assess(f"{mark} urgent")
    worker.decide(f"{mark} decided")
    worker.hand_over(team, f"{mark} handed on")
    worker.looks_right()


def take_out(worker: Shift, words: str, mark: str) -> None:
    """What leaves the desk of the closed contact: on paper all that was said and done, in the files what was sent."""
    wanted = [
        words.replace("😟", ""),
        *(f"{mark} {one}" for one in ("noted", "urgent", "decided", "handed on", "closed")),
    ]
    worker.looks_right()
    paper = worker.printed().replace("😟", "")
    for text in wanted:
        assert without_spaces(text) in paper
    worker.ask_for_export()
    told = json.dumps(words, ensure_ascii=False)[1:-1]
    assert told in worker.export_json("JSON, with the national field names")
    assert told in worker.export_json("FHIR R4B, for another system")
    pages = PdfReader(worker.export("PDF, to read and to print")).pages
    assert mark in "".join(one.extract_text() for one in pages)
