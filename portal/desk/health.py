"""How the intake is doing, for a monitor: counts and ages, nothing of any contact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Subquery
from django.utils import timezone

from portal.core.calendars import is_working_day
from portal.desk.models import Contact, CourierBeat, OutboxItem, OutgoingMail, SetAsideLetter, Status

BEAT_SECONDS: Final = 60
UNTAKEN_SECONDS: Final = 120
UNDELIVERED_SECONDS: Final = 600
UNSENT_SECONDS: Final = 600
UNOPENED_WORKING_DAYS: Final = 1

COURIER: Final = "courier"
LETTER_BOX: Final = "letter_box"
UNTAKEN: Final = "untaken"
UNDELIVERED: Final = "undelivered"
UNSENT: Final = "unsent"
UNOPENED: Final = "unopened"


@dataclass(frozen=True, slots=True)
class IntakeHealth:
    """Ages in seconds, None where nothing waits. `problems` are sentences; with one the intake is not well.

    `codes` names the same problems for the desk's own page, which says them in the worker's language.
    """

    problems: tuple[str, ...]
    codes: tuple[str, ...]
    courier_beat_age: int | None
    oldest_untaken_age: int | None
    untaken: int
    set_aside: int
    oldest_unopened_age: int | None
    oldest_undelivered_age: int | None
    oldest_unsent_age: int | None


def intake_health() -> IntakeHealth:
    """What the courier last saw and what waits at the desk. The desk's web process cannot look into the letter box."""
    now = timezone.now()
    beat, oldest = _seen_and_waiting()
    waits = {
        **oldest,
        "beat": beat.beat_at,
        "untaken": beat.oldest_untaken_at,
        "down": beat.letter_box_down_since,
    }
    set_aside = SetAsideLetter.objects.filter(filed_at__isnull=True).count()
    problems = dict(_problems(waits, now))
    return IntakeHealth(
        problems=tuple(problems.values()),
        codes=tuple(problems),
        courier_beat_age=_age(waits["beat"], now),
        oldest_untaken_age=_age(waits["untaken"], now),
        untaken=beat.untaken,
        set_aside=set_aside,
        oldest_unopened_age=_age(waits["unopened"], now),
        oldest_undelivered_age=_age(waits["undelivered"], now),
        oldest_unsent_age=_age(waits["unsent"], now),
    )


def _seen_and_waiting() -> tuple[CourierBeat, dict[str, datetime | None]]:
    """What the courier last saw, and since when the oldest of each waits at the desk; one query once it has run."""
    unopened = Contact.objects.filter(opened_at__isnull=True, suspected_at=None).exclude(status=Status.CLOSED)
    undelivered = OutboxItem.objects.filter(delivered_at__isnull=True)
    unsent = OutgoingMail.objects.filter(sent_at__isnull=True, cancelled_at__isnull=True)
    oldest = {
        "unopened": unopened.order_by("received_at").values_list("received_at", flat=True)[:1],
        "undelivered": undelivered.order_by("created_at").values_list("created_at", flat=True)[:1],
        "unsent": unsent.order_by("due_at").values_list("due_at", flat=True)[:1],
    }
    asked = {name: Subquery(found) for name, found in oldest.items()}
    beat = CourierBeat.objects.filter(pk=CourierBeat.ONLY).annotate(**asked).first()
    if beat is None:
        return CourierBeat(), {name: found.first() for name, found in oldest.items()}
    return beat, {name: getattr(beat, name) for name in oldest}


def _problems(waits: dict[str, datetime | None], now: datetime) -> Iterator[tuple[str, str]]:
    beat = _age(waits["beat"], now)
    if beat is None:
        yield COURIER, "The courier has never run."
    elif beat > BEAT_SECONDS:
        yield COURIER, f"The courier has not been heard of for {beat} s."
    if waits["down"]:
        yield LETTER_BOX, f"The letter box has not answered for {_age(waits['down'], now)} s."
    if (_age(waits["untaken"], now) or 0) > UNTAKEN_SECONDS:
        yield UNTAKEN, f"A letter has waited in the letter box for {_age(waits['untaken'], now)} s."
    if (_age(waits["undelivered"], now) or 0) > UNDELIVERED_SECONDS:
        yield UNDELIVERED, f"Something for a sender has waited in the outbox for {_age(waits['undelivered'], now)} s."
    if (_age(waits["unsent"], now) or 0) > UNSENT_SECONDS:
        yield UNSENT, f"Mail has waited for {_age(waits['unsent'], now)} s: the mail server does not take it."
    if waits["unopened"] and _working_days_since(waits["unopened"], now) > UNOPENED_WORKING_DAYS:
        yield UNOPENED, "A contact has waited unopened for more than one working day."


def _age(since: datetime | None, now: datetime) -> int | None:
    return None if since is None else max(0, int((now - since).total_seconds()))


def _working_days_since(since: datetime, now: datetime) -> int:
    """How many working days have begun since the day it came; at most two are counted."""
    day, today, count = timezone.localdate(since), timezone.localdate(now), 0
    while day < today and count <= UNOPENED_WORKING_DAYS:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count
