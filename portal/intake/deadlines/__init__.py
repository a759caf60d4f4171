"""Deadlines: facts about a matter, an arrival and a set of rules to dates with their reasons.

A kernel: it imports no framework, reads no file and holds no calendar; the caller hands over the rules as data and a
`Calendar`. Words for its codes stand in `portal/intake/deadline_words.py`.

How days are counted (laki säädettyjen määräaikain laskemisesta 150/1930, THL Lastensuojelun aikarajat): the day of
arrival is not counted (2 §); a period of months ends on the day of the same number, or on the last day of the month
(3 §); a last day that is no working day moves to the next one (5 §). The day of arrival is the day in Finland. Where
the law can be read in two ways, the due date follows the county's setting (`Readings`) and `warn_on` follows the
strictest reading, so that no reading makes anyone late unwarned.

A transfer inside the county (hallintolaki 434/2003, 20–21 §) changes nothing and has no place here; one to another
county ends ours (`left_on`). Every rule of the law is a default that a county's own lawyer checks: `verify` stands
until then.
"""

from __future__ import annotations

from portal.intake.deadlines.counting import (
    FINLAND,
    STRICTEST,
    Calendar,
    DayTest,
    Pause,
    Readings,
    add_working_days,
    arrival_day,
    next_working_day,
    same_day_of_month,
    working_days,
)
from portal.intake.deadlines.due import DueDate, EarlierArrival, Step, due_dates
from portal.intake.deadlines.escalation import (
    Alarm,
    Alert,
    Patience,
    Standing,
    Watched,
    alarms,
    read_patience,
    watched,
)
from portal.intake.deadlines.facts import facts_of
from portal.intake.deadlines.records import as_record, from_record
from portal.intake.deadlines.rules import (
    Fact,
    Rule,
    RuleProblem,
    Start,
    Unit,
    promise_rule,
    read_readings,
    read_rules,
    with_the_countys,
)

__all__ = [
    "FINLAND",
    "STRICTEST",
    "Alarm",
    "Alert",
    "Calendar",
    "DayTest",
    "DueDate",
    "EarlierArrival",
    "Fact",
    "Patience",
    "Pause",
    "Readings",
    "Rule",
    "RuleProblem",
    "Standing",
    "Start",
    "Step",
    "Unit",
    "Watched",
    "add_working_days",
    "alarms",
    "arrival_day",
    "as_record",
    "due_dates",
    "facts_of",
    "from_record",
    "next_working_day",
    "promise_rule",
    "read_patience",
    "read_readings",
    "read_rules",
    "same_day_of_month",
    "watched",
    "with_the_countys",
    "working_days",
]
