"""How each kind of contact is filled in, page by page, by somebody in each role."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.http import HttpResponse

from portal.intake.service import ContactKind, contact_kinds
from tests.portal.intake.builders import Visitor, hidden_fields

Page = dict[str, str | list[str]]

WORDS = "Hän ei ole avannut ovea <viikkoon> & ”kaikki on hyvin” 🌧️"
PHONE = "079 123 4567"

WORK: Page = {
    "sender_name": "Outi Opettaja",
    "sender_title": "rehtori",
    "sender_unit": "Koivurannan koulu",
    "sender_phone": PHONE,
    "reporter": "15",
}
CONSENT: Page = {"consent": "yes", "consent_by": "äiti"}
SPEAKER: Page = {"sender_name": "Veera", "sender_phone": PHONE, "reporter": "3", "relation": "tytär", **CONSENT}
CIRCUMSTANCES: Page = {"has_children": "no", "aged_75": "yes", "is_client": "yes", "own_worker": "Sanna, Rannikko"}
CRITERIA: Page = {
    "clear_need": "yes",
    "criteria_urgency": "unknown",
    "must_not_know": "Naapuri",
    "summary": "Vanha teksti",
}
PERSON: Page = {
    "persons": "1",
    "p1_role": "person",
    "p1_first_names": "Aino Maria",
    "p1_family_name": "Esimerkki",
    "p1_personal_id": "010195-952N",
    "p1_born_on": "1.1.1995",
    "p1_address_is_secret": "yes",
    "p1_needs": ["1", "9"],
}
CHILD: Page = {
    "persons": "1",
    "p1_role": "child",
    "p1_first_names": "Onni",
    "p1_family_name": "Esimerkki",
    "p1_age": "noin 7",
    "p1_lives_with": "Isän kanssa",
}
REPLY: Page = {"contact_language": "fi", "municipality": "951"}
CALL: Page = {**REPLY, "by_call": "on", "call_address": PHONE, "call_safe": "safe", "call_may_say": "Sano että neuvola"}
CHECK: Page = {}


@dataclass(frozen=True)
class Journey:
    """One way through a kind's pages: the answers by the number of each page that is asked."""

    name: str
    kind: str
    role: str
    pages: dict[int, Page] = field(default_factory=dict)


def journeys() -> list[Journey]:
    """Every kind in every role that it has."""
    words: Page = {"own_words": WORDS}
    own = {4: {**words, "situation": "Viime viikolla"}, 6: CIRCUMSTANCES, 7: CRITERIA, 9: PERSON}
    others = {2: SPEAKER, 5: words, 6: CIRCUMSTANCES, 7: CRITERIA, 9: PERSON, 12: REPLY, 13: CHECK}
    work = {3: {**WORK, **CONSENT, "joint": "yes", "grounds": "25 a §"}, 5: words, 6: CIRCUMSTANCES, 8: CRITERIA}
    notice = {4: words, 5: CIRCUMSTANCES, 10: REPLY, 11: CHECK}
    child = {4: {**words, "told_child": "no", "told_guardian": "yes"}, 5: {"violence_to_child": "yes"}, 6: {}, 7: CHILD}
    private: Page = {"identity": "confidential", "sender_name": "Naapuri", "reporter": "4", "secrecy_grounds": "Pelko"}
    anonymous: Page = {"identity": "anonymous", "reporter": "4"}
    prenatal: Page = {**words, "expected_birth": "maaliskuussa", "told_mother": "yes", "told_other_parent": "unknown"}
    return [
        Journey("own", "contact", "person", {1: {"role": "person"}, **own, 11: CALL, 13: CHECK}),
        Journey("relative", "contact", "relative", {1: {"role": "relative"}, **others}),
        Journey("helper", "contact", "helper", {1: {"role": "helper"}, **others}),
        Journey("work", "contact", "professional",
                {1: {"role": "professional"}, **work, 10: PERSON, 12: REPLY, 13: CHECK}),
        Journey("need-authority", "need_notice", "authority",
                {1: {"role": "authority"}, 2: WORK, **notice, 7: CRITERIA, 9: PERSON}),
        Journey("need-private", "need_notice", "private_person",
                {1: {"role": "private_person"}, 3: private, **notice, 6: CRITERIA, 8: PERSON}),
        Journey("child-authority", "child_welfare_notice", "authority",
                {1: {"role": "authority"}, 2: WORK, **child, 8: REPLY, 9: CHECK}),
        Journey("child-anonymous", "child_welfare_notice", "private_person",
                {1: {"role": "private_person"}, 3: anonymous, **child, 8: REPLY, 9: CHECK}),
        Journey("prenatal", "prenatal_notice", "professional",
                {1: {"role": "professional"}, 2: WORK, 3: prenatal, 4: {"has_children": "unknown"}, 5: {}, 6: PERSON,
                 7: REPLY, 8: CHECK}),
        Journey("question", "question", "not_asked", {1: {**words, **CALL}}),
        Journey("consultation", "consultation", "professional",
                {1: WORK, 2: {**words, "no_names": "on", **REPLY}, 3: CHECK}),
    ]  # fmt: skip


def kind_of(code: str) -> ContactKind:
    found = contact_kinds.get(code)
    assert found is not None
    return found


def begun(journey: Journey, language: str = "fi", urgency: str = "not_urgent") -> Visitor:
    """A visitor at the first page of the kind."""
    visitor = Visitor(language)
    visitor.begins(journey.kind)
    visitor.passes_gate(urgency)
    return visitor


def walks(visitor: Visitor, journey: Journey, until: int = 99) -> HttpResponse:
    """Answers the pages in their order, each at the address that the page before led to; the last answer of the server."""
    response = HttpResponse()
    for number in sorted(journey.pages):
        if number >= until:
            break
        page = visitor.page(number)
        assert page.status_code == 200, number
        response = visitor.sends({**journey.pages[number], **hidden_fields(page)}, number)
        assert response.status_code == 303, number
        following = [one for one in sorted(journey.pages) if one > number]
        then = f"/b/{visitor.draft_id}/{following[0]}/" if following else "/r/"
        assert then in response["Location"], (number, response["Location"])
    return response
