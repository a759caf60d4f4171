"""How every page of the desk, and each page of our own in the CMS, is reached by somebody who is signed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from tests.journeys.desk_pages import Desk
from tests.journeys.house import eventually
from tests.journeys.prepared import Prepared

ReachDesk = Callable[[Desk, Prepared], None]


@dataclass(frozen=True, slots=True)
class DeskVisit:
    """One state of a page of the desk."""

    pattern: str
    name: str
    reach: ReachDesk
    is_signed_in: bool = True
    role: str = "worker"


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


def taken(desk: Desk, ready: Prepared) -> None:
    """Opens a contact that the worker has."""
    at_contact(desk, ready)
    if desk.page.locator("form[action$='/take/']").count():
        desk.press(desk.page.locator("form[action$='/take/'] button"))


def at_answered_contact(desk: Desk, ready: Prepared) -> None:
    """Takes a contact and writes to its sender."""
    taken(desk, ready)
    desk.write("Hei! Soitan sinulle huomenna kello kymmenen.\nTerveisin Ohjaaja")


def at_refused_message(desk: Desk, ready: Prepared) -> None:
    """Writes nothing and sends it."""
    at_contact(desk, ready)
    desk.write("")


def at_tasks(desk: Desk, ready: Prepared) -> None:
    """Agrees on a task with the sender."""
    taken(desk, ready)
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


def at_part(part: str) -> ReachDesk:
    """The way to a page of a contact that the worker has."""

    def reach(desk: Desk, ready: Prepared) -> None:
        taken(desk, ready)
        desk.page.goto(f"{desk.page.url}{part}/")

    return reach


def refused(part: str) -> ReachDesk:
    """The same page, sent empty."""

    def reach(desk: Desk, ready: Prepared) -> None:
        at_part(part)(desk, ready)
        desk.press(desk.page.locator("main form button").last)

    return reach


def at_kept_note(desk: Desk, ready: Prepared) -> None:
    """Keeps a note, and begins to correct it."""
    taken(desk, ready)
    desk.page.locator("form[action$='/note/'] [name='note']").fill("Soitin, ei vastausta.")
    desk.page.locator("form[action$='/note/'] [name='way']").select_option("call")
    desk.page.locator("form[action$='/note/'] [name='result']").select_option("not_reached")
    desk.press(desk.page.locator("form[action$='/note/'] button"))
    desk.press(desk.page.locator("a[href*='/notes/']").first)


def at_refused_note(desk: Desk, ready: Prepared) -> None:
    """Keeps an empty note."""
    at_contact(desk, ready)
    desk.press(desk.page.locator("form[action$='/note/'] button"))


def at_template(desk: Desk, ready: Prepared) -> None:
    """Puts a reply template into the answer."""
    at_contact(desk, ready)
    desk.page.locator("[name='template']").select_option(index=0)
    desk.press(desk.page.locator("[name='use_template']"))


def at_refused_keying(desk: Desk, _ready: Prepared) -> None:
    """Keys in a contact of which nothing is known."""
    desk.page.goto(f"{desk.desk_url}/contacts/new/")
    desk.press(desk.page.locator("main form button").last)


def at_first_text(kind: str, link: str) -> ReachDesk:
    """The first of the desk's own texts of a kind."""

    def reach(desk: Desk, _ready: Prepared) -> None:
        desk.page.goto(f"{desk.desk_url}/{kind}/")
        desk.press(desk.page.locator(link).first)

    return reach


def at_refused_status(desk: Desk, ready: Prepared) -> None:
    """Asks for a state that there is not, as a stale page would."""
    taken(desk, ready)
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


def with_password(desk: Desk, ready: Prepared, role: str) -> None:
    """Gives the password once more where that is asked for."""
    if desk.page.locator("[name='password']").count():
        desk.page.locator("[name='password']").fill(ready.house.login("desk", role)["password"])
        desk.press(desk.page.locator("form:has([name='password']) button").first)


def at_new_codes(desk: Desk, ready: Prepared) -> None:
    """Stands where new recovery codes are made, with the password given once more where that is asked for."""
    at("/accounts/2fa/recovery-codes/generate/")(desk, ready)
    with_password(desk, ready, "worker")


