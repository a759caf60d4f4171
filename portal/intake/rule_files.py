"""The rules of this county: the law's file with what the county's own file sets, read once by both halves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured

from portal.core import calendars
from portal.core.county import county
from portal.intake.deadlines import (
    Patience,
    Readings,
    Rule,
    RuleProblem,
    read_patience,
    read_readings,
    read_rules,
    with_the_countys,
)
from portal.intake.triage import (
    Suggestion,
    TriageProblem,
    TriageRule,
    clues_of,
    read_triage_rules,
    suggestions,
)

FOLDER: Final = Path(__file__).parent / "rules"
_KNOWN: Final = frozenset({"readings", "left_out", "rules", "calendar", "patience"})


@dataclass(frozen=True, slots=True)
class CountyCalendar:
    """The public holidays and the two eves of 150/1930, and the days that an exceptional law adds or takes away."""

    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def is_public_holiday(self, day: date) -> bool:
        """Whether the day is a public holiday; an eve is none."""
        return day not in self.opened and (day in self.closed or calendars.is_public_holiday(day))

    def is_eve(self, day: date) -> bool:
        """Whether the day is Midsummer Eve or Christmas Eve."""
        return day not in self.opened and calendars.is_eve(day)


@dataclass(frozen=True, slots=True)
class DeadlineRules:
    """The deadlines of a county: its rules, its readings of the law, the calendar they are counted in, its patience."""

    rules: tuple[Rule, ...]
    readings: Readings
    calendar: CountyCalendar
    patience: Patience


@cache
def deadline_rules() -> DeadlineRules:
    """The deadlines of the county whose file the setting COUNTY_FILE names. Raises ImproperlyConfigured in words."""
    return read_deadline_rules(law_file("deadlines"), county().deadlines)


@cache
def triage_rules() -> tuple[TriageRule, ...]:
    """The rules that suggest a route. Raises ImproperlyConfigured in words."""
    try:
        return read_triage_rules(law_file("triage")["rules"])
    except TriageProblem as problem:
        raise ImproperlyConfigured(str(problem)) from problem


def suggested_routes(
    kind: str, criteria: Mapping[str, str], circumstances: Mapping[str, str], urgency_answer: str
) -> tuple[Suggestion, ...]:
    """The routes that a contact's answers suggest, the gravest first, each with the rule that fired.

    For the desk's eyes only and never a decision; empty where nothing is known.
    """
    return suggestions(triage_rules(), clues_of(kind, criteria, circumstances, urgency_answer))


def law_file(name: str) -> Mapping[str, Any]:
    """What a file of the folder `rules` says."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_deadline_rules(law: Mapping[str, Any], own: Mapping[str, Any]) -> DeadlineRules:
    """The law's rules with a county's `[deadlines]`: readings, left_out, rules, calendar, patience. Raises ImproperlyConfigured."""
    for unknown in sorted(own.keys() - _KNOWN):
        raise ImproperlyConfigured(f"The county's deadlines have a part {unknown!r} that nobody reads.")
    days = own.get("calendar", {})
    try:
        return DeadlineRules(
            rules=with_the_countys(
                read_rules(law["rules"]),
                left_out=own.get("left_out", ()),
                own=read_rules(own.get("rules", ())),
            ),
            readings=read_readings(own.get("readings", {})),
            patience=read_patience(own.get("patience", {})),
            calendar=CountyCalendar(frozenset(days.get("closed", ())), frozenset(days.get("opened", ()))),
        )
    except RuleProblem as problem:
        raise ImproperlyConfigured(f"The county's deadlines: {problem}") from problem
