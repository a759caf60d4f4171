"""The receipt says how the sender is reached, and nothing that does not fit: chosen, by the number given, or not at all."""

from __future__ import annotations

import pytest
from django.utils.translation import gettext, override

from tests.portal.intake.builders import Visitor
from tests.portal.intake.kind_builders import CALL, CHECK, REPLY, Journey, Page, begun, journeys, walks

pytestmark = pytest.mark.django_db

AS_CHOSEN = "When we answer you or ask you something, we use the way that you chose."
BY_NUMBER = "When we answer you or ask you something, we call the number that you gave."
BY_NONE = "You gave us no way that we may use to reach you."
ANONYMOUS, AUTHORITY = "child-anonymous", "child-authority"
UNSAFE: Page = {**CALL, "call_safe": "not_safe"}


def receipt_after(name: str, reply: Page, language: str) -> str:
    """The receipt of a child welfare notice with this answer to how one may be reached."""
    made = next(one for one in journeys() if one.name == name)
    visitor = begun(made, language)
    sent = walks(visitor, Journey(made.name, made.kind, made.role, {**made.pages, 8: reply}))
    return visitor.client.get(sent["Location"]).content.decode()


@pytest.mark.parametrize(
    ("name", "reply", "told", "language"),
    [
        (ANONYMOUS, REPLY, BY_NONE, "fi"),
        (ANONYMOUS, UNSAFE, BY_NONE, "sv"),
        (ANONYMOUS, CALL, AS_CHOSEN, "fi-simple"),
        (ANONYMOUS, {**REPLY, "reads_here": "on"}, AS_CHOSEN, "sv"),
        (AUTHORITY, REPLY, BY_NUMBER, "fi"),
        (AUTHORITY, UNSAFE, BY_NONE, "fi-simple"),
    ],
)
def test_the_receipt_says_how_the_sender_is_reached(name: str, reply: Page, told: str, language: str) -> None:
    shown = receipt_after(name, reply, language)
    with override(language):
        said = {one: one_in_language(one) in shown for one in (AS_CHOSEN, BY_NUMBER, BY_NONE)}
        waits, asks = gettext("If nobody has answered"), gettext("If you want to ask something")
    assert said == {one: one == told for one in said}
    assert (asks in shown, waits in shown) == (told == BY_NONE, told != BY_NONE)


def one_in_language(beginning: str) -> str:
    """The whole sentence or sentences in the current language."""
    rest = {
        AS_CHOSEN: " We do not use a way that you said is not safe.",
        BY_NONE: (
            " We do not call or write to you. "
            "If we have something to ask, we can only write it on the page of your matter."
        ),
    }
    return gettext(beginning + rest.get(beginning, ""))


def test_the_last_look_leaves_out_what_was_asked_about_ways_that_nobody_chose() -> None:
    made = next(one for one in journeys() if one.name == ANONYMOUS)
    made = Journey(made.name, made.kind, made.role, {**made.pages, 8: CALL, 9: CHECK})
    visitor: Visitor = begun(made)
    walks(visitor, made, until=9)
    looked = visitor.page(9).content.decode()
    assert "Onko sinulle turvallista soittaa?" in looked
    assert "Onko tekstiviestin" not in looked
    assert "Onko kirjeen" not in looked
