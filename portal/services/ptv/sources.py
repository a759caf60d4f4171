"""Where entries are read from: what every source can do, and what it hands over.

A source is read page by page and never held whole. Each page says how to go on after it, so that a reader who keeps the
cursor with what it stored can be killed and go on. The registry may change while it is read: an entry that did not come
is held for withdrawn only when `entry` says so too, and never after a page with a fault.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol

from portal.services.ptv import v11, v12
from portal.services.ptv.parts import Problem, What
from portal.services.ptv.records import AnyRecord, Kind, Source, Unreadable
from portal.services.ptv.wire import Members, an_id, storable

READERS: Final = {Source.V11: v11.READERS, Source.V12: v12.READERS}
_REFUSED_SIGNS: Final = re.compile(rb"\\u(?:00[01]|007f|d[89a-f])", re.IGNORECASE)


class CannotRead(Exception):
    """The source could not be read on; nothing follows from it about what exists. Its text names no key."""


class Fault(StrEnum):
    """What was wrong with a page that was read all the same."""

    NO_LIST = "no_list"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it was read: the payload, which can be stored as it is, and what was made of it."""

    payload: Members
    record: AnyRecord | Unreadable


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries. `cursor` goes on after them and is empty after the last; `number` of `count` is for a progress bar.

    `absent`: ids that the list named and the source then did not give. `fault`: the list was not a list, so that it is not
    known what belongs here.
    """

    entries: tuple[Entry, ...]
    cursor: str
    number: int
    count: int
    absent: tuple[str, ...] = ()
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class IdPage:
    """Some ids, and how to go on after them."""

    ids: tuple[str, ...]
    cursor: str
    fault: Fault | None = None


class PageCount:
    """How many pages a list has. Where the source does not say, another is asked for until one is empty or comes again."""

    def __init__(self, first: int) -> None:
        self.count = first
        self.is_open = False
        self._before: list[Any] = []

    def of(self, said: object, number: int, items: list[Any]) -> list[Any]:
        """The items of a page, none where it was the same as the one before; afterwards `count` is true of it."""
        if isinstance(said, int) and not isinstance(said, bool):
            self.is_open, self.count = False, max(said, number)
            return items
        is_again = self.is_open and items == self._before
        self.is_open, self._before = bool(items) and not is_again, items
        self.count = number + 1 if self.is_open else number
        return [] if is_again else items


class Registry(Protocol):
    """A source. Methods raise CannotRead, and ValueError for a kind or a cursor that it does not know."""

    kinds: tuple[Kind, ...]
    """What it lists; places come among the channels."""

    def pages(self, kind: Kind, *, since: datetime | None = None, cursor: str = "") -> Iterator[Page]:
        """All entries of a kind, or those created or modified since an instant; after the cursor where one is given."""

    def listed(self, kind: Kind, *, cursor: str = "") -> Iterator[IdPage]:
        """The ids of all that is published."""

    def withdrawn(self, kind: Kind, *, since: datetime, cursor: str = "") -> Iterator[IdPage]:
        """The ids of what was archived or withdrawn since an instant, as far as the source tells."""

    def entry(self, kind: Kind, source_id: str) -> Entry | None:
        """One entry; None where it is withdrawn. Raises ValueError for what is no id, and for the one of zeros."""


def read(source: Source, kind: Kind, payload: object) -> AnyRecord | Unreadable:
    """A payload as a record; never raises for any payload."""
    reader = READERS[source].get(kind)
    return reader(payload) if reader else Unreadable(kind, source, (Problem("", What.UNKNOWN_VALUE, kind),))


def entry_of(source: Source, kind: Kind, payload: Any) -> Entry:
    """A payload with its record."""
    return Entry(payload if isinstance(payload, dict) else {"": payload}, read(source, kind, payload))


def checked_id(source_id: str) -> str:
    """An id that may be asked for: the registry answers the one of zeros with an error of its own."""
    found = an_id(source_id)
    if not found:
        raise ValueError("No id of the registry.")
    return found


def position(cursor: str) -> tuple[int, int]:
    """The page (from 1) and the place on it (from 0) at which reading goes on. Raises ValueError for another text."""
    found = re.fullmatch(r"(\d{1,9})\.(\d{1,9})", cursor, re.ASCII) if cursor else None
    if cursor and not found:
        raise ValueError("No cursor of this source.")
    return (max(int(found[1]), 1), int(found[2])) if found else (1, 0)


def parsed(body: bytes) -> Any:
    """A JSON text as values that can be stored. Raises ValueError for anything else."""
    try:
        found = json.loads(body, parse_constant=lambda _: None)
        return storable(found) if _REFUSED_SIGNS.search(body) else found
    except RecursionError as problem:
        raise ValueError("Nested too deeply.") from problem
