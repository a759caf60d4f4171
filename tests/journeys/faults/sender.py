"""Somebody who fills in the contact form and sends it, once, twice, changed, or to a process that dies."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

import requests
from bs4 import Tag

from portal.intake.receipts import FormKeys
from tools.form_client import Browser, Page, Receipt, values_of

SEE_OTHER = 303


@dataclass(frozen=True)
class Written:
    """A contact form filled in and not yet sent, in a browser of its own."""

    browser: Browser
    page: Page
    values: dict[str, Any]

    @property
    def own_words(self) -> str:
        """What the sender wrote."""
        return str(self.values["own_words"])

    @property
    def form(self) -> Tag:
        """The form as it stands on the page."""
        return self.page.form_with("own_words")

    @property
    def receipt(self) -> Receipt:
        """The receipt that this form must give, computed from what it carries and from nothing else."""
        carried = values_of(self.form)
        keys = FormKeys.from_text(carried["form_token"], carried["form_nonce"])
        assert keys is not None
        return Receipt(keys.reference, keys.words("fi"), "")

    def changed(self, own_words: str) -> Written:
        """The same form with other words, as after the Back button."""
        return replace(self, values={**self.values, "own_words": own_words})


def write(base_url: str, own_words: str, *, browser: Browser | None = None) -> Written:
    """A form filled in with these words, past the start page and the gate. Raises FormMissingError when none came."""
    browser = browser or Browser(base_url)
    page = browser.open_contact_form("fi", "not_urgent")
    page.form_with("own_words")
    return Written(browser, page, {"own_words": own_words, "reads_here": "on"})


def send(written: Written, base_url: str) -> Receipt:
    """The receipt as the page shows it. Raises AssertionError when the answer leads to none."""
    answer = post(written.browser, written.page, written.form, written.values, base_url)
    assert answer.status_code == SEE_OTHER, answer.status_code
    shown = written.browser.read_receipt(written.browser.get(answer.headers["Location"]))
    return Receipt(shown.reference, shown.words, "")


def post(browser: Browser, page: Page, form: Tag, values: dict[str, Any], base_url: str) -> requests.Response:
    """The answer to the form, sent with these values over its own to that address; redirects are not followed."""
    path = urlsplit(str(form.get("action") or page.url)).path or urlsplit(page.url).path
    headers = {"Origin": base_url, "Sec-Fetch-Site": "same-origin", "Referer": base_url + path}
    return browser.session.post(
        base_url + path, data={**values_of(form), **values}, headers=headers, timeout=60, allow_redirects=False
    )
