"""What a visitor gets: the right language, its addresses in the others, nothing private, and few queries."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from wagtail.models import Site

from portal.home.frame import link_memory
from portal.services.models import ServiceWords
from tests.portal.home.builders import advice, block, plain, plain_draft, published, rewrite, swedish, text_block

MOST_QUERIES = 12


def page_html(client: Any, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return str(response.content.decode())


def head_links(html: str, rel: str) -> dict[str, str]:
    found = {}
    for tag in re.findall(r"<link [^>]*>", html):
        if f'rel="{rel}"' in tag:
            code = re.search(r'hreflang="([^"]+)"', tag)
            found[code[1] if code else ""] = re.findall(r'\bhref="([^"]+)"', tag)[0]
    return found


def queries_for(client: Any, url: str) -> int:
    """Queries of a page that no cache holds, with the frame's links read anew."""
    client.get(url)  # content types and the site's roots are kept for the life of a process
    link_memory.forget()
    with CaptureQueriesContext(connection) as caught:
        page_html(client, url)
    return len(caught)


def all_variants(tree: Any) -> dict[str, Any]:
    swedish(tree.topic)
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    return {"fi": tree.advice, "sv": swedish(tree.advice), "fi-simple": plain(tree.advice)}


def test_each_front_page_is_in_its_own_language(tree: Any, client: Any) -> None:
    for code in ("fi", "sv", "fi-simple"):
        assert f'<html lang="{code}"' in page_html(client, f"/{code}/")


def test_an_advice_page_says_what_it_says(tree: Any, client: Any) -> None:
    html = page_html(client, "/fi/jaksaminen/vasynyt/")
    assert "<h1" in html
    assert "Väsynyt vanhempi" in html
    assert "lepää hetki" in html


def test_a_page_may_be_kept_by_anyone_and_sets_no_cookie(tree: Any, client: Any) -> None:
    for url in ("/fi/", "/fi/jaksaminen/", "/fi/jaksaminen/vasynyt/"):
        response = client.get(url)
        assert response["Cache-Control"].startswith("public, max-age=")
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_a_page_holds_no_inline_script_or_style(tree: Any, client: Any) -> None:
    html = page_html(client, "/fi/jaksaminen/vasynyt/")
    html = re.sub(r'<script type="application/ld\+json">[^<>]*</script>', "", html)  # data, which no browser runs
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", html)


def test_a_visit_writes_nothing(tree: Any, client: Any) -> None:
    client.get("/fi/jaksaminen/vasynyt/")
    with CaptureQueriesContext(connection) as caught:
        client.get("/fi/jaksaminen/vasynyt/")
    assert not [one["sql"] for one in caught if not one["sql"].lstrip().upper().startswith("SELECT")]


def test_an_advice_page_needs_at_most_twelve_queries(tree: Any, client: Any) -> None:
    for page in all_variants(tree).values():
        assert queries_for(client, page.get_url()) <= MOST_QUERIES


def test_the_number_of_queries_grows_neither_with_blocks_nor_with_pages(tree: Any, client: Any) -> None:
    full = [
        text_block(f'Lue myös <a linktype="page" id="{tree.topic.pk}">aihe</a>.'),
        block("contact", channel="advice_phone", text=""),
        block("related_services", services=["perheneuvola"]),
    ]
    small = advice(tree.topic, "Pieni", "pieni", full, related_service_keys=["perheneuvola"])
    for number in range(8):
        advice(tree.topic, f"Sivu {number}", f"sivu-{number}")
    large = advice(tree.topic, "Suuri", "suuri", full * 8, related_service_keys=["perheneuvola", "perhetyo"])
    few, many = (queries_for(client, f"/fi/jaksaminen/{page.slug}/") for page in (small, large))
    assert many == few <= MOST_QUERIES


@pytest.mark.parametrize("url", ["/fi/", "/fi/jaksaminen/"])
def test_lists_of_pages_need_a_fixed_number_of_queries(tree: Any, client: Any, url: str) -> None:
    before = queries_for(client, url)
    for number in range(8):
        advice(tree.topic, f"Sivu {number}", f"sivu-{number}")
    assert queries_for(client, url) == before <= MOST_QUERIES


def test_the_language_navigation_leads_to_the_same_page(tree: Any, client: Any) -> None:
    for page in all_variants(tree).values():
        html = page_html(client, page.get_url())
        for other in all_pages(page):
            assert other.get_url() in html


def all_pages(page: Any) -> list[Any]:
    return [one for one in page.get_translations(inclusive=True) if one.live]


def test_addresses_in_other_languages_are_named_by_every_one_of_them(tree: Any, client: Any) -> None:
    variants = all_variants(tree)
    named = [head_links(page_html(client, page.get_url()), "alternate") for page in variants.values()]
    assert named[0] == named[1] == named[2]
    assert set(named[0]) == {"fi", "sv", "fi-simple", "x-default"}
    assert named[0]["x-default"] == named[0]["fi"]


