"""What pages say to machines: linked data through a JSON-LD library against our committed shape, and OpenGraph."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from portal.core.county import county
from portal.home.models import ProcessPage
from portal.home.models.base import base_page_models
from tests.portal.home import builders
from tests.portal.services.linked_data_checks import address_of, document_of, framed

HOSTILE = "</script><script>alert(1)</script>\u2028 & \"'"


def shared_of(path: str) -> list[tuple[str, str]]:
    page = Client().get(path).content.decode()
    return re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page)


def test_advice_is_an_article_with_the_way_to_it_in_each_variant(tree: Any) -> None:
    pages = {"fi": tree.advice, "sv": None, "fi-simple": None}
    builders.swedish(tree.topic)
    pages["sv"] = builders.swedish(tree.advice)
    builders.plain(tree.topic, "Voimat ovat lopussa", "Täältä saat apua.")
    pages["fi-simple"] = builders.plain(tree.advice)
    for language, page in pages.items():
        path = page.get_url()
        document = document_of(path)
        said = framed(document, "Article")
        assert said["name"] == said["headline"] == page.title
        assert said["inLanguage"] == language
        assert said["url"] == f"http://testserver{path}"
        assert said["publisher"]["name"] == county().name.get(language)
        way = framed(document, "BreadcrumbList")["itemListElement"]
        assert [address_of(one["item"]) for one in way][::2] == [
            f"http://testserver/{language}/",
            f"http://testserver{path}",
        ]
        shared = shared_of(path)
        assert ("type", "article") in shared
        assert ("title", page.title) in shared
        assert ("url", f"http://testserver{path}") in shared
        assert {value for key, value in shared if key.startswith("locale")} == {"fi_FI", "sv_FI"}


def test_front_page_and_topic_say_what_they_are(tree: Any) -> None:
    assert framed(document_of("/fi/"), "WebSite")["description"] == "Täältä löydät neuvoja arkeen."
    assert framed(document_of("/fi/jaksaminen/"), "CollectionPage")["name"] == "Jaksaminen"
    assert ("type", "website") in shared_of("/sv/")
    privacy = ProcessPage(
        title="Tietosuoja", slug="tietosuoja", summary="Näin käsittelemme tietojasi.", key="privacy", live=False,
        body=builders.body_of(builders.text_block("Tietosi ovat turvassa täällä.")), locale=builders.locale("fi"),
    )  # fmt: skip
    tree.homes["fi"].add_child(instance=privacy)
    builders.published(privacy)
    assert framed(document_of("/fi/tietosuoja/"), "WebPage")["name"] == "Tietosuoja"


def test_hostile_words_of_an_editor_break_out_of_nothing(tree: Any) -> None:
    tree.advice.title = tree.advice.summary = HOSTILE
    builders.published(tree.advice)
    said = framed(document_of("/fi/jaksaminen/vasynyt/"), "Article")
    assert said["headline"] == said["description"] == HOSTILE
    assert "<script>alert" not in Client().get("/fi/jaksaminen/vasynyt/").content.decode()


@pytest.mark.django_db
def test_the_start_of_a_self_assessment_says_nothing_to_machines() -> None:
    speaking = {one.__name__ for one in base_page_models() if one.schema_type}
    assert speaking == {"HomePage", "TopicPage", "AdvicePage", "ProcessPage"}
