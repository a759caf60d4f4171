"""How every page of the portal that answers HTML is reached. A pattern without a visit fails the suite."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from tests.journeys.pages import INVITES, QUESTIONNAIRES, TOPICS, Visitor
from tests.journeys.prepared import Prepared
from tools.form_client import HELP_PATHS

Reach = Callable[[Visitor, Prepared], None]
FEEDBACK: Final = {"fi": "/fi/palaute/", "sv": "/sv/respons/", "fi-simple": "/fi-simple/palaute/"}
ABOUT_EXIT: Final = {"fi": "/fi/poistuminen/", "sv": "/sv/lamna-sidan/", "fi-simple": "/fi-simple/poistuminen/"}
SERVICES: Final = {"fi": "/fi/palvelut/", "sv": "/sv/tjanster/", "fi-simple": "/fi-simple/palvelut/"}
NOBODY: Final = "a" * 26


@dataclass(frozen=True, slots=True)
class Visit:
    """One state of a page: the URL pattern that answers it, what it is, and the way there; `is_wide`: only in test-all."""

    pattern: str
    name: str
    reach: Reach
    is_neutral: bool = True
    has_exit: bool = True
    is_wide: bool = False


def public(pattern: str, name: str, paths: dict[str, str]) -> Visit:
    """A visit to a public page with an address of its own in each variant."""
    return Visit(pattern, name, lambda visitor, _ready: opened(visitor, paths[visitor.language]), is_neutral=False)


def opened(visitor: Visitor, path: str, status: int = 200) -> None:
    """Opens an address, which answers with the status."""
    assert visitor.go(path) == status


def process_page(visitor: Visitor, _ready: Prepared) -> None:
    """Opens the first of the portal's own pages that the footer leads to."""
    visitor.go(f"/{visitor.language}/")
    href = visitor.page.locator(f"footer a[href^='/{visitor.language}/']").first.get_attribute("href") or ""
    visitor.follow(href, within="footer")


def service(visitor: Visitor, _ready: Prepared) -> None:
    """Opens a service from the list."""
    start = SERVICES[visitor.language]
    visitor.go(start)
    visitor.follow(visitor.main.locator(f"a[href^='{start}']").first.get_attribute("href") or "")


def at_gate(visitor: Visitor, ready: Prepared) -> None:
    """Stands at the urgency gate."""
    visit, path = ready.gate()
    ready.lend(visit, visitor.page.context)
    opened(visitor, path)


def at_refused_gate(visitor: Visitor, ready: Prepared) -> None:
    """Goes on at the gate without a choice."""
    at_gate(visitor, ready)
    visitor.submit(visitor.form_with("urgency"))


def in_danger(visitor: Visitor, ready: Prepared) -> None:
    """Says that someone is in danger."""
    at_gate(visitor, ready)
    visitor.pass_gate("danger")


def at_form(visitor: Visitor, ready: Prepared) -> None:
    """Stands at the form of a contact."""
    visit, path = ready.form()
    ready.lend(visit, visitor.page.context)
    opened(visitor, path)


def at_refused_form(visitor: Visitor, ready: Prepared) -> None:
    """Sends the form with an address that nobody ticked, and nothing else."""
    at_form(visitor, ready)
    for name in ("call", "letter"):
        visitor.page.locator(f"[name='by_{name}']").check()
    visitor.submit(visitor.form_with("own_words"))


def at_form_with_answers(visitor: Visitor, ready: Prepared) -> None:
    """Stands at the form that offers a self-assessment, with every way opened."""
    visit, sitting = ready.answered_sitting
    ready.lend(visit, visitor.page.context)
    visitor.go(f"{sitting}result/")
    visitor.ask_for_help_here()
    visitor.pass_gate()
    for name in ("call", "text", "email", "letter"):
        visitor.page.locator(f"[name='by_{name}']").check()
    visitor.page.locator("summary").first.click()


def at_invite(visitor: Visitor, _ready: Prepared) -> None:
    """Stands at the first page of an invite."""
    visitor.begin(INVITES[visitor.language])
    if visitor.page.locator("[name='urgency']").count():
        visitor.pass_gate()


def at_refused_invite(visitor: Visitor, ready: Prepared) -> None:
    """Says to be a professional, and nothing else."""
    at_invite(visitor, ready)
    visitor.choose("asker", "professional")
    visitor.submit(visitor.form_with("asker"))


def at_second_page_of_invite(visitor: Visitor, ready: Prepared) -> None:
    """Stands at the second page of an invite."""
    at_invite(visitor, ready)
    visitor.choose("asker", "parent")
    visitor.submit(visitor.form_with("asker"))


def at_receipt(visitor: Visitor, ready: Prepared) -> None:
    """Reads the receipt of a contact."""
    visit, receipt = ready.sent
    ready.lend(visit, visitor.page.context)
    opened(visitor, receipt.url.removeprefix(visitor.portal_url))


def at_refused_status(visitor: Visitor, _ready: Prepared) -> None:
    """Types a reference and words that there are not."""
    visitor.go(f"/{visitor.language}/s/")
    visitor.page.locator("[name='reference']").fill("x")
    visitor.page.locator("[name='words']").fill("yksi kaksi")
    visitor.submit(visitor.form_with("words"))


def at_status(visitor: Visitor, ready: Prepared) -> None:
    """Reads how a contact goes."""
    visitor.look_at_status(ready.kept)


def later(relation: str) -> Reach:
    """The way to the form of a message or a withdrawal."""

    def reach(visitor: Visitor, ready: Prepared) -> None:
        at_status(visitor, ready)
        visitor.submit(visitor.page.locator(f"form:has([name='kind'][value='{relation}'])"))

    return reach


