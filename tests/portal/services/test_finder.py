"""The guided finder: every way through it ends at a service, and nothing of it stays."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core.locales import VARIANT_CODES
from portal.services.browse import finder, finder_tokens
from portal.services.browse.selection import codes_of
from portal.services.models.classifications import GROUPS, TOPICS
from tests.portal.services import builders

HEADERS = {"Sec-Fetch-Site": "same-origin"}
MOST_QUESTIONS = 4


def answered(client: Client, *answers: str, language: str = "fi") -> Any:
    """The page after these answers."""
    path = f"/{language}/n/"
    for answer in answers:
        response = client.post(path, {"answer": answer}, headers=HEADERS)
        assert response.status_code == 303
        assert not response.cookies
        path = response["Location"]
    return client.get(path)


def test_no_way_asks_more_than_four_questions_and_each_names_known_codes() -> None:
    paths = list(finder.every_path())
    assert len(paths) == len(set(paths)) > 300
    for path in paths:
        assert len(path) <= MOST_QUESTIONS
        reached = finder.follow(path)
        assert reached is not None
        assert reached.question is None
        assert reached.finds.codes
        assert all(code in codes_of(dimension) for dimension, code in reached.finds.codes)


def test_the_questions_are_written_in_every_variant() -> None:
    for question in finder.QUESTIONS.values():
        for words in (question.text, *(one.text for one in question.options)):
            assert all(words.by_code.get(code) for code in VARIANT_CODES)


@pytest.mark.django_db
@pytest.mark.parametrize("language", VARIANT_CODES)
def test_a_way_leads_to_its_services(client: Client, language: str) -> None:
    builders.service(topics=["sleep"])
    page = answered(client, "later", "family", "sleep", "952", language=language).content.decode()
    assert f"/kotipalvelu-{language}/" in page


@pytest.mark.django_db
def test_where_the_municipality_has_none_those_of_others_are_shown(client: Client) -> None:
    builders.service(topics=["sleep"], municipalities=["951"])
    assert "/kotipalvelu-fi/" in answered(client, "later", "family", "sleep", "952").content.decode()


@pytest.mark.django_db
def test_urgent_answers_show_the_numbers_first(client: Client) -> None:
    builders.service(group="safety")
    for answers in (("danger",), ("today",)):
        main = answered(client, *answers).content.decode().split("<main", 1)[1]
        assert "tel:112" in main
        assert main.index("tel:112") < main.index("<fieldset" if answers == ("today",) else "/kotipalvelu-fi/")
    assert "tel:112" not in answered(client, "later").content.decode().split("<main", 1)[1].split("</main>")[0]


@pytest.mark.django_db
def test_pages_of_the_finder_are_neutral_and_keep_nothing(client: Client) -> None:
    builders.service(topics=["violence"])
    answered(client, "later", "me", "violence")
    cache.clear()
    for answers in ((), ("later",), ("later", "me", "violence", "951")):
        with CaptureQueriesContext(connection) as captured:
            page = answered(client, *answers)
        assert page["Cache-Control"] == "no-store"
        assert not page.cookies
        assert re.search(r"<title>\s*Vaihe \d+ ·", page.content.decode())
        assert not [one for one in captured if not one["sql"].lstrip().upper().startswith("SELECT")]


def test_an_address_tells_neither_the_answers_nor_how_many_there_were(monkeypatch: Any) -> None:
    tokens = [finder_tokens.seal(answers) for answers in finder.every_path()]
    assert len({len(token) for token in [*tokens, finder_tokens.seal(("later",))]}) == 1
    assert finder_tokens.unseal(tokens[0]) == next(finder.every_path())
    monkeypatch.setattr("time.time", lambda: 4_000_000_000.0)
    assert finder_tokens.unseal(tokens[0]) is None


@pytest.mark.django_db
def test_what_is_no_answer_is_said_so_and_what_is_no_page_is_gone(client: Client) -> None:
    for fields in ({}, {"answer": "x"}, {"answer": "later,me"}, {"answer": "\x00"}, {"answer": "a" * 5000}):
        page = client.post("/fi/n/", fields, headers=HEADERS)
        assert page.status_code == 200
        assert "govuk-error-summary" in page.content.decode()
    assert client.get(f"/fi/n/{'A' * 140}/").status_code == 410
    assert client.get("/fi/n/later/").status_code == 404
    made_up = finder_tokens.seal(("later", "nobody"))
    assert client.get(f"/fi/n/{made_up}/").status_code == 410
    assert client.post("/fi/n/", {"answer": "later"}, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


@pytest.mark.django_db
def test_a_page_leads_back_to_the_one_before(client: Client) -> None:
    page = answered(client, "later", "me").content.decode()
    back = re.search(r'<a href="(/fi/n/[^"]*)" class="govuk-back-link"', page)
    assert back
    before = client.get(back[1]).content.decode()
    assert str(finder.QUESTIONS["who"].text.get("fi")) in before


def test_every_topic_and_group_that_the_finder_names_is_ours() -> None:
    named = {code for question in finder.QUESTIONS.values() for one in question.options for _, code in one.finds.codes}
    assert named - set(TOPICS) - set(GROUPS) <= {"10", "11"}
