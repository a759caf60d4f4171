"""A cache before the portal, set up as the guide for production says, keeps apart whoever must be kept apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import pytest
from django.test import Client

from portal.core import kiosk
from portal.core.locales import reverse_in
from portal.services.browse import remembered
from tools.processes import ROOT

GUIDE: Final = (ROOT / "docs/production.md").read_text(encoding="utf-8")
RULE: Final = re.compile(r'"~?(\(\?:\^[^"]*__Host-tp-)"')
PREFIX: Final = "__Host-"


def session_name(settings: Any) -> str:
    return str(settings.SESSION_COOKIE_NAME)


NAMES: Final[dict[str, Callable[[Any], str]]] = {
    "kiosk": lambda _settings: kiosk.cookie_name(),
    "municipality": lambda _settings: remembered.cookie_name(),
    "session": session_name,
}


def test_the_guide_gives_one_rule_for_both_kinds_of_cache() -> None:
    assert len(RULE.findall(GUIDE)) == 2
    assert len(set(RULE.findall(GUIDE))) == 1


@pytest.mark.parametrize("name", NAMES)
def test_the_rule_sends_every_such_cookie_past_the_cache(settings: Any, name: str) -> None:
    rule = re.compile(RULE.findall(GUIDE)[0])
    cookie = f"{PREFIX}{NAMES[name](settings).removeprefix(PREFIX)}=4"
    assert rule.search(cookie)
    assert rule.search(f"other=1; {cookie}")
    assert not rule.search("other=1; _pk_id=__Host-tp")


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_nobody_keeps_what_was_answered_to_such_a_cookie(settings: Any, client: Client, name: str) -> None:
    page = reverse_in("find-service", "fi")
    assert "public" in client.get(page)["Cache-Control"]
    assert "Cookie" not in client.get(page).get("Vary", "")
    client.cookies[NAMES[name](settings)] = "951"
    assert client.get(page)["Cache-Control"] == "private, no-store"
