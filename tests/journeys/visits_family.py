"""How the pages of a text that waits for a family's confirmation are reached, on the professional's side and the family's."""

from __future__ import annotations

from typing import Any, Final

from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared, path_of
from tests.journeys.visits import NOBODY, Visit, opened
from tests.journeys.visits_kinds import CONTACT, Steps
from tools.form_client import Browser, Page

BY_PROFESSIONAL: Final[Steps] = (
    ("urgency", {"urgency": "not_urgent"}),
    ("role", {"role": "professional"}),
    (
        "sender_name",
        {
            "sender_name": "Outi Opettaja",
            "sender_title": "rehtori",
            "sender_unit": "Koivurannan koulu",
            "sender_phone": "079 123 4567",
            "reporter": "15",
            "consent": "yes",
            "consent_by": "äiti",
            "joint": "no",
        },
    ),
    ("own_words", {"own_words": "Lapsi on ollut väsynyt. <b>Perhe</b> toivoo apua iltoihin."}),
    ("has_children", {"has_children": "yes"}),
    ("clear_need", {"clear_need": "yes"}),
    ("p1_role", {"p1_role": "person", "p1_first_names": "Aino", "p1_family_name": "Esimerkki", "p1_needs": "1"}),
    ("contact_language", {"contact_language": "fi", "municipality": "951"}),
)
HOLD: Final[dict[str, Any]] = {"form_hold": "1"}


def at_check_of(portal_url: str, language: str = "fi") -> tuple[Browser, Page]:
    """A professional at the check page of a contact that may wait."""
    visit = Browser(portal_url)
    start = visit.get(CONTACT[language])
    page = visit.submit(start, start.form_with("kind"))
    for field, answers in BY_PROFESSIONAL:
        page = visit.submit(page, page.form_with(field), answers)
    return visit, page


def held_text(portal_url: str, language: str = "fi") -> tuple[Browser, Page]:
    """The page with the code of a text that waits."""
    visit, page = at_check_of(portal_url, language)
    return visit, visit.submit(page, page.form_with("form_hold"), HOLD)


def at_ways_of(portal_url: str, code: str, words: str) -> tuple[Browser, Page]:
    """A family that has read the text, added its words and said yes, at how it may be reached."""
    visit = Browser(portal_url)
    page = visit.get("/fi/t/")
    page = visit.submit(page, page.form_with("code"), {"code": code})
    answers = {"family_words": words, "decision": "send"}
    return visit, visit.submit(page, page.form_with("decision"), answers)


def code_on(page: Page) -> str:
    """The code for the family."""
    return " ".join(page.all_of("#code strong"))


def at_professionals_check(visitor: Visitor, ready: Prepared) -> None:
    """Looks at everything, with the choice to let the family read first."""
    visit, page = at_check_of(ready.house.portal_url, ready.language)
    ready.lend(visit, visitor.page.context)
    opened(visitor, path_of(page))


def at_code_for_family(visitor: Visitor, ready: Prepared) -> None:
    """Reads the code that is to be handed over."""
    visit, page = held_text(ready.house.portal_url, ready.language)
    ready.lend(visit, visitor.page.context)
    opened(visitor, path_of(page))


def at_wrong_code(visitor: Visitor, _ready: Prepared) -> None:
    """Types words that are no code."""
    visitor.go(f"/{visitor.language}/t/")
    visitor.page.locator("[name='code']").fill("yksi kaksi")
    visitor.submit(visitor.form_with("code"))


def at_text(visitor: Visitor, ready: Prepared) -> None:
    """Reads, as the family, what the professional wrote."""
    code = code_on(held_text(ready.house.portal_url, ready.language)[1])
    visitor.go(f"/{visitor.language}/t/")
    visitor.page.locator("[name='code']").fill(code)
    visitor.submit(visitor.form_with("code"))


def at_text_undecided(visitor: Visitor, ready: Prepared) -> None:
    """Goes on without a decision."""
    at_text(visitor, ready)
    visitor.submit(visitor.form_with("decision"))


def at_ways_of_family(visitor: Visitor, ready: Prepared) -> None:
    """Confirms, and stands at how the family may be reached."""
    at_text(visitor, ready)
    visitor.page.locator("[name='family_words']").fill("Kiitos, tämä on hyvä.")
    visitor.choose("decision", "send")
    visitor.submit(visitor.form_with("decision"))


def at_receipt_of_family(visitor: Visitor, ready: Prepared) -> None:
    """Sends the text."""
    at_ways_of_family(visitor, ready)
    visitor.submit(visitor.form_with("contact_language"))


def after_no(visitor: Visitor, ready: Prepared) -> None:
    """Says no."""
    at_text(visitor, ready)
    visitor.choose("decision", "refuse")
    visitor.submit(visitor.form_with("decision"))


def after_another_no(visitor: Visitor, ready: Prepared) -> None:
    """Has the text open while another who holds the code says no."""
    code = code_on(held_text(ready.house.portal_url, ready.language)[1])
    visitor.go(f"/{visitor.language}/t/")
    visitor.page.locator("[name='code']").fill(code)
    visitor.submit(visitor.form_with("code"))
    other = Browser(ready.house.portal_url)
    page = other.get(f"/{visitor.language}/t/")
    page = other.submit(page, page.form_with("code"), {"code": code})
    other.submit(page, page.form_with("decision"), {"decision": "refuse"})
    opened(visitor, visitor.path, 410)


def at_professionals_status(visitor: Visitor, ready: Prepared) -> None:
    """Sees, as the professional, that nothing has been sent."""
    page = held_text(ready.house.portal_url, ready.language)[1]
    visitor.go(f"/{visitor.language}/s/")
    visitor.page.locator("[name='reference']").fill(page.all_of("#reference")[0])
    visitor.page.locator("[name='words']").fill(" ".join(page.all_of("#words strong")))
    visitor.submit(visitor.form_with("words"))


FAMILY_VISITS: Final[tuple[Visit, ...]] = (
    Visit("contact-page", "professional's check page", at_professionals_check, is_wide=True),
    Visit("contact-held", "code for the family", at_code_for_family),
    Visit("contact-held", "code gone", lambda v, _r: opened(v, f"/{v.language}/h/{NOBODY}/", 410), is_wide=True),
    Visit("family-code", "form for the code", lambda v, _r: opened(v, f"/{v.language}/t/"), is_wide=True),
    Visit("family-code-shown", "code refused", at_wrong_code),
    Visit("contact-page", "family's text", at_text),
    Visit("contact-page", "family's text undecided", at_text_undecided, is_wide=True),
    Visit("contact-page", "ways of the family", at_ways_of_family, is_wide=True),
    Visit("contact-page", "text gone", after_another_no, is_wide=True),
    Visit("contact-receipt", "receipt of the family", at_receipt_of_family, is_wide=True),
    Visit("family-code-shown", "text deleted", after_no, is_wide=True),
    Visit("contact-status-shown", "status of a held text", at_professionals_status, is_wide=True),
)