def at_refused_withdrawal(visitor: Visitor, ready: Prepared) -> None:
    """Withdraws without a confirmation."""
    later("withdrawal")(visitor, ready)
    visitor.submit(visitor.form_with("confirmed"))


def after_message(visitor: Visitor, ready: Prepared) -> None:
    """Reads the status page after a message was sent."""
    later("message")(visitor, ready)
    visitor.page.locator("[name='own_words']").fill("Lisään vielä: iltapäivä sopii parhaiten.")
    visitor.submit(visitor.form_with("own_words"))


def after_message_from_a_closed_page(visitor: Visitor, ready: Prepared) -> None:
    """Sends a message when the key of the page is gone."""
    later("message")(visitor, ready)
    visitor.page.locator("[name='own_words']").fill("Lisään vielä toisen asian.")
    for one in visitor.page.context.cookies():
        if "tp-s-" in one["name"]:
            visitor.page.context.clear_cookies(name=one["name"])
    visitor.submit(visitor.form_with("own_words"))


def in_another_language(visitor: Visitor, ready: Prepared) -> None:
    """Changes the language of the form back and forth with a text half written."""
    at_form(visitor, ready)
    visitor.page.locator("[name='own_words']").fill("Kesken jäänyt lause, joka")
    for language in ("sv" if visitor.language != "sv" else "fi", visitor.language):
        with visitor.page.expect_navigation():
            visitor.page.locator(f"button[name='form_language'][value='{language}']").click()
    assert visitor.page.locator("[name='own_words']").input_value() == "Kesken jäänyt lause, joka"


def in_sitting(page: str) -> Reach:
    """The way to a page of a sitting in which every question is answered."""

    def reach(visitor: Visitor, ready: Prepared) -> None:
        visit, sitting = ready.answered_sitting
        ready.lend(visit, visitor.page.context)
        opened(visitor, sitting + page)
        assert visitor.path == sitting + page

    return reach


def at_refused_question(visitor: Visitor, ready: Prepared) -> None:
    """Writes more than a question takes."""
    in_sitting("1/")(visitor, ready)
    visitor.page.locator("[name='answer']").fill("pitkä " * 3_000)
    visitor.submit(visitor.form_with("answer"))


def at_second_sitting(visitor: Visitor, ready: Prepared) -> None:
    """Begins again while a sitting is open."""
    in_sitting("check/")(visitor, ready)
    visitor.go(QUESTIONNAIRES[visitor.language])
    visitor.submit(visitor.form_with("questionnaire"))


def at_erased(visitor: Visitor, ready: Prepared) -> None:
    """Erases everything for someone else."""
    visit, page = ready.begun_sitting()
    ready.lend(visit, visitor.page.context)
    visitor.go(page.url.removeprefix(visitor.portal_url))
    visitor.page.locator("details:has(form[action$='/a/erase/']) summary").click()
    visitor.submit(visitor.page.locator("form[action$='/a/erase/']"))


VISITS: Final[tuple[Visit, ...]] = (
    public("page", "home", {one: f"/{one}/" for one in TOPICS}),
    public("page", "topic", TOPICS),
    Visit("page", "advice", lambda visitor, _ready: visitor.read_advice() and None, is_neutral=False),
    Visit("page", "process page", process_page, is_neutral=False),
    public("page", "questionnaire", QUESTIONNAIRES),
    public("services", "services", SERVICES),
    Visit("service", "service", service, is_neutral=False),
    public("about-exit", "about the exit", ABOUT_EXIT),
    public("feedback", "feedback", FEEDBACK),
    public("help-request", "help", HELP_PATHS),
    public("invite-start", "invite", INVITES),
    Visit("contact-gate", "gate", at_gate),
    Visit("contact-gate", "gate refused", at_refused_gate),
    Visit("contact-gate", "draft gone", lambda v, _r: opened(v, f"/{v.language}/b/{NOBODY}/", 410)),
    Visit("contact-call-now", "call now", in_danger),
    Visit("contact-page", "form", at_form),
    Visit("contact-page", "form refused", at_refused_form),
    Visit("contact-page", "form with answers", at_form_with_answers),
    Visit("contact-page", "invite's first page", at_invite),
    Visit("contact-page", "invite's first page refused", at_refused_invite),
    Visit("contact-page", "invite's second page", at_second_page_of_invite),
    Visit("contact-receipt", "receipt", at_receipt),
    Visit("contact-receipt", "receipt gone", lambda v, _r: opened(v, f"/{v.language}/r/{NOBODY}/", 410)),
    Visit("contact-status", "status form", lambda v, _r: opened(v, f"/{v.language}/s/")),
    Visit("contact-status-shown", "status form refused", at_refused_status),
    Visit("contact-status-shown", "status", at_status),
    Visit("contact-status-shown", "status after a message", after_message),
    Visit("contact-status-shown", "message sent from a closed page", after_message_from_a_closed_page),
    Visit("contact-page", "message", later("message")),
    Visit("contact-page", "withdrawal", later("withdrawal")),
    Visit("contact-page", "withdrawal refused", at_refused_withdrawal),
    Visit("contact-page", "form in another language and back", in_another_language),
    Visit("selfcheck-step", "text question", in_sitting("1/")),
    Visit("selfcheck-step", "question", in_sitting("4/")),
    Visit("selfcheck-step", "question refused", at_refused_question),
    Visit("selfcheck-check", "check", in_sitting("check/")),
    Visit("selfcheck-result", "result", in_sitting("result/")),
    Visit("selfcheck-sitting", "second sitting", at_second_sitting),
    Visit("selfcheck-erased", "erased", at_erased),
)
