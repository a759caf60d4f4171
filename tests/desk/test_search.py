"""The search: what it finds, whose contacts it looks through, what it writes down, and odd input."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from portal.desk import search as searching
from portal.desk.models import Contact, FiledLetter
from portal.desk.search import search
from portal.desk.search_words import Needle, Place, digits, folded, haystack
from portal.vault.models import AuditEntry
from portal.vault.sealing import canonical
from tests.desk.builders import Sender, carry, contact, drop, rows, signed_in, team, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def found(text: str, someone: Any = None) -> set[UUID]:
    return {one.contact.pk for one in search(text, someone or worker()).hits}


def places(text: str) -> list[tuple[Place, ...]]:
    return [one.places for one in search(text, worker()).hits]


def answer(browser: Client, text: str) -> str:
    return browser.post("/search/", {"words": text}).content.decode()


def test_a_contact_is_found_by_name_number_reference_and_words() -> None:
    sender = Sender.new()
    drop(sender, name="Aino Mäki-Esimerkki", words="Lapsi ei nuku öisin, ja naapuri Pekka auttoi.")
    carry()
    contact(name="Liisa Toinen", words="Muuta asiaa.")
    for text, place in (
        ("aino", Place.NAME),
        ("  MÄKI-esimerkki  ", Place.NAME),
        ("esimerkki aino", Place.NAME),
        (sender.reference, Place.REFERENCE),
        (sender.reference.lower(), Place.REFERENCE),
        ("nuku pekka", Place.WORDS),
        ("Öisin", Place.WORDS),
    ):
        assert places(text) == [(place,)], text
    assert places("aino nuku") == [(Place.WORDS,)]
    assert places("aino liisa") == []


@pytest.mark.parametrize("typed", ["+358 79 000 0001", "079 000 0001", "0790000001", "79 000", "00358 79 0000001"])
def test_a_phone_number_is_found_however_it_is_written(typed: str) -> None:
    contact()
    assert places(typed) == [(Place.NUMBER,)]


def test_a_number_that_somebody_wrote_in_their_own_words_is_found_too() -> None:
    contact(words="Soittakaa äidilleni, 040-765 4321, kiitos.")
    assert places("0407654321") == [(Place.NUMBER,)]


def test_every_letter_of_a_contact_counts_and_a_document_by_its_answers_only() -> None:
    sender = Sender.new()
    drop(sender, words="Ensimmäinen teksti")
    drop(sender, words="Korjattu kertomus", amends=True)
    carry()
    assert Contact.objects.count() == 1
    assert places("ensimmäinen korjattu") == [(Place.WORDS,)]
    assert places("aamut") == [(Place.WORDS,)]
    assert places("Miten nukutte") == []
    assert places("help_request") == places("not_asked") == places("rannikko") == []


def test_only_open_contacts_that_open_without_a_reason_are_searched() -> None:
    someone = worker(teams=[team("ours")])
    made = {name: contact(words=f"yhteinen sana {name}") for name in ("ours", "mine", "strange", "closed")}
    Contact.objects.exclude(pk__in=[made["ours"].pk, made["closed"].pk]).update(team="intake")
    Contact.objects.filter(pk=made["mine"].pk).update(assignee=someone)
    Contact.objects.filter(pk=made["closed"].pk).update(status="closed", assignee=someone)
    assert found("yhteinen", someone) == {made["ours"].pk, made["mine"].pk}
    assert found(made["strange"].reference, someone) == set()
    assert search("yhteinen", someone).looked_at == 2


def test_one_audit_row_names_the_contacts_that_were_shown_and_never_what_was_looked_for() -> None:
    shown = contact(name="Harvinainen Nimi")
    contact()
    someone = worker()
    before = AuditEntry.objects.count()
    search("harvinainen", someone)
    search("ei-löydy-mistään", someone)
    first, second = AuditEntry.objects.order_by("sequence")[before:]
    assert {first.action, second.action} == {"contact.searched"}
    assert first.details == {"contacts": str(shown.pk), "looked_at": "2"}
    assert second.details == {"contacts": "", "looked_at": "2"}
    assert first.actor == f"worker:{someone.pk}"
    for entry in (first, second):
        assert "harvinainen" not in f"{entry.subject}{entry.detail}".casefold()
    assert Contact.objects.filter(opened_at__isnull=True).count() == 2


def test_contacts_beyond_the_limit_are_said_not_to_be_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "MOST", 2)
    made = [contact(words="sama sana") for _ in range(4)]
    for number, one in enumerate(made):
        Contact.objects.filter(pk=one.pk).update(due_on=timezone.localdate() + timedelta(days=number))
    result = search("sama", worker())
    assert [one.contact.pk for one in result.hits] == [one.pk for one in made[:2]]
    assert (result.looked_at, result.is_whole) == (2, False)
    assert found(made[3].reference) == {made[3].pk}
    assert "Avoimia yhteydenottoja on enemmän" in answer(signed_in(), "sama")


def test_more_hits_than_a_page_shows_are_counted_and_only_the_shown_ones_are_written_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "SHOWN", 2)
    for _ in range(3):
        contact(words="sama sana")
    result = search("sama", worker())
    assert (len(result.hits), result.more) == (2, 1)
    assert len(AuditEntry.objects.filter(action="contact.searched").get().details["contacts"].split()) == 2


def test_a_letter_that_does_not_open_is_counted_and_stops_nothing() -> None:
    broken, whole = contact(words="sama sana"), contact(words="sama sana")
    FiledLetter.objects.filter(contact=broken).update(sealed=b"nonsense")
    result = search("sama", worker())
    assert [one.contact.pk for one in result.hits] == [whole.pk]
    assert result.unreadable == 1
    assert "ei avaudu nykyisellä avaimella" in answer(signed_in(), "sama")


def test_the_page_shows_what_fits_without_a_word_of_what_was_written() -> None:
    shown = contact(name="Salainen Nimi", words="salainen-sana")
    browser = signed_in()
    page = answer(browser, "nimi")
    assert shown.reference in page
    assert "Löytyi: nimi" in page
    assert "Salainen" not in page
    assert "salainen-sana" not in page
    assert "1 yhteydenotto vastaa hakua" in page


def test_a_search_is_posted_and_a_query_in_the_address_is_no_search() -> None:
    contact(name="Aino Esimerkki")
    page = signed_in().get("/search/?words=Aino")
    assert "Aino" not in page.content.decode()
    assert AuditEntry.objects.filter(action="contact.searched").count() == 0
    assert page.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("text", ["", " ", "a", "\x00\x00\x00", "x" * 201])
def test_what_cannot_be_looked_for_is_refused_with_a_sentence_and_opens_nothing(text: str) -> None:
    contact()
    browser = signed_in()
    page = answer(browser, text)
    assert "govuk-error-summary" in page
    assert not AuditEntry.objects.filter(action="contact.searched").exists()


@pytest.mark.parametrize(
    "text",
    [
        "' OR 1=1 --", "%%", "__", ".*", "(((((", "[a-", "\\", "<script>alert(1)</script>", "{{ 7*7 }}", "+++",
        "----", "00 00", "😀😀", "\u202eabc", "ﬃ ﬃ", "İİ", "ß" * 100, "1" * 200, "1 " * 99, "\ud800\ud800",
    ],
)  # fmt: skip
def test_hostile_input_finds_nothing_and_breaks_nothing(text: str) -> None:
    contact(words="tavallinen kertomus")
    page = signed_in().post("/search/", {"words": text.encode("utf-8", "surrogatepass")})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert page.context.get("rows") in (None, [])


def test_letters_with_odd_content_are_searched_like_any_other() -> None:
    contact(words="Rivi\nvaihtuu\t tässä ja\u00a0tässä ﬁltteri \ud800 loppu")
    assert places("rivi vaihtuu") == [(Place.WORDS,)]
    assert places("filtteri loppu") == [(Place.WORDS,)]


def test_the_search_needs_a_number_of_queries_that_does_not_grow_with_the_contacts(
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(3):
        contact(words="sama sana")
    someone = worker()
    with django_assert_max_num_queries(10):
        search("sama", someone)


def test_nothing_to_search_is_said_too() -> None:
    page = answer(signed_in(), "jotain")
    assert "Mikään yhteydenotto ei vastaa hakua" in page
    assert "Haku luki 0 avointa yhteydenottoa." in page


def test_rows_without_letters_are_searched_by_reference() -> None:
    made = rows(3)
    assert found(made[1].reference) == {made[1].pk}


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_is_compared_without_an_error_and_finds_itself(text: str, other: str) -> None:
    said = haystack({"own_words": f"{other} {text} {other}"})
    needle = Needle.of(text)
    assert bool(needle.places(said, "")) == bool(folded(text) and folded(text) not in {""})
    assert all(sign in "0123456789" for sign in digits(text))


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(max_size=20),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    )
)
def test_any_content_is_read_without_an_error(content: Any) -> None:
    haystack(content)


CONTENTS = st.dictionaries(
    st.text(max_size=6),
    st.text(max_size=30)
    | st.text("+0123456789 ().-/\n\t", max_size=20)
    | st.sampled_from(["İ\u0301", "ﬁ\n\u0301a", "Ａ１２３４", "\x1f12\x0b34"]),
    max_size=4,
)


@tries(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(CONTENTS, st.data())
def test_what_the_quick_look_leaves_out_fits_nowhere_and_a_count_agrees_with_the_places(
    content: Any, data: Any
) -> None:
    """Pieces of the texts themselves are looked for, and numbers in every form of writing."""
    texts = [one for one in content.values() if one] or ["x"]
    text = data.draw(st.sampled_from(texts))
    start = data.draw(st.integers(0, len(text)))
    typed = data.draw(st.sampled_from([text[start:], text[:start], digits(text)[start:], text]))
    needle, said = Needle.of(typed), haystack(content)
    places = needle.places(said, "s04321")
    assert needle.stands_in(said, "s04321") == bool(places)
    if places:
        assert needle.may_stand_in([canonical(content)], "s04321")
    numbers = " ".join(
        digits(one) for letter in said.letters for one in re.findall(r"\+?[0-9][0-9 ().\-/\u00a0]*[0-9]", letter)
    )
    assert (Place.NUMBER in places) == bool(needle.words and needle.number and needle.number in numbers)
