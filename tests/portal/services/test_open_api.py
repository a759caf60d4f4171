"""The open API: lists and entries of public facts, paged, dated, counted, never with a cookie."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.services.open_data import tables
from tests.portal.services import builders, open_builders

pytestmark = pytest.mark.django_db
KINDS = ("services", "places", "channels", "partners")
LISTS = (*KINDS, "topics")


def get(path: str, **headers: str) -> Any:
    return Client(headers=headers).get(f"/api/v1/{path}")


def body(path: str) -> Any:
    answer = get(path)
    assert answer.status_code == 200, answer.content
    return answer.json()


@pytest.mark.parametrize("language", open_builders.VARIANTS)
def test_each_list_and_its_entries_say_the_same_in_the_language_asked_for(language: str) -> None:
    open_builders.catalogue()
    for kind in LISTS:
        listed = body(f"{kind}/?lang={language}")
        assert list(listed) == ["count", "next", "previous", "results"]
        assert listed["count"] == len(listed["results"]) > 0
        for entry in listed["results"]:
            assert entry["lang"] == language
            assert body(f"{kind}/{entry['id']}/?lang={language}") == entry


def test_a_service_leads_to_its_channels_places_partners_and_page() -> None:
    made = open_builders.catalogue()
    service = body("services/kotipalvelu/")
    assert service["channels"] == [made.channel.key]
    assert service["places"] == [made.place.key]
    assert service["partners"] == [{"id": made.partner.key, "role": "works_with"}]
    assert service["promises"] == [{"area": "", "working_days": 3}]
    assert service["law"] == {"act": "Sosiaalihuoltolaki 1301/2014", "section": ""}
    assert Client().get(service["url"].removeprefix("http://testserver")).status_code == 200


def test_pages_follow_each_other_and_hold_every_entry_once() -> None:
    builders.many(7)
    path, seen = "services/?page_size=3&lang=sv", []
    while path:
        page = body(path)
        assert page["count"] == 7
        seen += [one["id"] for one in page["results"]]
        path = (page["next"] or "").removeprefix("http://testserver/api/v1/")
        assert "lang=sv" in path or not path
    assert seen == sorted({f"s{number}" for number in range(7)})
    assert body("services/?page_size=3&page=3")["previous"].endswith("page=2")
    assert get("services/?page_size=3&page=4").status_code == 404


def test_a_list_costs_the_same_queries_whatever_its_length() -> None:
    def cost(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            body(path)
        return len(queries)

    open_builders.catalogue()
    few = {kind: cost(f"{kind}/") for kind in LISTS}
    builders.many(60)
    for number in range(3):
        for made in (builders.channel(f"c{number}"), builders.place(f"p{number}"), builders.partner(f"k{number}")):
            builders.said(made, "fi")
    assert {kind: cost(f"{kind}/") for kind in LISTS} == few
    assert max(few.values()) <= 7


def test_only_what_changed_since_is_listed() -> None:
    made = open_builders.catalogue()
    before = timezone.now() + timedelta(minutes=1)
    for kind in KINDS:
        assert body(f"{kind}/?modified_since={(before - timedelta(hours=1)):%Y-%m-%dT%H:%M:%SZ}")["count"] == 1
        assert body(f"{kind}/?modified_since={before:%Y-%m-%dT%H:%M:%SZ}")["count"] == 0
    type(made.service).objects.update(modified_at=before + timedelta(minutes=1))
    assert body(f"services/?modified_since={before:%Y-%m-%dT%H:%M:%SZ}")["count"] == 1


def test_a_draft_changes_neither_the_words_nor_when_they_changed() -> None:
    made = open_builders.catalogue()
    before = body("services/kotipalvelu/")
    words = made.service.words.get(locale__language_code="fi")
    words.name = "Vasta luonnos"
    words.save_revision()
    assert body("services/kotipalvelu/") == before
    words.get_latest_revision().publish()
    after = body("services/kotipalvelu/")
    assert after["name"] == "Vasta luonnos"
    assert after["modified"] > before["modified"]


def test_what_has_ended_is_gone_and_what_was_never_public_is_not_there() -> None:
    made = open_builders.catalogue()
    builders.draft(builders.facts("luonnos"), "fi")
    assert get("services/luonnos/").status_code == 404
    for kind, facts in (("services", made.service), ("places", made.place), ("partners", made.partner)):
        facts.archived_on = timezone.localdate()
        facts.save()
        assert get(f"{kind}/{facts.key}/").status_code == 410
        assert body(f"{kind}/")["count"] == 0
    made.channel.archived_on = timezone.localdate()
    made.channel.save()
    assert get(f"channels/{made.channel.key}/").status_code == 404


def test_an_answer_that_is_known_is_not_sent_again() -> None:
    open_builders.catalogue()
    first = get("services/")
    again = get("services/", **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    assert again["Access-Control-Allow-Origin"] == "*"
    builders.service("toinen")
    assert get("services/", **{"If-None-Match": first["ETag"]}).status_code == 200


def test_every_answer_may_be_read_by_any_site_and_kept_but_carries_no_cookie() -> None:
    open_builders.catalogue()
    signed_in = builders.signed_in("Publishers")
    for path in ("services/", "channels.csv", "openapi.json", "topics/coping/", "services/nobody/", "x", "?lang=so"):
        for browser in (Client(), signed_in):
            answer = browser.get(f"/api/v1/{path}")
            assert answer["Access-Control-Allow-Origin"] == "*", path
            assert not answer.cookies
            if browser is not signed_in:
                assert ("public" in answer["Cache-Control"]) == (answer.status_code == 200), path


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("services/?lang=xx", 422), ("services/?page=0", 422), ("services/?page=1e9", 422), ("services/?page_size=101", 422),
        ("services/?page=999999999999999999999999", 422), ("services/?modified_since=eilen", 422),
        ("services/?lang=%00", 422), ("services/%00/", 422), ("services/" + "x" * 200 + "/", 422),
        ("services/?modified_since=0001-01-01T00:00:00%2B14:00", 200), ("services/?modified_since=9999-12-31T23:59:59-14:00", 200),
        ("services/?unknown=1", 200), ("nothing", 404), ("services/a/b/c", 404), ("services.xml", 404), ("topics/x/", 404),
        ("services/?page=2", 404), ("channels/../cms/", 404),
    ],
)  # fmt: skip
def test_garbage_is_answered_in_json_with_the_right_code(path: str, status: int) -> None:
    answer = get(path)
    assert answer.status_code == status
    assert answer["Content-Type"].startswith("application/json")
    if status != 200:
        assert set(json.loads(answer.content)) <= {"detail", "errors"}
        assert "Traceback" not in answer.content.decode()


def test_nothing_can_be_written_and_a_head_is_a_get_without_its_body() -> None:
    for method in ("post", "put", "patch", "delete"):
        answer = getattr(Client(enforce_csrf_checks=True), method)("/api/v1/services/")
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, OPTIONS")
    assert Client().head("/api/v1/services/")["ETag"] == get("services/")["ETag"]
    preflight = Client().options("/api/v1/services/")
    assert (preflight.status_code, preflight["Access-Control-Allow-Headers"]) == (204, "If-None-Match, Accept")


def test_who_asks_too_often_is_told_when_to_come_back(settings: Any) -> None:
    settings.OPEN_DATA_LIMIT_PER_MINUTE = 2
    assert [get("topics/").status_code for _ in range(3)] == [200, 200, 429]
    refused = get("services.csv")
    assert 0 < int(refused["Retry-After"]) <= 60
    assert refused["Cache-Control"] == "no-store"
    cache.clear()
    assert get("topics/").status_code == 200


def test_a_missing_slash_leads_to_the_list() -> None:
    answer = get("services?lang=sv")
    assert (answer.status_code, answer["Location"]) == (301, "/api/v1/services/?lang=sv")


@pytest.mark.parametrize("kind", LISTS)
def test_a_table_has_a_row_for_each_entry(kind: str) -> None:
    open_builders.catalogue()
    answer = get(f"{kind}.csv?lang=sv")
    assert answer.streaming
    assert answer["Content-Disposition"] == f'attachment; filename="{kind}-sv.csv"'
    read = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    assert [one["id"] for one in read] == [one["id"] for one in body(f"{kind}/?lang=sv")["results"]]


def test_a_long_table_goes_on_behind_the_rows_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "ROWS_AT_ONCE", 3)
    builders.many(7)
    assert len(b"".join(get("services.csv").streaming_content).splitlines()) == 8


@pytest.mark.parametrize("text", ["=1+1", "+358", "-2", "@SUM(A1)", "\tx", "\r=1", " =1", "＝1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert tables.cell(text).startswith("'")
    assert tables.cell([text, "x"]).startswith("'")


def test_ordinary_cells_stay_as_they_are() -> None:
    assert [tables.cell(one) for one in ("a=b", None, -1.5, True, ["a", "b"], "")] == [
        "a=b",
        "",
        "-1.5",
        "true",
        "a; b",
        "",
    ]
