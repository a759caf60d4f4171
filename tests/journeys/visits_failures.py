"""How the failure pages are reached, the way they come about in a visitor's browser."""

from __future__ import annotations

from typing import Final

from tests.journeys.pages import Visitor
from tests.journeys.prepared import Prepared
from tests.journeys.visits import Visit, at_form, in_sitting, opened

LONG: Final = "väsynyt " * 8_000
TOO_LARGE: Final = "x" * 2_100_000


def without_token(visitor: Visitor, ready: Prepared) -> None:
    """Sends a form after the browser lost its cookies."""
    at_form(visitor, ready)
    visitor.page.locator("[name='own_words']").fill("Tämä ei saa kadota.")
    visitor.page.context.clear_cookies()
    visitor.submit(visitor.form_with("own_words"))
    assert "Tämä ei saa kadota." in visitor.page.locator("[name='own_words']").input_value()


def without_draft(visitor: Visitor, ready: Prepared) -> None:
    """Sends a form after its draft has expired."""
    at_form(visitor, ready)
    visitor.page.locator("[name='own_words']").fill("Tämä ei saa kadota.")
    forget_drafts(visitor)
    visitor.submit(visitor.form_with("own_words"))
    assert "Tämä ei saa kadota." in visitor.page.locator("[name='own_words']").input_value()


def answer_without_sitting(visitor: Visitor, ready: Prepared) -> None:
    """Answers a question after the sitting has expired."""
    in_sitting("1/")(visitor, ready)
    visitor.page.locator("[name='answer']").fill("Tämä ei saa kadota.")
    forget_drafts(visitor)
    visitor.submit(visitor.form_with("answer"))
    assert "Tämä ei saa kadota." in visitor.page.locator("[name='answer']").input_value()


def forget_drafts(visitor: Visitor) -> None:
    """Takes the keys of the drafts out of the browser."""
    for one in visitor.page.context.cookies():
        if "tp-d-" in one["name"]:
            visitor.page.context.clear_cookies(name=one["name"])


def over_the_limit(visitor: Visitor, ready: Prepared) -> None:
    """Sends more text than a draft takes."""
    send_text(visitor, ready, LONG)


def too_large(visitor: Visitor, ready: Prepared) -> None:
    """Sends more than the portal reads."""
    send_text(visitor, ready, TOO_LARGE)


def send_text(visitor: Visitor, ready: Prepared, text: str) -> None:
    """Sends a contact with this text."""
    at_form(visitor, ready)
    # Unwrapped, since breaking two million signs into lines keeps a busy machine longer than a click waits.
    fill = "(one, text) => { one.wrap = 'off'; one.value = text }"
    visitor.page.locator("[name='own_words']").evaluate(fill, text)
    visitor.submit(visitor.form_with("own_words"))


FAILURES: Final[tuple[Visit, ...]] = (
    Visit("page", "not found", lambda v, _r: opened(v, f"/{v.language}/ei-tallaista/", 404), is_neutral=False),
    Visit("contact-page", "token gone", without_token, is_neutral=False),
    Visit("contact-page", "draft expired", without_draft),
    Visit("selfcheck-step", "sitting expired", answer_without_sitting),
    Visit("contact-page", "over the limit", over_the_limit, is_neutral=False),
    Visit("contact-page", "too large", too_large, is_neutral=False),
)
