"""The pages of finding in the map for search engines: each in the languages in which it leads to something."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.county import county
from portal.services.browse.refreshing import refresh_all
from portal.services.open_data import addresses_for_search
from tests.portal.services import builders, open_builders
from tests.portal.services.test_open_exports import SITEMAP, ask, valid_map

pytestmark = pytest.mark.django_db


def paths_in_map() -> set[str]:
    found = {url.findtext(f"{SITEMAP}loc") for url in valid_map("/sitemap.xml").iter(f"{SITEMAP}url")}
    return {one.removeprefix("http://testserver") for one in found}


def test_the_pages_of_finding_stand_in_the_map_where_they_lead_to_something() -> None:
    made = open_builders.catalogue()
    made.service.life_events, made.service.target_groups, made.service.group = ["KE1"], ["KR1"], "families"
    made.service.municipalities = ["952"]
    made.service.save()
    found = paths_in_map()
    of_needs = {
        "/fi/tuen-tarve/1/",
        "/sv/stodbehov/7/",
        "/fi-simple/elamantilanne/KE1/",
        "/sv/tjanster-enligt-tema/coping/",
    }
    of_towns = {"/fi/kunta/951/", "/sv/kommun/952/", f"/fi/palvelualue/{county().area_of('951')}/"}
    of_lists = {"/fi/palvelut/", "/sv/platser/", "/fi/kumppanit/", "/fi/loyda-palvelu/", "/fi/palvelut-a-o/k/"}
    others = {"/fi/palvelut/?target_group=KR1", "/sv/tjanstegrupp/families/", "/fi-simple/palvelut-a-o/"}
    assert of_needs | of_towns | of_lists | others <= found
    assert not {"/fi/palvelut-a-o/x/", "/fi/tuen-tarve/2/", "/fi/kunta/953/", "/fi/palvelut-aiheittain/sleep/"} & found
    for path in sorted(one for one in found if one.startswith("/fi/"))[::3]:
        answer = ask(path)
        assert answer.status_code == 200, path
        main = answer.content.decode().split("<main", 1)[1]
        assert re.search(r"kotipalvelu-fi/|perhekeskus-fi/|lyhty-fi/|/fi/kunta/95[12]/|palvelut-a-o/k/", main), path
    made.service.words.filter(locale__language_code="sv").get().unpublish()
    assert "/fi/tuen-tarve/1/" in paths_in_map()
    assert not {"/sv/stodbehov/1/", "/sv/kommun/952/", "/sv/tjanster/"} & paths_in_map()
    assert "/sv/kommun/951/" in paths_in_map()


def test_an_empty_catalogue_has_no_page_of_finding_in_the_map() -> None:
    assert addresses_for_search.finding_pages() == []


def test_the_pages_of_finding_are_told_from_one_another_with_three_queries() -> None:
    open_builders.catalogue()
    builders.many(40)
    refresh_all()
    for number in range(5):
        builders.said(builders.place(f"paikka-{number}", municipality="953"), "sv")
    with CaptureQueriesContext(connection) as captured:
        found = {path for one in addresses_for_search.finding_pages() for path in one.paths.values()}
    assert len(captured) == 3
    assert {"/fi/palvelut-a-o/p/", "/sv/kommun/953/"} <= found
