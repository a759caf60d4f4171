"""The frame of every page: its links follow what is live, cost little, and survive a database that is down."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from portal.core.frame import frame_memory
from portal.home import frame as frame_module
from portal.home.frame import fill_frame, link_memory
from portal.home.models import ProcessPage
from tests.portal.home.builders import body_of, locale, published, swedish, text_block


def frame_in(code: str, path: str = "/") -> Any:
    with translation.override(code):
        return fill_frame(RequestFactory().get(path))


def urls(code: str = "fi") -> list[str]:
    return [link.url for link in frame_in(code).navigation]


@pytest.fixture
def privacy(tree: Any) -> Any:
    page = ProcessPage(
        title="Tietosuoja",
        slug="tietosuoja",
        summary="Näin käsittelemme tietojasi täällä.",
        key="privacy",
        body=body_of(text_block("Tietosi ovat turvassa täällä.")),
        locale=locale("fi"),
        live=False,
    )
    tree.homes["fi"].add_child(instance=page)
    return published(page)


def test_each_variant_shows_its_own_live_topics(tree: Any) -> None:
    assert "/fi/jaksaminen/" in urls()
    assert not [url for url in urls("sv") if "jaksaminen" in url]
    swedish(tree.topic)
    assert "/sv/jaksaminen-sv/" in urls("sv")


def test_the_menu_leads_to_finding_a_service_and_marks_it_on_the_services_pages(tree: Any) -> None:
    assert "/fi/loyda-palvelu/" in urls()
    assert "/sv/hitta-tjanst/" in urls("sv")
    marked = [link.url for link in frame_in("fi", "/fi/palvelut/perhetyo/").navigation if link.is_current]
    assert marked == ["/fi/loyda-palvelu/"]


def test_the_portals_own_pages_are_found_by_key_in_each_variant(tree: Any, privacy: Any) -> None:
    assert frame_in("fi").named_links["privacy"].url == "/fi/tietosuoja/"
    assert "privacy" not in frame_in("sv").named_links
    page = swedish(privacy)
    assert frame_in("sv").named_links["privacy"].url == page.get_url()
    assert frame_in("sv").named_links["feedback"].url == "/sv/respons/"


def test_the_current_place_is_marked(tree: Any) -> None:
    marked = [link.url for link in frame_in("fi", "/fi/jaksaminen/vasynyt/").navigation if link.is_current]
    assert marked == ["/fi/jaksaminen/"]


def test_the_links_are_read_once_and_then_kept(tree: Any) -> None:
    frame_in("fi")
    with CaptureQueriesContext(connection) as caught:
        frame_in("fi")
    assert len(caught) == 0


def test_reading_the_links_costs_one_query(tree: Any, privacy: Any) -> None:
    frame_in("fi")
    link_memory.forget()
    with CaptureQueriesContext(connection) as caught:
        frame_in("fi")
    assert len(caught) == 1


def test_what_goes_live_or_is_taken_down_shows_at_once(tree: Any) -> None:
    assert "/fi/jaksaminen/" in urls()
    tree.topic.unpublish()
    assert "/fi/jaksaminen/" not in urls()
    tree.topic.save_revision().publish()
    assert "/fi/jaksaminen/" in urls()
    tree.topic.slug = "voimat"
    published(tree.topic)
    assert "/fi/voimat/" in urls()
    tree.topic.delete()
    assert "/fi/voimat/" not in urls()


def test_a_database_that_is_down_leaves_the_last_links_and_the_numbers(tree: Any) -> None:
    kept = frame_in("fi")
    frame_memory.keep("fi", kept)
    link_memory.forget()
    with mock.patch.object(frame_module, "read_links", side_effect=OperationalError):
        frame = frame_in("fi")
    assert [link.url for link in frame.navigation] == [link.url for link in kept.navigation]
    assert frame.urgent_numbers
    assert frame.advice_phone is not None


def test_a_key_is_taken_by_one_page_of_a_language_only(tree: Any, privacy: Any) -> None:
    twin = ProcessPage(title="Toinen", slug="toinen", summary="x", key="privacy", locale=locale("fi"))
    with pytest.raises(ValidationError, match=r"already|jo"):
        twin.clean()
