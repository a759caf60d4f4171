"""Reading the audit log, a page at a time, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import router
from django.db.models import QuerySet

from portal.vault.models import AuditEntry

PAGE: Final = 50
LARGEST_SEQUENCE: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as a reader sees it: ids and codes, never what people wrote."""

    sequence: int
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries are asked for; an empty text or None is no filter. `since` is counted in, `until` is not.

    subject: entries that have it as their subject or that mention it.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class EntryPage:
    """At most 50 entries, and the number before which the next page begins (None on the last one)."""

    entries: tuple[Entry, ...]
    next_before: int | None


def read_entries(asked: Asked, *, before: int | None = None) -> EntryPage:
    """The newest entries that were asked for, or those before the entry of that number.

    One query by the key; where a subject is asked for, a second one for the entries that mention it.
    """
    found = AuditEntry.objects.using(router.db_for_read(AuditEntry)).defer("hash", "previous_hash")
    wanted: dict[str, object] = {
        "actor": asked.actor,
        "action": asked.action,
        "at__gte": asked.since,
        "at__lt": asked.until,
        "sequence__lt": before if before is None else min(before, LARGEST_SEQUENCE),
    }
    chosen = found.filter(**{name: value for name, value in wanted.items() if value not in ("", None)})
    rows = _newest(_arms(chosen, asked.subject))
    shown = tuple(Entry(one.sequence, one.at, one.actor, one.action, one.subject, one.details) for one in rows[:PAGE])
    return EntryPage(shown, shown[-1].sequence if len(rows) > PAGE else None)


def _arms(chosen: QuerySet[AuditEntry], subject: str) -> tuple[QuerySet[AuditEntry], ...]:
    """What is asked for as parts, each in an index's own order: one condition over both would read the whole log."""
    if not subject:
        return (chosen,)
    return chosen.filter(subject=subject), chosen.filter(mentions__subject=subject)


def _newest(arms: Iterable[QuerySet[AuditEntry]]) -> list[AuditEntry]:
    found = {one.sequence: one for arm in arms for one in arm.order_by("-sequence")[: PAGE + 1]}
    return sorted(found.values(), key=lambda one: -one.sequence)[: PAGE + 1]
