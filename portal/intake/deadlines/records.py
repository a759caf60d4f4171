"""A computed due date as plain data to store, and back: it keeps the rule as it was, whatever the rules say later."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from portal.intake.deadlines.due import DueDate, Step
from portal.intake.deadlines.rules import Fact, Rule, Start, Unit

RECORD_FORM: Final = 1


def as_record(found: DueDate) -> dict[str, Any]:
    """The due date as JSON data: rule and version, source, what, due, warn_on, left_on, steps; dates as YYYY-MM-DD."""
    rule = found.rule
    return {
        "form": RECORD_FORM,
        "rule": rule.id,
        "version": rule.version,
        "source": rule.source,
        "checked_on": rule.checked_on.isoformat(),
        "verify": rule.verify,
        "trigger": rule.trigger.value,
        "starts": rule.starts.value,
        "unit": rule.unit.value,
        "amount": rule.amount,
        "saturdays_never_count": rule.saturdays_never_count,
        "pauses": rule.pauses,
        "what": rule.what,
        "due": _text(found.due),
        "warn_on": _text(found.warn_on),
        "left_on": _text(found.left_on),
        "steps": [{"action": one.action, "source": one.source, "on": one.result.isoformat()} for one in found.steps],
    }


def from_record(record: Mapping[str, Any]) -> DueDate:
    """The due date that a record holds, by the rule as it was then. Raises ValueError for what is no such record."""
    try:
        if record["form"] != RECORD_FORM:
            raise ValueError(f"A record of the form {record['form']!r} is not known.")
        return DueDate(
            rule=_rule(record),
            due=_date(record["due"]),
            warn_on=_date(record["warn_on"]),
            left_on=_date(record["left_on"]),
            steps=tuple(Step(one["action"], one["source"], date.fromisoformat(one["on"])) for one in record["steps"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError("This is no record of a due date.") from error


def _rule(record: Mapping[str, Any]) -> Rule:
    return Rule(
        id=record["rule"],
        version=record["version"],
        source=record["source"],
        trigger=Fact(record["trigger"]),
        what=record["what"],
        unit=Unit(record["unit"]),
        checked_on=date.fromisoformat(record["checked_on"]),
        amount=record["amount"],
        starts=Start(record["starts"]),
        saturdays_never_count=record["saturdays_never_count"],
        pauses=record["pauses"],
        verify=record["verify"],
    )


def _text(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
