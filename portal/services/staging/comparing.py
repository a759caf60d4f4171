"""An entry of the registry beside ours, field by field, with what was decided of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils import timezone

from portal.services.models import Choice, EntryFacts, FieldDecision, StagedEntry, StagedKind
from portal.services.ptv import AnyRecord, Kind, Source, Unreadable, read
from portal.services.staging import ours
from portal.services.staging.fields import proposed

LISTED_AS: Final = {StagedKind.PLACE: Kind.CHANNEL}
"""Places stand among the registry's channels."""


class CannotUnderstand(Exception):
    """A payload of which the reader can make nothing any more."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field: what ours says, what the source says (None where it says nothing usable), and what was decided."""

    field: str
    ours: Any
    theirs: Any
    is_same: bool
    decision: FieldDecision | None

    @property
    def has_drifted(self) -> bool:
        """Whether the source has changed since ours was kept."""
        return bool(self.decision and self.decision.drifted)

    @property
    def has_ended(self) -> bool:
        """Whether the day has passed until which ours was to hold."""
        return has_ended(self.decision, timezone.localdate())


def has_ended(decision: FieldDecision | None, today: date) -> bool:
    """Whether an override has passed its last day: a question again, and no answer by itself."""
    if decision is None or decision.choice != Choice.OVERRIDE:
        return False
    return bool(decision.until and decision.until < today)


def record_of(entry: StagedEntry) -> AnyRecord:
    """The record of a staged entry, made of its payload by the reader as it is now. Raises CannotUnderstand for none."""
    kind = LISTED_AS.get(StagedKind(entry.kind), Kind.SERVICE)
    if kind is Kind.SERVICE:
        kind = Kind(entry.kind)
    found = read(Source(entry.wire), kind, entry.payload)
    if isinstance(found, Unreadable):
        raise CannotUnderstand(entry.source_id)
    return found


def compared(entry: StagedEntry, facts: EntryFacts | None) -> tuple[Compared, ...]:
    """Each field that the source fills or that was decided on, facts before words."""
    values = proposed(record_of(entry))
    decisions = {one.field: one for one in entry.decisions.all()}
    words = ours.newest_words(facts) if facts else {}
    rows = []
    for field in dict.fromkeys([*values, *decisions]):
        mine = ours.said(facts, words, field) if facts else None
        theirs = values.get(field)
        rows.append(
            Compared(field, mine, theirs, facts is not None and ours.is_same(field, mine, theirs), decisions.get(field))
        )
    return tuple(rows)
