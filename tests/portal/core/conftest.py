from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils.translation import activate, get_language

from portal.core.frame import frame_memory


@pytest.fixture(autouse=True)
def finnish_and_forgetful() -> Iterator[None]:
    """Each test begins in Finnish and without a remembered frame."""
    before = get_language()
    activate("fi")
    frame_memory.forget()
    yield
    activate(before or "fi")
    frame_memory.forget()


@pytest.fixture
def browser_like() -> Client:
    """A client that posts as a browser does from our own pages, and that shows our pages for errors."""
    return Client(HTTP_SEC_FETCH_SITE="same-origin", raise_request_exception=False)
