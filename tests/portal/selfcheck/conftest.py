"""What every test of this room begins with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation
from wagtail.signal_handlers import disable_reference_index_auto_update

from portal.home.frame import link_memory
from portal.selfcheck.models import QuestionnairePage
from tests.portal.home import builders as home
from tests.portal.selfcheck import builders


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """The active language and what is kept in memory leak from test to test."""
    cache.clear()
    link_memory.forget()
    with translation.override("fi"):
        yield


@pytest.fixture(autouse=True)
def no_search_index(settings: Any) -> None:
    """No test of this room searches."""
    settings.WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "AUTO_UPDATE": False}}


@pytest.fixture
def tree(db: None) -> home.Tree:
    with disable_reference_index_auto_update():
        return home.tree()


@pytest.fixture
def page(tree: home.Tree) -> QuestionnairePage:
    """The Finnish page of a questionnaire that is live in all three variants."""
    with disable_reference_index_auto_update():
        return builders.published_in_all(tree)


@pytest.fixture
def visitor(db: None) -> builders.Visitor:
    """A browser that has answered nothing yet, before a questionnaire that is live in all three variants."""
    with disable_reference_index_auto_update():
        return builders.Visitor(builders.quickly_in_all())
