"""Somebody on a phone: finds everything by the words on the page, in their own language, and touches it.

Words are given as they stand in the code (English, or words of their own in every language) and looked for as the page
shows them; no name of a field is known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from django.utils.translation import gettext, override
from playwright.sync_api import Browser, BrowserContext, Locator

from portal.intake.tree import FIRST, STEPS, leads_to
from portal.intake.tree_steps import Outcome, Question
from tests.journeys.pages import MOST_STEPS, Kept, Visitor

WIDTH: Final = 360
DAY: Final = r"\d{1,2}\.\d{1,2}\.\d{4}"


@dataclass(frozen=True, slots=True)
class Write:
    """Writes a text into the field with this label."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Touches one of the answers to a question; a box to tick as well as a choice of one."""

    question: object
    answer: object


@dataclass(frozen=True, slots=True)
class Tick:
    """Touches a box that stands by itself."""

    label: str


@dataclass(frozen=True, slots=True)
class Pick:
    """Picks an entry of a list."""

    label: str
    entry: object


Answer = Write | Choose | Tick | Pick
Pages = Mapping[str, Sequence[Answer]]
"""What is answered, by the heading of the page on which it is asked."""


class Phone(Visitor):
    """A visitor with a phone in hand."""

    def word(self, words: object) -> str:
        """The words in the visitor's language."""
        with override(self.language):
            return gettext(str(words))

    def touch(self, button: Locator) -> None:
        """Touches what leads to another page, and waits for that page."""
        with self.page.expect_navigation():
            button.tap()

    def touch_button(self, words: str) -> None:
        """Touches the first button with these words."""
        self.touch(self.main.get_by_role("button", name=self.word(words), exact=True).first)

    def touch_link(self, words: str) -> None:
        """Touches the first link of the page with these words."""
        self.touch(self.main.get_by_role("link", name=self.word(words), exact=True).first)

    def heading(self) -> str:
        """The heading of the page in sight."""
        return self.main.locator("h1").inner_text().strip()

    # -- to a form

    def ask_for_help(self) -> None:
        """From the county's front page to Pyydä apua."""
        self.go(f"/{self.language}/")
        self.touch_button("Ask for help")

    def contact_social_services(self) -> None:
        """On to the page about a whole contact."""
        self.ask_for_help()
        self.touch_link("Contact social services, for yourself or for someone else")

    def find_the_right_way(self, answers: str) -> None:
        """On to the questions for professionals, and through them with these answers to the form that they lead to."""
        self.ask_for_help()
        self.touch_link("For professionals, and for those who want to make a notice")
        self.touch_button("Find the right way")
        number = FIRST
        for answer in answers.split():
            asked = STEPS[number]
            assert isinstance(asked, Question)
            (option,) = (one for one in asked.options if one.value == answer)
            self.give(Choose(asked.words, option.words))
            self.touch_button("Continue")
            number = leads_to(asked, answer) or 0
        outcome = STEPS[number]
        assert isinstance(outcome, Outcome)
        assert self.heading() == self.word(outcome.heading)

    # -- in a form

    def give(self, answer: Answer) -> None:
        """Gives an answer."""
        match answer:
            case Write():
                self._field("textbox", answer.label).fill(answer.text)
            case Choose():
                options = self.main.get_by_role("group", name=self._shown(answer.question)).first
                options.get_by_label(self.word(answer.answer), exact=True).tap()
            case Tick():
                self._field("checkbox", answer.label).tap()
            case Pick():
                self._field("combobox", answer.label).select_option(label=self.word(answer.entry))

    def fill_in(self, pages: Pages, *, until: str = "") -> None:
        """Every page until the receipt: what is to be answered there, and on. A page without answers is only passed.

        With `until`, the page with that heading is filled in and left standing.
        """
        answers = {self.word(heading): answered for heading, answered in pages.items()}
        for _step in range(MOST_STEPS):
            is_here = bool(until) and self.heading() == self.word(until)
            for answer in answers.pop(self.heading(), ()):
                self.give(answer)
            if is_here:
                return
            send = self.main.get_by_role("button", name=self.word("Send"), exact=True)
            is_last = send.count() > 0
            self.touch(send if is_last else self.main.get_by_role("button", name=self.word("Continue"), exact=True))
            problems = self.main.locator(".govuk-error-summary")
            assert problems.count() == 0, f"{self.heading()}: {problems.inner_text()}"
            if is_last:
                assert not answers, f"never asked: {list(answers)}"
                return
        raise AssertionError("the form does not end")

    def day_in(self, sentence: str) -> str:
        """The day that the page names in this sentence, which has a place for one; also where it is folded away."""
        before, _place, after = self.word(sentence).partition("%(day)s")
        found = re.search(re.escape(before) + f"({DAY})" + re.escape(after), self.main.text_content() or "")
        assert found, f"no day: {sentence}"
        return found[1]

    def see_receipt(self) -> Kept:
        """What stands on the receipt, once the page is one."""
        assert self.page.locator(".govuk-panel").count() == 1, self.heading()
        return self.receipt()

    def _field(self, role: Literal["textbox", "checkbox", "combobox"], label: str) -> Locator:
        return self.main.get_by_role(role, name=self._shown(label)).first

    def _shown(self, words: object) -> re.Pattern[str]:
        """The words as a label's name has them: alone, or with the remark that the field may be left empty.

        Marks where a long word may break are no part of a name.
        """
        alone = self.word(words).replace("\u00ad", "")
        optional = self.word("%(label)s (optional)") % {"label": alone}
        return re.compile(f"^({re.escape(alone)}|{re.escape(optional)})$")


def phone_context(chromium: Browser, *, javascript: bool) -> BrowserContext:
    """A phone's browser: narrow, with touch, with or without JavaScript."""
    return chromium.new_context(
        java_script_enabled=javascript,
        viewport={"width": WIDTH, "height": 740},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="fi-FI",
        reduced_motion="reduce",
    )
