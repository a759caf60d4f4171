"""Pages of needs, topics, life events, groups, municipalities and areas: each leads onwards."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from portal.core.county import county
from portal.core.locales import VARIANT_CODES, reverse_in
from portal.core.needs import SUPPORT_NEEDS
from portal.services.browse.remembered import cookie_name
from portal.services.models import ServicePlace
from portal.services.models.classifications import GROUPS, LIFE_EVENTS, TOPICS
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
NEEDS_AND_TOWNS = [
    *(("services-by-need", {"code": code}) for code in SUPPORT_NEEDS),
    *(("municipality", {"code": one.code}) for one in county().municipalities),
    *(("service-area", {"key": one.key}) for one in county().areas),
]
OTHERS = [
    *(("services-by-topic", {"code": code}) for code in TOPICS),
    *(("services-by-life-event", {"code": code}) for code in LIFE_EVENTS),
    *(("service-group", {"code": code}) for code in GROUPS),
]
PAGES = [*NEEDS_AND_TOWNS, *OTHERS]


def main_of(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    return response.content.decode().split("<main", 1)[1].split("</main>", 1)[0]


@pytest.mark.parametrize(
    "pages", [NEEDS_AND_TOWNS, pytest.param(OTHERS, marks=pytest.mark.wide)], ids=["needs and towns", "others"]
)
def test_no_need_municipality_area_topic_or_group_is_a_dead_end(
    client: Client, pages: list[tuple[str, dict[str, str]]]
) -> None:
    """One service answers one need; everything else still leads to the advice phone and to asking for help."""
    builders.service(needs=["7"], municipalities=["951"])
    phone = county().advice_phone.tel()
    for number, (name, part) in enumerate(pages):
        language = VARIANT_CODES[number % 3]
        main = main_of(client, reverse_in(name, language, **part))
        assert f'href="{phone}"' in main
        assert f'href="{reverse_in("help-request", language)}"' in main
    assert "kotipalvelu-fi/" in main_of(client, "/fi/tuen-tarve/7/")
    assert "kotipalvelu-fi/" in main_of(client, "/fi/kunta/951/")
    assert "kotipalvelu-fi/" not in main_of(client, "/fi/kunta/952/")


def test_one_page_leads_to_every_way_of_finding(client: Client) -> None:
    builders.service(needs=["7"], topics=["sleep"], life_events=["KE1"], group="families")
    links = set(re.findall(r'href="([^"]+)"', main_of(client, "/fi/loyda-palvelu/")))
    always = [page for page in PAGES if page[0] not in {"services-by-topic", "services-by-life-event"}]
    for name, part in [*always, ("services-by-topic", {"code": "sleep"}), ("services-by-life-event", {"code": "KE1"})]:
        assert reverse_in(name, "fi", **part) in links
    assert "/fi/palvelut-a-o/k/" in links


def test_a_need_leads_to_its_services_and_each_of_them_back(client: Client) -> None:
    builders.service(needs=["7"], topics=["sleep"])
    service = main_of(client, "/fi/palvelut/kotipalvelu-fi/")
    assert 'href="/fi/tuen-tarve/7/"' in service
    assert 'href="/fi/palvelut-aiheittain/sleep/"' in service


def test_a_municipality_shows_its_places_with_what_holds_now(client: Client) -> None:
    facts, place = builders.service(), builders.place(low_threshold=True)
    facts.place_links = [ServicePlace(place=place)]
    facts.save()
    builders.said(place, "fi")
    main = main_of(client, "/fi/kunta/951/")
    assert "/fi/paikat/perhekeskus-fi/" in main
    assert "tp-contact__now--" in main
    assert "/fi/paikat/perhekeskus-fi/" in main_of(client, "/fi/palvelualue/rannikko/")
    assert "/fi/paikat/perhekeskus-fi/" not in main_of(client, "/fi/kunta/952/")


def test_a_group_says_by_which_steps_one_gets_in(client: Client) -> None:
    facts = builders.facts(group="families")
    builders.live(facts, "fi", grounds="<p>Perheen tilanne ratkaisee.</p>")
    main = main_of(client, "/fi/palveluryhma/families/")
    assert "Perheen tilanne ratkaisee." in main
    assert "Soita kotipalveluun heti aamulla." in main


@pytest.mark.parametrize(
    "path",
    [
        "/fi/tuen-tarve/x/", "/fi/tuen-tarve/%00/", "/fi/kunta/091/", "/fi/kunta/*/", "/fi/palvelualue/x/", "/fi/palvelut-a-o/kk/",
        "/fi/palvelut-a-o/%C3%A9/", "/fi/palvelut-a-o/%3C/", "/fi/palveluryhma/none/", "/sv/tuen-tarve/7/", "/fi/elamantilanne/KE/",
        "/fi/palvelut-a-o/?after=x",
    ],
)  # fmt: skip
def test_a_code_that_there_is_not_has_no_page(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_municipality_is_remembered_only_on_the_visitors_wish(client: Client) -> None:
    builders.service()
    response = client.post("/fi/m/", {"municipality": "951"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert (response.status_code, response["Location"]) == (303, "/fi/kunta/951/")
    assert not response.cookies
    assert "public" in client.get("/fi/palvelut/")["Cache-Control"]
    response = client.post(
        "/fi/m/", {"municipality": "951", "remember": "1"}, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert response.cookies[cookie_name()].value == "951"
    page = client.get("/fi/palvelut/")
    assert page["Cache-Control"] == "private, no-store"
    assert 'href="/fi/kunta/951/"' in page.content.decode()


@pytest.mark.parametrize("way", ["forget", "exit"])
def test_a_remembered_municipality_is_forgotten_by_a_button_and_by_the_exit(client: Client, way: str) -> None:
    client.cookies[cookie_name()] = "951"
    path, fields = ("/fi/m/", {"forget": "1"}) if way == "forget" else ("/exit/", {})
    response = client.post(path, fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.cookies[cookie_name()].value == ""
    assert response.cookies[cookie_name()]["max-age"] == 0


def test_a_made_up_cookie_or_choice_says_nothing(client: Client) -> None:
    client.cookies[cookie_name()] = "<script>"
    page = client.get("/fi/palvelut/")
    assert page.status_code == 200
    assert "<script>" not in page.content.decode().split("<main", 1)[1]
    headers = {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/fi/m/", {"municipality": "091"}, headers=headers).status_code == 404
    assert client.post("/fi/m/", {"municipality": "951"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.get("/fi/m/").status_code == 405
