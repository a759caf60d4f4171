"""Whatever goes wrong, what was written stays on the page and can be sent again."""

from __future__ import annotations

import html
import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override

from portal.core import failures
from portal.core.failures import Failure, failure_response
from portal.core.registries import NearestPages, nearest_pages

pytestmark = pytest.mark.urls("tests.portal.core.sample")

WORDS = 'En jaksa enää.\n\n<script>alert("x")</script> ' + "ä" * 300 + " \u202eoikealta\u202c 😀 loppu  "
POST = {"own_words": WORDS, "name": "Aino", "way": "call", "phone": "040 1", "form_token": "t-1", "odd": "outo & <b>"}


def fields(page: str) -> dict[str, str]:
    """What the page's own form would send again, as a browser reads it."""
    form = re.search(r'<form action="[^"]*" method="post" autocomplete="off".*?</form>', page, re.DOTALL)
    assert form
    found: dict[str, str] = {}
    for tag in re.findall(r"<input [^>]*>", form[0]):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if attributes.get("type") in {"radio", "checkbox"} and " checked" not in tag:
            continue
        found[html.unescape(attributes["name"])] = html.unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>(.*?)</textarea>', form[0], re.DOTALL):
        found[html.unescape(name)] = html.unescape(text).removeprefix("\n")
    return found


def posted(kind: Failure, language: str = "fi") -> HttpResponse:
    request = RequestFactory().post(f"/{language}/sample/accepts/", POST)
    return failure_response(request, kind, status=400)


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
@pytest.mark.parametrize("kind", list(Failure))
def test_every_failure_keeps_the_text_and_shows_the_phones_without_a_database(kind: Failure, language: str) -> None:
    with override(language):
        page = posted(kind, language).content.decode()
    kept = fields(page)
    assert {name: kept[name] for name in POST} == POST
    assert kept["csrfmiddlewaretoken"]
    assert "tel:112" in page
    assert "tel:0791001120" in page
    assert f'<html lang="{language}"' in page
    assert re.search(r"<title>(Virhe|Fel):", page)


def test_what_was_written_never_becomes_markup() -> None:
    page = posted(Failure.UNHANDLED).content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_known_fields_have_their_label_and_unknown_ones_their_name() -> None:
    page = posted(Failure.CSRF).content.decode()
    assert "Kerro omin sanoin" in page
    assert re.search(r"<label[^>]*>odd</label>", page)
    assert re.search(r'<input type="hidden" name="form_token" value="t-1">', page)


def test_passwords_are_never_written_onto_a_page() -> None:
    request = RequestFactory().post("/fi/x/", {"password": "salainen-sana", "login": "a@example.org"})
    page = failure_response(request, Failure.CSRF, status=403).content.decode()
    assert "salainen-sana" not in page
    assert "a@example.org" in page


def test_a_missing_token_keeps_the_text_and_the_page_can_be_sent_again() -> None:
    client = Client(enforce_csrf_checks=True)
    first = client.post("/fi/sample/accepts/", POST)
    assert first.status_code == 403
    again = fields(first.content.decode())
    second = client.post("/fi/sample/accepts/", again)
    assert second.status_code == 200
    assert second.content.decode() == WORDS


@pytest.mark.parametrize("prefix", ["/fi", "/sv", "/fi-simple"])
def test_an_unhandled_error_keeps_the_text(prefix: str, browser_like: Client) -> None:
    response = browser_like.post(f"{prefix}/sample/breaks/", POST)
    assert response.status_code == 500
    assert fields(response.content.decode())["own_words"] == WORDS


def test_a_database_that_is_down_keeps_the_text(browser_like: Client) -> None:
    response = browser_like.post("/fi/sample/no-database/", POST)
    assert response.status_code == 503
    assert fields(response.content.decode())["own_words"] == WORDS
    assert "Palvelu ei juuri nyt toimi" in response.content.decode()


def test_too_many_fields_keep_the_first_ones(browser_like: Client) -> None:
    many = {**POST, **{f"extra{number}": "x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}}
    response = browser_like.post(
        "/fi/sample/accepts/", urlencode(many), content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 400
    assert fields(response.content.decode())["own_words"] == WORDS


def test_a_get_that_fails_offers_to_try_again(browser_like: Client) -> None:
    page = browser_like.get("/fi/sample/breaks/").content.decode()
    assert "Yritä uudelleen" in page
    assert "Lähetä uudelleen" not in page


def test_even_a_failure_page_that_fails_keeps_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> HttpResponse:
        raise ValueError("a template is broken")

    monkeypatch.setattr(failures, "_failure_page", broken)
    page = posted(Failure.UNHANDLED).content.decode()
    assert {name: fields(page)[name] for name in POST} == POST
    assert "tel:112" in page


def test_a_body_over_the_limit_gets_phones_and_limits_but_no_text(browser_like: Client) -> None:
    response = browser_like.post("/fi/sample/accepts/", {"own_words": "a" * (settings.BODY_LIMIT_BYTES + 1)})
    page = response.content.decode()
    assert response.status_code == 413
    assert "tel:112" in page
    assert "2000" in page
    assert "aaaa" not in page


def test_a_length_that_is_no_number_is_no_reason_to_break(browser_like: Client) -> None:
    assert browser_like.post("/fi/sample/accepts/", POST, CONTENT_LENGTH="x").status_code == 200


@pytest.mark.parametrize("path", ["/fi/nowhere/", "/sv/nowhere/", "/fi-simple/nowhere/"])
def test_a_page_that_is_not_there_offers_what_home_knows(
    path: str, browser_like: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    offers = NearestPages((("På svenska", "/sv/har/", "sv"),), (("Jaksaminen", "/fi/jaksaminen/", ""),))
    monkeypatch.setattr(nearest_pages, "_entries", {"home": lambda request: offers})
    response = browser_like.get(path)
    page = response.content.decode()
    assert response.status_code == 404
    assert 'href="/sv/har/" lang="sv"' in page
    assert 'href="/fi/jaksaminen/"' in page
