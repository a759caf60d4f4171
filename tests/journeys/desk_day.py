"""What a worker does with one contact in a day, step by step, by keys alone."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import Final

from django.contrib.sessions.serializers import JSONSerializer
from django.core import signing
from playwright.sync_api import Locator, Page, ViewportSize
from pypdf import PdfReader

from portal.core.national_codes import MEASURES_AFTER_NOTICE, NEED, URGENCY_ASSESSMENT, code_set
from tests.journeys.desk_pages import CODE_SECONDS, Desk
from tests.journeys.house import House
from tests.journeys.keyboard import Keyboard
from tests.journeys.looks import axe_violations, spills
from tools.code import totp

PAPER: Final[ViewportSize] = {"width": 718, "height": 1046}
"""A sheet of A4 within its margins, in CSS pixels."""
MENU: Final = ".govuk-service-navigation__toggle"
"""What unfolds the menu where the window is narrow."""
LONG_AGO_SECONDS: Final = 3600
SESSION_SALT: Final = "django.contrib.sessions.SessionStore"
NEXT_PAGE: Final = "a[rel='next']"


def check_looks(page: Page) -> None:
    """Whether the page has one heading, is open to everybody, and cuts nothing."""
    assert page.locator("h1").count() == 1
    assert axe_violations(page) == []
    assert spills(page) == []


def without_spaces(text: str) -> str:
    """The text without what a line break may change."""
    return "".join(text.split())


class Shift:
    """One worker's day at the desk."""

    def __init__(self, page: Page, house: House, role: str, language: str, *, looks_everywhere: bool) -> None:
        self.page = page
        self.looks_everywhere = looks_everywhere
        self.house = house
        self.login = house.login("desk", role)
        self.keys = Keyboard(page, language)
        page.set_default_timeout(30_000)

    def looks_right(self, *, is_visited: bool = False) -> None:
        """Whether the page in sight is as each page must be.

        A page in a state that test_every_page visits too (`is_visited`) is looked at here only when all are.
        """
        if self.looks_everywhere or not is_visited:
            check_looks(self.page)

    def named(self, oid: str, key: str) -> str:
        """What a national code is called on the page."""
        found = code_set(oid).value(key)
        assert found
        return found.name.get(self.keys.language)

    # -- the door

    def sign_in(self) -> None:
        """Signs in with the password and a code."""
        self.page.goto(self.house.desk_url)
        self.looks_right(is_visited=True)
        self.keys.skip()
        self.keys.write("E-mail address", self.login["email"])
        self.keys.write("Password", self.login["password"])
        self.keys.press("Sign in")
        self.looks_right(is_visited=True)
        self.give_code("Sign in")

    def give_code(self, button: str) -> None:
        """Gives the code of now, or the next one where that was used: each counts once, and the next is taken early.

        Where another day used up both a moment ago, it waits for the one after.
        """
        for ahead, wait in ((0, 0), (CODE_SECONDS, 0), (CODE_SECONDS, CODE_SECONDS)):
            time.sleep(wait)
            self.keys.skip()
            self.keys.write("Code", totp(self.login["totp_secret"], time.time() + ahead))
            self.keys.press(button)
            if "authenticate" not in self.page.url:
                return
        raise AssertionError(f"no way in: {self.page.url}")

    def let_time_pass(self) -> None:
        """Makes the sign-in an old one, as if an hour had gone by; nothing else of the session changes."""
        cookie = next(one for one in self.page.context.cookies() if one["name"].endswith("tp-desk"))
        secret = self.house.environment.desk["SECRET_KEY"]
        with closing(sqlite3.connect(self.house.var_dir / "desk.sqlite3", timeout=30)) as desk, desk:
            mine = (cookie["value"],)
            row = desk.execute("SELECT session_data FROM django_session WHERE session_key = ?", mine).fetchone()
            session = signing.loads(row[0], key=secret, salt=SESSION_SALT, serializer=JSONSerializer)
            for one in session["account_authentication_methods"]:
                one["at"] -= LONG_AGO_SECONDS
            kept = signing.dumps(session, key=secret, salt=SESSION_SALT, serializer=JSONSerializer, compress=True)
            desk.execute("UPDATE django_session SET session_data = ? WHERE session_key = ?", (kept, *mine))

    # -- the queue

    def open_from_queue(self, reference: str) -> None:
        """Walks down the queue with the key for the next contact, page by page, and opens the one with the reference."""
        Desk(self.page, self.house.desk_url).path_of(reference)
        self.page.goto(self.house.desk_url)
        while not self._in_sight(reference).count():
            self.keys.go_to(self.page.locator(NEXT_PAGE))
            self.keys.enter()
        for _row in range(self.page.locator("tbody tr").count()):
            self.page.keyboard.press("j")
            self.keys.see_focus()
            if self._in_sight(reference).evaluate("one => one === document.activeElement"):
                break
        self.keys.enter()

    def _in_sight(self, reference: str) -> Locator:
        return self.page.locator("tbody a", has_text=reference)

    # -- the contact

    def own_words(self) -> str:
        """The sender's own words, sign by sign."""
        return self.page.locator(".tp-letter .tp-own-words").first.text_content() or ""

    def take(self) -> None:
        """Takes the contact and starts handling it."""
        self.keys.jump("What to do")
        self.keys.press("Take")
        self.keys.jump("What to do")
        self.keys.press("Start handling")

    def note(self, text: str) -> None:
        """Keeps a note."""
        self.keys.jump("Notes")
        self.keys.write("Note", text)
        self.keys.press("Keep the note")

    def _go_on(self, step: str) -> None:
        self.keys.jump("What to do")
        self.keys.follow(step)
        self.looks_right(is_visited=True)
        self.keys.skip()

    def assess(self, grounds: str) -> None:
        """Fills in the first assessment (1009): urgent, one need, one measure."""
        self._go_on("Make the first assessment")
        self.keys.choose(self.named(URGENCY_ASSESSMENT, "urgent"))
        self.keys.write("Grounds for the urgency", grounds)
        self.keys.tick(self.named(NEED, "2"))
        self.keys.tick(self.named(MEASURES_AFTER_NOTICE, "assessment"))
        self.keys.write("Agreed next steps", "–")
        self.keys.press("Save the first assessment")

    def decide(self, reasons: str) -> None:
        """Decides today that the assessment is started."""
        self._go_on("Decide about the assessment")
        self.keys.choose(self.keys.say("The assessment is started", "decision"))
        self.keys.write("Reasons", reasons)
        self.keys.press("Keep the decision")

    def hand_over(self, team: str, word: str) -> None:
        """Offers the contact to a team."""
        self._go_on("Hand the contact over")
        self.keys.pick("Or to a team", team)
        self.keys.write("What the receiver should know", word)
        self.keys.press("Offer the contact")

    def accept(self, reference: str) -> None:
        """Accepts the contact from the list of what is offered."""
        if self.page.locator(MENU).is_visible():
            self.keys.go_to(self.page.locator(MENU))
            self.page.keyboard.press("Space")
        self.keys.follow("Offered to you")
        self.looks_right()
        self.keys.go_to(self.keys.control("button", f"{self.keys.say('Accept')} {reference}"))
        self.keys.enter()

    def answer(self, template: str, more: str) -> None:
        """Writes to the sender: a reply template, and something of one's own behind it."""
        self.keys.jump("Write to the sender")
        self.keys.pick("Reply template", template)
        self.keys.press("Put it into the text")
        self.keys.add("Message to the sender", more)
        self.keys.press("Send")

    def close(self, word: str) -> None:
        """Closes the contact, since its assessment has begun."""
        self._go_on("Close the contact")
        self.keys.choose(self.keys.say("Assessment of the service need started", "outcome"))
        self.keys.write("More about the outcome", word)
        self.keys.press("Close the contact")

    # -- what leaves the desk

    def printed(self) -> str:
        """The page in sight as it comes on paper, without spaces; on a sheet of A4 nothing is cut."""
        window = self.page.viewport_size
        self.page.emulate_media(media="print")
        self.page.set_viewport_size(PAPER)
        assert spills(self.page) == []
        paper = Path(self.house.var_dir / "paper.pdf")
        paper.write_bytes(self.page.pdf(format="A4", print_background=False))
        self.page.emulate_media(media="screen")
        assert window
        self.page.set_viewport_size(window)
        return without_spaces("".join(one.extract_text() for one in PdfReader(paper).pages))

    def ask_for_export(self) -> None:
        """Goes to the export, and gives a code again, since the sign-in is an old one."""
        self.let_time_pass()
        self.keys.jump("What to do")
        self.keys.follow("Export this contact")
        assert "reauthenticate" in self.page.url
        self.looks_right()
        self.give_code("Continue")
        self.looks_right(is_visited=True)

    def export(self, file_format: str) -> Path:
        """The file of that kind."""
        self.keys.choose(self.keys.say(file_format))
        self.keys.go_to(self.keys.control("button", self.keys.say("Make the file")))
        with self.page.expect_download() as download:
            self.page.keyboard.press("Enter")
        return Path(download.value.path())

    def export_json(self, file_format: str) -> str:
        """A file of JSON, read and written again with every sign as it is."""
        return json.dumps(json.loads(self.export(file_format).read_text(encoding="utf-8")), ensure_ascii=False)
