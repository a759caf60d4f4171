"""The list narrowed by codes: counts, paging, addresses."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.services.browse import bits, counting
from portal.services.browse.counting import OPEN_KEY, found
from portal.services.browse.refreshing import refresh_all
from portal.services.browse.selection import PARAMETERS, Selection, read_selection
from portal.services.models import ChannelFacts, FacetBits, ServiceFacet
from tests.portal.services import builders, catalogues

pytestmark = pytest.mark.django_db
LIST = "/fi/palvelut/"


def some_selections(seed: int, count: int) -> list[Selection]:
    """Random choices, with nothing chosen among them."""
    chance = catalogues.chance_of(seed)
    chosen = [Selection()]
    for _number in range(count):
        dimensions = chance.sample(list(catalogues.CODES), chance.randint(1, 3))
        chosen.append(Selection(tuple((one, chance.choice(catalogues.CODES[one])) for one in dimensions)))
    return chosen


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.wide) for seed in range(2, 12))])
def test_counts_of_a_random_catalogue_are_those_counted_one_by_one(seed: int) -> None:
    catalogues.catalogue(seed, 30)
    for selection in some_selections(seed, 5):
        for language in ("fi", "sv"):
            left = found(language, selection, timezone.now())
            assert left.total == len(catalogues.left_by(language, selection))
            assert set(left.few or ()) == {one.pk for one in catalogues.left_by(language, selection)}
            shown = {key: count for key, count in left.counts.items() if key != OPEN_KEY and count}
            assert shown == dict(catalogues.counts(language, selection)), (language, selection)


def seen_on(client: Client, path: str) -> list[str]:
    """The services on every page of a list, from its first to its last."""
    seen: list[str] = []
    while path:
        response = client.get(path)
        assert response.status_code == 200
        page = response.content.decode()
        seen += re.findall(r'<a class="govuk-link" href="/fi/palvelut/(r\d+)-fi/"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1].replace("&amp;", "&") if following else ""
    return seen


@pytest.mark.parametrize("few", [1000, 0], ids=["by keys", "by walking"])
def test_every_service_of_a_choice_stands_on_one_page_once(monkeypatch: Any, client: Client, few: int) -> None:
    monkeypatch.setattr(counting, "FEW", few)
    monkeypatch.setattr("portal.services.browse.listing.PAGE_LENGTH", 4)
    catalogues.catalogue(7, 30)
    for selection in some_selections(3, 3):
        wanted = {one.key for one in catalogues.left_by("fi", selection)}
        seen = seen_on(client, LIST + selection.query())
        assert len(seen) == len(set(seen))
        assert set(seen) == wanted


def test_every_service_stands_under_one_letter_once(monkeypatch: Any, client: Client) -> None:
    catalogues.catalogue(5, 30)
    for few in (1000, 0):
        monkeypatch.setattr(counting, "FEW", few)
        cache.clear()
        seen = [key for letter in "zåäöke0" for key in seen_on(client, f"/fi/palvelut-a-o/{letter}/")]
        assert sorted(seen) == sorted(one.key for one in catalogues.left_by("fi", Selection()))
    assert sorted(seen_on(client, "/fi/palvelut-a-o/")) == sorted(seen)


@pytest.mark.parametrize(
    "query",
    [
        "need=", "need=7&need=1", "utm=1", "open=", "after=", "q=%3Cscript%3E", "need=7&municipality=951&open=1&low=yes",
    ],
)  # fmt: skip
def test_a_query_that_chooses_codes_or_nothing_is_answered(client: Client, query: str) -> None:
    builders.service()
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().split("<main", 1)[1]
    assert "public" in page["Cache-Control"]
    assert not page.cookies


@pytest.mark.parametrize(
    "query",
    [
        "need=x", "need=%00", "need=7%20", "need=*", "municipality=*", "municipality=091", "topic=" + "a" * 3000, "open=2",
        "open=yes", "low=1", "channel=pigeon", "language=xx", "group=%27%20OR%201=1", "life_event=KE99", "need=²", "need=７",
    ],
)  # fmt: skip
def test_a_code_that_there_is_not_is_a_404(client: Client, query: str) -> None:
    builders.service()
    assert client.get(f"{LIST}?{query}").status_code == 404


def test_an_address_is_read_back_as_it_was_written() -> None:
    for selection in some_selections(9, 30):
        pairs = dict(part.split("=") for part in selection.query().lstrip("?").split("&") if part)
        read = read_selection(pairs)
        assert read is not None
        assert read.query() == selection.query()
    assert set(PARAMETERS.values()) > set(catalogues.CODES)


def test_a_list_costs_the_same_queries_with_more_services(monkeypatch: Any) -> None:
    monkeypatch.setattr("portal.services.browse.listing.PAGE_LENGTH", 5)
    paths = [
        LIST,
        f"{LIST}?need=1",
        f"{LIST}?need=1&open=1",
        "/fi/palvelut-a-o/k/",
        "/fi/tuen-tarve/1/",
        "/fi/loyda-palvelu/",
    ]

    def queries() -> list[int]:
        numbers = []
        for path in paths:
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                assert Client().get(path).status_code == 200
            numbers.append(len(captured))
        return numbers

    catalogues.catalogue(4, 40)
    queries()
    few = queries()
    builders.many(80)
    refresh_all()
    assert queries() == few
    assert max(few) <= 6


def test_counts_follow_what_is_saved_published_and_taken_down() -> None:
    facts = builders.service(needs=["1"])
    at = timezone.now()

    def count(code: str, language: str = "fi") -> int:
        cache.clear()
        return found(language, Selection(), at).counts.get(("need", code), 0)

    assert (count("1"), count("7")) == (1, 0)
    facts.needs = ["7"]
    facts.save()
    assert (count("1"), count("7")) == (0, 1)
    facts.words.get(locale__language_code="fi").unpublish()
    assert (count("7"), count("7", "sv")) == (0, 1)


def test_a_channel_of_professionals_is_no_facet(client: Client) -> None:
    facts = builders.service()
    channel = ChannelFacts.objects.get(service_links__facts=facts)
    channel.audience, channel.expires_on = "professionals", timezone.localdate().replace(year=2099)
    channel.save()
    assert not ServiceFacet.objects.filter(dimension="channel")
    assert 'value="phone"' not in client.get(LIST).content.decode()


def test_bits_derived_anew_are_the_bits_that_were_kept() -> None:
    builders.service(needs=["1", "7"])
    builders.service("toinen", needs=["7"], phone="")
    kept = {key: mask for key, mask in bits.read().items() if mask}
    FacetBits.objects.update(bits=b"\xff\xff")
    bits.rebuild()
    assert {key: mask for key, mask in bits.read().items() if mask} == kept
    assert bits.members(bits.mask_of([0, 7, 8, 300])) == [0, 7, 8, 300]


def test_a_thousand_and_more_are_told_as_over_a_thousand(monkeypatch: Any, client: Client) -> None:
    monkeypatch.setattr(counting, "FEW", 1)
    for key in ("yksi", "kaksi"):
        builders.service(key, needs=["7"])
    assert "(yli 1 000)" in client.get(LIST).content.decode().replace("\xa0", " ")
