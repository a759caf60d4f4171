"""Reading the audit log, a page at a time, newest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import router

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
    """Which entries are asked for; an empty text or None is no filter. `since` is counted in, `until` is not."""

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
    """The newest entries that were asked for, or those before the entry of that number. One query by the key."""
    found = AuditEntry.objects.using(router.db_for_read(AuditEntry)).defer("hash", "previous_hash")
    wanted: dict[str, object] = {
        "actor": asked.actor,
        "action": asked.action,
        "subject": asked.subject,
        "at__gte": asked.since,
        "at__lt": asked.until,
        "sequence__lt": before if before is None else min(before, LARGEST_SEQUENCE),
    }
    chosen = found.filter(**{name: value for name, value in wanted.items() if value not in ("", None)})
    rows = list(chosen.order_by("-sequence")[: PAGE + 1])
    shown = tuple(Entry(one.sequence, one.at, one.actor, one.action, one.subject, one.details) for one in rows[:PAGE])
    return EntryPage(shown, shown[-1].sequence if len(rows) > PAGE else None)
