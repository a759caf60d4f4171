"""The list of services and the page of one, as a visitor meets them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.home.frame import link_memory
from portal.services.models import ServiceFacts
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
PAGES = {
    "fi": "/fi/palvelut/kotipalvelu-fi/",
    "sv": "/sv/tjanster/kotipalvelu-sv/",
    "fi-simple": "/fi-simple/palvelut/kotipalvelu-fi-simple/",
}
LISTS = {"fi": "/fi/palvelut/", "sv": "/sv/tjanster/", "fi-simple": "/fi-simple/palvelut/"}


def text(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("code", PAGES)
def test_a_service_shows_its_words_and_its_facts(client: Client, code: str) -> None:
    builders.service()
    page = text(client, PAGES[code])
    assert f'<html lang="{code}"' in page
    assert builders.SENTENCES[code][1] in page
    assert 'href="tel:0791002030"' in page
    assert "079 100 2030" in page
    assert "16.11.2026" in page
    assert "Kotipalvelun tiimi" in page


def test_the_hours_are_said_in_the_language_of_the_page(client: Client) -> None:
    builders.service()
    assert "Maanantaista torstaihin kello 9–12.30" in text(client, PAGES["fi"])
    assert "Måndag till torsdag kl. 9–12.30" in text(client, PAGES["sv"])


def test_a_corrected_phone_number_is_on_all_three_variants_at_once(client: Client) -> None:
    channel = builders.service().channel_links.get().channel
    channel.number = "079 999 0001"
    channel.save()
    for path in PAGES.values():
        page = text(client, path)
        assert "079 999 0001" in page
        assert "079 100 2030" not in page


def test_a_draft_of_the_words_changes_nothing_that_is_public(client: Client) -> None:
    facts = builders.service()
    words = facts.words.get(locale__language_code="sv")
    words.description = "<p>Ett utkast som ingen ska se.</p>"
    words.save_revision()
    assert "Ett utkast" not in text(client, PAGES["sv"])


def test_the_alternates_of_three_live_variants_name_each_other(client: Client) -> None:
    builders.service()
    for path in PAGES.values():
        found = dict(re.findall(r'hreflang="([^"]+)" href="http://testserver([^"]+)"', text(client, path)))
        assert found == {**PAGES, "x-default": PAGES["fi"]}


def test_a_missing_variant_leads_to_its_list_and_says_so(client: Client) -> None:
    facts = builders.facts()
    builders.live(facts, "fi")
    builders.draft(facts, "sv")
    page = text(client, PAGES["fi"])
    assert 'hreflang="sv" href="http' not in page
    assert 'href="/sv/tjanster/"' in page
    assert "Den här tjänsten har ännu ingen sida på svenska." in page


def test_the_canonical_address_is_the_page_itself_without_a_query(client: Client) -> None:
    builders.service()
    page = text(client, PAGES["fi"] + "?utm=1")
    assert f'<link rel="canonical" href="http://testserver{PAGES["fi"]}">' in page


@pytest.mark.parametrize(
    "path",
    [
        "/fi/palvelut/ei-ole/",
        "/fi/tjanster/",
        "/sv/palvelut/",
        "/fi/palvelut/kotipalvelu-sv/",
        "/fi/palvelut/%00/",
        "/fi/palvelut/" + "a" * 3000 + "/",
        "/fi/palvelut/'%22%3E%3Cscript%3E/",
        "/fi/palvelut/?after=0",
        "/fi/palvelut/?after=-1",
        "/fi/palvelut/?after=99999999999999999999999",
        "/fi/palvelut/?after=²",
        "/fi/palvelut/?after=abc",
        "/fi/palvelut/?after=999999",
    ],
)
def test_an_address_that_leads_nowhere_is_a_404(client: Client, path: str) -> None:
    builders.service()
    text(client, path, status=404)


def test_words_that_were_taken_down_are_a_404_and_leave_the_list(client: Client) -> None:
    facts = builders.service()
    facts.words.get(locale__language_code="fi").unpublish()
    text(client, PAGES["fi"], status=404)
    assert "kotipalvelu-fi/" not in text(client, LISTS["fi"])
    text(client, PAGES["sv"])


def test_an_ended_service_says_so_and_leaves_the_list(client: Client) -> None:
    facts = builders.service()
    ServiceFacts.objects.filter(pk=facts.pk).update(archived_on=date(2026, 11, 1))
    page = text(client, PAGES["fi"], status=410)
    assert "Palvelu on päättynyt" in page
    assert 'href="/fi/palvelut/"' in page
    assert "079 100 2030" not in page
    assert PAGES["fi"] not in text(client, LISTS["fi"])


@pytest.mark.parametrize("path", [PAGES["fi"], LISTS["sv"], PAGES["fi-simple"]])
def test_the_pages_may_be_cached_whole(client: Client, path: str) -> None:
    builders.service()
    response = client.get(path)
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in response.content.decode()
    assert "Cookie" not in response.get("Vary", "")


def test_the_pages_cost_few_queries_and_no_more_with_300_services() -> None:
    builders.service()
    builders.many(6)
    paths = (PAGES["fi"], LISTS["fi"])
    link_memory.forget()
    assert queries(paths[0]) <= 16  # also where the frame has to read its links anew
    queries(paths[1])
    few = [queries(path) for path in paths]
    builders.many(293, begin=6)
    assert [queries(path) for path in paths] == few
    assert few[0] <= 14, few
    assert few[1] <= 6, few


def test_the_list_pages_by_key_and_shows_every_service_once(client: Client) -> None:
    builders.many(120)
    seen: list[str] = []
    path = LISTS["fi"]
    while path:
        page = text(client, path)
        seen += re.findall(r'href="(/fi/palvelut/s\d+-fi/)"', page)
        following = re.search(r'href="([^"]+)" rel="next"', page)
        path = following[1] if following else ""
    assert len(seen) == len(set(seen)) == 120


def test_an_empty_list_says_so_and_names_the_advice_phone(client: Client) -> None:
    page = text(client, LISTS["fi-simple"])
    assert "Täällä ei ole vielä palveluja selkokielellä." in page


def test_the_plain_page_is_leaner(client: Client) -> None:
    facts = builders.facts(law_act="Sosiaalihuoltolaki 1301/2014", law_section="19 §")
    for code in ("fi", "fi-simple"):
        builders.live(
            facts,
            code,
            everyday_names="kotiapu",
            for_professionals="<p>Kirjaa lasten iät ja toiveet.</p>" if code == "fi" else "",
        )
    standard, plain = text(client, PAGES["fi"]), text(client, PAGES["fi-simple"])
    for shown in ("kotiapu", "19 §", "Kirjaa lasten iät"):
        assert shown in standard
        assert shown not in plain


def test_hostile_text_in_words_reaches_the_page_only_as_text(client: Client) -> None:
    facts = builders.facts()
    builders.live(
        facts, "fi", name="<script>alert(1)</script>", everyday_names="<b onclick=x>", cost="<img src=x onerror=1>",
        description="<p onclick=x>Hei<script>alert(2)</script></p><iframe src=//evil.example></iframe>",
    )  # fmt: skip
    main = text(client, PAGES["fi"]).split("<main", 1)[1].split("</main>", 1)[0]
    assert "<script" not in main
    assert "<iframe" not in main
    assert "<img" not in main
    assert "onclick=x>" not in main.replace("onclick=x&gt;", "")
    assert "Hei" in main


def test_where_nobody_reads_a_mailbox_the_page_leads_to_the_phone_only(client: Client) -> None:
    facts = builders.facts(email="")
    builders.live(facts, "fi")
    page = text(client, PAGES["fi"])
    assert "mailto:" not in page.split("<main", 1)[1].split("</main>", 1)[0]
    assert "/fi/pyyda-apua/" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_service_leads_to_asking_for_help_in_its_own_language(client: Client) -> None:
    builders.service()
    assert 'href="/sv/be-om-hjalp/"' in text(client, PAGES["sv"])
