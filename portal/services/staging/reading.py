"""Reads the registry into the staged entries, page by page: each page with its cursor in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db import reset_queries, transaction
from django.utils import timezone

from portal.services.models import RegistryRun, RunOutcome, StagedEntry, StagedKind, StagedState
from portal.services.ptv import CannotRead, ConnectionRecord, Entry, Kind, Page, Registry
from portal.services.staging.pages import stage_page

LARGEST_SHARE: Final = 0.2
"""More than this share of a kind vanishing at once is held for a fault of the read."""
OVERLAP: Final = timedelta(hours=3)
"""What was changed shortly before a read may have come into the registry's lists after it."""
STAGED_KINDS: Final = {
    Kind.SERVICE: (StagedKind.SERVICE,),
    Kind.CHANNEL: (StagedKind.CHANNEL, StagedKind.PLACE),
    Kind.ORGANISATION: (StagedKind.ORGANISATION,),
}


class TooManyVanished(Exception):
    """More of a kind would have vanished than is believed. Nothing was marked."""


def run_for(source: str, *, since: datetime | None, is_full: bool) -> RegistryRun:
    """The interrupted read of this source where there is one of the same extent, else a new one, not yet saved.

    Without an instant it goes on from the last read that ended well, and reads everything where there is none.
    """
    runs = RegistryRun.objects.filter(source=source)
    last = runs.exclude(outcome__in=[RunOutcome.INCOMPLETE, RunOutcome.STOPPED]).first()
    if last is not None and last.outcome != RunOutcome.DONE:
        same = since is None or since == last.since
        if same and not (is_full and last.since is not None):
            return last
    if since is None and not is_full and (done := runs.filter(outcome=RunOutcome.DONE).first()):
        since = done.started - OVERLAP
    return RegistryRun(source=source, since=since)


@dataclass
class Reader:
    """Reads a source for a run. `is_dry` writes nothing; `on_page` hears of each page and how many entries it had."""

    registry: Registry
    run: RegistryRun
    is_dry: bool = False
    accepts_vanished: bool = False
    on_page: Callable[[Kind, Page, int], None] = lambda kind, page, count: None
    read: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    _seen: set[str] = field(default_factory=set)
    _is_whole: bool = True

    def read_all(self) -> None:
        """Reads to the end. Raises CannotRead where the source does not answer and TooManyVanished, both after noting it."""
        self.counts = Counter(self.run.counts)
        self.run.outcome = RunOutcome.RUNNING
        self._save()
        try:
            for kind in self._kinds():
                self._read_kind(kind)
            gone = self._vanished() if self._is_whole and self.run.since is None else []
        except CannotRead:
            self._end(RunOutcome.FAILED)
            raise
        except TooManyVanished:
            self._end(RunOutcome.STOPPED)
            raise
        with transaction.atomic():
            self.counts["vanished"] += len(gone)
            if gone and not self.is_dry:
                marked = {"state": StagedState.VANISHED, "gone_at": timezone.now()}
                for start in range(0, len(gone), 500):
                    StagedEntry.objects.filter(pk__in=gone[start : start + 500]).update(**marked)
            self._end(RunOutcome.DONE if self._is_whole else RunOutcome.INCOMPLETE)

    def _kinds(self) -> Iterator[Kind]:
        """What is listed. Connections come with their services; by themselves they only tell which ones changed."""
        for kind in self.registry.kinds:
            if kind is not Kind.CONNECTION or self.run.since is not None:
                yield kind

    def _read_kind(self, kind: Kind) -> None:
        kept = self.run.cursors.get(kind.value, {})
        self._is_whole = self._is_whole and kept.get("is_whole", True)
        if kept.get("is_done"):
            return
        for page in self.registry.pages(kind, since=self.run.since, cursor=kept.get("cursor", "")):
            entries = list(self._services_of(page.entries)) if kind is Kind.CONNECTION else list(page.entries)
            self._is_whole = self._is_whole and page.fault is None
            with transaction.atomic():
                self._stage(entries)
                self.run.cursors[kind.value] = {
                    "cursor": page.cursor,
                    "is_done": not page.cursor,
                    "is_whole": self._is_whole,
                }
                self._save()
            self.on_page(kind, page, len(entries))
            # In development Django keeps every statement, and these hold whole payloads.
            reset_queries()

    def _services_of(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        records = (one.record for one in entries)
        for service in dict.fromkeys(one.service for one in records if isinstance(one, ConnectionRecord)):
            if found := self.registry.entry(Kind.SERVICE, service):
                yield found

    def _stage(self, entries: list[Entry]) -> None:
        self.counts.update(stage_page(entries, None if self.is_dry else self.run))
        self.read += len(entries)
        if self.is_dry:
            self._seen.update(one.record.source_id for one in entries)

    def _vanished(self) -> list[int]:
        """The keys of entries that did not come and that the source, asked for each, does not know either."""
        missing = {kind: self._missing(kind) for kind in self.registry.kinds if kind in STAGED_KINDS}
        gone = []
        for kind, rows in missing.items():
            for pk, source_id in rows:
                found = self.registry.entry(kind, source_id)
                if found is None:
                    gone.append(pk)
                    continue
                with transaction.atomic():
                    self._stage([found])
                    self._save()
        return gone

    def _missing(self, kind: Kind) -> list[tuple[int, str]]:
        known = StagedEntry.objects.filter(kind__in=STAGED_KINDS[kind], gone_at=None)
        if self.is_dry:
            rows = known.order_by("pk").values_list("pk", "source_id").iterator()
            missing = [(pk, one) for pk, one in rows if one not in self._seen]
        else:
            rows_left = known.exclude(seen_in=self.run).order_by("pk").values_list("pk", "source_id")
            missing = list(rows_left)
        if len(missing) > LARGEST_SHARE * known.count() and not self.accepts_vanished:
            raise TooManyVanished
        return missing

    def _save(self) -> None:
        self.run.counts = dict(self.counts)
        if not self.is_dry:
            self.run.save()

    def _end(self, outcome: RunOutcome) -> None:
        self.run.outcome, self.run.ended = outcome, timezone.now()
        self._save()
