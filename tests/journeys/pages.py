"""The portal as a visitor sees it: what can be done on its pages, in every variant, with and without JavaScript.

Nothing here knows a word of the page's language. Fields are found by name, links by where they lead.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Request, Route

from tools.form_client import HELP_PATHS

VARIANTS: Final = ("fi", "sv", "fi-simple")
TOPICS: Final = {"fi": "/fi/jaksaminen/", "sv": "/sv/att-orka/", "fi-simple": "/fi-simple/kun-et-jaksa/"}
QUESTIONNAIRES: Final = {
    "fi": "/fi/vanhemman-tilanne/",
    "sv": "/sv/foralderns-situation/",
    "fi-simple": "/fi-simple/mita-sinulle-ja-lapselle-kuuluu/",
}
INVITES: Final = {
    "fi": "/fi/kartoituskutsu/",
    "sv": "/sv/kartlaggningsinbjudan/",
    "fi-simple": "/fi-simple/kartoituskutsu/",
}
MOST_STEPS: Final = 30


@dataclass(frozen=True, slots=True)
class Kept:
    """What a sender keeps of a receipt."""

    reference: str
    words: str


@dataclass
class Noise:
    """What a browser complained about, and whom it called."""

    console: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def listen(self, page: Page, *, refusals_are_fine: bool = True) -> None:
        """Writes down errors, dialogs and the hosts of requests. A page that answers 4xx on purpose is no error."""
        page.on("console", lambda message: self._said(message, refusals_are_fine))
        page.on("pageerror", lambda error: self.console.append(str(error)))
        page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        page.on("request", self._asked)

    def _said(self, message: ConsoleMessage, refusals_are_fine: bool) -> None:
        is_status = message.text.startswith("Failed to load resource: the server responded with a status of 4")
        if message.type in {"error", "warning"} and not (is_status and refusals_are_fine):
            self.console.append(f"{message.text} ({urlsplit(message.location.get('url', '')).path})")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("data:", "blob:", "about:")):
            self.hosts.add(urlsplit(request.url).netloc)


class Visitor:
    """Somebody on the portal, in one variant."""

    def __init__(self, page: Page, portal_url: str, language: str) -> None:
        self.page = page
        self.portal_url = portal_url
        self.language = language
        page.set_default_timeout(15_000)

    @property
    def main(self) -> Locator:
        """The page's own part."""
        return self.page.locator("main")

    @property
    def path(self) -> str:
        """Where the visitor is."""
        return urlsplit(self.page.url).path

    def go(self, path: str) -> int:
        """Opens an address by hand; answers the status."""
        response = self.page.goto(self.portal_url + path)
        return response.status if response else 0

    def follow(self, href: str, within: str = "main") -> None:
        """Follows the first link that leads to the address."""
        self.page.locator(f"{within} a[href='{href}']").first.click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == href)

    def press(self, button: Locator) -> None:
        """Presses a button and waits for the page that follows."""
        with self.page.expect_navigation():
            button.click()

    def submit(self, form: Locator) -> None:
        """Presses the form's first button."""
        self.press(form.locator("button").first)

    def form_with(self, name: str) -> Locator:
        """The form that holds a field of this name."""
        return self.page.locator(f"form:has([name='{name}'])").first

    def choose(self, name: str, value: str) -> None:
        """Chooses one of several."""
        self.page.locator(f"input[name='{name}'][value='{value}']").check()

    # -- advice

    def read_advice(self) -> str:
        """From the front page over a topic to an advice page; answers its address."""
        self.go(f"/{self.language}/")
        topic = TOPICS[self.language]
        self.follow(topic)
        href = self.main.locator(f"a[href^='{topic}']").first.get_attribute("href") or ""
        self.follow(href)
        assert self.main.locator("h1").count() == 1
        return href

    # -- self-assessment

    def start_questionnaire(self) -> str:
        """From the front page to the first question; answers the sitting's address."""
        self.go(f"/{self.language}/")
        self.follow(QUESTIONNAIRES[self.language])
        self.submit(self.form_with("questionnaire"))
        assert self.path.endswith("/1/")
        return self.path.removesuffix("1/")

    def answer(self, text: str, pick: Callable[[int], int] = lambda count: 2) -> None:
        """Answers the question in sight: own words in a text, else the choice that `pick` names, and goes on."""
        form = self.form_with("answer")
        if form.locator("textarea").count():
            form.locator("textarea").fill(text)
        else:
            choices = form.locator("input[name='answer']")
            choices.nth(pick(choices.count())).check()
        self.submit(form)

    def answer_all(self, text: str) -> int:
        """Answers every question that comes; answers how many there were, at the check page."""
        for count in range(MOST_STEPS):
            if self.path.endswith("/check/"):
                return count
            self.answer(text if self.path.endswith("/1/") else "")
        raise AssertionError("the questionnaire does not end")

    def ask_for_help_here(self) -> None:
        """Presses Pyydä apua, on a sitting's page."""
        self.press(self.page.locator("button[name='form_help']"))

    # -- contacts

    def begin(self, start: str) -> None:
        """From a public start page into the form."""
        self.go(start)
        self.submit(self.form_with("kind"))

    def begin_help(self) -> None:
        """Opens Pyydä apua and its gate."""
        self.begin(HELP_PATHS[self.language])

    def pass_gate(self, urgency: str = "not_urgent") -> None:
        """Answers the urgency gate."""
        self.choose("urgency", urgency)
        self.submit(self.form_with("urgency"))

    def write(self, own_words: str) -> None:
        """Fills in what a short contact needs, and sends nothing yet."""
        self.page.locator("[name='own_words']").fill(own_words)
        self.page.locator("[name='reads_here']").check()

    def send(self) -> Kept:
        """Sends the form in sight; answers what the receipt gives."""
        self.submit(self.form_with("own_words"))
        return self.receipt()

    def receipt(self) -> Kept:
        """What stands on the receipt in sight."""
        reference = self.page.locator(".govuk-panel strong").inner_text()
        return Kept(reference.strip(), " ".join(self.page.locator(".tp-words strong").all_inner_texts()))

    def send_invite(self, hopes: str, purpose: str) -> Kept:
        """The whole of an invite, asked for by a parent."""
        self.begin(INVITES[self.language])
        if self.page.locator("[name='urgency']").count():
            self.pass_gate()
        self.choose("asker", "parent")
        self.submit(self.form_with("asker"))
        self.page.locator("[name='purpose']").fill(purpose)
        self.choose("domains", "housing")
        self.write(hopes)
        return self.send()

    def look_at_status(self, kept: Kept) -> str:
        """Types reference and words on the status page; answers what it says."""
        self.go(f"/{self.language}/s/")
        self.page.locator("[name='reference']").fill(kept.reference.lower())
        self.page.locator("[name='words']").fill(kept.words)
        self.submit(self.form_with("words"))
        return self.main.inner_text()


def new_context(
    chromium: Browser, *, javascript: bool = True, scripts: bool = True, width: int = 1280, forced: bool = False
) -> BrowserContext:
    """A browser context of its own: a window of this width, with or without JavaScript and forced colours.

    Without `scripts` the browser could run them, but none of ours arrives: for tests that judge such a page by a
    script of their own, which would wait for ever in a browser without JavaScript.
    """
    context = chromium.new_context(
        java_script_enabled=javascript,
        viewport={"width": width, "height": 900},
        locale="fi-FI",
        reduced_motion="reduce",
        forced_colors="active" if forced else "none",
    )
    if not scripts:
        context.route("**/*", _without_scripts)
    return context


def _without_scripts(route: Route) -> None:
    if route.request.resource_type == "script":
        route.fulfill(body="", content_type="text/javascript")
    else:
        route.continue_()
