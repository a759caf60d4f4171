"""What pages of the catalogue say to machines: linked data through a JSON-LD library, OpenGraph, and neither on neutral pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from portal.core.county import county
from portal.core.linked_data import as_script_text
from portal.core.locales import reverse_in
from portal.services import opening_days
from portal.services.hours.sayings import saying_of
from portal.services.models import ChannelHours, PlaceException, PlaceFacts, PlaceHours, ServiceChannel, ServicePartner
from portal.services.opening import opening_hours
from tests.portal.services import builders, open_builders
from tests.portal.services.linked_data_checks import BLOCK, address_of, document_of, flattened, framed, many

pytestmark = pytest.mark.django_db
HOSTILE = "</script><script>alert(1)</script><!--\u2028\u2029 & \"'\\ {{ 7*7 }} ]]>"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
PATHS = {
    "fi": ("/fi/palvelut/kotipalvelu-fi/", "/fi/paikat/perhekeskus-fi/", "/fi/kumppanit/lyhty-fi/"),
    "sv": ("/sv/tjanster/kotipalvelu-sv/", "/sv/platser/perhekeskus-sv/", "/sv/samarbetspartner/lyhty-sv/"),
    "fi-simple": (
        "/fi-simple/palvelut/kotipalvelu-fi-simple/",
        "/fi-simple/paikat/perhekeskus-fi-simple/",
        "/fi-simple/kumppanit/lyhty-fi-simple/",
    ),
}


def hours_of(*rows: Any) -> Iterator[tuple[set[str], date, date, tuple[str, str] | None]]:
    for row in rows:
        days = {re.split("[:/]", one)[-1] for one in many(row.get("dayOfWeek"))}
        period = (date.fromisoformat(row["validFrom"]), date.fromisoformat(row["validThrough"]))
        yield days, *period, (row["opens"], row["closes"]) if "opens" in row else None


def told(day: date, weekly: Any, special: Any = None) -> set[tuple[str, str]] | None:
    """What the specifications say of a day, as schema.org reads them; None where nothing is said of it."""
    of_day = [one for one in hours_of(*many(special)) if one[1] <= day <= one[2]]
    if not of_day:
        of_day = [
            one for one in hours_of(*many(weekly)) if one[1] <= day <= one[2] and WEEKDAYS[day.weekday()] in one[0]
        ]
    return {one[3] for one in of_day if one[3]} if of_day else None


def known(facts: Any, day: date) -> set[tuple[str, str]] | None:
    """What the hours kernel says of a day: its hours where it is surely open or closed; None where nobody knows."""
    hours = opening_hours(facts, list(facts.hours.all()), list(facts.exceptions.all()))
    assert hours is not None
    said = saying_of(hours, day, opening_days)
    return {(f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for one in said.hours} if said.is_known else None


def with_seasons(place: PlaceFacts, **rules: str) -> PlaceFacts:
    """A place with two seasons, a night shift, a closed day and a day with hours of its own; verified today."""
    today = timezone.localdate()
    turn = today + timedelta(days=20)
    place.hours = [
        PlaceHours(first_day=0, last_day=4, opens=time(9), closes=time(16), until=turn),
        PlaceHours(first_day=5, last_day=5, opens=time(20), closes=time(2), until=turn),
        PlaceHours(first_day=0, last_day=6, opens=time(8), closes=time(11, 30), since=turn + timedelta(days=1)),
        PlaceHours(first_day=2, last_day=2, opens=time(13), closes=time(18), since=turn + timedelta(days=1)),
    ]
    place.exceptions = [
        PlaceException(since=today + timedelta(days=3), until=today + timedelta(days=4)),
        PlaceException(since=today + timedelta(days=5), until=today + timedelta(days=5), opens=time(7), closes=time(8)),
    ]
    for name, rule in rules.items():
        setattr(place, name, rule)
    place.save()
    return PlaceFacts.objects.get(pk=place.pk)


def test_a_service_a_place_and_a_partner_keep_to_our_shape_in_every_variant() -> None:
    made = open_builders.catalogue()
    made.service.group = "families"
    made.service.target_groups = ["KR1"]
    made.service.save()
    for language, (service, place, partner) in PATHS.items():
        said = framed(document_of(service), "GovernmentService")
        assert said["@id"] == said["url"] == f"http://testserver{service}"
        assert said["name"] == f"Kotiapu kotipalvelu {language}"
        assert said["provider"]["name"] == said["areaServed"]["name"] == county().name.get(language)
        assert said["provider"]["@type"] == "GovernmentOrganization"
        phone, where = many(said["availableChannel"])
        assert phone["servicePhone"]["telephone"] == "079 100 2030"
        assert phone["availableLanguage"] == phone["servicePhone"]["availableLanguage"] == "fi"
        assert where["serviceLocation"]["url"] == f"http://testserver{place}"
        assert where["serviceLocation"]["address"]["addressLocality"] == county().municipalities[0].name.get(language)
        here = framed(document_of(place), "CivicStructure")
        assert here["name"] == f"perhekeskus {language}"
        assert (here["geo"]["latitude"], here["geo"]["longitude"]) == (61.62, 19.02)
        assert here["address"]["streetAddress"] == "Esimerkkitie 1"
        who = framed(document_of(partner), "Organization")
        assert (who["sameAs"], who["email"]) == ("https://lyhty.example/", "lyhty@lyhty.example")
        way = framed(document_of(partner), "BreadcrumbList")["itemListElement"]
        assert [one["position"] for one in way] == [1, 2, 3]
        assert address_of(way[-1]["item"]) == f"http://testserver{partner}"


@pytest.mark.parametrize(
    "rule", ["unknown", *(pytest.param(one, marks=pytest.mark.wide) for one in ("closed", "as_usual"))]
)
def test_the_hours_that_are_told_are_those_that_surely_hold_day_by_day(rule: str) -> None:
    made = open_builders.catalogue()
    place = with_seasons(made.place, on_holidays=rule, on_eves=rule)
    channel = made.channel
    channel.on_holidays = channel.on_eves = rule
    channel.hours = [ChannelHours(first_day=0, last_day=6, opens=time(9), closes=time(12))]
    channel.save()
    here = framed(document_of(PATHS["fi"][1]), "CivicStructure")
    phone = many(framed(document_of(PATHS["fi"][0]), "GovernmentService")["availableChannel"])[0]["servicePhone"]
    weekly, special = here["openingHoursSpecification"], here["specialOpeningHoursSpecification"]
    assert len({one["validFrom"] for one in weekly}) > 1, "seasons"
    days = [timezone.localdate() + timedelta(days=number) for number in range(56)]
    for day in days:
        assert (told(day, weekly, special) or set()) == (known(place, day) or set()), day
        assert (told(day, phone["hoursAvailable"]) or set()) == (known(channel, day) or set()), day
    for closed in (days[3], days[4]):
        assert told(closed, weekly, special) == set(), "said to be closed, not left out"
    assert told(days[-1] + timedelta(days=8), weekly, special) is None


@pytest.mark.wide
def test_open_round_the_clock_is_a_whole_day_and_old_hours_are_not_told() -> None:
    made = open_builders.catalogue()
    PlaceFacts.objects.filter(pk=made.place.pk).update(always_open=True)
    (week,) = many(framed(document_of(PATHS["fi"][1]), "CivicStructure")["openingHoursSpecification"])
    assert (week["opens"], week["closes"], len(week["dayOfWeek"])) == ("00:00", "23:59", 7)
    PlaceFacts.objects.filter(pk=made.place.pk).update(verified_on=date(2024, 1, 1))
    assert "openingHoursSpecification" not in framed(document_of(PATHS["fi"][1]), "CivicStructure")


def test_hostile_text_stays_text_and_breaks_out_of_nothing() -> None:
    made = open_builders.catalogue()
    for words in (*made.service.words.all(), *made.place.words.all(), *made.partner.words.all()):
        type(words)._default_manager.filter(pk=words.pk).update(name=HOSTILE, summary=HOSTILE)
    kinds = ("GovernmentService", "CivicStructure", "Organization")
    for path, kind in zip(PATHS["fi"], kinds, strict=True):
        page = Client().get(path).content.decode()
        assert page.count('<script type="application/ld+json">') == 1
        assert "<script>alert" not in page
        said = framed(document_of(path), kind)
        assert said["name"] == said["description"] == HOSTILE
        shared = dict(re.findall(r'<meta property="og:(\w+)" content="([^"]*)">', page))
        assert "&lt;/script&gt;" in shared["title"]
    assert as_script_text({"name": HOSTILE}).count("<") == 0


def test_a_service_without_channels_and_without_its_place_in_a_variant_says_less_and_keeps_to_the_shape() -> None:
    builders.service("kotipalvelu", phone="", free_of_charge=False, municipalities=["951", "952"])
    said = framed(document_of(PATHS["sv"][0]), "GovernmentService")
    assert not {"availableChannel", "offers", "audience", "serviceType"} & set(said)
    assert [one["name"] for one in said["areaServed"]] == [
        county().municipalities[number].name.get("sv") for number in (0, 1)
    ]
    made = builders.place("perhekeskus", street="", postal_code="")
    builders.said(made, "sv")
    said = framed(document_of(PATHS["sv"][1]), "CivicStructure")
    assert "geo" not in said
    assert set(said["address"]) == {"@type", "addressLocality", "addressCountry"}


@pytest.mark.wide
def test_a_place_without_words_in_the_variant_is_no_channel_there() -> None:
    made = open_builders.catalogue()
    made.place.words.filter(locale__language_code="fi-simple").update(live=False)
    channels = many(framed(document_of(PATHS["fi-simple"][0]), "GovernmentService")["availableChannel"])
    assert not [one for one in channels if "serviceLocation" in one]
    assert [one for one in channels if "servicePhone" in one]


@pytest.mark.parametrize(
    ("provider", "kind", "named"),
    [
        pytest.param("purchased", "GovernmentService", "serviceOperator", marks=pytest.mark.wide),
        pytest.param("association", "Service", "provider", marks=pytest.mark.wide),
    ],
)
def test_who_provides_a_service_is_only_whom_the_page_names(provider: str, kind: str, named: str) -> None:
    made = open_builders.catalogue()
    made.service.provider = provider
    made.service.partner_links = [ServicePartner(partner=made.partner, role="produces")]
    made.service.save()
    said = framed(document_of(PATHS["fi"][0]), kind)
    assert said[named]["name"] == "lyhty fi"
    assert (said["provider"]["@type"] == "GovernmentOrganization") == (provider == "purchased")
    made.service.partner_links = []
    made.service.save()
    assert named not in framed(document_of(PATHS["fi"][0]), kind)


def test_what_is_not_public_or_has_ended_is_told_to_no_machine() -> None:
    made = open_builders.catalogue()
    traces = open_builders.add_what_is_not_public(made)
    for language, paths in PATHS.items():
        for path in paths:
            text = str(document_of(path))
            assert not [one for one in traces if one in text], (language, path)
    for one in (made.service, made.place, made.partner):
        one.archived_on = one.verified_on
        one.save()
    for path in PATHS["fi"]:
        answer = Client().get(path)
        assert answer.status_code == 410
        assert not says_anything(answer)


def says_anything(answer: Any) -> bool:
    text = answer.content.decode()
    return "og:" in text or "ld+json" in text or bool(BLOCK.search(text))


def test_more_channels_cost_no_more_queries() -> None:
    made = open_builders.catalogue()

    def queries() -> int:
        Client().get(PATHS["fi"][0])
        with CaptureQueriesContext(connection) as captured:
            flattened(document_of(PATHS["fi"][0]))
        return len(captured)

    few = queries()
    for number in range(4):
        made.service.channel_links.add(ServiceChannel(channel=builders.channel(f"lisa-{number}")))
    made.service.save()
    assert queries() == few


SHARED = [
    ("services", {}), ("find-service", {}), ("service-letters", {}), ("service-letter", {"letter": "k"}), ("places", {}),
    ("partners", {}), ("services-by-need", {"code": "1"}), ("services-by-topic", {"code": "coping"}),
    ("service-group", {"code": "families"}), ("municipality", {"code": "951"}),
    ("service-area", {"key": county().areas[0].key}),
    ("service", {"slug": "kotipalvelu-{}"}), ("place", {"slug": "perhekeskus-{}"}), ("partner", {"slug": "lyhty-{}"}),
]  # fmt: skip


def test_a_link_to_a_public_page_shows_its_name_in_its_language_and_asks_nobody_else() -> None:
    open_builders.catalogue()
    for number, (name, parts) in enumerate(SHARED):
        language = open_builders.VARIANTS[number % 3]
        path = reverse_in(name, language, **{key: value.format(language) for key, value in parts.items()})
        page = Client().get(path).content.decode()
        pairs = re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page)
        shared = dict(pairs)
        assert set(shared) == {"type", "title", "description", "url", "site_name", "locale", "locale:alternate"}, path
        assert shared["url"] == f"http://testserver{path}"
        assert shared["locale"] == ("sv_FI" if language == "sv" else "fi_FI")
        assert {value for key, value in pairs if key == "locale:alternate"} == {"fi_FI", "sv_FI"} - {shared["locale"]}
        assert f">{shared['title']}</h1>" in page or name in {"service-letter", "service-letters"}, path
        assert shared["description"]


def test_a_page_in_one_language_alone_names_no_other() -> None:
    builders.live(builders.facts(), "fi")
    page = Client().get(PATHS["fi"][0]).content.decode()
    assert "og:locale:alternate" not in page


def test_neutral_pages_say_nothing_to_machines() -> None:
    made = open_builders.catalogue()
    PlaceFacts.objects.filter(pk=made.place.pk).update(kiosk=True)
    paths = [
        *(reverse(name) for name in ("finder", "contact-status")),
        *(
            reverse_in(name, "fi")
            for name in ("help-request", "invite-start", "about-exit", "feedback", "professionals")
        ),
        reverse_in("service-handout", "fi", slug="kotipalvelu-fi"),
        reverse("kiosk", kwargs={"number": made.place.pk}),
    ]
    for path in paths:
        answer = Client().get(path, follow=True)
        assert answer.status_code == 200, path
        assert not says_anything(answer), path
