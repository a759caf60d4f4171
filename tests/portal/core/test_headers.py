"""Exact headers of each class of address; the table is `expected_headers.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.portal.core.sample")
TABLE = tomllib.loads((Path(__file__).parent / "expected_headers.toml").read_text(encoding="utf-8"))
FOLLOWS_THE_PAGE = frozenset({"Content-Length", "Content-Type", "Content-Language"})


def normal_policy(value: str) -> str:
    return "; ".join(sorted(part.strip() for part in value.split(";")))


@pytest.mark.parametrize("expected", TABLE["classes"], ids=lambda one: one["name"])
def test_headers_are_exactly_those_of_the_table(expected: dict[str, Any], browser_like: Client) -> None:
    method, path = expected["request"].split()
    response = browser_like.generic(method, path)
    headers = {name: value for name, value in response.headers.items() if name not in FOLLOWS_THE_PAGE}
    headers["Content-Security-Policy"] = normal_policy(headers["Content-Security-Policy"])
    wanted = {
        **TABLE["everywhere"],
        **expected["headers"],
        "Content-Security-Policy": TABLE["policies"][expected["policy"]],
    }
    assert response.status_code == expected["status"]
    assert headers == wanted


def test_a_page_that_anyone_may_keep_sets_no_cookie_and_carries_no_token(browser_like: Client) -> None:
    response = browser_like.get("/fi/sample/public/")
    assert not response.cookies
    assert b"csrfmiddlewaretoken" not in response.content


def test_a_visitor_with_a_session_cookie_gets_a_private_answer(browser_like: Client, settings: Any) -> None:
    browser_like.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert browser_like.get("/fi/sample/public/")["Cache-Control"] == "private, no-store"


def test_only_what_anyone_may_keep_is_compressed(browser_like: Client) -> None:
    assert browser_like.get("/fi/sample/public/", HTTP_ACCEPT_ENCODING="gzip")["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in browser_like.get("/fi/sample/step/", HTTP_ACCEPT_ENCODING="gzip")
