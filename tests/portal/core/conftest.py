from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import activate, get_language

from portal.core import frame as frame_module
from portal.core.frame import frame_memory
from portal.core.registries import erasers, health_checks, nearest_pages, own_cookies


@pytest.fixture(autouse=True)
def finnish_and_forgetful() -> Iterator[None]:
    """Each test begins in Finnish and without a remembered frame."""
    before = get_language()
    activate("fi")
    frame_memory.forget()
    yield
    activate(before or "fi")
    frame_memory.forget()


@pytest.fixture(autouse=True)
def ground_floor_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that rooms above have registered takes part: these tests need no database."""
    monkeypatch.setattr(frame_module, "_fillers", [])
    for registry, own in ((erasers, "session"), (own_cookies, "django"), (nearest_pages, ""), (health_checks, "")):
        entries = {name: entry for name in registry.names() if name == own and (entry := registry.get(name))}
        monkeypatch.setattr(registry, "_entries", entries)


@pytest.fixture
def browser_like() -> Client:
    """A client that posts as a browser does from our own pages, and that shows our pages for errors."""
    return Client(HTTP_SEC_FETCH_SITE="same-origin", raise_request_exception=False)
