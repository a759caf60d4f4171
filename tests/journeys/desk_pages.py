"""The desk and the CMS as those see them who work there."""

from __future__ import annotations

import time
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tools.code import totp

CODE_SECONDS: Final = 30
PATIENCE_SECONDS: Final = 20
FEWEST_WALKS: Final = 3


def sign_in(page: Page, address: str, login: dict[str, str]) -> None:
    """Signs in by password and code. A code counts once: when it was used up, the next one is waited for."""
    page.goto(address)
    page.locator("[name='login']").fill(login["email"])
    page.locator("[name='password']").fill(login["password"])
    page.locator("form:has([name='password']) button").first.click()
    for wait in (0, 1):
        code = page.locator("[name='code']")
        code.wait_for()
        if wait:
            time.sleep(CODE_SECONDS - time.time() % CODE_SECONDS + 1)
        code.fill(totp(login["totp_secret"]))
        page.locator("form:has([name='code']) button").first.click()
        page.wait_for_load_state()
        if "authenticate" not in urlsplit(page.url).path:
            return
    raise AssertionError(f"no way in: {page.url}")


class Desk:
    """A signed-in worker's page."""

    def __init__(self, page: Page, desk_url: str) -> None:
        self.page = page
        self.desk_url = desk_url

    def path_of(self, reference: str) -> str:
        """The address of a contact, as soon as the courier has brought it.

        A long queue takes longer to walk than the courier takes to come: what came behind the walker is found by the next.
        """
        deadline, walks = time.monotonic() + PATIENCE_SECONDS, 0
        while walks < FEWEST_WALKS or time.monotonic() < deadline:
            if found := self.in_queue(reference):
                return found
            walks += 1
            time.sleep(0.2)
        raise AssertionError(f"{reference} did not reach the desk")

    def in_queue(self, reference: str, address: str = "/") -> str:
        """The address of a contact that stands in the queue; empty for one that does not. Its page stays in sight."""
        while address:
            self.page.goto(self.desk_url + address)
            link = self.page.locator("tbody a", has_text=reference)
            if link.count():
                return link.first.get_attribute("href") or ""
            more = self.page.locator("a[href*='after=']")
            address = f"/{more.first.get_attribute('href')}" if more.count() else ""
        return ""

    def open(self, reference: str) -> None:
        """Opens the contact."""
        self.page.goto(self.desk_url + self.path_of(reference))

    def own_words(self) -> str:
        """The sender's own words, sign by sign as they stand in the page."""
        return self.page.locator(".tp-letter .tp-own-words").first.text_content() or ""

    def kind(self) -> str:
        """What the heading calls the contact, behind its reference."""
        caption = self.page.locator("h1 .govuk-caption-l").inner_text()
        return self.page.locator("h1").inner_text().removeprefix(caption).strip()

    def due(self) -> str:
        """What is due, in the desk's words."""
        return self.page.locator("#due").inner_text()

    def texts(self) -> list[str]:
        """Everything on the page that a sender or a document says, also what is folded away."""
        return self.page.locator("main [dir='auto']").all_text_contents()

    def take(self) -> None:
        """Takes the contact and starts handling it."""
        self.press(self.page.locator("form[action$='/take/'] button"))
        self.press(self.page.locator("form[action$='/status/'] button"))

    def write(self, text: str) -> None:
        """Writes to the sender."""
        self.page.locator("form[action*='/write/'] [name='text']").fill(text)
        self.press(self.page.locator("form[action*='/write/'] button:not([name])"))

    def press(self, button: Locator) -> None:
        """Presses a button and waits for the page that follows."""
        with self.page.expect_navigation():
            button.click()
