"""Every kind of contact goes the whole way to a letter that says exactly what was written, and follows the schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from portal.intake.models import Draft, Letter
from portal.intake.service import validate
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import hidden_fields, opened
from tests.portal.intake.kind_builders import PHONE, WORDS, Journey, begun, journeys, kind_of, walks

pytestmark = pytest.mark.django_db

JOURNEYS = journeys()


LANGUAGES = {"relative": "sv", "child-authority": "sv", "consultation": "fi-simple", "question": "fi-simple"}


def by_name(name: str) -> Journey:
    return next(one for one in JOURNEYS if one.name == name)


def who_it_is_about_and_what_was_answered(content: dict[str, Any]) -> None:
    (person,) = content["persons"]
    assert (person["first_names"], person["family_name"]) == ("Aino Maria", "Esimerkki")
    assert (person["born_on"], person["needs"]) == ("1995-01-01", ["1", "9"])
    assert person["address_is_secret"] == "yes"
    assert content["name"] == content["sender"]["name"] == "Aino Maria Esimerkki"
    assert content["sender"]["reporter"] == "1"
    assert content["situation"] == "Viime viikolla"
    assert content["consent"]["given"] == "not_asked"
    assert content["circumstances"]["has_children"] == "no"
    assert content["circumstances"]["violence_to_child"] == "not_asked"
    assert content["circumstances"]["own_worker"] == "Sanna, Rannikko"
    assert content["criteria"]["clear_need"] == "yes"
    assert content["criteria"]["urgency"] == "unknown"
    assert content["must_not_know"] == "Naapuri"
    assert content["ways"][0]["may_say"] == "Sano että neuvola"
    (summary,) = content["documents"]
    assert summary["schema"] == "earlier-summary-1"
    assert summary["sections"][0]["items"][0]["value"] == "Vanha teksti"


def the_very_words_of_the_consent_and_the_number_to_call(content: dict[str, Any]) -> None:
    assert (content["consent"]["given"], content["consent"]["by"]) == ("yes", "äiti")
    assert content["consent"]["told_what"].startswith("Har personen samtyckt till att du skickar")
    assert content["ways"] == [
        {"way": "call", "address": PHONE, "safe": "not_asked", "when": "", "may_say": "", "send_word": False}
    ]
    assert content["name"] == "Veera"


def the_grounds_of_a_joint_contact(content: dict[str, Any]) -> None:
    assert content["grounds"] == "25 a §"
    assert (content["sender"]["title"], content["sender"]["reporter"]) == ("rehtori", "15")


def a_name_that_is_to_be_kept_secret(content: dict[str, Any]) -> None:
    assert content["sender"]["identity_is_secret"] is True
    assert content["sender"]["secrecy_grounds"] == "Pelko"


def nobodys_name_and_who_was_told(content: dict[str, Any]) -> None:
    assert content["sender"]["is_anonymous"] is True
    assert (content["sender"]["name"], content["name"], content["ways"]) == ("", "", [])
    assert content["told"] == {
        "child": "no", "guardian": "yes", "expectant_mother": "not_asked", "other_parent": "not_asked", "more": "",
    }  # fmt: skip
    assert content["persons"][0]["lives_with"] == "Isän kanssa"


def an_unborn_child(content: dict[str, Any]) -> None:
    assert content["circumstances"]["unborn_child"] == "yes"
    assert content["home"]["expected_birth"] == "maaliskuussa"
    assert content["told"]["other_parent"] == "unknown"


def no_client(content: dict[str, Any]) -> None:
    assert content["persons"] == []
    assert content["sender"]["unit"] == "Koivurannan koulu"


SAYS: dict[str, Callable[[dict[str, Any]], None]] = {
    "own": who_it_is_about_and_what_was_answered,
    "relative": the_very_words_of_the_consent_and_the_number_to_call,
    "work": the_grounds_of_a_joint_contact,
    "need-private": a_name_that_is_to_be_kept_secret,
    "child-anonymous": nobodys_name_and_who_was_told,
    "prenatal": an_unborn_child,
    "consultation": no_client,
}


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda one: one.name)
def test_each_kind_becomes_a_letter_with_exactly_the_words(journey: Journey, desk_key: PrivateKey) -> None:
    visitor = begun(journey, LANGUAGES.get(journey.name, "fi"))
    walks(visitor, journey)
    letter = Letter.objects.get()
    assert letter.kind == journey.kind
    content = opened(letter, desk_key)
    validate(content)
    assert content["own_words"] == WORDS
    assert content["kind"] == journey.kind
    assert content["sender"]["role"] == journey.role
    assert content["sender"]["is_verified"] is False
    assert content["channel"] == "form"
    assert content["promise"] is None, "the county's promise is made for requests for help"
    assert Draft.objects.count() == 0
    if says := SAYS.get(journey.name):
        says(content)


def test_a_journey_stands_for_every_kind_and_every_page_of_it() -> None:
    asked = {(one.kind, number) for one in JOURNEYS for number in one.pages}
    own = {one.kind for one in JOURNEYS}
    assert asked == {(kind, number) for kind in own for number in range(1, len(kind_of(kind).pages) + 1)}


def test_the_last_page_shows_everything_before_it_is_sent() -> None:
    journey = by_name("own")
    visitor = begun(journey)
    walks(visitor, journey, until=13)
    page = visitor.page(13).content.decode()
    assert "Hyvä tietää" in page, "there is a worker already, and the page says who gets the matter"
    for expected in ("&lt;viikkoon&gt;", "Aino Maria", "Vanha teksti", "Naapuri", "Arjessa pärjääminen", PHONE):
        assert expected in page
    assert "<viikkoon>" not in page
    assert Letter.objects.count() == 0
    assert f'href="/fi/b/{visitor.draft_id}/4/"' in page


def test_a_check_page_that_comes_too_late_shows_the_text_and_sends_it_once_more(desk_key: PrivateKey) -> None:
    journey = by_name("child-authority")
    visitor = begun(journey)
    walks(visitor, journey, until=9)
    data = {**visitor.hidden(9), "form_copy": "Kopio tekstistä"}
    Draft.objects.all().delete()
    expired = visitor.sends(data, 9)
    assert expired.status_code == 410
    assert "Kopio tekstistä" in expired.content.decode()
    assert visitor.sends({**hidden_fields(expired), "form_copy": "muutettu"}, 9).status_code == 303
    assert opened(Letter.objects.get(), desk_key)["own_words"] == WORDS


def test_sending_the_check_page_twice_is_one_letter() -> None:
    journey = by_name("question")
    visitor = begun(journey)
    data = {**journey.pages[1], **visitor.hidden(1)}
    assert visitor.sends(data, 1)["Location"] == visitor.sends(data, 1)["Location"]
    assert Letter.objects.count() == 1


def test_another_role_asks_other_pages_and_leaves_out_what_was_written_before(desk_key: PrivateKey) -> None:
    visitor = begun(by_name("child-anonymous"))
    visitor.sends({"role": "authority", **visitor.hidden(1)}, 1)
    visitor.sends({**by_name("child-authority").pages[2], **visitor.hidden(2)}, 2)
    assert visitor.page(3)["Location"].endswith("/4/"), "the page of private persons is not asked"
    visitor.sends({"role": "private_person", **visitor.hidden(1)}, 1)
    anonymous = by_name("child-anonymous")
    for number in sorted(anonymous.pages)[1:]:
        visitor.sends({**anonymous.pages[number], **visitor.hidden(number)}, number)
    content = opened(Letter.objects.get(), desk_key)
    assert content["sender"]["is_anonymous"] is True
    assert "Outi" not in str(content)


@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
@pytest.mark.parametrize(
    ("fi", "sv"), [("yhteydenotto", "kontakt"), ("ammattilaiselle", "for-yrkespersoner")], ids=["contact", "work"]
)
def test_the_public_pages_can_be_kept_by_anyone_and_lead_to_the_forms(fi: str, sv: str, language: str) -> None:
    visitor = begun(by_name("question"), language)
    visitor.client.cookies.clear()
    page = visitor.client.get(visitor.url(f"{sv if language == 'sv' else fi}/"))
    assert (page.status_code, page["Cache-Control"]) == (200, "public, max-age=300")
    assert not page.cookies
    text = page.content.decode()
    assert 'name="kind" value="contact"' in text
    assert "tel:112" in text
