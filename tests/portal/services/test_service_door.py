"""What pages and results may ask the catalogue."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from portal.services.models import ServiceFacts
from portal.services.service import related_services, service_choices, services_by_keys
from tests.portal.services import builders

pytestmark = pytest.mark.django_db


def test_cards_come_in_the_order_of_the_keys_with_one_query(django_assert_num_queries: Any) -> None:
    for key in ("a", "b", "c"):
        builders.service(key)
    with django_assert_num_queries(1):
        cards = related_services(["c", "a", "c", "puuttuu"], "sv")
    assert [card.key for card in cards] == ["c", "a"]
    assert cards[0].url == "/sv/tjanster/c-sv/"
    assert cards[0].name == "Kotiapu c sv"


def test_no_keys_cost_no_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert related_services([], "fi") == []


def test_drafts_ended_services_and_unknown_languages_are_left_out() -> None:
    builders.draft(builders.facts("luonnos"), "fi")
    builders.service("ohi")
    ServiceFacts.objects.filter(key="ohi").update(archived_on=date(2026, 1, 1))
    assert services_by_keys(["luonnos", "ohi"], "fi") == {}
    builders.service("elossa")
    assert services_by_keys(["elossa"], "xx") == {}


def test_choices_name_every_service_that_has_not_ended() -> None:
    builders.draft(builders.facts("luonnos"), "fi")
    builders.service("ohi", archived_on=date(2026, 1, 1))
    assert service_choices() == [("luonnos", "Kotiapu luonnos fi")]
