"""When somebody answers or a door stands open for a service in the coming days, kept so that "open now" can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final

from django.core.cache import cache
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from portal.services import opening_days
from portal.services.browse import bits
from portal.services.hours import OpeningHours, open_between
from portal.services.hours.walls import FINLAND, start_of
from portal.services.models import (
    ChannelFacts,
    ChannelKind,
    OpenSpan,
    PlaceFacts,
    ServiceChannel,
    ServiceFacts,
    ServicePlace,
)
from portal.services.opening import opening_hours

DAYS_KEPT: Final = 14
BY_PEOPLE: Final = (ChannelKind.PHONE, ChannelKind.CHAT)
"""The channels that somebody answers. A form or a page on the web is not open only because it can be read."""
SECONDS_REMEMBERED: Final = 60
REMEMBERED: Final = "services.open-now"

Times = tuple[tuple[datetime, datetime], ...]


def write_open_times(services: Iterable[ServiceFacts]) -> None:
    """Brings the open times of the services to what their phones, chats and places say; a dozen queries for all."""
    keys = [row.pk for row in services]
    today = timezone.now().astimezone(FINLAND).date()
    found: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for service, times in [*_of_channels(keys, today), *_of_places(keys, today)]:
        found[service] += times
    with transaction.atomic():
        OpenSpan.objects.filter(facts__in=keys).delete()
        OpenSpan.objects.bulk_create(
            (
                OpenSpan(facts_id=service, since=since, until=until)
                for service, times in found.items()
                for since, until in _merged(times)
            ),
            batch_size=1000,
        )


def _of_channels(services: list[int], today: date) -> Iterator[tuple[int, Times]]:
    links = ServiceChannel.objects.filter(facts__in=services, channel__kind__in=BY_PEOPLE)
    pairs = list(links.values_list("facts", "channel"))
    channels = ChannelFacts.objects.public(today).filter(pk__in={channel for _service, channel in pairs})
    times = {one.pk: _times(one, today) for one in channels.prefetch_related("hours", "exceptions")}
    for service, channel in pairs:
        yield service, times.get(channel, ())


def _of_places(services: list[int], today: date) -> Iterator[tuple[int, Times]]:
    """The doors that one may simply walk through: places of the service, and those where a channel says to come."""
    comes_to = ChannelFacts.objects.public(today).filter(kind=ChannelKind.WALK_IN, service_links__facts__in=services)
    pairs = {*ServicePlace.objects.filter(facts__in=services).values_list("facts", "place")}
    pairs |= {*comes_to.values_list("service_links__facts", "place")}
    places = PlaceFacts.objects.filter(pk__in={place for _service, place in pairs}, walk_in=True, archived_on=None)
    times = {one.pk: _times(one, today) for one in places.prefetch_related("hours", "exceptions")}
    for service, place in sorted(pairs):
        yield service, times.get(place, ())


def _times(openable: ChannelFacts | PlaceFacts, today: date) -> Times:
    """When it is surely open; at times that must be booked it is open to nobody else."""
    hours = opening_hours(openable, list(openable.hours.all()), list(openable.exceptions.all()))
    if hours is None or openable.by_appointment:
        return ()
    last_day = today + timedelta(days=DAYS_KEPT)
    if hours.valid_until and hours.valid_until > last_day:
        hours = replace(hours, valid_until=None)  # so that equal timetables, checked on different days, are walked once
    return _walked(hours, today)


@lru_cache(maxsize=2000)
def _walked(hours: OpeningHours, today: date) -> Times:
    return tuple(open_between(hours, start_of(today), start_of(today + timedelta(days=DAYS_KEPT)), opening_days))


def _merged(times: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """The times joined where they touch."""
    begin: datetime | None = None
    end: datetime | None = None
    for since, until in sorted(times):
        if begin is not None and end is not None and since <= end:
            end = max(end, until)
            continue
        if begin is not None and end is not None:
            yield begin, end
        begin, end = since, until
    if begin is not None and end is not None:
        yield begin, end


def open_now(at: datetime) -> tuple[int, datetime | None]:
    """The bits of the services that are surely open, and when the first of them closes or another opens.

    Three queries, then kept in memory until that change, but a minute at most.
    """
    kept: tuple[int, datetime | None] | None = cache.get(REMEMBERED)
    if kept is not None and (kept[1] is None or at < kept[1]):
        return kept
    rows = OpenSpan.objects.filter(since__lte=at, until__gt=at)
    # The earliest end is asked for by itself: tens of thousands of times would take longer to read than to compare.
    closes = rows.aggregate(first=Min("until"))["first"]
    opens = OpenSpan.objects.filter(since__gt=at).aggregate(first=Min("since"))["first"]
    changes = [one for one in (closes, opens) if one]
    found = (bits.mask_of(rows.values_list("facts", flat=True)), min(changes, default=None))
    cache.set(REMEMBERED, found, SECONDS_REMEMBERED)
    return found
