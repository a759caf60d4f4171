"""How the pages of the long kinds of contact, and the questions that lead to them, are reached."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared, path_of
from tests.journeys.visits import Visit, opened, public
from tools.form_client import Browser

CONTACT: Final = {"fi": "/fi/yhteydenotto/", "sv": "/sv/kontakt/", "fi-simple": "/fi-simple/yhteydenotto/"}
PROFESSIONALS: Final = {
    "fi": "/fi/ammattilaiselle/",
    "sv": "/sv/for-yrkespersoner/",
    "fi-simple": "/fi-simple/ammattilaiselle/",
}

Steps = tuple[tuple[str, Mapping[str, Any]], ...]
"""A field of each page's form, by which it is found, with what is answered there."""

TO_PERSONS: Final[Steps] = (
    ("urgency", {"urgency": "not_urgent"}),
    ("role", {"role": "person"}),
    ("own_words", {"own_words": "Äiti ei enää pärjää yksin. <b>Toivon</b> apua kotiin."}),
    ("has_children", {"has_children": "no", "aged_75": "yes"}),
    ("clear_need", {"must_not_know": "Veljeni"}),
)
TO_CHECK: Final[Steps] = (
    *TO_PERSONS,
    ("p1_role", {"p1_role": "person", "p1_first_names": "Aino", "p1_family_name": "Esimerkki", "p1_needs": "1"}),
    ("reads_here", {"reads_here": "on"}),
)


def walked(steps: Steps, ready: Prepared, visitor: Visitor) -> None:
    """Stands, in a contact of one's own, at the page after these steps."""
    visit = Browser(ready.house.portal_url)
    start = visit.get(CONTACT[ready.language])
    page = visit.submit(start, start.form_with("kind"))
    for field, answers in steps:
        page = visit.submit(page, page.form_with(field), answers)
    ready.lend(visit, visitor.page.context)
    opened(visitor, path_of(page))


def at_two_persons(visitor: Visitor, ready: Prepared) -> None:
    """Adds a person, and goes on without having written anything."""
    walked(TO_PERSONS, ready, visitor)
    visitor.press(visitor.page.locator("button[name='form_add']"))
    visitor.submit(visitor.form_with("p2_first_names"))


def at_check(visitor: Visitor, ready: Prepared) -> None:
    """Looks at everything before it is sent."""
    walked(TO_CHECK, ready, visitor)


def at_outcome(visitor: Visitor, _ready: Prepared) -> None:
    """Reads what the answers lead to."""
    opened(visitor, f"/{visitor.language}/w/23/")


def at_custody(visitor: Visitor, _ready: Prepared) -> None:
    """Reads what social services can do when parents disagree."""
    opened(visitor, f"/{visitor.language}/w/31/")


def at_route(visitor: Visitor, ready: Prepared) -> None:
    """Reads from the gate of a contact what can be done, and where else to turn."""
    visit = Browser(ready.house.portal_url)
    start = visit.get(CONTACT[ready.language])
    gate = visit.submit(start, start.form_with("kind"))
    ready.lend(visit, visitor.page.context)
    opened(visitor, f"{path_of(gate)}w/32/")


def at_refused_question(visitor: Visitor, _ready: Prepared) -> None:
    """Goes on without an answer."""
    opened(visitor, f"/{visitor.language}/w/5/")
    visitor.submit(visitor.form_with("answer"))


KIND_VISITS: Final[tuple[Visit, ...]] = (
    public("contact-social-services", "contact social services", CONTACT),
    public("professionals", "for professionals", PROFESSIONALS),
    Visit("guide", "question that leads to a form refused", at_refused_question),
    Visit("guide", "what the answers lead to", at_outcome),
    Visit("contact-route", "a route of its own, from the gate", at_route),
    Visit("guide", "a route of its own", at_custody),
    Visit("contact-page", "two persons refused", at_two_persons),
    Visit("contact-page", "everything before it is sent", at_check),
)
