"""How every page of the desk, and each page of our own in the CMS, is reached by somebody who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from tests.journeys.desk_pages import Desk
from tests.journeys.prepared import Prepared

ReachDesk = Callable[[Desk, Prepared], None]


@dataclass(frozen=True, slots=True)
class DeskVisit:
    """One state of a page of the desk."""

    pattern: str
    name: str
    reach: ReachDesk
    is_signed_in: bool = True


def at(path: str) -> ReachDesk:
    """The way to an address."""

    def reach(desk: Desk, _ready: Prepared) -> None:
        response = desk.page.goto(desk.desk_url + path)
        assert response
        assert response.status == 200

    return reach


def at_contact(desk: Desk, ready: Prepared) -> None:
    """Opens a contact."""
    desk.open(ready.sent[1].reference)


def at_answered_contact(desk: Desk, ready: Prepared) -> None:
    """Takes a contact and writes to its sender."""
    at_contact(desk, ready)
    if desk.page.locator("form[action$='/take/']").count():
        desk.press(desk.page.locator("form[action$='/take/'] button"))
    desk.write("Hei! Soitan sinulle huomenna kello kymmenen.\nTerveisin Ohjaaja")


def at_refused_message(desk: Desk, ready: Prepared) -> None:
    """Writes nothing and sends it."""
    at_contact(desk, ready)
    desk.write("")


def at_tasks(desk: Desk, ready: Prepared) -> None:
    """Agrees on a task with the sender."""
    at_contact(desk, ready)
    if desk.page.locator("form[action$='/take/']").count():
        desk.press(desk.page.locator("form[action$='/take/'] button"))
    desk.press(desk.page.locator("a[href$='/tasks/']"))
    desk.page.locator("[name='task-text']").fill("Etsi lapsen todistus valmiiksi.")
    desk.page.locator("[name='task-due']").fill("4.12.2026")
    desk.press(desk.page.locator("form[action$='/tell/task/'] button"))


def at_refused_task(desk: Desk, ready: Prepared) -> None:
    """Agrees on nothing, by no day."""
    at_contact(desk, ready)
    desk.press(desk.page.locator("a[href$='/tasks/']"))
    desk.page.locator("[name='task-due']").fill("joskus")
    desk.press(desk.page.locator("form[action$='/tell/task/'] button"))


def at_refused_search(desk: Desk, _ready: Prepared) -> None:
    """Looks for nothing."""
    at("/search/")(desk, _ready)
    desk.press(desk.page.locator("form[action$='/search/'] button"))


def at_found(desk: Desk, ready: Prepared) -> None:
    """Looks for a contact by its reference, from the queue."""
    at("/")(desk, ready)
    desk.page.locator("form[action$='/search/'] [name='words']").fill(ready.sent[1].reference)
    desk.press(desk.page.locator("form[action$='/search/'] button"))


def at_refused_status(desk: Desk, ready: Prepared) -> None:
    """Asks for a state that there is not, as a stale page would."""
    at_contact(desk, ready)
    if desk.page.locator("form[action$='/take/']").count():
        desk.press(desk.page.locator("form[action$='/take/'] button"))
    desk.page.locator("form[action$='/status/'] [name='status']").evaluate("one => { one.value = 'received' }")
    desk.press(desk.page.locator("form[action$='/status/'] button"))


def at_refused_sign_in(desk: Desk, _ready: Prepared) -> None:
    """Tries a password that is none."""
    desk.page.goto(f"{desk.desk_url}/accounts/login/")
    desk.page.locator("[name='login']").fill("kukaan@esimerkkila.example")
    desk.page.locator("[name='password']").fill("vaara")
    desk.press(desk.page.locator("form:has([name='password']) button").first)


def at_code(desk: Desk, ready: Prepared) -> None:
    """Gives the password, and stands before the code."""
    login = ready.house.login("desk", "worker-sv")
    desk.page.goto(f"{desk.desk_url}/accounts/login/")
    desk.page.locator("[name='login']").fill(login["email"])
    desk.page.locator("[name='password']").fill(login["password"])
    desk.press(desk.page.locator("form:has([name='password']) button").first)


def at_new_codes(desk: Desk, ready: Prepared) -> None:
    """Stands where new recovery codes are made, with the password given once more where that is asked for."""
    at("/accounts/2fa/recovery-codes/generate/")(desk, ready)
    if desk.page.locator("[name='password']").count():
        desk.page.locator("[name='password']").fill(ready.house.login("desk")["password"])
        desk.press(desk.page.locator("form:has([name='password']) button").first)


def at_codes(desk: Desk, ready: Prepared) -> None:
    """Makes recovery codes and reads them."""
    at_new_codes(desk, ready)
    desk.press(desk.page.locator("form[action$='/generate/'] button").first)


DESK_VISITS: Final[tuple[DeskVisit, ...]] = (
    DeskVisit("queue", "queue", at("/")),
    DeskVisit("queue", "empty queue", at("/?status=closed&team=others&kind=consultation&alarm=late")),
    DeskVisit("search", "search", at("/search/")),
    DeskVisit("search", "search refused", at_refused_search),
    DeskVisit("search", "search found", at_found),
    DeskVisit("contact", "contact", at_contact),
    DeskVisit("contact-take", "answered contact", at_answered_contact),
    DeskVisit("contact-write", "message refused", at_refused_message),
    DeskVisit("contact-status", "status refused", at_refused_status),
    DeskVisit("contact-tasks", "agreed tasks", at_tasks),
    DeskVisit("contact-tell", "task refused", at_refused_task),
    DeskVisit("account_login", "sign-in", at("/accounts/login/"), is_signed_in=False),
    DeskVisit("account_login", "sign-in refused", at_refused_sign_in, is_signed_in=False),
    DeskVisit("mfa_authenticate", "code", at_code, is_signed_in=False),
    DeskVisit("account_inactive", "inactive", at("/accounts/inactive/")),
    DeskVisit("account_logout", "sign-out", at("/accounts/logout/")),
    DeskVisit("account_reauthenticate", "password again", at("/accounts/reauthenticate/")),
    DeskVisit("mfa_reauthenticate", "code again", at("/accounts/2fa/reauthenticate/")),
    DeskVisit("mfa_index", "second factor", at("/accounts/2fa/")),
    DeskVisit("mfa_view_recovery_codes", "recovery codes", at_codes),
    DeskVisit("mfa_generate_recovery_codes", "new recovery codes", at_new_codes),
)


def first_link(page: Page, address: str, part: str) -> str:
    """The first link of a page that leads on to such an address."""
    page.goto(address)
    return page.locator(f"a[href*='{part}']").first.get_attribute("href") or ""


CMS_VISITS: Final[dict[str, tuple[str, ...]]] = {
    # Our own views and forms in the CMS: the list to begin at, then the part of each link to follow from there.
    "services": ("/cms/services/",),
    "a service's facts": ("/cms/services/", "/cms/services/edit/"),
    "a new service": ("/cms/services/add/",),
    "words of services": ("/cms/service-words/",),
    "a service's words": ("/cms/service-words/", "/cms/service-words/edit/"),
    "pages": ("/cms/pages/",),
}
