"""The pictures of docs/screenshots, taken from three real processes that this program starts and stops.

Usage: python -m tools.screenshots [NAME …]   (without a name: all of them)
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.journeys.desk_pages import Desk, sign_in
from tests.journeys.house import House, running_house
from tests.journeys.pages import INVITES, Visitor
from tests.journeys.prepared import Prepared
from tools import catalogue_pictures
from tools.demo import send_contacts
from tools.processes import ROOT
from tools.system_packages import CHROMIUM
from tools.terminal import say, step, stop

FOLDER: Final = ROOT / "docs/screenshots"
WIDTHS: Final = (360, 1280)
HEIGHT: Final = 800
CMS_HEIGHT: Final = 1200
COLOURS: Final = 128
"""Enough for pages of text; a picture of a whole page stays small."""

ANSWER: Final = (
    "Hei! Kiitos, että kirjoitit. Soitan sinulle huomenna kello 10, jos se sopii. "
    "Jos haluat mieluummin tulla käymään, vastaa soittooni ja sovitaan aika.\n\nTerveisin sosiaaliohjaaja Sanna"
)
GROUNDS: Final = "Lapsi ei nuku, ja äiti on hyvin väsynyt. Tukiverkkoa ei ole lähellä."
QUESTION: Final = "4/"

Shot = Callable[[Visitor, Prepared], None]


def home(visitor: Visitor, _ready: Prepared) -> None:
    """The front page."""
    visitor.go("/fi/")


def question(visitor: Visitor, ready: Prepared) -> None:
    """A question of the self-assessment."""
    in_sitting(visitor, ready, QUESTION)


def result(visitor: Visitor, ready: Prepared) -> None:
    """The result of the self-assessment."""
    in_sitting(visitor, ready, "result/")


def in_sitting(visitor: Visitor, ready: Prepared, page: str) -> None:
    """A page of the sitting in which every question is answered."""
    visit, sitting = ready.answered_sitting
    ready.lend(visit, visitor.page.context)
    visitor.go(sitting + page)


def receipt(visitor: Visitor, ready: Prepared) -> None:
    """The receipt of a contact."""
    visit, kept = ready.sent
    ready.lend(visit, visitor.page.context)
    visitor.go(kept.url.removeprefix(visitor.portal_url))


def invite(visitor: Visitor, _ready: Prepared) -> None:
    """The second page of an invite."""
    visitor.begin(INVITES["fi"])
    if visitor.page.locator("[name='urgency']").count():
        visitor.pass_gate()
    visitor.choose("asker", "parent")
    visitor.submit(visitor.form_with("asker"))


def status(visitor: Visitor, ready: Prepared) -> None:
    """How a contact goes, with the desk's answer."""
    visitor.look_at_status(ready.kept)


def open_contact(desk: Desk, ready: Prepared) -> None:
    """An opened contact with the assessment behind it."""
    desk.open(ready.sent_with_answers.reference)
    desk.page.locator("main details").first.evaluate("one => { one.open = true }")


def at_part(desk: Desk, ready: Prepared, part: str) -> None:
    """A page on which the same contact is handled."""
    desk.open(ready.sent_with_answers.reference)
    if desk.page.locator("form[action$='/take/']").count():
        desk.press(desk.page.locator("form[action$='/take/'] button"))
    desk.page.goto(f"{desk.page.url}{part}/")


def assessment(desk: Desk, ready: Prepared) -> None:
    """The first assessment, begun."""
    at_part(desk, ready, "assessment")
    desk.page.locator("[name='urgency'][value='urgent']").check()
    desk.page.locator("[name='urgency_grounds']").fill(GROUNDS)
    desk.page.locator("[name='needs'][value='7']").check()
    desk.page.locator("[name='measures'][value='assessment']").check()


def decision(desk: Desk, ready: Prepared) -> None:
    """The decision to start the assessment, written and not yet kept."""
    at_part(desk, ready, "decision")
    fill_decision(desk)


def fill_decision(desk: Desk) -> None:
    """Fills in the decision on the page in sight."""
    desk.page.locator("[name='choice'][value='start']").check()
    desk.page.locator("[name='text']").fill(GROUNDS)


def handover(desk: Desk, ready: Prepared) -> None:
    """The offer to another team, written and not yet made."""
    at_part(desk, ready, "handover")
    desk.page.locator("[name='to_team']").select_option("families")
    desk.page.locator("[name='text']").fill(
        "Äiti toivoo soittoa arkiaamuisin. Lupasin, että joku soittaa tällä viikolla."
    )


