"""One page of the registry staged: what is new, what changed, what came back. A fixed number of statements for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.utils import timezone

from portal.services.models import FieldDecision, RegistryRun, StagedEntry, StagedKind, StagedState
from portal.services.ptv import AnyRecord, ChannelRecord, Entry, OrganisationRecord, PlaceRecord, ServiceRecord
from portal.services.staging.fields import is_silent, proposed
from portal.services.staging.values import first_text

Named = ServiceRecord | ChannelRecord | PlaceRecord | OrganisationRecord
KINDS: Final = {
    ServiceRecord: StagedKind.SERVICE,
    ChannelRecord: StagedKind.CHANNEL,
    PlaceRecord: StagedKind.PLACE,
    OrganisationRecord: StagedKind.ORGANISATION,
}
CONTENT: Final = (
    "kind", "wire", "name", "state", "payload", "record", "version", "field_versions", "problem_count", "read_at",
    "changed_at", "gone_at", "seen_in",
)  # fmt: skip
NAME_LENGTH: Final = 300
KNOWN: Final = ("pk", "source_id", "state", "version", "gone_at")


def stage_page(entries: Iterable[Entry], run: RegistryRun | None) -> Counter[str]:
    """Stages the entries as seen in the run and counts them by what happened to them; without a run it only counts."""
    counts: Counter[str] = Counter()
    found: dict[str, tuple[Entry, Named]] = {}
    seen = []
    for entry in entries:
        counts["read"] += 1
        seen.append(entry.record.source_id)
        if isinstance(entry.record, Named):
            found[entry.record.source_id] = entry, entry.record
        else:
            counts["unreadable"] += 1
    known = {row.source_id: row for row in StagedEntry.objects.filter(source_id__in=found).only(*KNOWN)}
    now = timezone.now()
    fresh = []
    for source_id, (_, record) in found.items():
        row, version = known.get(source_id), record.version
        state = _state(row, version)
        counts[state or "same"] += 1
        if state is not None and run is not None:
            fresh.append(_staged(found[source_id], version, _kept(row, state), run, now))
    if run is not None:
        # What cannot be read any more has not vanished either.
        StagedEntry.objects.filter(source_id__in=seen).update(seen_in=run, read_at=now)
        StagedEntry.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["source_id"], update_fields=CONTENT
        )
        _note_drift([found[one.source_id][1] for one in fresh if one.source_id in known])
    return counts


def _state(row: StagedEntry | None, version: str) -> StagedState | None:
    """What happened; None where nothing did."""
    if row is None:
        return StagedState.NEW
    if row.gone_at is not None:
        return StagedState.RESTORED
    return StagedState.CHANGED if row.version != version else None


def _kept(row: StagedEntry | None, state: StagedState) -> StagedState:
    """The state it gets: what nobody has decided on yet stays new, or come back, however it changes."""
    if row is not None and state is StagedState.CHANGED and row.state in {StagedState.NEW, StagedState.RESTORED}:
        return StagedState(row.state)
    return state


def _staged(
    found: tuple[Entry, Named], version: str, state: StagedState, run: RegistryRun, now: datetime
) -> StagedEntry:
    entry, record = found
    return StagedEntry(
        source_id=record.source_id,
        kind=KINDS[type(record)],
        wire=record.source,
        name=(first_text(record.name) or record.source_id)[:NAME_LENGTH],
        state=state,
        payload=entry.payload,
        record=record.as_data(),
        version=version,
        field_versions=record.field_versions,
        problem_count=len(record.problems),
        read_at=now,
        changed_at=now,
        gone_at=None,
        seen_in=run,
    )


def _note_drift(records: list[Named]) -> None:
    """Marks decisions under which the source now says something else than when they were made."""
    by_id: dict[str, AnyRecord] = {one.source_id: one for one in records}
    decisions = list(FieldDecision.objects.filter(entry__source_id__in=by_id).select_related("entry"))
    values = {source_id: proposed(by_id[source_id]) for source_id in {one.entry.source_id for one in decisions}}
    for one in decisions:
        said = values[one.entry.source_id].get(one.field)
        if said is not None or not is_silent(by_id[one.entry.source_id], one.field):
            one.drifted = said != one.source_value
    FieldDecision.objects.bulk_update(decisions, ["drifted"])
