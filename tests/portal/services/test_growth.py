"""The public pages of the catalogue cost as many queries with more services; benchmarks/catalogue.py times them."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.catalogue_rows import fill
from portal.home.frame import link_memory
from portal.services.models import ServiceWords

pytestmark = pytest.mark.django_db
PATHS = (
    "/fi/palvelut/palvelu-7/",
    "/sv/tjanster/palvelu-7/",
    "/fi/paikat/perhekeskus-954-fi/",
    "/fi/palvelut/",
    "/fi/palvelut/?need=7",
    "/fi/palvelut/?need=7&language=sv&channel=phone",
    "/fi/palvelut/?need=7&open=1",
    "/fi/palvelut-a-o/",
    "/fi/palvelut-a-o/l/",
    "/fi/tuen-tarve/7/",
    "/fi/palvelut-aiheittain/coping/",
    "/fi/kunta/954/",
    "/fi/palvelualue/rannikko/",
    "/fi/palveluryhma/families/",
    "/fi/loyda-palvelu/",
)
PAGED = "/fi/palvelut/", "/fi/palvelut/?need=7", "/fi/palvelut-a-o/"


def statements(path: str, *, is_cold: bool) -> list[str]:
    """What a page asks the database."""
    if is_cold:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return [one["sql"] for one in captured]


def paths() -> list[str]:
    """The pages, and those lists again as they go on after an entry near their end."""
    words = ServiceWords.objects.filter(locale__language_code="fi", facts__facets__code="7").order_by("-name")
    last = words.values_list("pk", flat=True)[5]
    return [*PATHS, *(f"{path}{'&' if '?' in path else '?'}after={last}" for path in PAGED)]


def test_pages_cost_the_same_queries_with_40_services_and_with_100() -> None:
    fill(40)
    for path in PATHS:
        Client().get(path)
    found = []
    for begin, count in ((0, 0), (40, 100)):
        fill(count, begin)
        link_memory.forget()
        Client().get("/fi/")
        found.append([(len(statements(one, is_cold=True)), len(statements(one, is_cold=False))) for one in paths()])
    assert found[0] == found[1]
    services, lists = found[0][:2], found[0][3:6]
    assert max(warm for _cold, warm in services) <= 10, services
    assert max(cold for cold, _warm in lists) <= 5, lists
    assert max(warm for _cold, warm in lists) <= 1, lists


def test_the_index_gives_the_list_its_order() -> None:
    fill(40)
    (listed,) = (one for one in statements("/fi/palvelut/", is_cold=True) if '"services_servicewords"."summary"' in one)
    assert 'JOIN "wagtailcore_locale"' not in listed
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {listed}")
        plan = " ".join(str(row) for row in cursor.fetchall())
    assert "servicewords_listing" in plan
    assert "TEMP B-TREE" not in plan
