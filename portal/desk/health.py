"""How the intake is doing, for a monitor: counts and ages, nothing of any contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Min
from django.utils import timezone

from portal.core.calendars import is_working_day
from portal.desk.models import Contact, CourierBeat, OutboxItem, SetAsideLetter, Status

BEAT_SECONDS: Final = 60
UNTAKEN_SECONDS: Final = 120
UNDELIVERED_SECONDS: Final = 600
UNOPENED_WORKING_DAYS: Final = 1


@dataclass(frozen=True, slots=True)
class IntakeHealth:
    """Ages in seconds, None where nothing waits. `problems` are sentences; with one the intake is not well."""

    problems: tuple[str, ...]
    courier_beat_age: int | None
    oldest_untaken_age: int | None
    untaken: int
    set_aside: int
    oldest_unopened_age: int | None
    oldest_undelivered_age: int | None


def intake_health() -> IntakeHealth:
    """What the courier last saw and what waits at the desk. The desk's web process cannot look into the letter box."""
    now = timezone.now()
    beat = CourierBeat.objects.filter(pk=CourierBeat.ONLY).first() or CourierBeat()
    unopened = Contact.objects.filter(opened_at__isnull=True).exclude(status=Status.CLOSED)
    undelivered = OutboxItem.objects.filter(delivered_at__isnull=True)
    waits = {
        "beat": beat.beat_at,
        "untaken": beat.oldest_untaken_at,
        "unopened": unopened.aggregate(oldest=Min("received_at"))["oldest"],
        "undelivered": undelivered.aggregate(oldest=Min("created_at"))["oldest"],
        "down": beat.letter_box_down_since,
    }
    set_aside = SetAsideLetter.objects.filter(filed_at__isnull=True).count()
    return IntakeHealth(
        problems=tuple(_problems(waits, now)),
        courier_beat_age=_age(waits["beat"], now),
        oldest_untaken_age=_age(waits["untaken"], now),
        untaken=beat.untaken,
        set_aside=set_aside,
        oldest_unopened_age=_age(waits["unopened"], now),
        oldest_undelivered_age=_age(waits["undelivered"], now),
    )


def _problems(waits: dict[str, datetime | None], now: datetime) -> Iterator[str]:
    beat = _age(waits["beat"], now)
    if beat is None:
        yield "The courier has never run."
    elif beat > BEAT_SECONDS:
        yield f"The courier has not been heard of for {beat} s."
    if waits["down"]:
        yield f"The letter box has not answered for {_age(waits['down'], now)} s."
    if (_age(waits["untaken"], now) or 0) > UNTAKEN_SECONDS:
        yield f"A letter has waited in the letter box for {_age(waits['untaken'], now)} s."
    if (_age(waits["undelivered"], now) or 0) > UNDELIVERED_SECONDS:
        yield f"Something for a sender has waited in the outbox for {_age(waits['undelivered'], now)} s."
    if waits["unopened"] and _working_days_since(waits["unopened"], now) > UNOPENED_WORKING_DAYS:
        yield "A contact has waited unopened for more than one working day."


def _age(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))


def _working_days_since(since: datetime, now: datetime) -> int:
    """How many working days have begun since the day it came; at most two are counted."""
    day, today, count = timezone.localdate(since), timezone.localdate(now), 0
    while day < today and count <= UNOPENED_WORKING_DAYS:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count
