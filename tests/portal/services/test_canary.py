"""A contact that is not for the public stands in no public answer: every public address is asked, canaries in the data.

The table below has a row for each public address by its name. An address that stands in no row fails, so that a new
page cannot come without being asked here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils.translation import override

from portal.services.models import PlaceFacts, ServiceFacts
from portal.services.models.open_ids import identity
from tests.portal.home.builders import tree
from tests.portal.services import open_builders
from tests.portal.services.test_paper import said_on_paper
from tests.portal.services.test_professionals import PAGE, professional

pytestmark = pytest.mark.django_db
PUBLIC: Final = tomllib.loads((Path(__file__).parents[1] / "permissions.toml").read_text(encoding="utf-8"))["public"]
OURS: Final = {"Sec-Fetch-Site": "same-origin"}
NOBODY: Final = "a" * 26
UNKNOWN: Final = "00000000-0000-5000-8000-000000000000"

Parts = list[dict[str, Any]]
NONE: Final[Parts] = [{}]
OF_A_DRAFT: Final[Parts] = [{"draft_id": NOBODY}]
OF_A_PAGE: Final[Parts] = [{"draft_id": NOBODY, "number": 1}]

# What shows the catalogue: each must answer, and with no error, for at least one of its fillings.
SHOWN: Final[Mapping[str, Parts]] = {
    "services": NONE,
    "service": [{"slug": "kotipalvelu-{code}"}],
    "service-card": [{"slug": "kotipalvelu-{code}"}],
    "service-handout": [{"slug": "kotipalvelu-{code}"}],
    "service-handout-pdf": [{"slug": "kotipalvelu-{code}"}],
    "places": NONE,
    "place": [{"slug": "perhekeskus-{code}"}],
    "place-card": [{"slug": "perhekeskus-{code}"}],
    "partners": NONE,
    "partner": [{"slug": "lyhty-{code}"}],
    "partner-card": [{"slug": "lyhty-{code}"}],
    "find-service": NONE,
    "service-letters": NONE,
    "service-letter": [{"letter": "k"}],
    "services-by-need": [{"code": "1"}, {"code": "7"}],
    "services-by-topic": [{"code": "coping"}],
    "services-by-life-event": [{"code": "KE1"}],
    "service-group": [{"code": "families"}],
    "municipality": [{"code": "951"}, {"code": "952"}],
    "service-area": [{"key": "rannikko"}],
    "finder": NONE,
    "kiosk": [{"number": "{place}"}],
    "topic-handout": [{"slug": "jaksaminen"}],
    "topic-handout-pdf": [{"slug": "jaksaminen"}],
    "page": [{"0": ""}, {"0": "jaksaminen/"}, {"0": "jaksaminen/vasynyt/"}],
    "sitemap": NONE,
    "sitemap-file": [{"part": "services", "number": 1}, {"part": "places", "number": 1}],
    "robots": NONE,
    "api": NONE,
    "api-document": NONE,
    "api-services": NONE,
    "api-services-one": [{"key": "kotipalvelu"}],
    "api-services-table": NONE,
    "api-places": NONE,
    "api-places-one": [{"key": "perhekeskus"}],
    "api-places-table": NONE,
    "api-channels": NONE,
    "api-channels-one": [{"key": "kotipalvelu-puhelin"}, {"key": "salakuisti-ammattilaisille"}],
    "api-channels-table": NONE,
    "api-partners": NONE,
    "api-partners-one": [{"key": "lyhty"}],
    "api-partners-table": NONE,
    "api-topics": NONE,
    "api-topics-one": [{"key": "coping"}],
    "api-topics-table": NONE,
    "api-hsds": NONE,
    "api-hsds-services": NONE,
    "api-hsds-service": [{"identity": "{identity}"}],
    "help-request": NONE,
    "contact-social-services": NONE,
    "professionals": NONE,
    "guide": [{"number": 1}],
    "feedback": NONE,
    "about-exit": NONE,
}
# What shows no catalogue, or nothing to a browser without a draft: whatever it answers is looked through all the same.
ASKED: Final[Mapping[str, Parts]] = {
    "health-live": NONE,
    "health-ready": NONE,
    "choose-language": NONE,
    "exit": NONE,
    "away": NONE,
    "picture": [{"name": "x.png"}],
    "original-picture": [{"name": "x.png"}],
    "contact-begin": NONE,
    "contact-gate": OF_A_DRAFT,
    "contact-call-now": OF_A_DRAFT,
    "contact-route": OF_A_PAGE,
    "contact-page": OF_A_PAGE,
    "contact-receipt": [{"receipt": NOBODY}],
    "contact-status": NONE,
    "contact-status-shown": [{"status_id": NOBODY}],
    "contact-later": [{"status_id": NOBODY}],
    "contact-task-done": [{"status_id": NOBODY}],
    "contact-held": [{"held_id": NOBODY}],
    "family-code": NONE,
    "family-code-shown": [{"try_id": NOBODY}],
    "selfcheck-start": NONE,
    "selfcheck-erase-all": NONE,
    "selfcheck-erased": NONE,
    "selfcheck-sitting": [{"sitting_id": NOBODY}],
    "selfcheck-step": [{"sitting_id": NOBODY, "number": 1}],
    "selfcheck-check": [{"sitting_id": NOBODY}],
    "selfcheck-result": [{"sitting_id": NOBODY}],
    "selfcheck-help": [{"sitting_id": NOBODY}],
    "selfcheck-keep": [{"sitting_id": NOBODY}],
    "selfcheck-erase": [{"sitting_id": NOBODY}],
    "kiosk-switch": [{"number": "{place}"}],
    "kiosk-clear": NONE,
    "kiosk-still-there": NONE,
    "kiosk-nobody-there": NONE,
    "choose-municipality": NONE,
    "finder-step": [{"token": "A" * 140}],
    "api-unknown": [{"rest": "channels/nothing/here"}],
    "invite-start": NONE,
}
# Wagtail's own addresses, which the county's pages or nobody answers: they have no page to ask for.
BESIDE: Final = {"wagtail_serve", "wagtailcore_authenticate_with_password", "wagtailcore_login"}
# Questions that the lists take, and further pages of the open data.
FURTHER: Final = (
    "/{code}/{list}/?need=1", "/{code}/{list}/?need=1&target=KR1", "/{code}/{list}/?channel=phone", "/{code}/{list}/?group=families",
    "/{code}/{list}/?municipality=951&low=1", "/{code}/{list}/?open=now", "/{code}/{list}/?language=sv", "/{code}/{list}/?page=2",
    "/api/v1/channels/?lang={code}&modified_since=2020-01-01T00:00:00Z", "/api/v1/channels/?lang={code}&limit=1&offset=1",
    "/api/v1/channels/salakuisti-vanhentunut/?lang={code}", "/api/v1/channels/salakuisti-loppunut/?lang={code}",
    "/api/v1/hsds/services?lang={code}&page=1&per_page=1", f"/api/v1/hsds/services/{UNKNOWN}?lang={{code}}",
)  # fmt: skip
LISTS: Final = {"fi": "palvelut", "sv": "tjanster", "fi-simple": "palvelut"}


@dataclass(frozen=True)
class World:
    """A catalogue with canaries in it, and what an answer that shows one would hold."""

    made: open_builders.Catalogue
    traces: tuple[str, ...]


@pytest.fixture
def world(settings: Any) -> World:
    settings.OPEN_DATA_LIMIT_PER_MINUTE = 100_000
    tree()
    made = open_builders.catalogue()
    ServiceFacts.objects.filter(pk=made.service.pk).update(
        municipalities=["951"], life_events=["KE1"], group="families", target_groups=["KR1"]
    )
    PlaceFacts.objects.filter(pk=made.place.pk).update(kiosk=True)
    traces = open_builders.add_what_is_not_public(made)
    return World(made, tuple("".join(one.split()).lower() for one in traces))


def public_names() -> set[str]:
    """The names of all addresses outside the CMS and the pages of signing in, without their language."""

    def walk(patterns: list[Any], prefix: str) -> Iterator[str]:
        for one in patterns:
            if hasattr(one, "url_patterns"):
                if not (prefix + str(one.pattern)).startswith(("cms/", "accounts/")):
                    yield from walk(one.url_patterns, prefix + str(one.pattern))
            else:
                name, _, ending = (one.name or "").rpartition(".")
                yield name if ending in LISTS and name else one.name or str(one.pattern)

    return set(walk(get_resolver().url_patterns, "")) - {
        "professional-sign-in",
        "professional-code",
        "professional",
        "professional-shortlist",
    }


def address(name: str, code: str, parts: Mapping[str, Any], world: World) -> str:
    values = {
        key: str(value).format(
            code=code, place=world.made.place.pk, identity=identity("service", world.made.service.key)
        )
        for key, value in parts.items()
    }
    if name == "page":
        return f"/{code}/{values['0']}"
    with override(code):
        try:
            return reverse(f"{name}.{code}", kwargs=values)
        except NoReverseMatch:
            return reverse(name, kwargs=values)


def look_through(answer: Any, world: World, at: str) -> None:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = body.decode("utf-8", "replace").replace("\r\n ", "")
    if answer.headers.get("Content-Type", "") == "application/pdf":
        text += said_on_paper(body)
    seen = "".join(f"{text}{answer.headers}{answer.cookies}".split()).lower()
    assert not [one for one in world.traces if one in seen], at


def test_every_public_address_has_a_row_and_every_row_an_address() -> None:
    rows = {*SHOWN, *ASKED}
    assert not {*SHOWN} & {*ASKED}
    assert public_names() - BESIDE == rows
    assert set(PUBLIC) == rows | BESIDE


@pytest.mark.parametrize("code", ["fi", *(pytest.param(one, marks=pytest.mark.wide) for one in ("sv", "fi-simple"))])
def test_no_public_answer_shows_what_is_for_professionals_staff_or_nobody_any_more(code: str, world: World) -> None:
    browser, answered = Client(raise_request_exception=False), set()
    for name, fillings in {**SHOWN, **ASKED}.items():
        for parts in fillings:
            at = address(name, code, parts, world)
            for method in ("GET", "POST") if name in ASKED else ("GET",):
                asked = {"lang": code} if "/api/" in at and method == "GET" else {}
                answer = getattr(browser, method.lower())(at, asked, headers=OURS)
                assert answer.status_code < 500 or name == "health-ready", at
                look_through(answer, world, f"{method} {at}")
                if answer.status_code < 400:
                    answered.add(name)
    # The home page's tree of these tests has its topic in Finnish alone.
    only_finnish = set() if code == "fi" else {"topic-handout", "topic-handout-pdf"}
    missing = sorted(set(SHOWN) - answered - only_finnish)
    assert not missing, missing
    for pattern in FURTHER:
        at = pattern.format(code=code, list=LISTS[code])
        look_through(browser.get(at), world, at)


@pytest.mark.parametrize("code", ["fi", *(pytest.param(one, marks=pytest.mark.wide) for one in ("sv", "fi-simple"))])
def test_neither_the_finder_nor_a_shared_tablet_nor_a_chosen_municipality_shows_it(code: str, world: World) -> None:
    browser, at = Client(), f"/{code}/n/"
    for one in ("later", "me", "coping", "951"):
        answer = browser.post(at, {"answer": one}, headers=OURS)
        at = answer["Location"]
        look_through(browser.get(at), world, at)
    assert f"kotipalvelu-{code}/" in browser.get(at).content.decode()
    start = f"/{code}/k/{world.made.place.pk}/"
    assert browser.post(f"{start}switch/", {"do": "on"}, headers=OURS).status_code == 303
    chosen = browser.post(f"/{code}/m/", {"municipality": "951", "remember": "on"}, headers=OURS)
    look_through(chosen, world, "the choice of a municipality")
    for at in (
        start,
        *(address(name, code, SHOWN[name][0], world) for name in ("service", "place", "municipality", "services")),
    ):
        answer = browser.get(at)
        assert answer.status_code == 200, at
        look_through(answer, world, f"{at} on a shared tablet")


def test_the_canaries_would_be_seen(world: World) -> None:
    """What is for professionals stands on their own page, so that the traces are those that an answer would hold."""
    seen = "".join(professional()[1].get(PAGE["fi"]).content.decode().split()).lower()
    assert {one for one in world.traces if one in seen} >= {open_builders.SECRET_WORDS, "777000"}
    public = Client().get(address("service", "fi", SHOWN["service"][0], world)).content.decode()
    assert "079 100 2030" in public
    for body in (f"tel:{open_builders.SECRET_WORDS}", "<dd>079\u00a0777 0003</dd>", "TEL:079 77\r\n 7 0004"):
        with pytest.raises(AssertionError, match="here"):
            look_through(HttpResponse(body), world, "here")
