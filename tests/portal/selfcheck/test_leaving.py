"""Several sittings in one browser, somebody else's turn, the exit, and help on the way."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from portal.intake import drafts
from portal.intake.models import Draft
from tests.portal.selfcheck.builders import WORDS, Visitor, text_of


def test_a_second_start_asks_what_shall_become_of_the_first(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    first = visitor.id
    visitor.starts()
    page = text_of(visitor.get())
    assert visitor.id != first
    assert f'value="go-on-{first}"' in page
    assert visitor.get("1/")["Location"] == visitor.url()


def test_going_on_leads_to_the_first_and_leaves_no_second(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    first = visitor.id
    visitor.starts()
    response = visitor.client.post(visitor.url(), {"choice": f"go-on-{first}"})
    assert response["Location"] == f"/fi/a/{first}/2/"
    assert Draft.objects.count() == 1


def test_erasing_the_first_begins_anew(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    first = visitor.id
    visitor.starts()
    response = visitor.client.post(visitor.url(), {"choice": "erase"})
    assert response["Location"] == visitor.url("1/")
    assert Draft.objects.count() == 1
    assert visitor.client.get(f"/fi/a/{first}/1/")["Location"] == "/fi/"


def test_two_sittings_live_side_by_side_and_never_mix(visitor: Visitor) -> None:
    visitor.starts()
    first = visitor.id
    visitor.answers(1, "what-works", "Ensimmäinen")
    visitor.starts()
    visitor.client.post(visitor.url(), {"choice": "second"})
    visitor.answers(1, "what-works", "Toinen")
    visitor.answers(2, "pupil", "no")
    second, visitor.id = visitor.id, first
    assert "Ensimmäinen" in text_of(visitor.get("1/"))
    assert visitor.get()["Location"] == visitor.url("2/")
    visitor.id = second
    assert "Toinen" in text_of(visitor.get("1/"))
    assert visitor.get()["Location"] == visitor.url("3/")


@pytest.mark.parametrize("choice", ["", "go-on-" + "a" * 26, "x" * 5000, "<script>"])
def test_a_choice_between_sittings_that_is_none_is_refused(visitor: Visitor, choice: str) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    visitor.starts()
    assert visitor.client.post(visitor.url(), {"choice": choice})["Location"] == visitor.url()
    assert "govuk-error-summary" in text_of(visitor.get())
    assert Draft.objects.count() == 2


def test_somebody_else_erases_every_sitting_and_the_page_says_what_is_so(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    first = visitor.id
    visitor.starts()
    visitor.client.post(visitor.url(), {"choice": "second"})
    visitor.answers(1, "what-works", "Toinen")
    response = visitor.client.post("/fi/a/erase/")
    assert response["Location"] == "/fi/a/erased/"
    assert not Draft.objects.exists()
    for one in (first, visitor.id):
        assert response.cookies[f"tp-d-{one}"]["max-age"] == 0
    page = text_of(visitor.client.get("/fi/a/erased/"))
    assert "Tästä selaimesta ei ole tallessa vastauksia" in page
    assert visitor.get("1/")["Location"] == "/fi/"


def test_the_confirmation_looks_before_it_says_that_nothing_is_kept(visitor: Visitor) -> None:
    visitor.starts()
    page = text_of(visitor.client.get("/fi/a/erased/"))
    assert "Tästä selaimesta ei ole tallessa vastauksia" not in page
    assert visitor.url("1/") in page


def test_somebody_else_erases_nothing_of_another_browser(visitor: Visitor) -> None:
    visitor.starts()
    stranger = Visitor(visitor.page)
    stranger.client.cookies[f"tp-d-{visitor.id}"] = "A" * 43
    stranger.client.post("/fi/a/erase/")
    assert Draft.objects.count() == 1


def test_erasing_that_fails_is_not_called_done(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor.starts()

    def broken(*args: object) -> None:
        raise OperationalError

    monkeypatch.setattr("portal.selfcheck.views.erasing.intake.erase", broken)
    visitor.client.raise_request_exception = False
    response = visitor.client.post("/fi/a/erase/")
    assert response.status_code == 503
    assert Draft.objects.count() == 1


def test_a_sitting_can_be_erased_alone(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all()
    response = visitor.client.post(visitor.url("erase/"))
    assert response["Location"] == "/fi/a/erased/"
    assert not Draft.objects.exists()


def test_the_exit_erases_the_sitting(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Ensimmäinen")
    response = visitor.client.post("/exit/", HTTP_SEC_FETCH_SITE="same-origin")
    assert response.status_code == 303
    assert not Draft.objects.exists()
    assert visitor.get("1/")["Location"] == "/fi/"


def test_nothing_is_erased_by_looking(visitor: Visitor) -> None:
    visitor.starts()
    assert visitor.client.get("/fi/a/erase/").status_code == 405
    assert visitor.get("erase/").status_code == 405
    assert Draft.objects.count() == 1


def offered(visitor: Visitor) -> list[dict[str, object]]:
    """The documents that the contact begun last offers to take along."""
    for one in visitor.client.cookies:
        request = type(
            "Request", (), {"COOKIES": {name: morsel.value for name, morsel in visitor.client.cookies.items()}}
        )
        found = drafts.read(request(), one.removeprefix("tp-d-")) if one.startswith("tp-d-") else None
        if found and found.content["kind"] == "help_request":
            return list(found.content["documents"])
    raise AssertionError("no contact was begun")


def test_help_can_be_asked_for_without_one_answer(visitor: Visitor) -> None:
    visitor.starts()
    response = visitor.answers(1, "what-works", "", form_help="1")
    assert response.status_code == 303
    assert "/fi/b/" in response["Location"]
    assert offered(visitor) == []


def test_help_asked_for_after_the_time_is_begun_at_once_but_own_words_are_shown_first(visitor: Visitor) -> None:
    visitor.starts()
    version = visitor.version()
    Draft.objects.all().delete()
    data = {"form_question": "what-works", "answer": "", "form_help": "1", **version}
    assert "/fi/b/" in visitor.client.post(visitor.url("1/"), data)["Location"]
    data = {"form_question": "rest", "answer": "help", "form_help": "1", **version}
    assert "/fi/b/" in visitor.client.post(visitor.url("2/"), data)["Location"]
    kept = visitor.client.post(visitor.url("1/"), {**data, "form_question": "what-works", "answer": "Tärkeä teksti"})
    assert kept.status_code == 410
    assert "Tärkeä teksti" in text_of(kept)


def test_help_takes_what_was_typed_and_the_assessment_so_far_along(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Nauramme", form_help="1")
    document = offered(visitor)[0]
    assert "Nauramme" in str(document)
    assert WORDS["fi"]["what-works"] in str(document)
    assert "Nauramme" in text_of(visitor.get("1/"))


def test_a_private_answer_and_what_follows_from_it_are_not_offered(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all(safe="afraid")
    visitor.client.post(visitor.url("help/"))
    document = str(offered(visitor)[0])
    assert WORDS["fi"]["safe"] not in document
    assert "(afraid)" not in document
    assert "(tired)" in document
    assert "Unta" in document


def test_a_bad_answer_is_kept_when_help_is_asked_for(visitor: Visitor) -> None:
    visitor.starts()
    response = visitor.answers(1, "what-works", "z" * 20_000, form_help="1")
    assert "/fi/b/" in response["Location"]
    assert "z" * 20_000 in text_of(visitor.get("1/"))


def test_sending_the_contact_takes_the_sitting_with_it_only_when_it_is_sent(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all()
    visitor.client.post(visitor.url("help/"))
    assert visitor.get("result/").status_code == 200
