"""A text that a family confirmed says so at the desk, with the family's words beside the professional's."""

from __future__ import annotations

from django.utils.translation import override

from portal.desk.contacts.summary import said
from portal.desk.exports.documents import national_documents
from portal.desk.exports.lines import letter_lines
from portal.intake.people import Consent
from tests.desk.export_builders import ARRIVAL, content, full

CONFIRMED = Consent("yes", "äiti", "Näin kysyttiin", "2026-11-20T22:29:00+00:00")
TEXT = content(full("contact", consent=CONFIRMED, family_words="Me lisäämme tämän"), "contact")
UNCONFIRMED = content(full("contact", consent=Consent("yes", "äiti"), family_words=""), "contact")


def test_the_day_stands_in_finnish_time_and_claims_no_more_than_is_known() -> None:
    with override("fi"):
        lines = {one.path: one for group in letter_lines(TEXT) for one in group.lines}
        confirmed = lines["consent.confirmed_by_family_at"]
        assert confirmed.label == "Perheen vahvistama"
        assert "21.11.2026 00.29" in confirmed.value
        assert "ei ole tarkistanut" in confirmed.value
        assert lines["family_words"].value == "Me lisäämme tämän"


def test_the_familys_words_stand_beside_the_professionals_on_the_page() -> None:
    parts = said(TEXT)
    assert parts.texts is not None
    assert [one.value for one in parts.texts.lines if one.path == "family_words"] == ["Me lisäämme tämän"]
    assert parts.letter.confirmed_at is not None
    assert parts.letter.own_words == TEXT["own_words"]


def test_a_text_that_no_family_confirmed_says_nothing_of_it() -> None:
    paths = {one.path for group in letter_lines(UNCONFIRMED) for one in group.lines}
    assert not paths & {"family_words", "consent.confirmed_by_family_at"}
    assert said(UNCONFIRMED).letter.confirmed_at is None


def test_a_letter_from_before_reads_as_unconfirmed() -> None:
    consent = {name: value for name, value in UNCONFIRMED["consent"].items() if name != "confirmed_by_family_at"}
    older = {**{name: one for name, one in UNCONFIRMED.items() if name != "family_words"}, "consent": consent}
    assert said(older).letter.confirmed_at is None


def test_the_national_document_holds_both_in_its_free_text_marked() -> None:
    with override("fi"):
        fields = national_documents(TEXT, ARRIVAL, {})[0].fields
    assert "Perheen omat sanat, lisätty tekstiä vahvistettaessa: Me lisäämme tämän" in str(fields["lisatiedot"])
    assert "Perheen vahvistama: 21.11.2026" in str(fields["lisatiedot"])
