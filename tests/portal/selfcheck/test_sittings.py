"""A sitting from the first question to the summary, over HTTP."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from portal.home.models import TopicPage
from portal.intake.models import Draft
from portal.selfcheck.models import QuestionnairePage
from tests.portal.home.builders import published
from tests.portal.selfcheck.builders import WORDS, Visitor, text_of, with_a_new_question, write

HOSTILE = [
    "<script>alert(1)</script>",
    "'\"><img src=x onerror=alert(1)>",
    "{{ settings.SECRET_KEY }} {% csrf_token %}",
    "🙂🏳️‍🌈 e\u0301",
    "\u202eoikealta vasemmalle\u202c",
    "rivi\nrivi\n\n  lopussa tilaa  ",
]


def test_the_start_page_may_be_cached_and_sets_no_cookie(visitor: Visitor) -> None:
    response = visitor.client.get(visitor.page.url)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in text_of(response)
    assert "enintään 7" in text_of(response) or "at most 7" in text_of(response)


def test_a_start_from_another_site_is_refused(visitor: Visitor) -> None:
    assert visitor.posts_start(HTTP_SEC_FETCH_SITE="cross-site").status_code == 403
    assert not Draft.objects.exists()


def test_a_start_of_something_unknown_leads_to_the_front_page(visitor: Visitor) -> None:
    for value in ("", "x", "00000000-0000-0000-0000-000000000000"):
        response = visitor.client.post("/fi/a/", {"questionnaire": value}, HTTP_SEC_FETCH_SITE="same-origin")
        assert (response.status_code, response["Location"]) == (303, "/fi/")


def test_one_question_a_page_from_the_start_to_the_summary(visitor: Visitor) -> None:
    started = visitor.starts()
    assert started.status_code == 303
    assert visitor.get()["Location"] == visitor.url("1/")
    first = visitor.get("1/")
    assert first["Cache-Control"] == "no-store"
    assert f">{WORDS['fi']['what-works']}<" in "".join(text_of(first).split("\n")).replace("  ", "")
    visitor.answers_all()
    check = visitor.get("check/")
    assert check.status_code == 200
    assert "Nauramme yhdessä" in text_of(check)
    result = text_of(visitor.get("result/"))
    assert "Unta" in result
    assert f"{WORDS['fi']['rest']} (tired)" in result


def test_titles_and_addresses_say_nothing_of_the_topic(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all()
    for rest in ("1/", "3/", "check/", "result/"):
        title = text_of(visitor.get(rest)).split("<title>")[1].split("</title>")[0]
        assert not any(word.lower() in title.lower() for word in ("koulu", "jaksat", "turva", "menee"))


def test_no_page_opens_out_of_order(visitor: Visitor) -> None:
    visitor.starts()
    for rest in ("2/", "7/", "0/", "99999/", "check/", "result/"):
        response = visitor.get(rest, follow=True)
        assert response.redirect_chain[-1][0] == visitor.url("1/")
    refused = visitor.answers(4, "rest", "need-help")
    assert refused["Location"] == visitor.url("1/")
    visitor.answers(1, "what-works", "")
    assert visitor.get("4/", follow=True).redirect_chain[-1][0] == visitor.url("2/")


def test_a_hidden_question_has_no_page_and_its_answer_comes_back(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all()
    changed = visitor.answers(2, "pupil", "no")
    assert changed["Location"] == visitor.url("check/")
    page = text_of(visitor.get("check/"))
    assert WORDS["fi"]["school"].rstrip("?") in page
    assert f"{WORDS['fi']['school']}</dt>" not in page
    visitor.answers(2, "pupil", "yes")
    assert WORDS["fi"]["school"] in text_of(visitor.get("check/"))


def test_an_answer_counts_for_the_question_that_was_on_the_page(visitor: Visitor) -> None:
    """Another window has changed the route meanwhile: the number means another question now."""
    visitor.starts()
    visitor.answers_all()
    visitor.answers(2, "pupil", "no")
    visitor.answers(4, "rest", "works-well")
    assert "Asia on hyvin" not in text_of(visitor.get("check/"))
    visitor.answers(2, "pupil", "yes")
    assert visitor.get("check/").status_code == 200


def test_skips_are_answers(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "")
    assert visitor.answers(2, "pupil", "rather-not")["Location"] == visitor.url("3/")
    assert WORDS["fi"]["rest"] in text_of(visitor.get("3/"))
    assert visitor.answers(3, "rest", "dont-know")["Location"] == visitor.url("4/")


@pytest.mark.parametrize("value", ["", "none-such", "need-help\0", "<script>"])
def test_a_choice_that_is_none_is_refused_with_a_sentence(visitor: Visitor, value: str) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "")
    assert visitor.answers(2, "pupil", value)["Location"] == visitor.url("2/")
    page = visitor.get("2/")
    assert page.status_code == 200
    assert "govuk-error-summary" in text_of(page)
    assert "<script>alert" not in page.content.decode()
    assert visitor.answers(2, "pupil", "no")["Location"] == visitor.url("3/")
    assert "govuk-error-summary" not in text_of(visitor.get("2/"))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_shown_exactly_and_never_as_markup(visitor: Visitor, words: str) -> None:
    visitor.starts()
    visitor.answers_all()
    visitor.answers(7, "hopes", words)
    assert f">\n{words}</textarea>" in text_of(visitor.get("7/"))
    for rest in ("check/", "result/"):
        raw = visitor.get(rest).content.decode()
        assert "<script>alert" not in raw
        assert "<img src=x" not in raw
        assert words.split("\n", maxsplit=1)[0] in text_of(visitor.get(rest))


@pytest.mark.parametrize("words", ["x" * 20_000, "alku\0loppu"])
def test_a_text_that_cannot_be_taken_is_refused_and_kept(visitor: Visitor, words: str) -> None:
    visitor.starts()
    assert visitor.answers(1, "what-works", words)["Location"] == visitor.url("1/")
    page = text_of(visitor.get("1/"))
    assert "govuk-error-summary" in page
    assert words.replace("\0", "\ufffd") in page
    assert "\0" not in page
    assert visitor.get("2/")["Location"] == visitor.url("1/")


def test_a_text_over_what_a_draft_takes_stays_on_the_page_and_is_not_stored(visitor: Visitor) -> None:
    visitor.starts()
    response = visitor.answers(1, "what-works", "y" * 60_000)
    assert response.status_code == 400
    assert "y" * 60_000 in text_of(response)
    assert "govuk-error-summary" not in text_of(visitor.get("1/"))


def test_the_cookie_of_another_sitting_opens_nothing(visitor: Visitor) -> None:
    visitor.starts()
    stranger = Visitor(visitor.page)
    stranger.starts()
    stolen = Visitor(visitor.page, client=stranger.client, id=visitor.id)
    assert stolen.get("1/")["Location"] == "/fi/"
    name, other = f"tp-d-{visitor.id}", stranger.client.cookies[f"tp-d-{stranger.id}"].value
    stolen.client.cookies[name] = other
    assert stolen.get("1/")["Location"] == "/fi/"
    assert Client().get(visitor.url("1/"))["Location"] == "/fi/"


def test_addresses_without_a_state_lead_to_the_front_page_of_their_language(visitor: Visitor) -> None:
    for language in ("fi", "sv", "fi-simple"):
        for rest in ("", "a" * 26 + "/", "a" * 26 + "/3/", "a" * 26 + "/check/", "a" * 26 + "/result/"):
            assert visitor.client.get(f"/{language}/a/{rest}")["Location"] == f"/{language}/"


def test_the_language_can_be_changed_in_the_middle(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Nauramme")
    page = text_of(visitor.get("2/"))
    assert 'name="form_language" value="sv"' in page
    visitor.language = "sv"
    assert WORDS["sv"]["pupil"] in text_of(visitor.get("2/"))
    visitor.answers(2, "pupil", "no")
    visitor.language = "fi-simple"
    assert WORDS["fi-simple"]["rest"] in text_of(visitor.get("3/"))
    assert "Nauramme" in text_of(visitor.get("1/"))


def test_a_questionnaire_republished_in_the_middle_disturbs_nobody(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Nauramme")
    topic = TopicPage.objects.get().pk
    for one in QuestionnairePage.objects.all().order_by("pk"):
        code = one.locale.language_code
        write(one, code, topic, with_a_new_question(code))
        published(one)
    assert QuestionnairePage.objects.get(locale__language_code="fi").definition().question("more")
    visitor.answers_all()
    assert visitor.get("check/").status_code == 200
    assert "uusi" not in text_of(visitor.get("check/"))
    newcomer = Visitor(visitor.page)
    newcomer.starts()
    newcomer.answers_all()
    assert newcomer.get("check/", follow=True).redirect_chain[-1][0] == newcomer.url("8/")


def test_an_expired_sitting_is_refused_at_once(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "Salaisuus")
    past = timezone.now() - timedelta(seconds=1)
    Draft.objects.update(created_at=past - timedelta(hours=1), expires_at=past)
    assert visitor.get("1/")["Location"] == "/fi/"
    assert visitor.get("check/")["Location"] == "/fi/"


def test_a_text_sent_after_the_time_is_kept_on_the_page_and_can_begin_anew(visitor: Visitor) -> None:
    visitor.starts()
    version = visitor.version()
    Draft.objects.all().delete()
    data = {"form_question": "what-works", "answer": "Tärkeä teksti", **version}
    gone = visitor.client.post(visitor.url("1/"), data)
    assert gone.status_code == 410
    assert "Tärkeä teksti" in text_of(gone)
    assert "112" in text_of(gone)
    again = visitor.client.post(visitor.url("1/"), {**data, "form_again": "1"})
    visitor.id = again["Location"].split("/a/")[1].strip("/")
    assert visitor.get()["Location"] == visitor.url("2/")
    assert "Tärkeä teksti" in text_of(visitor.get("1/"))


def test_a_post_without_a_version_after_the_time_keeps_the_text_too(visitor: Visitor) -> None:
    visitor.starts()
    Draft.objects.all().delete()
    gone = visitor.client.post(visitor.url("1/"), {"form_question": "what-works", "answer": "Tärkeä teksti"})
    assert gone.status_code == 410
    assert "Tärkeä teksti" in text_of(gone)


def test_one_press_keeps_the_answers_for_longer_and_takes_what_was_typed_along(visitor: Visitor) -> None:
    visitor.starts()
    response = visitor.answers(1, "what-works", "Kesken", form_keep="1")
    assert response["Location"] == visitor.url("1/")
    kept = Draft.objects.get().expires_at - timezone.now()
    assert timedelta(hours=19) < kept <= timedelta(hours=20)
    page = text_of(visitor.get("1/"))
    assert "Kesken" in page
    assert 'name="form_keep"' not in page
    visitor.answers(1, "what-works", "Valmis")
    assert Draft.objects.get().expires_at - timezone.now() > timedelta(hours=19)


def test_a_get_writes_nothing(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all()
    before = list(Draft.objects.values_list("pk", "sealed", "expires_at"))
    for rest in ("", "1/", "5/", "check/", "result/"):
        visitor.get(rest)
    visitor.client.get("/fi/a/erased/")
    assert list(Draft.objects.values_list("pk", "sealed", "expires_at")) == before


def test_what_was_answered_stands_nowhere_in_the_database_in_the_open(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers(1, "what-works", "kanarialintu-77")
    sealed = bytes(Draft.objects.get().sealed)
    assert b"kanarialintu" not in sealed
    assert b"what-works" not in sealed
    assert b"sitting" not in sealed


def test_a_danger_answer_puts_the_numbers_first(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all(safe="afraid")
    for rest in ("7/", "check/", "result/"):
        page = text_of(visitor.get(rest))
        main = page.split("<main")[1]
        assert main.index("080 005 005") < main.index("<h1")
        assert main.index('tel:112"') < main.index("080 005 005")
    assert "080 005 005" not in text_of(visitor.get("result/")).split("<h1")[1]


def test_a_private_answer_stands_on_no_summary(visitor: Visitor) -> None:
    visitor.starts()
    visitor.answers_all(safe="afraid")
    result = text_of(visitor.get("result/")).split("<h1")[1]
    assert WORDS["fi"]["safe"].rstrip("?") not in result


def test_pages_have_a_fixed_number_of_queries(visitor: Visitor, django_assert_max_num_queries: object) -> None:
    visitor.starts()
    visitor.answers_all()
    visitor.get("2/")
    assert callable(django_assert_max_num_queries)
    with django_assert_max_num_queries(6):
        visitor.get("2/")
    with django_assert_max_num_queries(9):
        visitor.get("result/")
