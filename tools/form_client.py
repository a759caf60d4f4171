"""A visitor without a screen: follows links, fills in forms as they stand on the page, keeps cookies.

It knows no address of a form: it reads each page's own forms, so that what it can do, a browser can do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests
from bs4 import BeautifulSoup, Tag

TIMEOUT_SECONDS: Final = 30
HELP_PATHS: Final = {"fi": "/fi/pyyda-apua/", "sv": "/sv/be-om-hjalp/", "fi-simple": "/fi-simple/pyyda-apua/"}


class FormMissingError(Exception):
    """The page holds no form like the one asked for."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the sender keeps: the reference and the eight words."""

    reference: str
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Page:
    """An answer of the server, read."""

    url: str
    status: int
    soup: BeautifulSoup

    @property
    def text(self) -> str:
        """The words on the page."""
        return self.soup.get_text(" ", strip=True)

    @property
    def title(self) -> str:
        """The words in the browser's tab."""
        return self.soup.title.get_text(strip=True) if self.soup.title else ""

    def form_with(self, field: str) -> Tag:
        """The first form that holds a field of this name. Raises FormMissingError."""
        for form in self.soup.find_all("form"):
            if form.select_one(f'[name="{field}"]'):
                return form
        raise FormMissingError(f"no form with {field!r} on {urlsplit(self.url).path} ({self.status}): {self.title}")

    def all_of(self, selector: str) -> list[str]:
        """The texts of the elements that a CSS selector finds."""
        return [one.get_text(" ", strip=True) for one in self.soup.select(selector)]


def values_of(form: Tag) -> dict[str, Any]:
    """What the form would send as it stands."""
    values: dict[str, Any] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        name = str(field.get("name") or "")
        if not name or field.has_attr("disabled"):
            continue
        if field.name == "textarea":
            values[name] = field.get_text().removeprefix("\n")
        elif field.name == "select":
            chosen = field.find("option", selected=True) or field.find("option")
            values[name] = str(chosen.get("value", "")) if isinstance(chosen, Tag) else ""
        elif field.get("type") in {"radio", "checkbox"}:
            if field.has_attr("checked"):
                values.setdefault(name, []).append(str(field.get("value", "on")))
        elif field.get("type") not in {"submit", "button"}:
            values[name] = str(field.get("value", ""))
    return values


class Browser:
    """A visit with cookies of its own."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.session = requests.Session()

    def get(self, path: str) -> Page:
        """The page at a path, after its redirects."""
        return self._page(self.session.get(urljoin(self.base_url, path), timeout=TIMEOUT_SECONDS))

    def submit(self, page: Page, form: Tag, values: Mapping[str, Any] | None = None) -> Page:
        """The page that follows when the form is sent with these values over its own."""
        # A form's own button has no name; one that has does something else, such as keeping or filling in.
        button = form.select_one("button:not([name])") or form.select_one("button")
        sent = values_of(form)
        if isinstance(button, Tag) and button.has_attr("name"):
            sent.setdefault(str(button["name"]), str(button.get("value", "")))
        sent.update(values or {})
        address = urljoin(page.url, str(form.get("action") or page.url))
        here = f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}"
        headers = {"Origin": here, "Sec-Fetch-Site": "same-origin", "Referer": page.url}
        return self._page(self.session.post(address, data=sent, headers=headers, timeout=TIMEOUT_SECONDS))

    def open_contact_form(self, language: str, urgency: str) -> Page:
        """The form page of Pyydä apua, past its start page and the urgency gate."""
        start = self.get(HELP_PATHS[language])
        gate = self.submit(start, start.form_with("kind"))
        return self.submit(gate, gate.form_with("urgency"), {"urgency": urgency})

    def send_help_request(self, *, language: str, urgency: str, own_words: str, **fields: str) -> Receipt:
        """Sends a Pyydä apua and returns its receipt. Raises FormMissingError when no receipt came."""
        form_page = self.open_contact_form(language, urgency)
        values = {"own_words": own_words, "reads_here": "on", **fields}
        return self.read_receipt(self.submit(form_page, form_page.form_with("own_words"), values))

    def read_receipt(self, page: Page) -> Receipt:
        """The receipt on a page. Raises FormMissingError when it is none."""
        reference, words = page.all_of(".govuk-panel strong"), page.all_of(".tp-words strong")
        if not reference or not words:
            errors = " ".join(page.all_of(".govuk-error-summary"))
            raise FormMissingError(f"no receipt on {urlsplit(page.url).path} ({page.status}): {page.title} {errors}")
        return Receipt(reference[0], " ".join(words), page.url)

    def _page(self, response: requests.Response) -> Page:
        return Page(response.url, response.status_code, BeautifulSoup(response.text, "html.parser"))
