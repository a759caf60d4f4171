"""A folder of JSON files, of either version and mixed: pages of lists, lists, or single entries."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from portal.services.ptv.records import ConnectionRecord, Kind, Source
from portal.services.ptv.sources import CannotRead, Entry, Fault, IdPage, Page, checked_id, entry_of, parsed
from portal.services.ptv.wire import an_id

LARGEST_FILE: Final = 64 * 1024 * 1024
ON_A_PAGE: Final = 100
Found = tuple[Source, Kind, Any]


class BadFile(CannotRead):
    """A file with nothing in it that can be read."""

    def __init__(self, name: str, fault: Fault) -> None:
        super().__init__(f"{name}: {fault.value}")
        self.fault = fault


class FolderRegistry:
    """Files of a folder, in the order of their names; those of subfolders too. Nothing in it is ever withdrawn by a list.

    Of each file one page at a time is kept, and in v12 the connections of all services, as text.
    """

    kinds: tuple[Kind, ...] = (Kind.SERVICE, Kind.CHANNEL, Kind.ORGANISATION, Kind.CONNECTION)

    def __init__(self, folder: Path) -> None:
        """Raises CannotRead where there is no such folder."""
        if not folder.is_dir():
            raise CannotRead("There is no such folder.")
        self.folder = folder
        self._connections: dict[str, list[str]] | None = None
        self._places: dict[tuple[Kind, str], str] | None = None

    def pages(self, kind: Kind, *, since: datetime | None = None, cursor: str = "") -> Iterator[Page]:
        """See Registry. An entry without an instant of modification counts as new."""
        names, first, offset = self._names(), 0, 0
        if cursor:
            name, offset = _position(cursor)
            first = next((number for number, one in enumerate(names) if one >= name), len(names))
            offset = offset if first < len(names) and names[first] == name else 0
        if first >= len(names):
            yield Page((), "", len(names), len(names))
        for number in range(first, len(names)):
            after = f"0:{names[number + 1]}" if number + 1 < len(names) else ""
            progress = (number + 1, len(names))
            for page in self._pages_of(kind, names[number], offset, after, progress):
                kept = tuple(one for one in page.entries if since is None or _is_after(one, since))
                yield replace(page, entries=kept)
            offset = 0

    def listed(self, kind: Kind, *, cursor: str = "") -> Iterator[IdPage]:
        """See Registry."""
        for page in self.pages(kind, cursor=cursor):
            ids = tuple(one.record.source_id for one in page.entries if one.record.source_id)
            yield IdPage(ids, page.cursor, page.fault)

    def withdrawn(self, kind: Kind, *, since: datetime, cursor: str = "") -> Iterator[IdPage]:
        """See Registry. A folder tells nothing of what was withdrawn but by its absence."""
        _known(kind)
        yield IdPage((), "")

    def entry(self, kind: Kind, source_id: str) -> Entry | None:
        """See Registry. What is in no file is withdrawn; raises CannotRead where a file cannot be read."""
        _known(kind)
        wanted = ":".join(checked_id(one) for one in source_id.split(":"))
        if self._places is None:
            self._places = {}
            for name in self._names():
                for source, one_kind, payload in self._found(name):
                    self._places[one_kind, entry_of(source, one_kind, payload).record.source_id] = name
        name = self._places.get((kind, wanted), "")
        for source, one_kind, payload in self._found(name) if name else ():
            if one_kind is kind:
                entry = entry_of(source, kind, self._joined(source, kind, payload))
                if entry.record.source_id == wanted:
                    return entry
        return None

    def _names(self) -> list[str]:
        return sorted(one.relative_to(self.folder).as_posix() for one in self.folder.rglob("*.json") if one.is_file())

    def _pages_of(self, kind: Kind, name: str, offset: int, after: str, progress: tuple[int, int]) -> Iterator[Page]:
        _known(kind)
        try:
            found = [one for one in self._found(name) if one[1] is kind]
        except BadFile as problem:
            yield Page((), after, *progress, fault=problem.fault)
            return
        for start in range(offset, max(len(found), offset + 1), ON_A_PAGE):
            end = start + ON_A_PAGE
            entries = (entry_of(source, kind, self._joined(source, kind, one)) for source, _, one in found[start:end])
            yield Page(tuple(entries), f"{end}:{name}" if end < len(found) else after, *progress)

    def _found(self, name: str) -> list[Found]:
        """Whatever in a file looks like an entry."""
        path = self.folder / name
        try:
            is_large = path.stat().st_size > LARGEST_FILE
            content = None if is_large else parsed(path.read_bytes())
        except (ValueError, OSError) as problem:
            raise BadFile(name, Fault.NOT_JSON) from problem
        if is_large:
            raise BadFile(name, Fault.TOO_LARGE)
        if isinstance(content, dict):
            content = content.get("itemList", content.get("items", [content]))
        if not isinstance(content, list):
            raise BadFile(name, Fault.NO_LIST)
        shaped = ((shape_of(one), one) for one in content)
        return [(*shape, one) for shape, one in shaped if shape]

    def _joined(self, source: Source, kind: Kind, payload: Any) -> Any:
        if source is not Source.V12 or kind is not Kind.SERVICE or "connections" in payload:
            return payload
        if self._connections is None:
            self._connections = self._all_connections()
        texts = self._connections.get(an_id(payload.get("contentId")), [])
        return {**payload, "connections": [json.loads(one) for one in texts]}

    def _all_connections(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self._names():
            try:
                connections = [one for _, kind, one in self._found(name) if kind is Kind.CONNECTION]
            except BadFile:
                continue
            for one in connections:
                record = entry_of(Source.V12, Kind.CONNECTION, one).record
                if isinstance(record, ConnectionRecord):
                    found.setdefault(record.service, []).append(json.dumps(one))
        return found


def shape_of(payload: object) -> tuple[Source, Kind] | None:
    """Which version and kind an entry is, by its fields; None for what is no entry, such as an id with a name."""
    if not isinstance(payload, dict):
        return None
    shapes: tuple[tuple[Source, Kind, set[str]], ...] = (
        (Source.V12, Kind.CONNECTION, {"serviceContentId", "channelContentId"}),
        (Source.V12, Kind.CHANNEL, {"contentId", "serviceChannelType"}),
        (Source.V12, Kind.SERVICE, {"contentId", "serviceType"}),
        (Source.V12, Kind.ORGANISATION, {"contentId", "organizationType"}),
        (Source.V11, Kind.CHANNEL, {"id", "serviceChannelType"}),
        (Source.V11, Kind.SERVICE, {"id", "serviceNames"}),
        (Source.V11, Kind.ORGANISATION, {"id", "organizationNames"}),
    )
    return next(((source, kind) for source, kind, fields in shapes if fields <= payload.keys()), None)


def _known(kind: Kind) -> None:
    if kind not in FolderRegistry.kinds:
        raise ValueError(f"A folder has no list of the kind {kind}.")


def _is_after(entry: Entry, since: datetime) -> bool:
    modified = getattr(entry.record, "modified", None)
    return modified is None or modified >= since


def _position(cursor: str) -> tuple[str, int]:
    found = re.fullmatch(r"(\d{1,9}):(.+)", cursor, re.ASCII)
    if not found:
        raise ValueError("No cursor of this source.")
    return found[2], int(found[1])