def at_reason(desk: Desk, ready: Prepared) -> None:
    """Wants to open another team's contact, found among those of the other teams."""
    reference = ready.sent[1].reference
    eventually(lambda: desk.in_queue(reference, "/?team=others"))
    desk.press(desk.page.locator("tbody a", has_text=reference).first)


def at_refused_reason(desk: Desk, ready: Prepared) -> None:
    """Wants to open it and gives no reason."""
    at_reason(desk, ready)
    desk.press(desk.page.locator("form[action$='/reason/'] button"))


def at_export(desk: Desk, ready: Prepared) -> None:
    """Stands where a contact is taken out as a file."""
    at_part("export")(desk, ready)
    with_password(desk, ready, "worker")


def at_codes_of(role: str) -> ReachDesk:
    """The way to the national codes that a county fills in."""

    def reach(desk: Desk, ready: Prepared) -> None:
        at("/codes/")(desk, ready)
        with_password(desk, ready, role)

    return reach


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
    DeskVisit("contact-reason", "reason asked for", at_reason, role="worker-adults"),
    DeskVisit("contact-reason", "reason refused", at_refused_reason, role="worker-adults"),
    DeskVisit("contact-take", "answered contact", at_answered_contact),
    DeskVisit("contact-write", "message refused", at_refused_message),
    DeskVisit("contact-write", "reply template", at_template),
    DeskVisit("contact-note", "note refused", at_refused_note),
    DeskVisit("contact-note-correct", "note to correct", at_kept_note),
    DeskVisit("contact-assessment", "first assessment", at_part("assessment")),
    DeskVisit("contact-assessment", "first assessment refused", refused("assessment")),
    DeskVisit("contact-decision", "decision", at_part("decision")),
    DeskVisit("contact-decision", "decision refused", refused("decision")),
    DeskVisit("contact-close", "closing", at_part("close")),
    DeskVisit("contact-close", "closing refused", refused("close")),
    DeskVisit("contact-arrival", "earlier arrival", at_part("arrival")),
    DeskVisit("contact-arrival", "earlier arrival refused", refused("arrival")),
    DeskVisit("contact-handover", "handover", at_part("handover")),
    *(DeskVisit(f"contact-{part}", f"{part} refused", refused(part)) for part in ("handover", "join", "spam")),
    DeskVisit("contact-assign", "contact to give", at_part("assign"), role="lead"),
    DeskVisit("contact-new", "contact to key in", at("/contacts/new/")),
    DeskVisit("contact-new", "contact to key in refused", at_refused_keying),
    DeskVisit("handovers", "offers", at("/handovers/")),
    DeskVisit("help-pages", "handbook", at("/help/")),
    DeskVisit("help-page", "help page", at_first_text("help", "main li a[href^='/help/']")),
    DeskVisit("help-page-edit", "help page to change", at_first_text("help", "main dd a"), role="lead"),
    DeskVisit("help-page-new", "new help page", at("/help/new/"), role="lead"),
    DeskVisit("reply-templates", "reply templates", at("/replies/")),
    DeskVisit("reply-template", "reply template to change", at_first_text("replies", "main dd a"), role="lead"),
    DeskVisit("reply-template-new", "new reply template", at("/replies/new/"), role="lead"),
    DeskVisit("contact-export", "export", at_export),
    DeskVisit("audit-log", "audit log", at("/audit/"), role="auditor"),
    DeskVisit("workers", "accounts", at("/workers/"), role="technical"),
    DeskVisit("national-codes", "national codes", at_codes_of("lead"), role="lead"),
    DeskVisit("duty", "duty", at("/duty/"), role="lead"),
    DeskVisit("reasons", "reasons given", at("/reasons/"), role="lead"),
    DeskVisit("teams", "teams", at("/teams/"), role="lead"),
    DeskVisit("team", "a team", at("/teams/families/"), role="lead"),
    DeskVisit("team-new", "new team", at("/teams/new/"), role="lead"),
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
    "national registry": ("/cms/registry/",),
    "a service's words": ("/cms/service-words/", "/cms/service-words/edit/"),
    "pages": ("/cms/pages/",),
}
