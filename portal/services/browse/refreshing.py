"""Brings all that services are found by to what facts and words say on this day."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from portal.services.browse import bits
from portal.services.browse.open_times import write_open_times
from portal.services.facets import write_facets
from portal.services.models import ServiceFacts

AT_A_TIME: Final = 500


def write_finding(services: Iterable[ServiceFacts]) -> None:
    """What these services are found by: their codes and their open times."""
    rows = list(services)
    write_facets(rows)
    write_open_times(rows)


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
