"""A client's contact goes to their own worker's team first, where the desk knows for sure who that is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.desk.models import FALLBACK_KEY, Contact, Role, ServiceGroup, TeamMember, Worker
from portal.desk.own_workers import own_worker_of, teams_of
from portal.desk.reading import opened
from portal.desk.routing import Facts, Post, Routed, route
from portal.intake.models import BoxItem
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, build, carry_out, contact, content_of, lead, signed_in, team, worker

desk = pytest.mark.django_db(databases=["default", "portal"])
NAME = "Sanna Rannikko-Mäki"
OWN = Post("own", frozenset(), ServiceGroup.ADULTS)
CHILDREN = Post("children", frozenset(), ServiceGroup.CHILD_WELFARE)
URGENT = Post("urgent", frozenset(), ServiceGroup.URGENT)
FALLBACK = Post(FALLBACK_KEY, frozenset(), ServiceGroup.ANY, is_fallback=True)
TABLE = (FALLBACK, OWN, CHILDREN, URGENT)


def naming(written: str = NAME, *, must_not_know: str = "", kind: str = "contact", **around: str) -> dict[str, Any]:
    """What a letter is built from, so that it names this own worker."""
    plain = content_of(build(Sender.new(), kind=kind))
    circumstances = {**plain["circumstances"], "is_client": "yes", "own_worker": written, **around}
    return {"kind": kind, "content": {**plain, "circumstances": circumstances, "must_not_know": must_not_know}}


def own(name: str = NAME, **fields: Any) -> Worker:
    """A worker of a team of their own, to which nothing is routed by itself."""
    return worker(name, teams=[team("own", areas=["pohjoinen"])], **fields)


@desk
@pytest.mark.parametrize(
    "written", [NAME, "rannikko-mäki sanna", f"  {NAME.upper()}, perhetyö (aikuiset)", f"Työntekijä: {NAME}."]
)
def test_a_name_that_fits_one_worker_gives_the_contact_to_their_team_and_the_courier_writes_it_down(
    written: str,
) -> None:
    own()
    found = contact(**naming(written))
    assert found.team_id == "own"
    entry = AuditEntry.objects.get(action="contact.routed")
    assert (entry.actor, entry.details) == ("machine:courier", {"team": "own", "rule": "own_worker"})
    assert found.assignee_id is None, "a person gives it to a person"


@desk
@pytest.mark.parametrize(
    "written",
    [
        "Sanna",
        "Rannikko-Mäki",
        "Sanna Mäki",
        "Sanna Rannikko-Mäkinen",
        "sosiaalitoimisto",
        "<b>Sanna</b>",
        "\u202e",
        "a" * 300,
    ],
)
def test_half_a_name_or_another_one_is_a_hint_and_moves_nothing(written: str) -> None:
    own()
    found = contact(**naming(written))
    assert found.team_id == FALLBACK_KEY
    page = signed_in(lead()).get(f"/contacts/{found.pk}/").content.decode()
    assert "Ensin omatyöntekijä" in page
    assert 'name="worker"' not in page


@desk
def test_two_workers_of_that_name_one_who_left_and_one_without_contacts_are_no_match() -> None:
    first = own()
    Worker.objects.filter(pk=first.pk).update(is_active=False)
    assert contact(**naming()).team_id == FALLBACK_KEY
    Worker.objects.filter(pk=first.pk).update(is_active=True, role=Role.AUDITOR)
    assert contact(**naming()).team_id == FALLBACK_KEY
    Worker.objects.filter(pk=first.pk).update(role=Role.LEAD)
    assert contact(**naming()).team_id == "own"
    worker(NAME, teams=[])
    assert contact(**naming()).team_id == FALLBACK_KEY


@desk
def test_who_must_not_know_is_never_given_the_matter_nor_is_whose_way_is_not_safe() -> None:
    own()
    for given_ in (
        naming(must_not_know="Sanna ei saa tietää tästä"),
        naming(must_not_know="työntekijäni RANNIKKO-MÄKI"),
        naming(is_client="no"),
    ):
        assert contact(**given_).team_id == FALLBACK_KEY
    plain = naming()
    way = {"way": "own_worker", "address": NAME, "safe": "not_safe", "when": "", "may_say": "", "send_word": False}
    plain["content"] = {**plain["content"], "ways": [way]}
    assert contact(**plain).team_id == FALLBACK_KEY


@desk
def test_a_lead_gives_it_to_that_worker_in_one_step_and_the_sender_sees_nothing_of_it() -> None:
    someone, sender = own(), Sender.new()
    found = contact(sender, **naming())
    browser = signed_in(lead())
    page = browser.get(f"/contacts/{found.pk}/").content.decode()
    assert f'name="worker" value="{someone.pk}"' in page
    assert f"Anna työntekijälle {NAME}" in page
    before = BoxItem.objects.using("portal").count()
    assert browser.post(f"/contacts/{found.pk}/assign/", {"worker": someone.pk}).status_code == 302
    carry_out()
    assert Contact.objects.get().assignee_id == someone.pk
    assert BoxItem.objects.using("portal").count() == before
    assert not [one for one in sender.box_items() if "Sanna" in one]
    page = browser.get(f"/contacts/{found.pk}/").content.decode()
    assert 'name="worker"' not in page
    assert f"Yhteydenotto on jo hänellä: {NAME}" in page


@desk
def test_a_worker_who_is_no_lead_sees_the_name_and_no_button() -> None:
    someone = own()
    found = contact(**naming())
    page = signed_in(someone).get(f"/contacts/{found.pk}/").content.decode()
    assert NAME in page
    assert 'name="worker"' not in page


@desk
def test_a_letter_that_names_nobody_asks_the_database_for_nobody(django_assert_num_queries: Any) -> None:
    letter = opened(content_of(build(Sender.new())))
    with django_assert_num_queries(0):
        assert own_worker_of(letter) is None
        assert teams_of(None) == frozenset()


@pytest.mark.parametrize(
    ("kind", "facts", "expected"),
    [
        ("contact", Facts((30,), own_teams=frozenset({"own"})), Routed("own", "adults.county")),
        ("contact", Facts(own_teams=frozenset({"children"})), Routed("children", "own_worker")),
        ("contact", Facts(own_teams=frozenset({"children", "urgent"})), Routed(FALLBACK_KEY, "fallback")),
        ("contact", Facts(own_teams=frozenset({"gone"})), Routed(FALLBACK_KEY, "fallback")),
        ("contact", Facts(is_urgent=True, own_teams=frozenset({"own"})), Routed("urgent", "urgent.county")),
        ("child_welfare_notice", Facts(own_teams=frozenset({"own"})), Routed("children", "child_welfare.county")),
    ],
)
def test_urgency_and_child_welfare_go_before_and_several_teams_decide_nothing(
    kind: str, facts: Facts, expected: Routed
) -> None:
    assert route(kind, "rannikko", facts, TABLE) == expected


@given(
    st.sampled_from(["contact", "child_welfare_notice", "question"]),
    st.booleans(),
    st.frozensets(st.sampled_from(["own", "children", "urgent", "gone", FALLBACK_KEY])),
)
def test_whatever_own_teams_there_are_the_team_is_one_of_the_table(
    kind: str, is_urgent: bool, teams: frozenset[str]
) -> None:
    assert route(kind, "x", Facts(is_urgent=is_urgent, own_teams=teams), iter(TABLE)).team in {one.key for one in TABLE}


@desk
def test_a_member_of_two_teams_stays_where_the_contact_would_come_anyway() -> None:
    someone = own()
    TeamMember.objects.create(team=team("more"), worker=someone)
    assert contact(**naming()).team_id != "own"
