"""Brings all that services are found by to what facts and words say on this day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from portal.services.browse import bits
from portal.services.browse.open_times import write_open_times
from portal.services.facets import write_facets
from portal.services.models import ServiceFacts

AT_A_TIME: Final = 500

_waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)
"""The services whose finding is written when a block of many changes ends; None outside such a block."""


def write_finding(services: Iterable[ServiceFacts]) -> None:
    """What these services are found by: their codes and their open times."""
    rows = list(services)
    write_facets(rows)
    write_open_times(rows)


def changed(services: Iterable[ServiceFacts]) -> None:
    """Writes it for services that have changed: at once, or at the end of `written_together`."""
    waiting = _waiting.get()
    if waiting is None:
        write_finding(services)
    else:
        waiting.update(one.pk for one in services)


@contextmanager
def written_together() -> Iterator[None]:
    """A block of many changes, at whose end each service that was changed in it is written once."""
    waiting: set[int] = set()
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    keys = sorted(waiting)
    for begin in range(0, len(keys), AT_A_TIME):
        write_finding(ServiceFacts.objects.filter(pk__in=keys[begin : begin + AT_A_TIME]))


def refresh_all() -> int:
    """Writes it for every service, so many at a time, and derives the bits anew; the number of services.

    Needed each day, because channels expire and the coming days move on, and after rows were written in bulk.
    """
    count, last = 0, 0
    while rows := list(ServiceFacts.objects.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        write_finding(rows)
        count, last = count + len(rows), rows[-1].pk
    bits.rebuild()
    return count
