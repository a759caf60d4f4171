"""The way out is true: what it says is what it does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client, override_settings

from portal.core import registries

pytestmark = pytest.mark.urls("tests.portal.core.sample")


@pytest.fixture
def extra(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Registries of the test's own: what it registers is gone after it."""
    for registry in (registries.erasers, registries.own_cookies):
        monkeypatch.setattr(registry, "_entries", {name: registry.get(name) for name in registry.names()})
    return registries


def test_exit_runs_every_eraser_and_goes_away(browser_like: Client, extra: Any) -> None:
    called: list[str] = []
    extra.erasers.register("one", lambda request: called.append("one"))
    extra.erasers.register("two", lambda request: called.append("two"))
    response = browser_like.post("/exit/")
    assert called == ["one", "two"]
    assert (response.status_code, response["Location"]) == (303, "/away/")


def test_exit_expires_our_cookies_by_name_and_no_others(browser_like: Client, extra: Any) -> None:
    extra.own_cookies.register("draft", lambda request: [name for name in request.COOKIES if name.startswith("tp-d-")])
    for name in ("tp-d-abc", "tp-d-def", settings.CSRF_COOKIE_NAME, "another-service"):
        browser_like.cookies[name] = "x"
    response = browser_like.post("/exit/")
    assert set(response.cookies) == {"tp-d-abc", "tp-d-def", settings.CSRF_COOKIE_NAME}
    for morsel in response.cookies.values():
        assert (morsel.value, morsel["max-age"], morsel["path"]) == ("", 0, "/")
        assert morsel["httponly"]
        assert not morsel["domain"]


@override_settings(SECURE_COOKIES=True)
def test_prefixed_cookies_are_expired_as_the_prefix_demands(browser_like: Client, extra: Any) -> None:
    extra.own_cookies.register("draft", lambda request: ["__Host-tp-d-abc"])
    browser_like.cookies["__Host-tp-d-abc"] = "x"
    morsel = browser_like.post("/exit/").cookies["__Host-tp-d-abc"]
    assert morsel["secure"]
    assert morsel["path"] == "/"


def test_a_database_that_is_down_does_not_stand_in_the_way(browser_like: Client, extra: Any) -> None:
    def broken(request: HttpRequest) -> None:
        raise OperationalError("gone")

    called: list[str] = []
    extra.erasers.register("broken", broken)
    extra.erasers.register("after", lambda request: called.append("after"))
    browser_like.cookies[settings.CSRF_COOKIE_NAME] = "x"
    response = browser_like.post("/exit/")
    assert response.status_code == 303
    assert called == ["after"]
    assert settings.CSRF_COOKIE_NAME in response.cookies


@pytest.mark.django_db
def test_exit_ends_a_signed_in_session(browser_like: Client) -> None:
    session = browser_like.session
    session["x"] = "y"
    session.save()
    response = browser_like.post("/exit/")
    assert response.cookies[settings.SESSION_COOKIE_NAME].value == ""
    assert not type(session)(session.session_key).exists(session.session_key)


def test_exit_asks_to_clear_cache_and_storage_but_never_all_cookies(browser_like: Client) -> None:
    assert browser_like.post("/exit/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.parametrize(
    "headers",
    [{}, {"HTTP_SEC_FETCH_SITE": "cross-site"}, {"HTTP_SEC_FETCH_SITE": "same-site"}, {"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}],
)  # fmt: skip
def test_exit_from_another_site_erases_nothing(headers: dict[str, str], extra: Any) -> None:
    called: list[str] = []
    extra.erasers.register("one", lambda request: called.append("one"))
    assert Client(**headers).post("/exit/").status_code == 403
    assert not called


def test_exit_by_an_older_browser_is_known_by_its_origin(extra: Any) -> None:
    assert Client(HTTP_ORIGIN="http://testserver").post("/exit/").status_code == 303


def test_a_get_erases_nothing(browser_like: Client) -> None:
    assert browser_like.get("/exit/").status_code == 405


def test_the_page_that_leaves_names_only_the_neutral_site(browser_like: Client) -> None:
    page = browser_like.get("/away/").content.decode()
    assert 'href="https://neutral.example/"' in page
    assert "<title>neutral.example</title>" in page
    assert "Esimerkkil" not in page


@pytest.mark.parametrize("path", ["/fi/sample/", "/fi/sample/step/", "/fi/sample/public/", "/fi/palaute/", "/sv/respons/", "/fi-simple/poistuminen/", "/fi/nowhere/", "/fi/sample/breaks/"])  # fmt: skip
def test_the_control_is_the_second_thing_on_every_page(path: str, browser_like: Client) -> None:
    page = browser_like.get(path).content.decode()
    stops = re.findall(r"<(?:a|button|input|select|textarea)\b[^>]*", page[page.index("<body") :])
    assert "govuk-skip-link" in stops[0]
    assert "govuk-exit-this-page__button" in stops[1]


@pytest.mark.parametrize("path", ["/fi/poistuminen/", "/sv/lamna-sidan/", "/fi-simple/poistuminen/"])
def test_the_explanation_says_that_history_stays(path: str, browser_like: Client) -> None:
    page = browser_like.get(path).content.decode()
    assert any(sentence in page for sentence in ("ei poista selaimen historiaa", "raderar inte webbläsarens historik"))
    assert "neutral.example" in page
