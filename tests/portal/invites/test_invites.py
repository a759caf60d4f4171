"""An invite becomes a contact of its own kind, with the family's hopes as its own words."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from portal.intake.models import Letter
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import Visitor, answers, opened, reference_on, words_on

pytestmark = pytest.mark.django_db

HOPES = "Että saisimme nukkua. Ettei tarvitsisi kertoa kaikkea uudelleen.\n\n  – lapsi 9 v: “haluan kaverin” 🧸"

PROFESSIONAL = {
    "asker": "professional",
    "professional_name": "Esimerkki Kuraattori",
    "professional_title": "kuraattori",
    "professional_unit": "Koivurannan koulu",
    "professional_phone": "079 555 0101",
    "consent": "yes",
}
START_PAGES = {
    "fi": "/fi/kartoituskutsu/",
    "sv": "/sv/kartlaggningsinbjudan/",
    "fi-simple": "/fi-simple/kartoituskutsu/",
}


def meeting(**changes: object) -> dict[str, object]:
    """The second page filled in by a family."""
    return {
        **answers(own_words=HOPES),
        "purpose": "Koulu ja koti eivät puhu keskenään.",
        "domains": ["childs_everyday_life", "care_and_upbringing"],
        "helpers": "Mummo. Neuvola.",
        "participants": "Opettaja. Ei isän äitiä.",
        "meeting_mode": ["video"],
        "meeting_times": "Aamulla",
        **changes,
    }


class Inviter(Visitor):
    """A visitor who sends an invite."""

    def reaches_second_page(self, **asker: str) -> dict[str, str]:
        self.begins("invite")
        self.passes_gate()
        response = self.sends({"asker": "parent", **asker, **self.hidden(1)}, 1)
        assert response.status_code == HTTPStatus.SEE_OTHER
        return self.hidden(2)


def sections(content: dict[str, Any]) -> dict[str, dict[str, str]]:
    """The invite's document by heading and label."""
    (document,) = content["documents"]
    return {one["heading"]: {item["label"]: item["value"] for item in one["items"]} for one in document["sections"]}


@pytest.mark.parametrize("language", START_PAGES)
def test_the_start_page_says_that_it_replaces_no_notice(language: str) -> None:
    response = Inviter(language).client.get(START_PAGES[language])
    text = response.content.decode()
    words = {"fi": "ei korvaa lastensuojeluilmoitusta", "sv": "ersätter inte en barnskyddsanmälan"}
    assert words.get(language, "ei ole lastensuojeluilmoitus") in text
    assert not response.cookies
    assert "public" in response["Cache-Control"]


def test_an_invite_reaches_the_letter_box_with_the_familys_own_words(desk_key: PrivateKey) -> None:
    visitor = Inviter()
    hidden = visitor.reaches_second_page()
    response = visitor.sends({**meeting(), **hidden}, 2)
    receipt = visitor.client.get(response["Location"])
    assert len(words_on(receipt).split()) == 8
    letter = Letter.objects.get()
    assert (letter.kind, letter.reference) == ("invite", reference_on(receipt))
    content = opened(letter, desk_key)
    assert content["own_words"] == HOPES
    assert content["documents"][0]["schema"] == "invite-1"
    told = sections(content)
    assert told["Kuka pyytää"] == {"Kuka olet?": "Olen vanhempi tai muu huoltaja"}
    assert told["Mitä varten tavataan"]["Mitä asioita katsomme yhdessä?"] == "Lapsen arki\nHuolenpito ja kasvatus"
    assert told["Mitä varten tavataan"]["Keiden pitäisi olla paikalla?"] == "Opettaja. Ei isän äitiä."


def test_a_professional_is_named_and_marked_as_unverified(desk_key: PrivateKey) -> None:
    visitor = Inviter()
    hidden = visitor.reaches_second_page(**PROFESSIONAL)
    visitor.sends({**meeting(), **hidden}, 2)
    told = sections(opened(Letter.objects.get(), desk_key))["Kuka pyytää"]
    assert told["Nimesi"] == "Esimerkki Kuraattori"
    assert told["Onko portaali tarkistanut"].startswith("Ei.")


@pytest.mark.parametrize("missing", [name for name in PROFESSIONAL if name != "asker"])
def test_a_professional_says_who_they_are_and_that_the_family_agrees(missing: str) -> None:
    visitor = Inviter()
    visitor.begins("invite")
    visitor.passes_gate()
    visitor.sends({**PROFESSIONAL, missing: "", **visitor.hidden(1)}, 1)
    page = visitor.page(1).content.decode()
    assert "govuk-error-summary" in page
    assert Letter.objects.count() == 0


def test_without_consent_nothing_is_sent_and_the_duty_is_told() -> None:
    visitor = Inviter()
    visitor.begins("invite")
    visitor.passes_gate()
    visitor.sends({**PROFESSIONAL, "consent": "no", **visitor.hidden(1)}, 1)
    assert "lastensuojeluilmoitus viipymättä" in visitor.page(1).content.decode()
    assert visitor.client.get(visitor.url(f"b/{visitor.draft_id}/2/")).status_code == HTTPStatus.SEE_OTHER


def test_a_parents_invite_carries_nothing_typed_into_the_professionals_fields(desk_key: PrivateKey) -> None:
    visitor = Inviter()
    hidden = visitor.reaches_second_page(professional_name="Vahingossa Kirjoitettu")
    visitor.sends({**meeting(), **hidden}, 2)
    assert "Vahingossa" not in str(opened(Letter.objects.get(), desk_key))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("own_words", "a" * 20_000),
        ("purpose", "nolla\x00merkki"),
        ("helpers", "x" * 3_001),
        ("domains", "no_such_domain"),
    ],
)
def test_what_is_refused_stays_on_the_page(field: str, text: str) -> None:
    visitor = Inviter()
    hidden = visitor.reaches_second_page()
    visitor.sends({**meeting(), "meeting_times": "MYÖS TÄMÄ", field: text, **hidden}, 2)
    page = visitor.page(2).content.decode()
    assert "govuk-error-summary" in page
    assert "MYÖS TÄMÄ" in page
    assert Letter.objects.count() == 0


def test_the_same_invite_twice_is_one_letter_and_a_changed_one_is_an_amendment() -> None:
    visitor = Inviter()
    hidden = visitor.reaches_second_page()
    first = visitor.sends({**meeting(), **hidden}, 2)
    again = visitor.sends({**meeting(), **hidden}, 2)
    assert words_on(visitor.client.get(first["Location"])) == words_on(visitor.client.get(again["Location"]))
    assert Letter.objects.count() == 1
    visitor.sends({**meeting(helpers="Myös eno."), **hidden}, 2)
    assert sorted(Letter.objects.values_list("relation", flat=True)) == ["", "amendment"]


@pytest.mark.parametrize("language", START_PAGES)
def test_the_pages_of_an_invite_say_nothing_in_address_or_title(language: str) -> None:
    visitor = Inviter(language)
    visitor.begins("invite")
    visitor.passes_gate()
    response = visitor.page(1)
    title = response.content.decode().split("<title>")[1].split("</title>")[0]
    for word in ("kutsu", "kartoitus", "inbjud", "kartl", "invite", "lastensuojelu"):
        assert word not in title.lower()
        assert word not in response.request["PATH_INFO"].lower()
    assert response["Cache-Control"] == "no-store"
