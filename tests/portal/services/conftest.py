"""What every test of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from tests.portal.services import builders


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """The active language and what is kept in memory leak from test to test."""
    cache.clear()
    with translation.override("fi"):
        yield


@pytest.fixture(autouse=True)
def no_search_index(settings: Any) -> None:
    """No test of this room searches, and indexing takes most of the time."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}


@pytest.fixture
def publisher() -> Client:
    """A signed-in publisher."""
    return builders.signed_in("Publishers")


@pytest.fixture
def editor() -> Client:
    """A signed-in editor."""
    return builders.signed_in("Editors")
