"""What every test of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.home.frame import link_memory
from tests.portal.home import builders


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """The active language and what is kept in memory leak from test to test."""
    cache.clear()
    link_memory.forget()
    with translation.override("fi"):
        yield


@pytest.fixture(autouse=True)
def no_search_index(settings: Any) -> None:
    """No test of this room searches, and indexing each page takes most of the time."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}


@pytest.fixture
def tree(db: None) -> builders.Tree:
    with disable_reference_index_auto_update():
        return builders.tree()


@pytest.fixture
def cms(db: None) -> Any:
    """A signed-in administrator's browser."""
    return builders.signed_in(builders.editor("pk@esimerkki.example", is_superuser=True))


@pytest.fixture
def live_swedish(tree: Any) -> Any:
    """A page that is live in Swedish, and whose Finnish page has since got another first sentence."""
    builders.swedish(tree.topic)
    page = builders.swedish(tree.advice)
    builders.change_first_sentence(tree.advice)
    return page
