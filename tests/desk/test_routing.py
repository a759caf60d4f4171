"""Routing: every contact has exactly one team, by area and service group, else the fallback."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.core.county import county
from portal.desk.models import FALLBACK_KEY, Absence, Contact, DutyDay, ServiceGroup, Team
from portal.desk.routing import Facts, Post, duty_worker, fallback_team, route, service_group
from portal.desk.routing_facts import age_of, facts_of
from portal.intake.service import Circumstances, Person
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, carry, contact, drop, team, worker

desk = pytest.mark.django_db(databases=["default", "portal"])

KINDS = (
    "help_request", "invite", "contact", "need_notice", "child_welfare_notice", "prenatal_notice", "question",
    "consultation", "a kind of tomorrow", "",
)  # fmt: skip
AREAS = [one.key for one in county().areas]
FALLBACK = Post(FALLBACK_KEY, frozenset(), ServiceGroup.ANY, is_fallback=True)
POSTS = st.builds(
    Post,
    key=st.text("abcdef", min_size=1, max_size=4),
    areas=st.frozensets(st.sampled_from([*AREAS, "elsewhere"])),
    service_group=st.sampled_from([*ServiceGroup.values, "another group"]),
)
TABLES = st.lists(POSTS, max_size=8, unique_by=lambda one: one.key).map(lambda posts: (*posts, FALLBACK))
FACTS = st.builds(
    Facts,
    ages=st.lists(st.integers(-1, 130), max_size=3).map(tuple),
    about_child=st.booleans(),
    is_urgent=st.booleans(),
)

DEMO = (
    FALLBACK,
    Post("adults", frozenset(), ServiceGroup.ADULTS),
    Post("families", frozenset(), ServiceGroup.FAMILIES),
    Post("families-north", frozenset({"pohjoinen"}), ServiceGroup.FAMILIES),
)


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(KINDS), st.sampled_from([*AREAS, "", "elsewhere"]), FACTS, TABLES)
def test_there_is_always_exactly_one_team_and_it_serves_that_area(
    kind: str, area: str, facts: Facts, table: tuple[Post, ...]
) -> None:
    routed = route(kind, area, facts, table)
    (found,) = [one for one in table if one.key == routed.team]
    assert found.is_fallback or not found.areas or area in found.areas
    assert route(kind, area, facts, tuple(reversed(table))) == routed
    if found.is_fallback:
        wanted = {service_group(kind, facts), ServiceGroup.ANY}
        assert not [one for one in table if one.service_group in wanted and not one.areas and not one.is_fallback]


def test_no_municipality_kind_and_age_is_unrouted() -> None:
    teams = {one.key for one in DEMO}
    seen, count = set(), 0
    for place, kind, age, about_child, is_urgent in product(
        (*county().municipalities, None), KINDS, (None, *range(111)), (True, False), (True, False)
    ):
        area = place.area if place else ""
        facts = Facts(() if age is None else (age,), about_child, is_urgent)
        routed = route(kind, area, facts, DEMO)
        assert routed.team in teams
        seen.add(routed.team)
        count += 1
    assert seen == teams
    assert count > 40_000


@pytest.mark.parametrize(
    ("kind", "facts", "group"),
    [
        ("child_welfare_notice", Facts(ages=(40,)), "child_welfare"),
        ("prenatal_notice", Facts(), "child_welfare"),
        ("need_notice", Facts(ages=(17,)), "families"),
        ("need_notice", Facts(ages=(18,)), "adults"),
        ("need_notice", Facts(ages=(40, 3)), "families"),
        ("contact", Facts(ages=(64,)), "adults"),
        ("contact", Facts(ages=(65,)), "older_people"),
        ("contact", Facts(ages=(65,), about_child=True), "families"),
        ("help_request", Facts(), "any"),
    ],
)
def test_the_service_group_follows_kind_age_and_children(kind: str, facts: Facts, group: str) -> None:
    assert service_group(kind, facts) == group


def test_the_own_area_goes_before_the_county_and_the_own_group_before_its_stand_in() -> None:
    child = Facts(about_child=True)
    assert route("contact", "pohjoinen", child, DEMO).team == "families-north"
    assert route("contact", "rannikko", child, DEMO).team == "families"
    assert route("child_welfare_notice", "rannikko", child, DEMO).team == "families"
    assert route("contact", "rannikko", Facts(ages=(80,)), DEMO).team == "adults"
    assert route("contact", "rannikko", Facts(), DEMO) == route("", "", Facts(), ())
    urgent = (*DEMO, Post("urgent", frozenset(), ServiceGroup.URGENT))
    assert route("contact", "rannikko", Facts(about_child=True, is_urgent=True), urgent).team == "urgent"
    assert route("contact", "rannikko", child, urgent).team == "families"


@pytest.mark.parametrize(
    ("person", "age"),
    [
        (Person(born_on="2008-11-23"), 17),
        (Person(born_on="2008-11-22"), 18),
        (Person(born_on="2024-02-29"), 2),
        (Person(born_on="2030-01-01"), None),
        (Person(born_on="1800-01-01"), None),
        (Person(born_on="nonsense"), None),
        (Person(personal_id="010203A123X"), 23),
        (Person(personal_id="010203-123X"), 123),
        (Person(personal_id="010253-123X"), 73),
        (Person(personal_id="310253-123X"), None),
        (Person(age="7 v"), 7),
        (Person(age="noin 40-vuotias"), 40),
        (Person(age="8 kk"), 0),
        (Person(age="18 månader"), 1),
        (Person(age="vauva"), None),
        (Person(age="999"), None),
        (Person(age="٣"), 3),
        (Person(), None),
    ],
)
def test_an_age_is_read_from_what_the_sender_knew(person: Person, age: int | None) -> None:
    assert age_of(person, date(2026, 11, 22)) == age


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_no_words_about_an_age_are_an_error(age: str, born: str, personal_id: str) -> None:
    found = age_of(Person(age=age, born_on=born, personal_id=personal_id), date(2026, 11, 22))
    assert found is None or 0 <= found <= 130


@desk
def test_the_courier_sets_the_team_once_and_writes_it_down_as_a_machine() -> None:
    families = team("families", service_group=ServiceGroup.FAMILIES)
    brought = contact()
    assert brought.team_id == FALLBACK_KEY
    entry = AuditEntry.objects.get(action="contact.routed")
    assert entry.actor == "machine:courier"
    assert entry.subject == f"contact:{brought.pk}"
    assert entry.details == {"team": FALLBACK_KEY, "rule": "fallback"}
    assert families.contacts.count() == 0


@desk
def test_a_team_of_the_senders_area_takes_what_nobody_knows_more_of() -> None:
    team("coast", areas=["rannikko"])
    assert contact(area="rannikko").team_id == "coast"
    assert contact(area="pohjoinen").team_id == FALLBACK_KEY


@desk
def test_an_amendment_does_not_move_a_contact_and_an_original_that_comes_later_does() -> None:
    team("coast", areas=["rannikko"])
    sender = Sender.new()
    drop(sender, area="pohjoinen", amends=True)
    carry()
    assert Contact.objects.get().team_id == FALLBACK_KEY
    drop(sender, area="rannikko")
    carry()
    assert Contact.objects.get().team_id == "coast"
    drop(sender, area="pohjoinen", amends=True, words="Lisää")
    carry()
    assert Contact.objects.get().team_id == "coast"
    assert AuditEntry.objects.filter(action="contact.routed").count() == 2


@desk
def test_there_is_one_fallback_team_and_it_stays() -> None:
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        team("another", is_fallback=True)
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        Team.objects.filter(pk=FALLBACK_KEY).update(is_fallback=False)
    with pytest.raises(ValidationError):
        fallback_team().delete()
    contact()
    assert Contact.objects.get().team == fallback_team()


@desk
def test_the_database_refuses_a_contact_without_a_team() -> None:
    contact()
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        Contact.objects.update(team=None)


TODAY = date(2026, 11, 23)


def away(someone: object, stand_in: object = None, *, first: date = TODAY, last: date = TODAY) -> Absence:
    return Absence.objects.create(worker=someone, stand_in=stand_in, from_date=first, until_date=last)


@desk
def test_who_is_on_duty_is_the_one_entered_or_who_stands_in() -> None:
    group, (first, second, third) = team(), [worker() for _ in range(3)]
    assert duty_worker(group, TODAY) is None
    DutyDay.objects.create(team=group, date=TODAY, worker=first)
    assert duty_worker(group, TODAY) == first
    away(first, second)
    assert duty_worker(group, TODAY) == second
    away(second, third)
    assert duty_worker(group, TODAY) == third
    away(third)
    assert duty_worker(group, TODAY) is None
    assert duty_worker(fallback_team(), TODAY) is None


@desk
def test_stand_ins_who_stand_in_for_each_other_are_nobody() -> None:
    group, first, second = team(), worker(), worker()
    DutyDay.objects.create(team=group, date=TODAY, worker=first)
    away(first, second)
    away(second, first)
    assert duty_worker(group, TODAY) is None


@desk
def test_the_first_and_the_last_day_of_an_absence_count_and_no_other() -> None:
    group, first, second = team(), worker(), worker()
    days = [TODAY + timedelta(days=number) for number in range(-1, 4)]
    for day in days:
        DutyDay.objects.create(team=group, date=day, worker=first)
    away(first, second, last=TODAY + timedelta(days=2))
    assert [duty_worker(group, day) for day in days] == [first, second, second, second, first]


@desk
def test_an_account_that_has_ended_is_nobody_and_two_absences_find_the_stand_in() -> None:
    group, first, second = team(), worker(), worker()
    DutyDay.objects.create(team=group, date=TODAY, worker=first)
    away(first)
    away(first, second)
    assert duty_worker(group, TODAY) == second
    second.is_active = False
    second.save()
    assert duty_worker(group, TODAY) is None


@desk
def test_the_database_refuses_an_absence_that_ends_before_it_begins_or_stands_in_for_itself() -> None:
    someone = worker()
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        away(someone, last=TODAY - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic(using="default"):
        away(someone, someone)


class Opened:
    """Only what the facts are read from."""

    def __init__(self, *persons: Person, **around: str) -> None:
        self.persons, self.circumstances = persons, Circumstances(**around)


@pytest.mark.parametrize(
    ("opened", "facts"),
    [
        (Opened(), Facts()),
        (Opened(Person(role="child", age="5")), Facts((5,), about_child=True)),
        (Opened(Person(role="unborn_child")), Facts((), about_child=True)),
        (Opened(Person(age="80"), Person(role="guardian", age="30")), Facts((80,))),
        (Opened(has_children="yes"), Facts((), about_child=True)),
        (Opened(has_children="no", custody_conflict="unknown"), Facts()),
        (Opened(violence_to_child="yes"), Facts((), about_child=True)),
        (Opened(Person(), aged_75="yes"), Facts((75,))),
    ],
)
def test_the_facts_are_those_of_the_persons_whom_the_contact_is_about(opened: Opened, facts: Facts) -> None:
    assert facts_of(opened, "normal", date(2026, 11, 22)) == facts
