"""A shared tablet: switched on by a press, nobody's page kept, cleared by a press or when nobody answers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest
from django.test import Client, RequestFactory

from portal.core.kiosk import kiosk_number, own_path
from portal.core.registries import erasers
from portal.services.models import PlaceFacts
from tests.portal.services import builders

pytestmark = pytest.mark.django_db
COOKIE = "tp-kiosk"
OURS = {"Sec-Fetch-Site": "same-origin"}
CLEAR, STILL, NOBODY = "/fi/k/clear/", "/fi/k/still/", "/fi/k/nobody/"


def kiosk(**changes: Any) -> PlaceFacts:
    place = builders.place(**{"kiosk": True, **changes})
    for code in ("fi", "sv", "fi-simple"):
        builders.said(place, code)
    return place


def start(place: PlaceFacts, language: str = "fi") -> str:
    return f"/{language}/k/{place.pk}/"


def post(client: Client, path: str, data: dict[str, str] | None = None, site: str = "same-origin") -> Any:
    return client.post(path, data or {}, headers={"Sec-Fetch-Site": site})


def switched_on(place: PlaceFacts) -> Client:
    client = Client()
    response = post(client, f"{start(place)}switch/", {"do": "on"})
    assert (response.status_code, response["Location"]) == (303, start(place))
    return client


def test_one_button_switches_it_on_with_a_cookie_that_says_only_which_place(client: Client) -> None:
    place = kiosk()
    page = client.get(start(place)).content.decode()
    assert 'value="on"' in page
    assert "tp-kiosk__bar" not in page
    cookie = switched_on(place).cookies[COOKIE]
    assert cookie.value == str(place.pk)
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert cookie["path"] == "/"


@pytest.mark.parametrize("path", ["/fi/", "/sv/", "/fi/palvelut/", "/fi-simple/poistuminen/", "/fi/ei-ole/", "/fi/p/"])
def test_while_it_is_on_every_page_has_the_bar_and_asks_when_idle_and_nobody_keeps_it(path: str) -> None:
    response = switched_on(kiosk()).get(path)
    language = path.split("/")[1]
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]
    assert f'action="/{language}/k/clear/"' in response.content.decode()
    seconds, _, target = response["Refresh"].partition("; url=")
    assert int(seconds) == settings.KIOSK_IDLE_MINUTES * 60
    assert target == f"/{language}/k/still/?back={path.replace('/', '%2F')}"


def test_without_it_a_page_is_as_before(client: Client) -> None:
    for value in ("", "x", "-1", "²", "9" * 40):
        client.cookies[COOKIE] = value
        response = client.get("/fi/palvelut/")
        assert "public" in response["Cache-Control"]
        assert "Refresh" not in response
        assert "tp-kiosk__bar" not in response.content.decode()


def test_the_question_leads_back_or_clears_by_itself() -> None:
    client = switched_on(kiosk())
    response = client.get(STILL, {"back": "/fi/palvelut/"})
    assert response["Refresh"] == f"{settings.KIOSK_ANSWER_SECONDS}; url={NOBODY}"
    page = response.content.decode()
    assert 'href="/fi/palvelut/"' in page
    assert re.search(r"<title>\s*Sivu", page)
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "back", ["//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "", "/" + "a" * 999]
)
def test_the_question_leads_back_to_this_site_alone(back: str) -> None:
    request = RequestFactory().get("/fi/")
    assert own_path(request, back) == "/fi/"
    assert own_path(request, "/fi/a/xyz/1/") == "/fi/a/xyz/1/"


@pytest.fixture
def erased(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths at which the erasers were run."""
    found: list[str] = []

    def note(request: HttpRequest) -> None:
        found.append(request.path)

    monkeypatch.setitem(erasers._entries, "test", note)
    return found


@pytest.mark.parametrize("path", [CLEAR, NOBODY])
def test_clearing_erases_drops_our_cookies_and_begins_again_on_the_same_tablet(path: str, erased: list[str]) -> None:
    place = kiosk()
    client = switched_on(place)
    client.cookies[settings.CSRF_COOKIE_NAME] = "x" * 32
    erased.clear()
    response = post(client, path) if path == CLEAR else client.get(path, headers=OURS)
    assert (response.status_code, response["Location"]) == (303, start(place))
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert erased == [path]
    assert client.cookies[settings.CSRF_COOKIE_NAME].value == ""
    assert COOKIE not in response.cookies
    assert "tp-kiosk__bar" in client.get(start(place)).content.decode()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_site_clears_nothing_and_switches_nothing(site: str, erased: list[str]) -> None:
    place = kiosk()
    client = switched_on(place)
    erased.clear()
    assert post(client, CLEAR, site=site).status_code == 403
    assert post(client, f"{start(place)}switch/", {"do": "off"}, site=site).status_code == 403
    assert client.get(NOBODY, headers={"Sec-Fetch-Site": site}).status_code == 302
    assert not erased


def test_where_it_is_off_the_pages_of_idleness_erase_nothing(client: Client, erased: list[str]) -> None:
    assert client.get(STILL)["Location"] == "/fi/"
    assert client.get(NOBODY)["Location"] == "/fi/"
    assert not erased


def test_it_is_switched_off_on_the_start_page_alone() -> None:
    place = kiosk()
    client = switched_on(place)
    assert 'value="off"' in client.get(start(place)).content.decode()
    post(client, f"{start(place)}switch/", {"do": "off"})
    assert client.cookies[COOKIE].value == ""
    assert "Refresh" not in client.get("/fi/palvelut/")


def test_the_exit_leaves_the_tablet_a_tablet() -> None:
    client = switched_on(kiosk())
    assert COOKIE not in post(client, "/exit/").cookies
    assert client.get("/away/")["Refresh"].startswith("0; ")
    assert "merkki ei kerro sinusta" in client.get("/fi/poistuminen/").content.decode()


@pytest.mark.parametrize("changes", [{"kiosk": False}, {"archived_on": date(2026, 11, 1)}])
def test_a_place_without_a_tablet_has_no_start_page(client: Client, changes: dict[str, Any]) -> None:
    place = kiosk(**changes)
    assert client.get(start(place)).status_code == 404
    assert post(client, f"{start(place)}switch/", {"do": "on"}).status_code == 404
    assert client.get("/fi/k/99999999999999999999/").status_code == 404


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_the_start_page_is_neutral_and_says_what_clearing_cannot_do(client: Client, language: str) -> None:
    place = kiosk()
    response = client.get(start(place, language))
    assert "no-store" in response["Cache-Control"]
    page = response.content.decode()
    assert 'content="noindex"' in page
    title = page.split("<title>", 1)[1].split("</title>", 1)[0]
    assert place.key not in title
    assert "histori" in page or "muistaa" in page
    assert not response.cookies


def test_the_page_of_the_place_leads_to_the_tablets_start_page(client: Client) -> None:
    place = kiosk()
    assert f'href="{start(place)}"' in client.get("/fi/paikat/perhekeskus-fi/").content.decode()


def test_a_cookie_is_only_ever_a_number() -> None:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = "17"
    assert kiosk_number(request) == 17
