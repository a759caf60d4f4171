"""The questions that lead a professional to the right kind of contact: every path, what it says, and how it is walked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from portal.intake import tree
from portal.intake.models import Draft
from portal.intake.service import contact_kinds
from portal.intake.tree import FIRST, STEPS, leads_to, step
from portal.intake.tree_steps import Outcome, Question
from tests.portal.intake.builders import Visitor

# Every path of answers with the kind that it leads to; empty where no form is right.
PATHS = {
    "yes": "",
    "no private child violence": "child_welfare_notice",
    "no private child custody": "contact",
    "no private child other": "child_welfare_notice",
    "no private adult": "need_notice",
    "no private own violence": "child_welfare_notice",
    "no private own custody": "contact",
    "no private own unborn": "contact",
    "no private own other": "help_request",
    "no work nobody": "consultation",
    "no work custody": "contact",
    "no work child unsure": "consultation",
    "no work child yes yes": "child_welfare_notice",
    "no work child yes no yes": "contact",
    "no work child yes no no": "child_welfare_notice",
    "no work child no yes": "contact",
    "no work child no no yes": "",
    "no work child no no no yes": "need_notice",
    "no work child no no no no": "",
    "no work unborn yes": "prenatal_notice",
    "no work unborn no yes": "contact",
    "no work unborn no no yes": "",
    "no work unborn no no no yes": "need_notice",
    "no work unborn no no no no": "",
    "no work adult yes": "contact",
    "no work adult no yes": "",
    "no work adult no no yes": "need_notice",
    "no work adult no no no": "",
}


def paths(number: int, taken: tuple[str, ...] = ()) -> Iterator[tuple[str, Outcome]]:
    found = STEPS[number]
    if isinstance(found, Outcome):
        yield " ".join(taken), found
        return
    for option in found.options:
        yield from paths(option.leads_to, (*taken, option.value))


ALL = dict(paths(FIRST))


def test_every_path_leads_to_the_kind_in_the_table() -> None:
    assert {path: outcome.kind for path, outcome in ALL.items()} == PATHS


def test_every_kind_exists_and_every_step_is_reached() -> None:
    outcomes = [one for one in STEPS.values() if isinstance(one, Outcome)]
    named = {one.kind for one in outcomes if one.kind} | {kind for one in outcomes for kind, _words in one.other_kinds}
    assert all(contact_kinds.get(kind) for kind in named)
    assert {outcome.heading for outcome in ALL.values()} == {one.heading for one in outcomes}


def test_every_outcome_says_why_and_every_form_what_it_does_not_replace() -> None:
    for path, outcome in ALL.items():
        assert outcome.why, path
        assert outcome.is_urgent or outcome.not_replaced, path
        if not outcome.is_urgent:
            assert any("112" in str(one) for one in outcome.not_replaced), path


@pytest.mark.parametrize("path", [one for one, kind in PATHS.items() if kind and " work " in f"{one} "])
def test_no_professional_is_left_to_think_that_an_invite_is_enough(path: str) -> None:
    assert any("kartoituskutsu" in str(one).lower() for one in ALL[path].not_replaced)


def test_a_suspected_crime_against_a_child_leads_to_the_police_as_well() -> None:
    outcome = ALL["no work child yes yes"]
    assert any("oliisi" in str(one) for one in (outcome.heading, *outcome.not_replaced))


def test_where_there_is_a_duty_no_consent_is_asked() -> None:
    assert STEPS[tree.CHILD_WELFARE] is ALL["no work child yes no no"]
    consent = STEPS[9]
    assert isinstance(consent, Question)
    assert not any(path.startswith("no work child yes") for path in ALL if ALL[path].kind == "need_notice")


def test_what_is_no_answer_leads_nowhere() -> None:
    first = STEPS[FIRST]
    assert isinstance(first, Question)
    assert leads_to(first, "perhaps") is None
    assert step(999) is None


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fi", "sv", "fi-simple"])
def test_the_questions_are_walked_at_addresses_and_titles_that_say_nothing(language: str) -> None:
    visitor = Visitor(language)
    address = visitor.url("w/1/")
    for answer in ("no", "work", "child", "yes", "no", "no"):
        page = visitor.client.get(address)
        title = page.content.decode().split("<title>")[1].split("</title>")[0]
        assert page["Cache-Control"] == "no-store"
        assert not {"lapsi", "barn", "lastens"} & set(title.lower().split())
        answered = visitor.client.post(address, {"answer": answer})
        assert answered.status_code == 303
        address = answered["Location"]
    outcome = visitor.client.get(address).content.decode()
    assert 'name="kind" value="child_welfare_notice"' in outcome
    assert address == visitor.url(f"w/{tree.CHILD_WELFARE}/")
    assert Draft.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("answer", ["", "perhaps", "yes\x00", "yes" * 10_000])
def test_without_an_answer_the_question_comes_again_and_says_so(answer: str) -> None:
    visitor = Visitor()
    again = visitor.client.post("/fi/w/1/", {"answer": answer})
    page = visitor.client.get(again["Location"])
    assert again.status_code == 303
    assert "govuk-error-summary" in page.content.decode()


@pytest.mark.django_db
def test_there_is_no_step_without_a_number_in_the_tree() -> None:
    assert Visitor().client.get("/fi/w/19/").status_code == 404
