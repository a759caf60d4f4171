"""A professional's text waits for the family: read, confirmed, added to or refused, sent once or not at all."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.intake import held as held_texts
from portal.intake.models import Draft, HeldText, Letter
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import Visitor, opened, reference_on, words_on
from tests.portal.intake.family_builders import (
    CHECK_PAGE,
    FAMILY_WORDS,
    at_check,
    by_professional,
    confirms,
    handed,
    held,
    holds,
    says,
    told,
    types,
)
from tests.portal.intake.kind_builders import CALL, PHONE, WORDS

pytestmark = pytest.mark.django_db

GONE = 410


def ends(days: float = 7) -> None:
    """Time passes."""
    gone = timedelta(days=days)
    for row in HeldText.objects.all():
        HeldText.objects.filter(pk=row.pk).update(created_at=row.created_at - gone, expires_at=row.expires_at - gone)


def test_a_held_text_is_sent_by_nobody_but_the_family_and_says_so_at_the_desk(desk_key: PrivateKey) -> None:
    waiting = held()
    assert (Letter.objects.count(), Draft.objects.count()) == (0, 0)
    family = types(waiting.code)
    page = family.page(1).content.decode()
    assert "Outi Opettaja, rehtori, Koivurannan koulu" in page
    assert "ei ole avannut ovea &lt;viikkoon&gt;" in page
    assert Letter.objects.count() == 0
    receipt = family.client.get(confirms(family)["Location"])
    letter = Letter.objects.get()
    content = opened(letter, desk_key)
    assert (letter.kind, letter.relation, content["own_words"]) == ("contact", "", WORDS)
    assert content["family_words"] == FAMILY_WORDS
    assert content["consent"]["given"] == "yes"
    assert abs(datetime.fromisoformat(content["consent"]["confirmed_by_family_at"]) - letter.arrival) < timedelta(
        seconds=5
    )
    assert content["sender"]["role"] == "professional"
    assert not content["sender"]["is_verified"]
    assert (waiting.row.sealed, waiting.row.is_sent) == (None, True)
    assert reference_on(receipt) == letter.reference != waiting.reference
    assert words_on(receipt) not in {waiting.code, waiting.words}


def test_the_ways_to_reach_the_family_are_its_own_and_not_asked_unless_it_says_so(desk_key: PrivateKey) -> None:
    waiting = held(at_check(journey=by_professional(page_12=CALL)))
    family = types(waiting.code)
    assert "Sano että neuvola" not in family.page(1).content.decode()
    confirms(family)
    content = opened(Letter.objects.get(), desk_key)
    assert (content["ways"], content["sender"]["phone"]) == ([], PHONE)
    family = types(held().code)
    confirms(family, by_text="on", text_address="079 555 1234")
    ways = opened(Letter.objects.order_by("arrival").last() or Letter(), desk_key)["ways"]
    assert [(one["way"], one["safe"]) for one in ways] == [("text", "not_asked")]


def test_no_is_at_once_and_the_professional_sees_the_same_as_while_the_text_waits() -> None:
    waiting = held()
    while_it_waits = told(waiting)
    family, other = types(waiting.code), types(waiting.code)
    ended = family.client.get(says(family, "refuse")["Location"])
    assert ended.status_code == 200
    assert "poistettu" in ended.content.decode()
    assert (waiting.row.sealed, waiting.row.is_sent, Letter.objects.count()) == (None, False, 0)
    assert told(waiting) == while_it_waits
    assert FAMILY_WORDS.encode() not in b"".join(bytes(one) for one in Draft.objects.values_list("sealed", flat=True))
    gone = other.page(1)
    assert gone.status_code == GONE
    assert "Outi Opettaja" not in gone.content.decode()
    assert not types(waiting.code).draft_id


def test_a_no_counts_whatever_else_stands_in_the_form_and_twice_is_the_same() -> None:
    waiting = held()
    family = types(waiting.code)
    answers = {"family_words": "x" * 10_001, "decision": "refuse", **family.hidden(1)}
    assert "/t/" in family.sends(answers, 1)["Location"]
    assert "/t/" in family.sends(answers, 1)["Location"]
    assert waiting.row.sealed is None


def test_a_no_that_is_only_kept_never_becomes_an_answer() -> None:
    waiting = held()
    family = types(waiting.code)
    family.sends({"family_words": "a", "decision": "refuse", "form_keep": "1", **family.hidden(1)}, 1)
    assert waiting.row.sealed is not None
    assert "/1/" in family.page(2)["Location"]


def test_what_the_professional_is_told() -> None:
    waiting = held()
    assert "ei ole lähetetty" in told(waiting)
    confirms(types(waiting.code))
    sent = told(waiting)
    assert "lähetettiin" in sent
    assert not any(one in sent for one in (*FAMILY_WORDS.split("\n"), WORDS[:12], Letter.objects.get().reference))
    late = held(at_check("fi", journey=by_professional(page_5={"own_words": "Toinen"})))
    ends()
    assert "ei vahvistettu" in told(late)
    assert (late.code in told(late), waiting.row.is_sent) == (False, True)


@pytest.mark.parametrize(("earlier", "opens"), [(timedelta(seconds=30), True), (timedelta(seconds=-1), False)])
def test_the_time_ends_to_the_second(earlier: timedelta, opens: bool) -> None:
    waiting = held()
    family = types(waiting.code)
    assert "/2/" in says(family)["Location"]
    data = {"contact_language": "fi", **family.hidden(2)}
    HeldText.objects.update(expires_at=timezone.now() + earlier, created_at=timezone.now() - timedelta(days=7))
    response = family.sends(data, 2)
    assert Letter.objects.count() == int(opens)
    if not opens:
        gone = family.client.get(response["Location"])
        assert (gone.status_code, "koulussa menee nyt paremmin" in gone.content.decode()) == (GONE, True)
    assert bool(types(waiting.code).draft_id) is False


def test_the_broom_takes_the_text_after_seven_days_and_the_word_about_it_after_thirty_more() -> None:
    waiting = held()
    assert held_texts.sweep() == 0
    ends(settings.HELD_TEXT_DAYS)
    assert not types(waiting.code).draft_id
    assert held_texts.sweep() == 1
    assert waiting.row.sealed is None
    ends(settings.HELD_TEXT_TOLD_DAYS)
    assert held_texts.sweep() == 0
    assert not HeldText.objects.exists()


def test_pressed_twice_gives_the_same_code_and_changed_words_give_another() -> None:
    visitor = at_check()
    data = {**visitor.hidden(CHECK_PAGE), "form_hold": "1"}
    pages = [visitor.client.get(visitor.sends(data, CHECK_PAGE)["Location"]) for _ in range(2)]
    assert handed(pages[0]) == handed(pages[1])
    assert HeldText.objects.count() == 1
    other = held(at_check(journey=by_professional(page_5={"own_words": "Toisin"})))
    assert other.code != handed(pages[0]).code


def test_a_form_whose_draft_is_gone_holds_nothing_and_sends_nothing_but_comes_again() -> None:
    visitor = at_check()
    data = {**visitor.hidden(CHECK_PAGE), "form_hold": "1"}
    Draft.objects.all().delete()
    again = visitor.sends(data, CHECK_PAGE)
    assert (HeldText.objects.count(), Letter.objects.count()) == (0, 0)
    visitor.draft_id = again["Location"].split("/b/")[1].split("/")[0]
    assert handed(visitor.client.get(holds(visitor)["Location"])).row.sealed is not None


def test_confirmed_twice_is_sent_once_with_the_same_receipt_and_changed_words_are_an_amendment(
    desk_key: PrivateKey,
) -> None:
    family = types(held().code)
    says(family)
    data = {"contact_language": "fi", **family.hidden(2)}
    first, second = family.sends(data, 2), family.sends(data, 2)
    assert (first["Location"], Letter.objects.count()) == (second["Location"], 1)
    family.sends({**data, "by_call": "on", "call_address": PHONE, "call_safe": "safe"}, 2)
    later = Letter.objects.get(relation="amendment")
    content = opened(later, desk_key)
    assert (later.belongs_to, content["own_words"]) == (Letter.objects.get(relation="").reference, FAMILY_WORDS)
    assert [one["address"] for one in content["ways"]] == [PHONE]


def test_of_two_who_hold_the_code_the_first_sends_and_the_second_keeps_the_own_words() -> None:
    waiting = held()
    one, other = types(waiting.code), types(waiting.code)
    says(other, words="Toisen sanat")
    data = {"contact_language": "fi", **other.hidden(2)}
    confirms(one)
    response = other.client.get(other.sends(data, 2)["Location"])
    assert (Letter.objects.count(), response.status_code) == (1, GONE)
    assert "Toisen sanat" in response.content.decode()
    assert not types(waiting.code).draft_id


def test_a_no_after_somebody_else_has_sent_says_that_it_was_too_late() -> None:
    waiting = held()
    one, other = types(waiting.code), types(waiting.code)
    answers = {"decision": "refuse", "family_words": "Ei", **other.hidden(1)}
    confirms(one)
    answer = other.client.get(other.sends(answers, 1)["Location"])
    assert (answer.status_code, Letter.objects.count(), waiting.row.is_sent) == (GONE, 1, True)


def test_what_cannot_wait_is_not_held(desk_key: PrivateKey) -> None:
    for visitor in (
        at_check(urgency="today"),
        at_check(journey=by_professional(page_3={"joint": "yes", "grounds": "25 a §"})),
        at_check(journey=by_professional(page_6={"violence_to_child": "yes"})),
    ):
        page = visitor.page(CHECK_PAGE).content.decode()
        assert "form_hold" not in page
        assert "ei voi odottaa" in page
        assert f"/{CHECK_PAGE}/" in holds(visitor)["Location"]
    assert (HeldText.objects.count(), Letter.objects.count()) == (0, 0)


def test_no_other_role_and_no_other_kind_is_offered_it() -> None:
    visitor = Visitor()
    visitor.begins("contact")
    assert (
        visitor.client.post("/fi/b/", {"kind": "family_confirmation"}, HTTP_SEC_FETCH_SITE="same-origin").status_code
        == 404
    )


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_the_family_reads_the_questions_in_its_own_variant(language: str) -> None:
    family = types(held(language="fi").code, language)
    page = family.page(1).content.decode()
    asked = {"fi": "tilanne", "sv": "situation", "fi-simple": "tilanne"}[language]
    assert asked in page.lower()
    assert WORDS.split()[0] in page


def test_hostile_words_stand_as_they_were_written(desk_key: PrivateKey) -> None:
    hostile = "</textarea><script>alert(1)</script>\u202e {{ x }} {% y %} \"'\n\n  loppu"
    family = types(held(at_check(journey=by_professional(page_5={"own_words": hostile}))).code)
    assert "<script>alert" not in family.page(1).content.decode()
    confirms(family, words=hostile)
    content = opened(Letter.objects.get(), desk_key)
    assert (content["own_words"], content["family_words"]) == (hostile, hostile)


def test_neither_address_nor_readable_column_tells_what_it_is_about() -> None:
    waiting = held()
    for row in HeldText.objects.values():
        shown = b"|".join(
            bytes(one) if isinstance(one, bytes | memoryview) else str(one).encode() for one in row.values()
        )
        assert not any(
            word.encode() in shown for word in (*waiting.code.split(), *waiting.words.split(), "Outi", WORDS[:9])
        )
    body = Client().get("/fi/t/").content.decode()
    assert "<title>Sivu" in body
    assert "no-store" in Client().get("/fi/t/")["Cache-Control"]


def test_the_code_is_shown_only_in_the_browser_that_made_it() -> None:
    visitor = at_check()
    address = holds(visitor)["Location"]
    assert (visitor.client.get(address).status_code, Client().get(address).status_code) == (200, GONE)
