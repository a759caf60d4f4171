"""Somebody at the desk who has a keyboard and no mouse.

What is sought is sought as a person seeks it: by what it is and what it is called, with the key that goes on to the
next control. Each control on the way must show that it has the focus, in sight and under nothing.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from django.utils.translation import gettext, override, pgettext
from playwright.sync_api import Locator, Page

Role = Literal["button", "checkbox", "link", "radio"]

MOST_STOPS: Final = 250
"""A page with more controls before the one that is sought has no way in for a person either."""

FOCUS: Final = """(sought) => {
  const one = document.activeElement;
  if (!one || one === document.body || one.tabIndex < 0) return {there: false, trouble: ''};
  const name = (one.innerText || one.name || one.id || one.tagName).trim().slice(0, 60);
  const own = [getComputedStyle(one)];
  for (const label of one.labels || []) own.push(getComputedStyle(label, '::before'));
  const marks = own.map(style => [style.boxShadow, style.outline, style.backgroundColor].join(' '));
  const box = one.getClientRects()[0];
  let trouble = '';
  if (!box || !box.width || !box.height) trouble = 'it has no size';
  else if (box.bottom < 1 || box.top > innerHeight - 1 || box.right < 1 || box.left > innerWidth - 1) {
    trouble = 'it is out of sight';
  } else if (!marks.some(mark => mark.includes('rgb(255, 196, 94)'))) trouble = `nothing shows it: ${marks}`;
  else {
    const x = Math.min(Math.max(box.left + box.width / 2, 1), innerWidth - 2);
    const y = Math.min(Math.max(box.top + Math.min(box.height / 2, 20), 1), innerHeight - 2);
    const top = document.elementFromPoint(x, y);
    const covers = top && !one.contains(top) && !top.contains(one) && ![...(one.labels || [])].some(l => l.contains(top));
    if (covers) trouble = `it is under ${top.outerHTML.slice(0, 80)}`;
  }
  return {there: sought.includes(one), trouble: trouble && `${name}: ${trouble}`};
}"""
"""Whether the focus is on one of the elements, and what keeps an eye from seeing where it is.

The colour is the house's own colour of focus, which nothing else has. What is no control (the page's own part, a
banner) takes the focus only from a script and need not show it.
"""


class Keyboard:
    """The keys of one page. Controls are called by their English source string, and sought by what the page says."""

    def __init__(self, page: Page, language: str) -> None:
        self.page = page
        self.language = language

    def say(self, source: str, context: str = "") -> str:
        """The source string in the language of the page."""
        with override(self.language):
            return pgettext(context, source) if context else gettext(source)

    def control(self, role: Role, name: str, *, exact: bool = True) -> Locator:
        """Every control of that role and accessible name."""
        return self.page.get_by_role(role, name=name, exact=exact)

    def field(self, label: str) -> Locator:
        """The field whose label says just this, be it marked as optional or not."""
        return self.page.get_by_label(re.compile(rf"^\s*{re.escape(self.say(label))}(\s*\([^()]*\))?\s*$"))

    def go_to(self, sought: Locator, *, back: bool = False) -> None:
        """Goes from control to control until the focus is on the one that is sought, and sees it there."""
        sought.first.wait_for(state="attached")
        handles = sought.element_handles()
        for _stop in range(MOST_STOPS):
            found = self.page.evaluate(FOCUS, handles)
            assert not found["trouble"], found["trouble"]
            if found["there"]:
                return
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
        raise AssertionError(f"no key leads to {sought}")

    def see_focus(self) -> None:
        """Sees where the focus is."""
        found = self.page.evaluate(FOCUS, [])
        assert not found["trouble"], found["trouble"]

    # -- what a person does

    def skip(self) -> None:
        """Skips the page's head, where a page begins with it: one key to the link that does it, one to follow it."""
        self.page.keyboard.press("Tab")
        if self.page.evaluate("() => document.activeElement.classList.contains('govuk-skip-link')"):
            self.see_focus()
            self.page.keyboard.press("Enter")

    def jump(self, name: str) -> None:
        """Follows the link to a part of the same page."""
        self.skip()
        self.go_to(self.control("link", self.say(name)))
        self.page.keyboard.press("Enter")

    def follow(self, name: str) -> None:
        """Follows the link that is called so."""
        self.go_to(self.control("link", self.say(name)))
        self.enter()

    def press(self, name: str, *, exact: bool = True) -> None:
        """Presses the button that is called so, and waits for the page that follows."""
        self.go_to(self.control("button", self.say(name), exact=exact))
        self.enter()

    def enter(self) -> None:
        """Presses Enter where the focus is, and waits for the page that follows."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def write(self, label: str, text: str) -> None:
        """Writes into the field that is called so, in place of what stands there."""
        self.go_to(self.field(label))
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def add(self, label: str, text: str) -> None:
        """Writes behind what stands in the field."""
        self.go_to(self.field(label))
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def choose(self, name: str) -> None:
        """Chooses one of several, by arrows within its group."""
        wanted = self.control("radio", name)
        group = self.page.locator(f"input[type='radio'][name='{wanted.get_attribute('name')}']")
        self.go_to(group)
        for _arrow in range(group.count()):
            if wanted.evaluate("one => one === document.activeElement"):
                break
            self.page.keyboard.press("ArrowDown")
        if not wanted.is_checked():
            self.page.keyboard.press("Space")
        assert wanted.is_checked(), f"{name} is not chosen"

    def tick(self, name: str) -> None:
        """Ticks the box that is called so."""
        box = self.control("checkbox", name)
        self.go_to(box)
        self.page.keyboard.press("Space")
        assert box.is_checked(), f"{name} is not ticked"

    def pick(self, label: str, option: str) -> None:
        """Picks from a list, by arrows from its beginning."""
        field = self.field(label)
        self.go_to(field)
        self.page.keyboard.press("Home")
        for _arrow in range(field.locator("option").count()):
            if field.evaluate("one => one.selectedOptions[0].text.trim()") == option:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option} is not in the list")
