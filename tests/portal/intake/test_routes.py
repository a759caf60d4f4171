"""Routes of their own: a page that says what can be done, the right kind, and the route kept until the desk reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse

from portal.intake.forms import answers_of_route
from portal.intake.models import Draft, Letter
from portal.intake.route_names import ROUTE_NAMES
from portal.intake.route_pages import CUSTODY, ROUTE_PAGES, UNBORN, VIOLENCE
from portal.intake.service import contact_kinds
from portal.vault.sealing import PrivateKey
from tests.portal.intake.builders import SAME_ORIGIN, Visitor, hidden_fields, opened
from tests.portal.intake.kind_builders import CHECK, CHILD, PERSON, REPLY, Page

pytestmark = pytest.mark.django_db

WORDS = "Ex-puoliso uhkaa viedä lapsen."
OWN: dict[int, Page] = {
    1: {"role": "person"},
    4: {"own_words": WORDS},
    6: {"has_children": "yes", "custody_conflict": "yes"},
    7: {},
    9: PERSON,
    11: {**REPLY, "reads_here": "on"},
    13: CHECK,
}
ANONYMOUS: dict[int, Page] = {
    1: {"role": "private_person"},
    3: {"identity": "anonymous", "reporter": "4"},
    4: {"own_words": WORDS, "told_child": "no", "told_guardian": "no"},
    5: {"violence_to_child": "yes"},
    6: {},
    7: CHILD,
    8: REPLY,
    9: CHECK,
}


def route_on(page: HttpResponse) -> Page:
    """The field that nobody sees, as a browser posts it again."""
    found = re.search(r'<input type="hidden" name="route" value="([^"]+)"', page.content.decode())
    return {"route": found.group(1)} if found else {}


def begun_by(route: str, kind: str, language: str = "fi") -> Visitor:
    visitor = Visitor(language)
    response = visitor.client.post(visitor.url("b/"), {"kind": kind, "route": route}, **SAME_ORIGIN)
    visitor.draft_id = response["Location"].split("/b/")[1].split("/")[0]
    visitor.passes_gate()
    return visitor


def walked(visitor: Visitor, pages: Mapping[int, Page]) -> HttpResponse:
    response = HttpResponse()
    for number, answers in pages.items():
        page = visitor.page(number)
        response = visitor.sends({**hidden_fields(page), **route_on(page), **answers}, number)
        assert response.status_code == 303, number
    return response


@pytest.mark.parametrize("number", [CUSTODY, VIOLENCE, UNBORN])
@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_each_route_has_a_page_of_its_own_whose_address_and_title_say_nothing(language: str, number: int) -> None:
    visitor = Visitor(language)
    page = visitor.client.get(visitor.url(f"w/{number}/"))
    text = page.content.decode()
    title = text.split("<title>")[1].split("</title>")[0].lower()
    assert page["Cache-Control"] == "no-store"
    assert not any(word in title for word in ("lap", "barn", "huolt", "vård", "väkiv", "våld", "child"))
    assert "112" in text
    assert f'name="route" value="{ROUTE_PAGES[number].route}"' in text
    assert Draft.objects.count() == 0


def test_safety_stands_before_the_button_and_violence_begins_with_whom_to_call() -> None:
    visitor = Visitor()
    for number, one in ROUTE_PAGES.items():
        text = visitor.client.get(visitor.url(f"w/{number}/")).content.decode()
        start = text.index('name="route"')
        assert text.index(str(one.parts[0].items[0])) < start
        assert ("tp-care-card" in text[:start] or "care-card" in text[:start]) == (number == VIOLENCE)


def test_a_route_leads_only_to_kinds_that_remember_it() -> None:
    for one in ROUTE_PAGES.values():
        for code in one.kinds:
            kind = contact_kinds.get(code)
            assert kind is not None
            assert any(answers_of_route(page.form_class, one.route) for page in kind.pages), (code, one.route)


@pytest.mark.parametrize(("route", "kind", "number"), [
    ("custody_conflict", "contact", 6), ("violence_to_child", "contact", 6), ("unborn_child", "contact", 6),
    ("violence_to_child", "child_welfare_notice", 5), ("custody_conflict", "child_welfare_notice", 5),
    ("unborn_child", "need_notice", 5),
])  # fmt: skip
def test_the_answer_of_the_route_is_chosen_already_and_says_why(route: str, kind: str, number: int) -> None:
    visitor = begun_by(route, kind)
    pages = OWN if kind == "contact" else {**ANONYMOUS, 4: {**ANONYMOUS[4], "told_more": ""}}
    walked(visitor, {one: answers for one, answers in pages.items() if one < number})
    text = visitor.page(number).content.decode()
    chosen = [one for one in text.split("<input") if f'name="{route}"' in one and "checked" in one]
    assert len(chosen) == 1
    assert 'value="yes"' in chosen[0]
    assert "Valitsimme vastauksen" in text


def test_the_desk_reads_the_route_with_the_answer(desk_key: PrivateKey) -> None:
    visitor = begun_by("custody_conflict", "contact")
    walked(visitor, OWN)
    content = opened(Letter.objects.get(), desk_key)
    assert content["route"] == "custody_conflict"
    assert content["circumstances"]["custody_conflict"] == "yes"
    assert content["own_words"] == WORDS


def test_the_answer_may_be_changed_and_the_route_stays_what_it_was(desk_key: PrivateKey) -> None:
    visitor = begun_by("violence_to_child", "child_welfare_notice")
    walked(visitor, {**ANONYMOUS, 5: {"violence_to_child": "unknown"}})
    content = opened(Letter.objects.get(), desk_key)
    assert content["route"] == "violence_to_child"
    assert content["circumstances"]["violence_to_child"] == "unknown"


@pytest.mark.parametrize("route", ["", "nothing", "own_words", "x" * 5000, "violence_to_child\x00", "clear_need"])
def test_what_is_no_route_is_forgotten(route: str, desk_key: PrivateKey) -> None:
    visitor = begun_by(route, "contact")
    tampered: Page = {"has_children": "no", "route": route}
    walked(visitor, {**OWN, 6: tampered} if "\x00" not in route else {**OWN, 6: {"has_children": "no"}})
    assert opened(Letter.objects.get(), desk_key)["route"] == ""


def test_what_is_sent_of_the_route_is_shown_before_it_is_sent() -> None:
    visitor = begun_by("custody_conflict", "contact")
    walked(visitor, {one: answers for one, answers in OWN.items() if one < 13})
    assert str(ROUTE_NAMES["custody_conflict"]) in visitor.page(13).content.decode()


def test_from_the_gate_a_route_goes_on_with_the_same_kind_and_keeps_what_was_written(desk_key: PrivateKey) -> None:
    visitor = Visitor()
    visitor.begins("contact")
    visitor.passes_gate("today")
    walked(visitor, {one: answers for one, answers in OWN.items() if one < 6})
    gate = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/")).content.decode()
    here = visitor.url(f"b/{visitor.draft_id}/w/{CUSTODY}/")
    assert f'href="{here}"' in gate
    assert f'action="{here}"' in visitor.client.get(here).content.decode()
    answered = visitor.client.post(here, {"kind": "contact"}, **SAME_ORIGIN)
    assert answered["Location"] == visitor.url(f"b/{visitor.draft_id}/")
    assert WORDS in visitor.page(4).content.decode()
    walked(visitor, {one: answers for one, answers in OWN.items() if one >= 6})
    assert opened(Letter.objects.get(), desk_key)["route"] == "custody_conflict"


def test_from_the_gate_a_route_begins_another_kind_with_the_urgency_and_leaves_the_first_as_it_was() -> None:
    visitor = Visitor()
    visitor.begins()
    visitor.passes_gate("today")
    visitor.client.post(visitor.url(f"b/{visitor.draft_id}/1/"), {"own_words": WORDS, "form_keep": "1"})
    here = visitor.url(f"b/{visitor.draft_id}/w/{VIOLENCE}/")
    answered = visitor.client.post(here, {"kind": "child_welfare_notice"}, **SAME_ORIGIN)
    gate = visitor.client.get(answered["Location"]).content.decode()
    assert Draft.objects.count() == 2
    assert 'value="today" checked' in gate or "checked" in gate.split('value="today"')[1].split(">")[0]
    assert WORDS in visitor.page(1).content.decode()


def test_a_route_s_page_without_a_draft_or_for_another_kind_leads_back() -> None:
    visitor = Visitor()
    visitor.begins("question")
    other = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/w/{CUSTODY}/"))
    gone = visitor.client.get(visitor.url(f"b/{'a' * 26}/w/{CUSTODY}/"))
    visitor.begins("contact")
    unknown = visitor.client.get(visitor.url(f"b/{visitor.draft_id}/w/99/"))
    wrong = visitor.client.post(visitor.url(f"b/{visitor.draft_id}/w/{CUSTODY}/"), {"kind": "question"}, **SAME_ORIGIN)
    assert (other.status_code, gone.status_code, unknown.status_code, wrong.status_code) == (303, 303, 404, 404)
