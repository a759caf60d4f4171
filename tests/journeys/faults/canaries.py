"""Strings that nobody else would type, typed into every field, and the search for them in all that a thief could take."""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from bs4 import Tag

from tests.journeys.faults.ground import DESK, PORTAL, Ground
from tests.journeys.faults.halves import form_of
from tests.journeys.house import House
from tests.journeys.visits_family import BY_PROFESSIONAL
from tests.postgres import SUPERUSER, binary
from tools.form_client import Browser, Page
from tools.send_contact import read_at_desk

QUESTIONNAIRE: Final = "/fi/vanhemman-tilanne/"
INVITE: Final = "/fi/kartoituskutsu/"
MOST_STEPS: Final = 30
TEXT_FIELDS: Final = ("text", "email", "tel", "search", "password", "number")
SENDERS_CHOICES: Final = {
    "by_call": "on", "by_text": "on", "by_email": "on", "by_letter": "on", "by_own_worker": "on",
    "interpreter": "on",
    "contact_language": "other", "municipality": "951",
}  # fmt: skip


@dataclass
class Canaries:
    """The strings of one run. `for_the_desk` are those that must arrive there."""

    mark: str
    typed: list[str] = field(default_factory=list)
    for_the_desk: list[str] = field(default_factory=list)

    @property
    def next_head(self) -> str:
        """What every string begins with."""
        return f"kanaria{self.mark}n"

    @property
    def number_head(self) -> str:
        """What every telephone number begins with."""
        return f"04577{int(self.mark, 16) % 10**6:06d}"

    def next(self) -> str:
        """A new string."""
        self.typed.append(f"{self.next_head}{len(self.typed):03d}")
        return self.typed[-1]

    def number(self) -> str:
        """A new telephone number."""
        self.typed.append(f"{self.number_head}{len(self.typed):03d}")
        return self.typed[-1]

    def fill(self, form: Tag, *, arrives: bool) -> dict[str, str]:
        """A string of its own for each field of the form that takes text."""
        values = {}
        for one in form.find_all(["input", "textarea"]):
            name = str(one.get("name", ""))
            if not name or (one.name == "input" and one.get("type", "text") not in TEXT_FIELDS):
                continue
            values[name] = self.number() if name in {"call_address", "text_address"} else self.next()
            if arrives:
                self.for_the_desk.append(self.typed[-1])
            if name == "email_address":
                values[name] += "@example.fi"
        return values

    def found_in(self, ground: Ground) -> dict[str, list[str]]:
        """Where each string was found, plain, as hex or as base64."""
        heads = [shape for one in (self.next_head, self.number_head) for shape in disguises(one)]
        forms = {one: list(disguises(one)) for one in self.typed}
        found: dict[str, list[str]] = {}
        for place, content in everything_kept(ground):
            if any(shape in content for shape in heads):
                for one, shapes in forms.items():
                    if any(shape in content for shape in shapes):
                        found.setdefault(one, []).append(place)
        return found


def disguises(text: str) -> Iterator[bytes]:
    """The string as it may lie in a file: plain, as hex, as base64 at any offset."""
    raw = text.encode()
    yield raw
    yield raw.hex().encode()
    for offset in range(3):
        encoded = base64.b64encode(b"\0" * offset + raw)
        yield encoded[4 if offset else 0 : len(encoded) - 4]


def everything_kept(ground: Ground) -> Iterator[tuple[str, bytes]]:
    """Every file that the house has written (databases with their logs, logs, mail, frames), and dumps of PostgreSQL."""
    for folder in [ground.var_dir, *([ground.cluster.folder] if ground.cluster else [])]:
        for file in sorted(one for one in folder.rglob("*") if one.is_file() and "static" not in one.parts):
            # PostgreSQL writes a file of its catalogue under a passing name, and may rename it before it is read.
            with suppress(FileNotFoundError):
                yield str(file.relative_to(folder)), file.read_bytes()
    if ground.cluster:
        for database in (PORTAL, DESK):
            yield f"dump of {database}", dump(ground, database)


def dump(ground: Ground, database: str) -> bytes:
    """The whole database as pg_dump writes it."""
    assert ground.cluster is not None
    address = ["-h", "127.0.0.1", "-p", str(ground.cluster.port), "-U", SUPERUSER]
    return subprocess.run([binary("pg_dump"), *address, database], check=True, capture_output=True).stdout


def walk(house: House, worker: Browser, ground: Ground, canaries: Canaries) -> str:
    """Types a string into every field of the house, also into refused and failing forms; returns what the desk reads."""
    read = [
        at_desk(worker, sit_and_ask(house, canaries), canaries),
        at_desk(worker, invite(house, canaries), canaries),
        at_desk(worker, confirmed(house, canaries), canaries),
    ]
    ask_status(house, canaries)
    sign_in_wrongly(house, canaries)
    browser = Browser(house.portal_url)
    page = browser.open_contact_form("fi", "not_urgent")
    assert be_refused(browser, page, canaries) == [403, 400, 200]
    if ground.cluster:
        ground.cluster.stop("immediate")
        try:
            assert be_refused(browser, page, canaries)[-1] == 503
        finally:
            ground.cluster.start()
    return "\n".join(read)