def test_only_languages_that_are_live_are_named(tree: Any, client: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    plain_draft(tree.advice)
    assert set(head_links(page_html(client, tree.advice.get_url()), "alternate")) == {"fi", "x-default"}


def test_a_page_names_its_own_address_as_the_right_one(tree: Any, client: Any) -> None:
    html = page_html(client, tree.advice.get_url() + "?utm=1")
    assert head_links(html, "canonical") == {"": "http://testserver/fi/jaksaminen/vasynyt/"}


def test_a_missing_variant_leads_to_the_nearest_page_and_says_so(tree: Any, client: Any) -> None:
    topic = swedish(tree.topic)
    html = page_html(client, tree.advice.get_url())
    assert topic.get_url() in html
    with translation.override("sv"):
        assert re.search(r'<p class="tp-languages__note" lang="sv">[^<]+</p>', html)
    assert f">{topic.title}<" not in html
    assert topic.title in html
    assert 'href="/fi-simple/"' in html


def test_a_variant_without_a_front_page_is_not_offered_and_not_answered_in_finnish(tree: Any, client: Any) -> None:
    tree.homes["sv"].unpublish()
    assert 'href="/sv/"' not in page_html(client, "/fi/")
    assert client.get("/sv/").status_code == 404
    assert client.get("/sv/jaksaminen/").status_code == 404


def test_finnish_text_never_stands_at_a_swedish_address(tree: Any, client: Any) -> None:
    response = client.get("/sv/jaksaminen/vasynyt/")
    assert response.status_code == 404
    assert "lepää hetki" not in response.content.decode()


def test_a_missing_page_offers_the_same_page_in_other_variants_and_the_topics(tree: Any, client: Any) -> None:
    html = client.get("/sv/jaksaminen/vasynyt/").content.decode()
    assert "/fi/jaksaminen/vasynyt/" in html
    html = client.get("/fi/ei-ole/").content.decode()
    assert "/fi/jaksaminen/" in html


@pytest.mark.parametrize(
    "path", ["/fi/" + "a/" * 3000, "/fi/%00/", "/sv/../fi/", "/fi/%F0%9F%98%80/", "/fi/'%22%3Cscript%3E/"]
)
def test_a_hostile_path_leads_nowhere_quietly(tree: Any, client: Any, path: str) -> None:
    response = client.get(path)
    assert response.status_code in {302, 400, 404}
    assert "<script>" not in response.content.decode().replace('<script type="module"', "")


def test_drafts_and_pages_taken_down_are_not_shown(tree: Any, client: Any) -> None:
    tree.advice.unpublish()
    assert client.get("/fi/jaksaminen/vasynyt/").status_code == 404
    assert "Väsynyt vanhempi" not in page_html(client, "/fi/jaksaminen/")


def test_a_page_under_one_that_was_taken_down_is_still_there(tree: Any, client: Any) -> None:
    tree.topic.unpublish()
    assert client.get("/fi/jaksaminen/vasynyt/").status_code == 200


def test_the_plain_page_is_leaner(tree: Any, client: Any) -> None:
    page = all_variants(tree)["fi-simple"]
    html = page_html(client, page.get_url())
    assert "tp-plain" in html
    tree.advice.reviewed_on = date(2026, 11, 1)
    published(tree.advice)
    assert "tp-verified" in page_html(client, tree.advice.get_url())
    assert "tp-verified" not in html


def test_a_sensitive_page_says_how_to_leave(tree: Any, client: Any) -> None:
    page = advice(tree.topic, "Kun kotona pelottaa", "pelottaa", sensitive=True)
    assert "govuk-inset-text" in page_html(client, page.get_url())
    assert "govuk-inset-text" not in page_html(client, tree.advice.get_url())


def test_links_in_the_text_lead_to_the_page_in_the_same_language(tree: Any, client: Any) -> None:
    linked = text_block(f'Lue lisää <a linktype="page" id="{tree.topic.pk}">väsymyksestä</a> rauhassa kotona.')
    page = advice(tree.topic, "Linkki", "linkki", [linked])
    topic = swedish(tree.topic)
    there = swedish(page)
    assert f'href="{topic.get_url()}"' in page_html(client, there.get_url())
    assert f'href="{tree.topic.get_url()}"' in page_html(client, page.get_url())


def test_a_link_to_a_page_that_is_gone_keeps_its_words(tree: Any, client: Any) -> None:
    page = advice(tree.topic, "Linkki", "linkki", [text_block('Lue <a linktype="page" id="999999">täältä</a> lisää.')])
    html = page_html(client, page.get_url())
    assert "täältä" in html
    assert 'id="999999"' not in html


def test_related_services_are_those_of_the_pages_language(tree: Any, client: Any) -> None:
    page = advice(tree.topic, "Palvelut", "palvelut-sivu", related_service_keys=["ei-ole"])
    assert not ServiceWords.objects.exists()
    assert "related-heading" not in page_html(client, page.get_url())


def test_a_post_to_a_page_is_refused(tree: Any, client: Any) -> None:
    assert client.post("/fi/jaksaminen/vasynyt/", {"a": "b"}).status_code in {403, 405}


def test_the_next_review_is_later_than_the_last(tree: Any) -> None:
    tree.advice.reviewed_on = tree.advice.next_review = date(2026, 11, 1)
    with pytest.raises(ValidationError):
        tree.advice.save_revision()


def test_a_page_written_anew_shows_its_own_words_only(tree: Any, client: Any) -> None:
    plain(tree.topic, "Kun et jaksa", "Täältä saat apua nyt.")
    page = published(rewrite(plain_draft(tree.advice), "Olen väsynyt vanhempi", "Onko sinulla vähän voimia?"))
    assert "lepää hetki" not in page_html(client, page.get_url())


def test_full_addresses_name_the_host_that_was_asked_whatever_the_record_of_the_site_says(
    tree: Any, client: Any
) -> None:
    Site.objects.update(hostname="localhost", port=80)
    html = page_html(client, tree.advice.get_url())
    found = [*head_links(html, "canonical").values(), *head_links(html, "alternate").values()]
    assert len(found) > 1
    assert all(one.startswith("http://testserver/fi/") for one in found)
