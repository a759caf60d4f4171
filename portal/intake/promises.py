"""When the county promised to answer, and what the law says is due, for an arrival in this county."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.utils.translation import ngettext, override

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

SERVICE_PROMISE: Final = "service-promise"
"""The rule of what a service's page promised; its version is the day on which the page promised it."""


def promised_reply(arrival: datetime, language: str) -> Promise:
    """The county's own promise for a contact that arrived then, in the language's words. No limit of the law."""
    promise = county().promise
    answer = promised_date(arrival)
    if answer.due is None:
        raise ValueError("The county's promise has no number of days.")
    return Promise(promise.rule_id, promise.version, answer.due, promise.text.get(language))


def service_reply(arrival: datetime, working_days: int, on: str, language: str) -> Promise:
    """What a service's page promised on the day `on`, for a contact that arrived then. No limit of the law.

    Its text names no service: the sender's receipt shows it.
    """
    answer = service_date(arrival, working_days, on)
    if answer.due is None:
        raise ValueError("The promise of the service has no number of days.")
    with override(language):
        words = ngettext(
            "We answer you within %(days)d working day.", "We answer you within %(days)d working days.", working_days
        )
    return Promise(SERVICE_PROMISE, on, answer.due, words % {"days": working_days})


def service_date(arrival: datetime, working_days: int, on: str) -> DueDate:
    """The promise of a service's page as a due date with its steps, counted as the county counts its own."""
    rule = promise_rule(SERVICE_PROMISE, on, working_days)
    (answer,) = due_dates([rule], [Fact.COUNTY_PROMISE], arrival, deadline_rules().calendar)
    return answer


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