def sit_and_ask(house: House, canaries: Canaries) -> str:
    """A self-assessment with every free text filled in, taken along into a contact; its reference."""
    browser = Browser(house.portal_url)
    page = browser.get(QUESTIONNAIRE)
    page = browser.submit(page, page.form_with("questionnaire"))
    for _ in range(MOST_STEPS):
        if page.url.endswith("/check/"):
            break
        form = page.form_with("answer")
        values: dict[str, Any] = canaries.fill(form, arrives=True)
        choices = form.select("input[name=answer][type=radio], input[name=answer][type=checkbox]")
        if choices:
            values["answer"] = choices[0]["value"]
        page = browser.submit(page, form, values)
    form = next(one for one in page.soup.find_all("form") if str(one.get("action", "")).endswith("/help/"))
    gate = browser.submit(page, form)
    page = browser.submit(gate, gate.form_with("urgency"), {"urgency": "not_urgent"})
    return contact(browser, page, canaries, {"attach_0": "yes"})


def contact(browser: Browser, page: Page, canaries: Canaries, more: dict[str, Any]) -> str:
    """The last page of a contact, refused once for its e-mail address and then sent; its reference."""
    form = page.form_with("own_words")
    values = {**SENDERS_CHOICES, **canaries.fill(form, arrives=True), **more}
    refused = browser.submit(page, form, {**values, "email_address": canaries.next()})
    assert refused.soup.select(".govuk-error-summary")
    return browser.read_receipt(browser.submit(refused, refused.form_with("own_words"), values)).reference


def invite(house: House, canaries: Canaries) -> str:
    """A professional's invite with every field filled in; its reference."""
    browser = Browser(house.portal_url)
    page = browser.get(INVITE)
    page = browser.submit(page, page.form_with("kind"))
    if page.soup.find(attrs={"name": "urgency"}):
        page = browser.submit(page, page.form_with("urgency"), {"urgency": "not_urgent"})
    form = page.form_with("asker")
    page = browser.submit(page, form, {**canaries.fill(form, arrives=True), "asker": "professional", "consent": "yes"})
    return contact(browser, page, canaries, {"domains": "housing"})


def confirmed(house: House, canaries: Canaries) -> str:
    """A professional's text that a family reads, adds words to and sends, and another that waits on; its reference."""
    texts = ("sender_name", "sender_title", "sender_unit", "consent_by", "own_words", "p1_first_names")

    def held() -> Page:
        visit = Browser(house.portal_url)
        start = visit.get("/fi/yhteydenotto/")
        page = visit.submit(start, start.form_with("kind"))
        for field_name, answers in BY_PROFESSIONAL:
            typed = {name: canaries.next() for name in answers if name in texts}
            page = visit.submit(page, page.form_with(field_name), {**answers, **typed})
        return visit.submit(page, page.form_with("form_hold"), {"form_hold": "1"})

    held()
    before = len(canaries.typed)
    code = " ".join(held().all_of("#code strong"))
    canaries.for_the_desk += canaries.typed[before:]
    family = Browser(house.portal_url)
    page = family.get("/fi/t/")
    page = family.submit(page, page.form_with("code"), {"code": canaries.next()})
    page = family.submit(page, page.form_with("code"), {"code": code})
    canaries.for_the_desk.append(canaries.next())
    page = family.submit(page, page.form_with("decision"), {"family_words": canaries.typed[-1], "decision": "send"})
    return family.read_receipt(family.submit(page, page.form_with("contact_language"))).reference


def at_desk(worker: Browser, reference: str, canaries: Canaries) -> str:
    """What the desk reads of the contact, with a message written to its sender."""
    page = read_at_desk(worker, reference)
    form = form_of(page, "text")
    after = worker.submit(page, form, canaries.fill(form, arrives=True))
    return f"{page.soup} {after.soup}"


def ask_status(house: House, canaries: Canaries) -> None:
    """A reference and words that are none."""
    browser = Browser(house.portal_url)
    page = browser.get("/fi/s/")
    form = page.form_with("words")
    assert browser.submit(page, form, canaries.fill(form, arrives=False)).soup.select(".govuk-error-summary")


def sign_in_wrongly(house: House, canaries: Canaries) -> None:
    """An address and a password that are nobody's, at both doors."""
    for url in (house.portal_url, house.desk_url):
        browser = Browser(url)
        page = browser.get("/accounts/login/")
        form = page.form_with("password")
        values = canaries.fill(form, arrives=False)
        browser.submit(page, form, {**values, "login": f"{values['login']}@example.fi"})


def be_refused(browser: Browser, page: Page, canaries: Canaries) -> list[int]:
    """The answers to a contact posted without its token, far too long, and as it is."""
    form = page.form_with("own_words")
    spoilt: tuple[dict[str, str], ...] = ({"csrfmiddlewaretoken": "x"}, {"own_words": canaries.next() * 5_000}, {})
    return [browser.submit(page, form, {**canaries.fill(form, arrives=False), **one}).status for one in spoilt]
