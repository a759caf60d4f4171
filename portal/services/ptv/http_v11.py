"""v11 over HTTP: lists of ids, then the entries of at most a hundred ids at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from portal.services.ptv.fetching import Fetcher, Missing
from portal.services.ptv.records import Kind, Source
from portal.services.ptv.sources import (
    CannotRead,
    Entry,
    Fault,
    IdPage,
    Page,
    PageCount,
    checked_id,
    entry_of,
    position,
)
from portal.services.ptv.wire import an_id

PATHS: Final = {Kind.SERVICE: "Service", Kind.CHANNEL: "ServiceChannel", Kind.ORGANISATION: "Organization"}
AT_ONCE: Final = 100
"""How many entries may be asked for in one question."""
WITHDRAWN: Final = ("Archived", "Withdrawn")
Given = tuple[list[Any], Fault | None]
"""The items of a page of the list, and what was wrong."""


class V11Registry:
    """The registry's version 11. `county` is a wellbeing services county's code; empty for the whole country."""

    kinds: tuple[Kind, ...] = tuple(PATHS)

    def __init__(self, fetcher: Fetcher, *, county: str = "") -> None:
        self.fetcher = fetcher
        self.county = county

    def pages(self, kind: Kind, *, since: datetime | None = None, cursor: str = "") -> Iterator[Page]:
        """See Registry. A page is a hundred entries of the list of a thousand ids."""
        number, offset = position(cursor)
        pages = PageCount(number)
        while number <= pages.count:
            items, fault = self._list(kind, number, pages, since=since)
            count = pages.count
            after = f"{number + 1}.0" if number < count else ""
            if fault or not items[offset:]:
                yield Page((), after, number, count, fault=fault)
            for start in range(offset, len(items), AT_ONCE):
                end = start + AT_ONCE
                yield self._batch(
                    kind, items[start:end], f"{number}.{end}" if end < len(items) else after, number, count
                )
            number, offset = number + 1, 0

    def listed(self, kind: Kind, *, cursor: str = "") -> Iterator[IdPage]:
        """See Registry."""
        yield from self._ids(kind, cursor)

    def withdrawn(self, kind: Kind, *, since: datetime, cursor: str = "") -> Iterator[IdPage]:
        """See Registry. Those archived by a person or by the registry itself come first, then those withdrawn."""
        status, _, inner = cursor.partition(":") if cursor else (WITHDRAWN[0], "", "")
        if status not in WITHDRAWN:
            raise ValueError("No cursor of this source.")
        for one in WITHDRAWN[WITHDRAWN.index(status) :]:
            for page in self._ids(kind, inner, since=since, status=one):
                after = f"{one}:{page.cursor}" if page.cursor else f"{WITHDRAWN[1]}:" * (one == WITHDRAWN[0])
                yield IdPage(page.ids, after, page.fault)
            inner = ""

    def entry(self, kind: Kind, source_id: str) -> Entry | None:
        """See Registry."""
        try:
            answer = self.fetcher.get(f"{self._path(kind)}/{checked_id(source_id)}")
        except Missing:
            return None
        return entry_of(Source.V11, kind, answer)

    def _path(self, kind: Kind) -> str:
        if kind not in PATHS:
            raise ValueError(f"Version 11 has no list of the kind {kind}.")
        return PATHS[kind]

    def _ids(self, kind: Kind, cursor: str, *, since: datetime | None = None, status: str = "") -> Iterator[IdPage]:
        number, _ = position(cursor)
        pages = PageCount(number)
        while number <= pages.count:
            items, fault = self._list(kind, number, pages, since=since, status=status)
            ids = [an_id(one.get("id")) for one in items if isinstance(one, dict)]
            yield IdPage(tuple(one for one in ids if one), f"{number + 1}.0" if number < pages.count else "", fault)
            number += 1

    def _list(self, kind: Kind, number: int, pages: PageCount, *, since: datetime | None, status: str = "") -> Given:
        path = self._path(kind)
        if self.county and not status:
            path = f"{path}/area/WellbeingServicesCounties/code/{self.county}"
        parameters = [("page", str(number))]
        if since:
            parameters.append(("date", since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")))
        if status:
            parameters.append(("status", status))
        try:
            answer = self.fetcher.get(path, parameters)
        except Missing as problem:
            if pages.is_open:
                return pages.of(None, number, []), None
            raise CannotRead(f"{path}: no such list") from problem
        if not isinstance(answer, dict) or "itemList" not in answer:
            raise CannotRead(f"{path}: no page of a list")
        items = answer["itemList"]
        is_list = isinstance(items, list)
        said = pages.of(answer.get("pageCount"), number, items if is_list else [])
        return said, None if is_list else Fault.NO_LIST

    def _batch(self, kind: Kind, items: list[Any], after: str, number: int, count: int) -> Page:
        ids = {an_id(one.get("id")) if isinstance(one, dict) else "" for one in items} - {""}
        # What has no id that may be asked for is handed over as it stands in the list, to be told about.
        unusable = [one for one in items if not (isinstance(one, dict) and an_id(one.get("id")))]
        entries = [entry_of(Source.V11, kind, one) for one in (*self._given(kind, sorted(ids)), *unusable)]
        came = {entry.record.source_id for entry in entries}
        return Page(tuple(entries), after, number, count, absent=tuple(sorted(ids - came)))

    def _given(self, kind: Kind, ids: list[str]) -> list[Any]:
        if not ids:
            return []
        path = f"{self._path(kind)}/list"
        try:
            answer = self.fetcher.get(path, [("guids", ",".join(ids))])
        except Missing:
            return []
        if not isinstance(answer, list):
            raise CannotRead(f"{path}: no list")
        return answer
