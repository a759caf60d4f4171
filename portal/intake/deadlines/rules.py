"""Rules as data: what the law's file and the county's file say, read into typed rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, Final

from portal.intake.deadlines.counting import Readings


class RuleProblem(ValueError):
    """A rule or a reading in a file is not what it must be. The sentence names the rule and what is wrong."""


class Unit(StrEnum):
    """What a rule counts in. WITHOUT_DELAY (viipymättä, välittömästi) has no number of days and gives no date."""

    WORKING_DAYS = "working_days"
    MONTHS = "months"
    WITHOUT_DELAY = "without_delay"


class Start(StrEnum):
    """What a rule counts from. Before the birth of a child no clock runs (LsL 25 c §)."""

    ARRIVAL = "arrival"
    BIRTH = "birth"


class Fact(StrEnum):
    """What is known about a matter; each may be what a rule waits for."""

    ANY_CONTACT = "any_contact"
    AGED_75_OR_MORE = "aged_75_or_more"
    HIGHEST_CARE_ALLOWANCE = "highest_care_allowance"
    CHILD_WITH_SPECIAL_SUPPORT = "child_with_special_support"
    CHILD_WELFARE = "child_welfare"
    UNBORN_CHILD = "unborn_child"
    ASSESSMENT_DONE = "assessment_done"
    COUNTY_PROMISE = "county_promise"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: when the trigger holds, something is due so many units after its start, by that source.

    `saturdays_never_count`: the source itself leaves Saturdays out, so that even the strictest reading does.
    `pauses`: a request for completion stops the clock. `verify`: a lawyer has still to check it.
    """

    id: str
    version: str
    source: str
    trigger: Fact
    what: str
    unit: Unit
    checked_on: date
    amount: int = 0
    starts: Start = Start.ARRIVAL
    saturdays_never_count: bool = False
    pauses: bool = False
    verify: bool = True

    def __post_init__(self) -> None:
        """Raises RuleProblem for a rule without a name, a source or a number that fits its unit."""
        if not (self.id and self.version and self.source and self.what):
            raise RuleProblem(f"The rule {self.id!r} needs an id, a version, a source and what is due.")
        if (self.unit is Unit.WITHOUT_DELAY) != (self.amount == 0) or not 0 <= self.amount <= LARGEST_AMOUNT:
            raise RuleProblem(f"The rule {self.id!r} has an amount that does not fit its unit.")


LARGEST_AMOUNT: Final = 366
_FIELDS: Final = frozenset(one.name for one in fields(Rule))
_NEEDED: Final = ("id", "version", "source", "trigger", "what", "unit", "checked_on")
_TRUTHS: Final = ("saturdays_never_count", "pauses", "verify")
_SETTINGS: Final[Mapping[str, tuple[str, str, str]]] = {
    "saturdays_for_adults": ("saturdays_left_out", "left_out", "counted"),
    "eves_inside_a_count": ("eves_left_out", "left_out", "counted"),
    "last_day_of_an_authority": ("last_day_moves", "moves", "stands"),
}


def promise_rule(rule_id: str, version: str, working_days: int, *, checked_on: date = date.min) -> Rule:
    """The county's own promise of when it answers, as a rule of its own. It is no limit of the law."""
    return Rule(
        id=rule_id,
        version=version,
        source="The county's own promise",
        trigger=Fact.COUNTY_PROMISE,
        what="answered",
        unit=Unit.WORKING_DAYS,
        checked_on=checked_on,
        amount=working_days,
        saturdays_never_count=True,
        verify=False,
    )


def read_rules(data: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules that a file lists, in its order. Raises RuleProblem for what is no rule and for an id that stands twice."""
    rules = tuple(_rule(one) for one in data)
    ids = [one.id for one in rules]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise RuleProblem(f"The rule {twice[0]!r} stands twice.")
    return rules


def with_the_countys(rules: Iterable[Rule], *, left_out: Iterable[str], own: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules as a county sets them: some left out, some replaced in their place, its further ones at the end.

    Raises RuleProblem for an id to leave out that is none, and for a replacement that keeps the version: a date that
    was computed by a rule is known by id and version, and must not seem to come from another.
    """
    rules, gone, ours = tuple(rules), frozenset(left_out), {one.id: one for one in own}
    known = {one.id: one for one in rules}
    for unknown in sorted(gone - known.keys()):
        raise RuleProblem(f"There is no rule {unknown!r} to leave out.")
    for again in sorted(gone & ours.keys()):
        raise RuleProblem(f"The rule {again!r} is both left out and set.")
    for same in sorted(one for one in ours.keys() & known.keys() if ours[one].version == known[one].version):
        raise RuleProblem(f"The rule {same!r} is replaced and needs a version of its own.")
    kept = tuple(ours.get(one.id, one) for one in rules if one.id not in gone)
    return (*kept, *(one for one in ours.values() if one.id not in known))


def read_readings(data: Mapping[str, Any]) -> Readings:
    """A county's readings of the law; what it does not name is the default. Raises RuleProblem for another word."""
    chosen: dict[str, bool] = {}
    for name, value in data.items():
        if name not in _SETTINGS:
            raise RuleProblem(f"There is no reading {name!r}.")
        field, later, stricter = _SETTINGS[name]
        if value not in {later, stricter}:
            raise RuleProblem(f"The reading {name!r} is {later!r} or {stricter!r}.")
        chosen[field] = value == later
    return Readings(**chosen)


def _rule(data: Mapping[str, Any]) -> Rule:
    name = data.get("id", "")
    for missing in (one for one in _NEEDED if not data.get(one)):
        raise RuleProblem(f"The rule {name!r} lacks {missing!r}.")
    for unknown in sorted(data.keys() - _FIELDS):
        raise RuleProblem(f"The rule {name!r} has a field {unknown!r} that nobody reads.")
    if any(not isinstance(data.get(one, False), bool) for one in _TRUTHS):
        raise RuleProblem(f"The rule {name!r} says something else than true or false.")
    if type(data.get("amount", 0)) is not int or type(data["checked_on"]) is not date:
        raise RuleProblem(f"The rule {name!r} has no whole number or no date where it needs one.")
    try:
        return Rule(
            **{
                **data,
                "trigger": Fact(data["trigger"]),
                "unit": Unit(data["unit"]),
                "starts": Start(data.get("starts", Start.ARRIVAL)),
            }
        )
    except ValueError as error:
        raise RuleProblem(f"The rule {name!r}: {error}") from None
