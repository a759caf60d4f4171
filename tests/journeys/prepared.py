"""States that a page needs before it can be visited, made without a screen and handed to a browser as cookies."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext

from tests.journeys.house import House
from tests.journeys.pages import QUESTIONNAIRES, Kept
from tools.form_client import Browser, Page, Receipt

OWN_WORDS = ("Nauramme yhdessä ja syömme aamupalan samaan aikaan.", "Toivon, että joku auttaisi iltaisin.")
"""What works well, and what is wished for."""


def path_of(page: Page) -> str:
    """The path of a page's address."""
    return urlsplit(page.url).path


class Prepared:
    """One variant's states, each made when it is first asked for, by a visit of its own."""

    def __init__(self, house: House, language: str) -> None:
        self.house = house
        self.language = language

    def lend(self, visit: Browser, context: BrowserContext) -> None:
        """Gives the visit's cookies to a browser."""
        context.add_cookies(
            [
                {"name": one.name, "value": one.value or "", "url": self.house.portal_url}
                for one in visit.session.cookies
            ]
        )

    def begun_sitting(self) -> tuple[Browser, Page]:
        """A new sitting at its first question."""
        visit = Browser(self.house.portal_url)
        start = visit.get(QUESTIONNAIRES[self.language])
        return visit, visit.submit(start, start.form_with("questionnaire"))

    @cached_property
    def answered_sitting(self) -> tuple[Browser, str]:
        """A sitting with every question answered, a third of them with a wish for help; its address."""
        return self.new_answered_sitting()

    def new_answered_sitting(self) -> tuple[Browser, str]:
        """Another sitting like it."""
        visit, page = self.begun_sitting()
        sitting = path_of(page).removesuffix("1/")
        number = 0
        while not path_of(page).endswith("/check/"):
            form = page.form_with("answer")
            choices = [str(one["value"]) for one in form.find_all("input", type="radio")]
            answer = choices[number % min(3, len(choices))] if choices else OWN_WORDS[bool(number)]
            page = visit.submit(page, form, {"answer": answer})
            number += 1
        return visit, sitting

    def gate(self) -> tuple[Browser, str]:
        """A new contact at its urgency gate."""
        visit = Browser(self.house.portal_url)
        start = visit.get(
            {"fi": "/fi/pyyda-apua/", "sv": "/sv/be-om-hjalp/"}.get(self.language, "/fi-simple/pyyda-apua/")
        )
        return visit, path_of(visit.submit(start, start.form_with("kind")))

    def form(self) -> tuple[Browser, str]:
        """A new contact at its form."""
        visit = Browser(self.house.portal_url)
        return visit, path_of(visit.open_contact_form(self.language, "not_urgent"))

    @cached_property
    def sent(self) -> tuple[Browser, Receipt]:
        """A contact that was sent as urgent, and its receipt."""
        visit = Browser(self.house.portal_url)
        words = "Olen väsynyt, ja lapsi valvoo.\nHaluaisin jutella jonkun kanssa."
        name = "Esimerkki Äiti"
        return visit, visit.send_help_request(language=self.language, urgency="today", own_words=words, name=name)

    @cached_property
    def sent_with_answers(self) -> Receipt:
        """A contact with a self-assessment behind it and two ways to answer."""
        visit, sitting = self.new_answered_sitting()
        result = visit.get(f"{sitting}result/")
        gate = visit.submit(result, result.form_with("form_help"), {"form_help": "1"})
        page = visit.submit(gate, gate.form_with("urgency"), {"urgency": "not_urgent"})
        values = {
            "own_words": "Lapsi herää monta kertaa yössä, ja olen aivan loppu.\nHaluaisin jutella jonkun kanssa.",
            "name": "Väsynyt äiti",
            "by_call": "on",
            "call_address": "079 123 4567",
            "call_safe": "safe",
            "call_when": "arkisin kello 9–12, kun lapsi nukkuu",
            "reads_here": "on",
            "municipality": "951",
            "attach_0": "yes",
        }
        return visit.read_receipt(visit.submit(page, page.form_with("own_words"), values))

    @property
    def kept(self) -> Kept:
        """What the sender of that contact keeps."""
        return Kept(self.sent[1].reference, self.sent[1].words)
