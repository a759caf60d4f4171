"""Counting by address: everybody has a count of their own, also behind a proxy, and nobody can write another's."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import RequestFactory

from portal.core.rates import UNKNOWN_ADDRESS, client_address

PROXY, BROWSER, FORGED = "10.0.0.1", "198.51.100.7", "203.0.113.9"


def address_of(**meta: str) -> str:
    return client_address(RequestFactory().post("/fi/b/", **meta))


def test_without_a_proxy_a_forwarded_address_is_not_believed(settings: Any) -> None:
    settings.BEHIND_PROXY = False
    assert address_of(REMOTE_ADDR=BROWSER, HTTP_X_FORWARDED_FOR=FORGED) == BROWSER


def test_behind_the_proxy_two_families_are_not_counted_as_one(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    assert address_of(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=BROWSER) == BROWSER
    assert address_of(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR="2001:db8::7") == "2001:db8::7"


def test_only_what_the_proxy_itself_wrote_counts(settings: Any) -> None:
    settings.BEHIND_PROXY = True
    assert address_of(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=f"{FORGED}, {BROWSER}") == BROWSER


@pytest.mark.parametrize("ugly", ["", "unknown", "1.2.3.4:80", "<script>", "1" * 5_000, "a, b, "])
def test_an_address_that_is_none_is_no_error(settings: Any, ugly: str) -> None:
    settings.BEHIND_PROXY = True
    assert address_of(REMOTE_ADDR=PROXY, HTTP_X_FORWARDED_FOR=ugly) == UNKNOWN_ADDRESS
    settings.BEHIND_PROXY = False
    assert address_of(REMOTE_ADDR=ugly) == UNKNOWN_ADDRESS
