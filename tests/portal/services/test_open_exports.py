"""Open Referral records, the map for search engines, and the OpenAPI document tried by machine."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as tries
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from portal.core import sitemap
from portal.services.models.open_ids import identity
from tests.portal.services import builders, open_builders

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).parent / "open_shapes"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
# What the specification asks of every record, in our own words.
NEEDED = {"id": str, "name": str, "status": str}


def ask(path: str) -> Any:
    return Client().get(path)


def hsds_services(language: str = "fi") -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each service as in the list, and whole."""
    for short in ask(f"/api/v1/hsds/services?lang={language}").json()["contents"]:
        yield short, ask(f"/api/v1/hsds/services/{short['id']}?lang={language}").json()


def test_a_service_goes_into_open_referral_with_its_phone_place_hours_and_stable_ids() -> None:
    made = open_builders.catalogue()
    ((short, whole),) = hsds_services("sv")
    assert all(isinstance(whole[name], kind) for name, kind in NEEDED.items())
    assert short.items() <= whole.items()
    assert UUID(whole["id"]) == identity("service", made.service.key)
    assert [one["number"] for one in whole["phones"]] == ["079 100 2030"]
    location = whole["service_at_locations"][0]["location"]
    assert location["addresses"][0]["city"] == "Björkstrand"
    for schedule in whole["schedules"] + location["schedules"]:
        assert (schedule["freq"], schedule["wkst"], schedule["interval"]) == ("WEEKLY", "MO", 1)
        assert schedule["valid_from"] <= schedule["dtstart"] <= schedule["until"]
        assert re.fullmatch(r"\d\d:\d\d", schedule["opens_at"])


def test_days_on_which_a_place_is_closed_lie_in_no_schedule() -> None:
    made = open_builders.catalogue()
    closed = made.place.exceptions.get()
    ((_short, whole),) = hsds_services()
    for one in whole["service_at_locations"][0]["location"]["schedules"]:
        assert not one["valid_from"] <= closed.since.isoformat() <= one["valid_to"]


def test_a_service_is_found_by_its_id_with_as_few_queries_among_many() -> None:
    made = open_builders.catalogue()

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ask(f"/api/v1/hsds/services/{identity('service', made.service.key)}").status_code == 200
        assert not [one for one in captured if "key" in one["sql"] and " WHERE " not in one["sql"]]
        return len(captured)

    few = queries()
    builders.many(60)
    assert ask(f"/api/v1/hsds/services/{identity('service', 's59')}").json()["url"].endswith("/fi/palvelut/s59-fi/")
    assert queries() == few <= 18


def test_open_referral_answers_gone_and_unknown_services_with_their_codes() -> None:
    made = open_builders.catalogue()
    path = f"/api/v1/hsds/services/{identity('service', made.service.key)}"
    made.service.archived_on = made.service.verified_on
    made.service.save()
    assert ask(path).status_code == 410
    assert ask("/api/v1/hsds/services/00000000-0000-5000-8000-000000000000").status_code == 404
    assert ask("/api/v1/hsds/services").json()["empty"] is True


@pytest.mark.skipif(not os.environ.get("HSDS_SCHEMA_DIR"), reason="HSDS_SCHEMA_DIR names no folder of the schemas")
def test_every_record_is_valid_by_the_specifications_own_schemas() -> None:
    open_builders.catalogue()
    folder = Path(os.environ["HSDS_SCHEMA_DIR"])
    whole_shape, short_shape = (
        Draft202012Validator(json.loads((folder / name).read_text("utf-8")), format_checker=FormatChecker())
        for name in ("service.json", "service_list.json")
    )
    for language in open_builders.VARIANTS:
        for short, whole in hsds_services(language):
            short_shape.validate(short)
            whole_shape.validate(whole)


def valid_map(path: str) -> Any:
    answer = ask(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/xml")
    tree = etree.fromstring(answer.content)
    etree.XMLSchema(etree.parse(SHAPES / "sitemap.xsd")).assertValid(tree)
    return tree


def test_the_map_is_valid_and_every_address_names_all_its_variants_itself_among_them() -> None:
    open_builders.catalogue()
    seen: dict[str, set[tuple[str, str]]] = {}
    for url in valid_map("/sitemap.xml").iter(f"{SITEMAP}url"):
        links = {(one.get("hreflang"), one.get("href")) for one in url.iter(LINK)}
        seen[url.findtext(f"{SITEMAP}loc")] = links
    for address, links in seen.items():
        assert address in {url for _code, url in links}
        assert all(seen[url] == links for _code, url in links), address
    for path in (
        "/fi/palvelut/kotipalvelu-fi/",
        "/sv/platser/perhekeskus-sv/",
        "/fi-simple/kumppanit/lyhty-fi-simple/",
    ):
        assert f"http://testserver{path}" in seen
        assert ask(path).status_code == 200
    assert "Sitemap: http://testserver/sitemap.xml" in ask("/robots.txt").content.decode()


def test_what_has_ended_or_is_a_draft_stands_not_in_the_map() -> None:
    made = open_builders.catalogue()
    made.place.archived_on = made.place.verified_on
    made.place.save()
    builders.draft(builders.facts("luonnos"), "fi")
    text = ask("/sitemap.xml").content.decode()
    assert "perhekeskus" not in text
    assert "luonnos" not in text


def test_a_large_map_is_an_index_whose_files_hold_every_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    builders.many(7)
    monkeypatch.setattr(sitemap, "PAGES_IN_A_FILE", 3)
    files = [one.text.removeprefix("http://testserver") for one in valid_map("/sitemap.xml").iter(f"{SITEMAP}loc")]
    services = [one for one in files if "services" in one]
    assert len(services) == 3
    found = [one.text for path in services for one in valid_map(path).iter(f"{SITEMAP}loc")]
    assert len(found) == len(set(found)) == 21
    assert ask("/sitemap/services-9.xml").status_code == ask("/sitemap/nothing-1.xml").status_code == 404


def test_a_hidden_channel_is_not_there_by_its_own_id_either() -> None:
    made = open_builders.catalogue()
    open_builders.add_what_is_not_public(made)
    for key in ("ammattilaisille", "tyontekijoille", "vanhentunut", "loppunut"):
        assert ask(f"/api/v1/channels/{open_builders.SECRET_WORDS}-{key}/").status_code == 404


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """A server closes its connection with each request; this test's data lives in the one connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("connection_kept")
@pytest.mark.parametrize("examples", [1, pytest.param(60, marks=pytest.mark.wide)])
def test_requests_made_by_machine_from_the_document_are_answered_as_it_says(examples: int, settings: Any) -> None:
    settings.OPEN_DATA_LIMIT_PER_MINUTE = 1_000_000
    settings.ALLOWED_HOSTS = ["*"]
    open_builders.catalogue()
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    operations = [one.ok() for one in schema.get_all_operations()]
    assert len(operations) == 18
    for operation in operations:

        @tries(
            max_examples=examples, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy())
        def answers_as_it_says(case: Any) -> None:
            response = case.call(headers={"Accept-Encoding": "identity"})
            case.validate_response(response)
            assert "set-cookie" not in {name.lower() for name in response.headers}

        answers_as_it_says()
