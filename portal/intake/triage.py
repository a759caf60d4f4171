"""Triage: which route a first assessment (ensiarviointi) suggests, and which rule fired. Never a decision.

A kernel: it imports no framework and reads no file; the rules are data that the caller hands over. What it returns is
shown at the desk only, with the rule and what it went by; a person decides (docs/decisions). The sender never sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

YES: Final = "yes"
CRITERIA: Final = ("clear_need", "coordination", "many_services", "childs_conditions", "urgency")
"""The five criteria of a first assessment: a clear or passing need; worry about how help is coordinated; many services
that nobody fits together; a child's conditions or own behaviour; urgency."""
CIRCUMSTANCES: Final = (
    "is_client",
    "special_support_child",
    "violence_to_child",
    "custody_conflict",
    "unborn_child",
)
URGENT_ANSWERS: Final = frozenset({"danger", "today"})
NOTICES: Final[Mapping[str, str]] = {"child_welfare_notice": "child_welfare_notice", "prenatal_notice": "unborn_child"}
CLUES: Final = frozenset({*CRITERIA, *CIRCUMSTANCES, *NOTICES.values(), "urgent_answer"})


class TriageProblem(ValueError):
    """A rule in the file is not what it must be. The sentence names the rule and what is wrong."""


class Route(StrEnum):
    """Where a contact may be taken first.

    URGENT: assessed at once. SPECIAL_SUPPORT: special support (erityinen tuki), a social worker in charge. The last
    four are routes of their own beside the others.
    """

    URGENT = "urgent"
    SPECIAL_SUPPORT = "special_support"
    SOCIAL_WORKER = "social_worker"
    SOCIAL_COUNSELLOR = "social_counsellor"
    OWN_WORKER_FIRST = "own_worker_first"
    UNBORN_CHILD = "unborn_child"
    CUSTODY_CONFLICT = "custody_conflict"
    VIOLENCE_TO_CHILD = "violence_to_child"


@dataclass(frozen=True, slots=True)
class TriageRule:
    """One rule: it fires when any clue of `any_of` holds and no clue of `unless` does."""

    id: str
    version: str
    source: str
    checked_on: date
    route: Route
    any_of: tuple[str, ...]
    unless: tuple[str, ...] = ()
    verify: bool = True


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggested route with the rule that fired and the clues it went by. It is no decision."""

    route: Route
    rule: str
    version: str
    source: str
    because: tuple[str, ...]


def read_triage_rules(data: Iterable[Mapping[str, Any]]) -> tuple[TriageRule, ...]:
    """The rules that a file lists, in its order. Raises TriageProblem for what is no rule."""
    rules = tuple(_rule(one) for one in data)
    ids = [one.id for one in rules]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        raise TriageProblem(f"The triage rule {twice!r} stands twice.")
    return rules


def clues_of(
    kind: str, criteria: Mapping[str, str], circumstances: Mapping[str, str], urgency_answer: str
) -> frozenset[str]:
    """What a contact says that a rule may go by. Only `yes` counts: unknown and not asked are no clue either way."""
    found = {one for one in CRITERIA if criteria.get(one) == YES}
    found |= {one for one in CIRCUMSTANCES if circumstances.get(one) == YES}
    if kind in NOTICES:
        found.add(NOTICES[kind])
    if urgency_answer in URGENT_ANSWERS:
        found.add("urgent_answer")
    return frozenset(found)


def suggestions(rules: Iterable[TriageRule], clues: Iterable[str]) -> tuple[Suggestion, ...]:
    """The routes whose rule fired, in the order of the rules; empty where nothing is known, and then nobody guesses."""
    holding = frozenset(clues)
    return tuple(
        Suggestion(one.route, one.id, one.version, one.source, tuple(clue for clue in one.any_of if clue in holding))
        for one in rules
        if holding.intersection(one.any_of) and not holding.intersection(one.unless)
    )


def as_record(found: Suggestion) -> dict[str, Any]:
    """The suggestion as JSON data, so that what was shown stays as it was when the rules change."""
    return {**asdict(found), "route": found.route.value, "because": list(found.because)}


def from_record(record: Mapping[str, Any]) -> Suggestion:
    """The suggestion that a record holds. Raises ValueError for what is no such record."""
    try:
        return Suggestion(
            Route(record["route"]), record["rule"], record["version"], record["source"], tuple(record["because"])
        )
    except (KeyError, TypeError) as error:
        raise ValueError("This is no record of a suggested route.") from error


def _rule(data: Mapping[str, Any]) -> TriageRule:
    name = data.get("id", "")
    clues = {*data.get("any_of", ()), *data.get("unless", ())}
    for unknown in sorted(clues - CLUES):
        raise TriageProblem(f"The triage rule {name!r} goes by {unknown!r}, which nothing says.")
    try:
        rule = TriageRule(
            **{
                **data,
                "route": Route(data["route"]),
                "any_of": tuple(data["any_of"]),
                "unless": tuple(data.get("unless", ())),
            }
        )
    except (KeyError, TypeError, ValueError) as error:
        raise TriageProblem(f"The triage rule {name!r}: {error}") from error
    if not (rule.id and rule.version and rule.source and rule.any_of):
        raise TriageProblem(f"The triage rule {name!r} needs an id, a version, a source and a clue.")
    return rule