def closed(desk: Desk, ready: Prepared) -> None:
    """Another contact, decided about, answered and closed."""
    desk.open(Prepared(ready.house, ready.language).sent[1].reference)
    desk.take()
    contact = desk.page.url.partition("#")[0]
    desk.page.goto(f"{contact}decision/")
    fill_decision(desk)
    desk.press(desk.page.locator("main form button"))
    desk.write(ANSWER)
    desk.page.goto(f"{contact}close/")
    desk.page.locator("[name='code'][value='assessment']").check()
    desk.press(desk.page.locator("main form button"))


PORTAL: Final[dict[str, Shot]] = {
    "home": home, "question": question, "result": result, "receipt": receipt, "invite": invite, "status": status,
}  # fmt: skip
DESK: Final[dict[str, Callable[[Desk, Prepared], object]]] = {
    "desk-queue": lambda desk, _ready: desk.page.goto(f"{desk.desk_url}/"),
    "desk-contact": open_contact,
    "desk-assessment": assessment,
    "desk-decision": decision,
    "desk-handover": handover,
    "desk-closed": closed,
}
CATALOGUE: Final[dict[str, Shot]] = {
    "listing": catalogue_pictures.listing,
    "service": catalogue_pictures.service,
    "place": catalogue_pictures.place,
    "partner": catalogue_pictures.partner,
}
IMPORT: Final = "import"
NAMES: Final = (*PORTAL, *DESK, *CATALOGUE, IMPORT)


def keep(page: Page, name: str, height: int = HEIGHT) -> None:
    """Writes the picture of the whole page at each width; of the CMS, which scrolls inside its window, so much height."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("window.scrollTo(0, 0)")
        picture = Image.open(io.BytesIO(page.screenshot(full_page=True, animations="disabled")))
        target = FOLDER / f"{name}-{width}.png"
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
        say(f"  {target.relative_to(ROOT)}  {target.stat().st_size // 1000} kB")


def answered(desk: Desk, ready: Prepared) -> None:
    """Takes the contact whose receipt is shown, and answers it."""
    desk.open(ready.kept.reference)
    desk.take()
    desk.write(ANSWER)


def take(house: House, chromium: Browser, wanted: set[str]) -> None:
    """Takes every picture that is wanted."""
    ready = Prepared(house, "fi")
    if wanted & {*PORTAL, *DESK}:
        send_contacts(house.portal_url)
        take_desk(house, chromium, ready, wanted)
    shots = {**PORTAL, **CATALOGUE}
    for name in (one for one in shots if one in wanted):
        with new_context(chromium) as context:
            visitor = Visitor(context.new_page(), house.portal_url, "fi")
            shots[name](visitor, ready)
            keep(visitor.page, name)
    if IMPORT in wanted:
        with new_context(chromium) as context:
            page = context.new_page()
            sign_in(page, f"{house.portal_url}/cms/", house.login("portal", "Editors"))
            catalogue_pictures.staged(page, house)
            keep(page, IMPORT, CMS_HEIGHT)


def take_desk(house: House, chromium: Browser, ready: Prepared, wanted: set[str]) -> None:
    """Answers the contact whose receipt and status are shown, and takes the desk's pictures."""
    with new_context(chromium) as worker:
        sign_in(worker.new_page(), house.desk_url, house.login("desk"))
        desk = Desk(worker.pages[0], house.desk_url)
        answered(desk, ready)
        desk.page.wait_for_timeout(3_000)  # until the courier has put the answer into the sender's box
        for name in (one for one in DESK if one in wanted):
            DESK[name](desk, ready)
            keep(desk.page, name)


def new_context(chromium: Browser) -> BrowserContext:
    """A Finnish browser at an ordinary scale."""
    return chromium.new_context(device_scale_factor=1, locale="fi-FI", viewport={"width": 1280, "height": HEIGHT})


def main() -> None:
    """Starts the house, takes the pictures, stops the house."""
    wanted = set(sys.argv[1:]) or {*NAMES}
    if unknown := wanted - {*NAMES}:
        stop(f"No picture is called {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}.")
    path = CHROMIUM.path()
    if path is None:
        stop("Chromium is missing: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        step("Starting the portal, the desk and the courier with the demo"),
        tempfile.TemporaryDirectory() as folder,
        running_house(Path(folder)) as house,
        sync_playwright() as playwright,
    ):
        chromium = playwright.chromium.launch(executable_path=str(path), args=["--no-sandbox"])
        take(house, chromium, wanted)
        chromium.close()


if __name__ == "__main__":
    main()
