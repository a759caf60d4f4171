"""When the county promised to answer, and what the law says is due, for an arrival in this county."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from portal.core.county import county
from portal.intake.content import Promise
from portal.intake.deadlines import (
    Alarm,
    DueDate,
    EarlierArrival,
    Fact,
    Patience,
    Pause,
    Standing,
    Watched,
    alarms,
    due_dates,
    promise_rule,
)
from portal.intake.rule_files import deadline_rules


def promised_reply(arrival: datetime, language: str) -> Promise:
    """The county's own promise for a contact that arrived then, in the language's words. No limit of the law."""
    promise = county().promise
    answer = promised_date(arrival)
    if answer.due is None:
        raise ValueError("The county's promise has no number of days.")
    return Promise(promise.rule_id, promise.version, answer.due, promise.text.get(language))


def promised_date(arrival: datetime) -> DueDate:
    """The county's own promise as a due date with its steps. It counts working days whatever the county reads."""
    promise = county().promise
    rule = promise_rule(promise.rule_id, promise.version, promise.working_days)
    (answer,) = due_dates([rule], [Fact.COUNTY_PROMISE], arrival, deadline_rules().calendar)
    return answer


def lawful_dates(
    facts: Iterable[Fact],
    arrival: datetime,
    *,
    earlier: EarlierArrival | None = None,
    born_on: date | None = None,
    pauses: Iterable[Pause] = (),
    left_on: date | None = None,
) -> tuple[DueDate, ...]:
    """What the law makes due for a matter with these facts in this county, with the reasons, by the county's readings.

    Warnings follow the strictest reading. Raises ValueError for a naive time or an "earlier" arrival that is later.
    """
    here = deadline_rules()
    return due_dates(
        here.rules,
        facts,
        arrival,
        here.calendar,
        readings=here.readings,
        earlier=earlier,
        born_on=born_on,
        pauses=pauses,
        left_on=left_on,
    )


def alarms_now(
    dates: Iterable[Watched], standing: Standing, now: datetime, patience: Patience | None = None
) -> tuple[Alarm, ...]:
    """The alarms that hold for a contact now, counted in this county's calendar and by its patience."""
    here = deadline_rules()
    return alarms(dates, standing, now, here.calendar, patience or here.patience)
