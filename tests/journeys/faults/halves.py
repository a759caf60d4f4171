"""The two halves and the courier on one ground, as the table of kill points meets them: calm, or killed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from typing import Any, Final
from uuid import UUID

from tests.journeys.faults.calls import Zygote
from tests.journeys.faults.ground import Ground
from tests.journeys.faults.sender import Written, post, send, write
from tools.form_client import Browser, Page, Receipt
from tools.send_contact import sign_in

_numbers = count(1)
WORDS: Final = "Kuolettavan kohdan yhteydenotto numero {}. Väsyttää, mutta kerron silti. 😟"
ASKS_FOR_WORD: Final = {"by_email": "on", "email_safe": "safe", "email_send_word": "on"}


@dataclass
class Halves:
    """Zygotes of portal, desk and courier, and the addresses where the calm ones serve."""

    ground: Ground
    portal: Zygote
    desk: Zygote
    courier: Zygote
    portal_url: str = ""
    desk_url: str = ""
    worker: Browser | None = None

    @property
    def killed(self) -> int:
        """How many processes ended by signal 9, as their parents saw it."""
        return self.portal.killed + self.desk.killed + self.courier.killed

    def begin(self) -> None:
        """Waits for the zygotes, starts the calm processes and signs a worker in."""
        for one in (self.portal, self.desk, self.courier):
            one.wait_until_ready()
        self.portal_url, self.desk_url = self.portal.serve(), self.desk.serve()
        self.worker = Browser(self.desk_url)
        sign_in(self.worker, self.ground.login())

    def write(self) -> Written:
        """A contact form filled in with words of its own, whose sender asks for word by a safe e-mail."""
        number = next(_numbers)
        written = write(self.portal_url, WORDS.format(number))
        address = f"sender{number}@home.example"
        return replace(written, values={**written.values, **ASKS_FOR_WORD, "email_address": address})

    def send(self, written: Written) -> Receipt:
        """The receipt of the form, sent calmly."""
        return send(written, self.portal_url)

    def sent(self) -> Written:
        """A contact whose letter lies in the box."""
        written = self.write()
        assert self.send(written) == written.receipt
        return written

    def at_desk(self) -> Written:
        """A contact that the courier has brought."""
        written = self.sent()
        self.courier.run("courier", "--once")
        return written

    def contact_page(self, reference: str) -> Page:
        """The worker's page of a contact."""
        assert self.worker is not None
        ((contact,),) = self.ground.run("desk", "SELECT id FROM desk_contact WHERE reference = %s", reference)
        return self.worker.get(f"/contacts/{UUID(str(contact))}/")

    def does(self, page: Page, field: str, values: dict[str, Any]) -> None:
        """The worker sends one of the page's forms, and it is done."""
        assert self.worker is not None
        answer = post(self.worker, page, form_of(page, field), values, self.desk_url)
        assert answer.status_code == 302, answer.status_code

    def status_page(self, receipt: Receipt) -> Page:
        """What the sender sees with reference and words."""
        browser = Browser(self.portal_url)
        page = browser.get("/fi/s/")
        return browser.submit(page, page.form_with("words"), {"reference": receipt.reference, "words": receipt.words})


def form_of(page: Page, field: str) -> Any:
    """The page's form that holds the field, or whose address ends with that word."""
    return page.soup.find("form", action=lambda one: bool(one) and one.endswith(f"/{field}/")) or page.form_with(field)


@contextmanager
def running(ground: Ground) -> Iterator[Halves]:
    """The halves on that ground."""
    made = ground.environment(overlay="test")
    # The overlay for tests knows quick passwords only.
    ground.manage(made.desk, "load_demo")
    halves = Halves(ground, *(Zygote(one) for one in (made.portal, made.desk, made.courier)))
    try:
        halves.begin()
        yield halves
    finally:
        for one in (halves.portal, halves.desk, halves.courier):
            one.end()
