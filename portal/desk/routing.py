"""Which team takes a contact, and who of it is on duty. The choice is a pure function over a table of teams."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F

from portal.desk.models import FALLBACK_KEY, Absence, DutyDay, ServiceGroup, Team, Worker

GROWN_UP: Final = 18
OLDER: Final = 65
"""From this age on a person belongs to the services of older people (980/2012 3 §: the age of old-age pension)."""

CHILD_WELFARE_KINDS: Final = frozenset({"child_welfare_notice", "prenatal_notice"})

INSTEAD_OF: Final[Mapping[str, tuple[str, ...]]] = {
    ServiceGroup.URGENT: (),
    ServiceGroup.CHILD_WELFARE: (ServiceGroup.FAMILIES,),
    ServiceGroup.FAMILIES: (),
    ServiceGroup.OLDER_PEOPLE: (ServiceGroup.ADULTS,),
    ServiceGroup.ADULTS: (),
    ServiceGroup.ANY: (),
}
"""Which group takes what its own has no team for, in order; after them comes a team that takes any contact."""
_FOR_CHILDREN: Final = frozenset(
    {ServiceGroup.CHILD_WELFARE, *INSTEAD_OF[ServiceGroup.CHILD_WELFARE], ServiceGroup.ANY}
)
"""The groups whose teams take a notice of child welfare."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What routing knows of a contact beside its kind and area."""

    ages: tuple[int, ...] = ()
    """The ages in whole years of the persons whom the contact is about, as far as they are known."""
    about_child: bool = False
    """Whether it is about a child or an unborn child, or about an adult who has children at home."""
    is_urgent: bool = False
    own_teams: frozenset[str] = frozenset()
    """The teams of the own worker whom it names (oma työntekijä); empty where it names nobody whom the desk knows."""


@dataclass(frozen=True, slots=True)
class Post:
    """A team as the table of routing knows it. No areas are all areas."""

    key: str
    areas: frozenset[str]
    service_group: str
    is_fallback: bool = False


@dataclass(frozen=True, slots=True)
class Routed:
    """The team that takes the contact, and the rule that says so: the service group, and how the area was met."""

    team: str
    rule: str


def service_group(kind: str, facts: Facts) -> ServiceGroup:
    """The group of services that the contact belongs to; ANY where nothing is known of the persons."""
    if kind in CHILD_WELFARE_KINDS:
        return ServiceGroup.CHILD_WELFARE
    if facts.about_child or any(age < GROWN_UP for age in facts.ages):
        return ServiceGroup.FAMILIES
    if any(age >= OLDER for age in facts.ages):
        return ServiceGroup.OLDER_PEOPLE
    return ServiceGroup.ADULTS if facts.ages else ServiceGroup.ANY


def route(kind: str, area: str, facts: Facts, table: Iterable[Post]) -> Routed:
    """The one team that takes the contact; the fallback team where no other does, so that nothing is unrouted.

    A team of that area goes before one of the whole county, the contact's own service group before those that take its
    place; of two such teams the first by key. An urgent contact goes to a team for urgent contacts where there is one.

    A client's contact goes to their own worker's team first. An urgent one does not wait for one person, and a notice
    that child welfare must take stays with a team that takes such notices. Of several own teams none goes first, unless
    the contact would come to one of them anyway.
    """
    teams = tuple(table)
    usual = _usual_route(kind, area, facts, teams)
    if facts.is_urgent or usual.team in facts.own_teams:
        return usual
    able = {one.key for one in teams if kind not in CHILD_WELFARE_KINDS or one.service_group in _FOR_CHILDREN}
    own = sorted(facts.own_teams & able)
    return Routed(own[0], "own_worker") if len(own) == 1 == len(facts.own_teams) else usual


def _usual_route(kind: str, area: str, facts: Facts, table: Sequence[Post]) -> Routed:
    posts = sorted((one for one in table if not one.is_fallback), key=lambda one: one.key)
    own = service_group(kind, facts)
    groups: list[str] = [ServiceGroup.URGENT] if facts.is_urgent else []
    for group in (*groups, own, *INSTEAD_OF[own], ServiceGroup.ANY):
        fitting = [one for one in posts if one.service_group == group]
        for one in fitting:
            if area in one.areas:
                return Routed(one.key, f"{group}.area")
        for one in fitting:
            if not one.areas:
                return Routed(one.key, f"{group}.county")
    return Routed(next((one.key for one in table if one.is_fallback), FALLBACK_KEY), "fallback")


def routing_table() -> tuple[Post, ...]:
    """The county's table as its leads keep it, read from the teams."""
    found = Team.objects.order_by("key")
    return tuple(Post(one.key, frozenset(one.areas), one.service_group, one.is_fallback) for one in found)


def fallback_team() -> Team:
    """The team that takes what no other does; the migration made it, and nothing deletes it."""
    return Team.objects.get(key=FALLBACK_KEY)


def duty_worker(team: Team, day: date) -> Worker | None:
    """Who of the team is on duty on that day: the one entered, or whoever stands in where that one is away.

    None where nobody is entered, where a chain of stand-ins ends in nobody or in itself, or where it ends in somebody
    whose account has ended. Two queries.
    """
    entered = DutyDay.objects.select_related("worker").filter(team=team, date=day).first()
    return present(entered.worker, day, absences_between(day, day)) if entered else None


def absences_between(first: date, last: date) -> tuple[Absence, ...]:
    """Every absence that touches these days, those with a stand-in first. One query."""
    found = Absence.objects.select_related("stand_in").filter(from_date__lte=last, until_date__gte=first)
    return tuple(found.order_by(F("stand_in").asc(nulls_last=True), "pk"))


def present(worker: Worker, day: date, absences: Iterable[Absence]) -> Worker | None:
    """The worker, or who stands in for them on that day; None where nobody does."""
    stand_ins: dict[int, Worker | None] = {}
    for one in absences:
        if one.from_date <= day <= one.until_date:
            stand_ins.setdefault(one.worker_id, one.stand_in)
    seen: set[int] = set()
    here: Worker | None = worker
    while here is not None and here.pk in stand_ins and here.pk not in seen:
        seen.add(here.pk)
        here = stand_ins[here.pk]
    return here if here is not None and here.is_active and here.pk not in stand_ins else None
