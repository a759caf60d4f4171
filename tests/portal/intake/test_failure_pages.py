"""Each of the seven failure pages keeps what was written in every kind of contact, says so in the visitor's language, and sends again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from html import unescape
from typing import Any, Final

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import override_settings
from django.utils.translation import gettext, override

from portal.core.failures import Failure
from portal.intake.models import Letter
from portal.intake.views import steps
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import Visitor, hidden_fields, opened
from tests.portal.intake.kind_builders import CALL, Journey, Page, begun, journeys, walks
from tools.form_client import values_of

pytestmark = pytest.mark.django_db

WORDS: Final = (
    "  Tämä ei saa kadota: <b>lihava</b> & ”lainaus”, 'yksi' \"kaksi\"\n\n\trivi å ä ö 😟 {{ 7*7 }}\n &amp; loppu  "
)
HELP: Final = Journey("help", "help_request", "not_asked", {1: {**CALL, "own_words": WORDS}})
INVITE: Final = Journey(
    "invite", "invite", "not_asked",
    {1: {"asker": "parent"}, 2: {**CALL, "own_words": WORDS, "purpose": "Koulu", "domains": ["housing"]}},
)  # fmt: skip
EVERY: Final = [HELP, INVITE, *journeys()]
ONE_OF_A_KIND: Final = [*{one.kind: one for one in EVERY}.values()]
LANGUAGES: Final = ("fi", "sv", "fi-simple")
OUT: Final = {
    Failure.CSRF: 403,
    Failure.SESSION_EXPIRED: 410,
    Failure.REFUSED: 303,
    Failure.OVER_LIMIT: 400,
    Failure.TOO_MANY: 429,
    Failure.DATABASE_DOWN: 503,
    Failure.UNHANDLED: 500,
}
TOO_LONG: Final = 10_001
IN_EVERY_RUN: Final = {("child-anonymous", "sv"), ("need-private", "fi"), ("consultation", "fi-simple"), ("work", "fi")}


def rows(journeys: list[Journey], always: set[tuple[str, str]]) -> list[Any]:
    """Each kind in each variant; those of `always` in the normal run."""
    return [
        pytest.param(
            one,
            language,
            id=f"{one.name}-{language}",
            marks=[] if (one.name, language) in always else [pytest.mark.wide],
        )
        for one in journeys
        for language in LANGUAGES
    ]


# -- how each comes about


@contextmanager
def without_token(visitor: Visitor) -> Iterator[None]:
    visitor.client.handler.enforce_csrf_checks = True
    yield
    visitor.client.handler.enforce_csrf_checks = False


@contextmanager
def without_draft(visitor: Visitor) -> Iterator[None]:
    """The browser has lost the key of its draft."""
    name = next(one for one in visitor.client.cookies if one.endswith(f"tp-d-{visitor.draft_id}"))
    del visitor.client.cookies[name]
    yield


@contextmanager
def too_often(visitor: Visitor) -> Iterator[None]:
    with override_settings(SEND_LIMIT_PER_MINUTE=0):
        yield


@contextmanager
def no_database(visitor: Visitor) -> Iterator[None]:
    def down(*words: object, **named: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(down):
        yield


@contextmanager
def a_fault(visitor: Visitor) -> Iterator[None]:
    def breaks(*words: object, **named: object) -> None:
        raise RuntimeError("a fault of ours")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(steps, "open_draft", breaks)
        yield


@contextmanager
def nothing(visitor: Visitor) -> Iterator[None]:
    yield


CAUSES: Final[dict[Failure, Callable[[Visitor], AbstractContextManager[None]]]] = {
    Failure.CSRF: without_token,
    Failure.REFUSED: nothing,
    Failure.OVER_LIMIT: nothing,
    Failure.TOO_MANY: too_often,
    Failure.DATABASE_DOWN: no_database,
    Failure.UNHANDLED: a_fault,
    Failure.SESSION_EXPIRED: without_draft,
}


def text_for(failure: Failure) -> str:
    """The words, with as much behind them as the failure needs."""
    return WORDS + "a" * {Failure.REFUSED: TOO_LONG, Failure.OVER_LIMIT: steps.MOST_OF_A_FIELD}.get(failure, 0)


# -- what is seen


def posted(visitor: Visitor, failure: Failure, data: Page, number: int) -> HttpResponse:
    """The page that the visitor sees after that failure."""
    with CAUSES[failure](visitor):
        answer = visitor.sends(data, number)
    assert answer.status_code == OUT[failure], failure
    return visitor.client.get(answer["Location"]) if failure is Failure.REFUSED else answer


def form_of(page: HttpResponse, field: str) -> Tag:
    soup = BeautifulSoup(page.content.decode(), "html.parser")
    (form,) = (one for one in soup.find_all("form") if one.select_one(f'[name="{field}"]'))
    return form


def says_it(page: HttpResponse, failure: Failure, language: str) -> None:
    """The page tells in its own language what went wrong, and whom to call."""
    shown = unescape(page.content.decode())
    with override(language):
        heading = render_to_string("core/failures/heading.html", {"failure": failure.value}).strip()
        problem, error = gettext("There is a problem"), gettext("Error:")
    assert (problem if failure is Failure.REFUSED else heading) in shown
    assert f"<title>{error}" in shown
    assert f'<html lang="{language}"' in shown
    assert "tel:112" in shown


def page_of_words(journey: Journey) -> int:
    return next(number for number, page in journey.pages.items() if "own_words" in page)


def at_words(journey: Journey, language: str) -> tuple[Visitor, Page]:
    """A visitor at the page of the own words, and what a browser would post from it, filled in."""
    visitor = begun(journey, language)
    visitor.client.raise_request_exception = False
    number = page_of_words(journey)
    walks(visitor, journey, until=number)
    return visitor, {**journey.pages[number], **visitor.hidden(number)}


@pytest.fixture(autouse=True)
def _patient() -> Iterator[None]:
    with override_settings(SEND_LIMIT_PER_MINUTE=10_000):
        yield


@pytest.mark.parametrize(("journey", "language"), rows(ONE_OF_A_KIND, IN_EVERY_RUN))
def test_each_failure_keeps_the_words_and_sends_again(journey: Journey, language: str) -> None:
    number = page_of_words(journey)
    visitor, typed = at_words(journey, language)
    for failure in CAUSES:
        text = text_for(failure)
        page = posted(visitor, failure, {**typed, "own_words": text}, number)
        says_it(page, failure, language)
        kept = values_of(form_of(page, "own_words"))
        assert kept["own_words"] == text, failure
        again = visitor.sends({**kept, "own_words": WORDS}, number)
        assert again.status_code == 303, failure
        assert not again["Location"].endswith(f"/{number}/"), failure
        if number == max(journey.pages):
            visitor, typed = at_words(journey, language)


LOOKED_THROUGH: Final = [one for one in ONE_OF_A_KIND if not max(one.pages.items())[1]]
BEFORE_THE_LAST: Final = [one for one in CAUSES if one not in {Failure.REFUSED, Failure.OVER_LIMIT}]
"""The last page asks nothing, so there is nothing on it to refuse."""


@pytest.mark.parametrize(("journey", "language"), rows(LOOKED_THROUGH, {("prenatal", "fi-simple")}))
def test_each_failure_of_the_last_page_keeps_a_copy_and_the_same_letter_goes(
    journey: Journey, language: str, desk_key: PrivateKey
) -> None:
    number = page_of_words(journey)
    journey = Journey(
        journey.name,
        journey.kind,
        journey.role,
        {**journey.pages, number: {**journey.pages[number], "own_words": WORDS}},
    )
    visitor = begun(journey, language)
    visitor.client.raise_request_exception = False
    last = max(journey.pages)
    walks(visitor, journey, until=last)
    looked = visitor.page(last)
    copy = values_of(form_of(looked, "form_copy"))["form_copy"]
    assert WORDS.strip() in copy
    for failure in BEFORE_THE_LAST:
        page = posted(visitor, failure, {"form_copy": copy, **hidden_fields(looked)}, last)
        says_it(page, failure, language)
        kept = values_of(form_of(page, "form_copy"))
        assert kept["form_copy"] == copy, failure
    assert visitor.sends(kept, last).status_code == 303
    assert opened(Letter.objects.get(), desk_key)["own_words"] == WORDS
