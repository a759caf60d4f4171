"""A child welfare notice whose sender, once it is sent, goes back to an earlier page and changes the words there."""

from __future__ import annotations

from tests.portal.intake.builders import Visitor, hidden_fields
from tests.portal.intake.kind_builders import Page, begun, journeys, walks

CHANGED = " Se oli <torstaina> & illalla.\n "
MATTER = 4
"""The page of the own words."""


def notice_before_sending() -> tuple[Visitor, Page, int]:
    """A visitor before the last page, what the page of the words would post if it were changed, and the last page's number."""
    notice = next(one for one in journeys() if one.name == "child-anonymous")
    last = max(notice.pages)
    visitor = begun(notice)
    walks(visitor, notice, until=last)
    return visitor, {**notice.pages[MATTER], **visitor.hidden(MATTER), "own_words": CHANGED}, last


def changed_by_back_button(visitor: Visitor, old: Page) -> None:
    """Posts the changed page, whose draft went with the letter, and goes on: the visitor stands before sending again."""
    expired = visitor.sends(old, MATTER)
    assert expired.status_code == 410, expired.status_code
    again = visitor.sends({**old, **hidden_fields(expired)}, MATTER)
    visitor.draft_id = again["Location"].split("/b/")[1].split("/")[0]
