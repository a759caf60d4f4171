"""The frame around every page, and what is left of it without a database."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from portal.core import frame as frame_module
from portal.core.frame import Frame, NavigationLink, frame_memory, frame_of, kept_frame
from portal.core.registries import health_checks

pytestmark = pytest.mark.urls("tests.portal.core.sample")


def filled() -> Frame:
    return Frame(
        "X", "Y", "/fi/", (NavigationLink("Palvelut", "/fi/palvelut/", is_current=True),),
        named_links={"privacy": NavigationLink("Tietosuoja", "/fi/tietosuoja/")},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("", "/fi/"), ("sv", "/sv/"), ("sv-FI,fi;q=0.8", "/sv/"), ("fi-FI,sv;q=0.9", "/fi/"), ("en-GB,en", "/fi/"),
        ("en,sv;q=0.5", "/sv/"), ("fi-simple", "/fi-simple/"), ("fi;q=0.5,sv;q=0.9", "/sv/"), ("*", "/fi/"),
        ("x" * 5000, "/fi/"), ("sv;q=x", "/fi/"),
    ],
)  # fmt: skip
def test_the_front_door_opens_in_the_visitors_language(accept: str, target: str, client: Client) -> None:
    response = client.get("/", HTTP_ACCEPT_LANGUAGE=accept)
    assert (response.status_code, response["Location"]) == (302, target)
    assert not response.cookies


def test_each_path_answers_in_its_own_language_only(client: Client) -> None:
    assert client.get("/sv/respons/").status_code == 200
    assert client.get("/sv/palaute/").status_code == 404
    assert client.get("/fi/respons/").status_code == 404


def test_the_language_links_lead_to_the_same_page_under_its_own_path(client: Client) -> None:
    page = client.get("/fi/palaute/").content.decode()
    assert '<html lang="fi"' in page
    assert re.search(r'href="/sv/respons/" rel="alternate" lang="sv" hreflang="sv"', page)
    assert re.search(r'href="/fi-simple/palaute/" rel="alternate" lang="fi-simple"', page)
    assert '<link rel="alternate" hreflang="sv" href="http://testserver/sv/respons/">' in page
    assert '<link rel="alternate" hreflang="x-default" href="http://testserver/fi/palaute/">' in page


def test_neutral_pages_say_nothing_in_title_or_head(client: Client) -> None:
    page = client.get("/fi/sample/step/").content.decode()
    assert 'content="noindex"' in page
    assert "hreflang" not in page[: page.index("<body")]


def test_the_nearest_page_comes_with_a_sentence_that_says_so(client: Client) -> None:
    page = client.get("/fi/sample/").content.decode()
    assert '<p class="tp-languages__note" lang="sv">Sidan finns inte på svenska ännu.' in page
    assert 'hreflang="sv" href="http' not in page


def test_the_last_frame_survives_in_memory_and_in_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_module, "_fillers", [lambda request: filled()])
    request = RequestFactory().get("/fi/")
    frame_of(request)
    for _attempt in ("memory", "file"):
        kept = kept_frame(request)
        assert [link.url for link in kept.navigation] == ["/fi/palvelut/"]
        assert not kept.navigation[0].is_current
        assert kept.named_links["privacy"].text == "Tietosuoja"
        assert kept.urgent_numbers
        frame_memory.forget()


def test_the_file_is_written_only_when_the_links_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_module, "_fillers", [lambda request: filled()])
    frame_of(RequestFactory().get("/fi/"))
    file = Path(settings.VAR_DIR) / f"frame-{settings.HALF}-fi.json"
    file.write_text("{}")
    frame_of(RequestFactory().get("/fi/"))
    assert file.read_text() == "{}"


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"navigation": 3}', "\x00", '{"home_url": "/", "navigation": [[]], "named_links": {}}']
)
def test_a_broken_file_gives_the_frame_of_reference_data(content: str) -> None:
    file = Path(settings.VAR_DIR) / f"frame-{settings.HALF}-fi.json"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content)
    frame_memory.forget()
    assert kept_frame(RequestFactory().get("/fi/")).urgent_numbers


@pytest.mark.parametrize("path", ["/fi/palaute/", "/sv/respons/", "/fi-simple/palaute/"])
def test_the_feedback_page_names_the_address_the_days_and_the_supervisor(path: str, client: Client) -> None:
    page = client.get(path).content.decode()
    assert "mailto:saavutettavuus@esimerkkila.example" in page
    assert "14" in page
    assert "Traficom" in page


@pytest.mark.django_db
def test_health_says_what_fails(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ValueError("secret words")

    monkeypatch.setattr(health_checks, "_entries", {})
    assert client.get("/health/ready").json() == {"status": "ok", "problems": {}}
    monkeypatch.setattr(health_checks, "_entries", {"keys": lambda: "No key.", "odd": broken})
    response = client.get("/health/ready")
    assert response.status_code == 503
    assert response.json()["problems"] == {"keys": "No key.", "odd": "The check failed: ValueError."}
