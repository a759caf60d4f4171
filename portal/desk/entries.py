"""The seal of what workers write down about a contact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from portal.desk.keys import desk_keys, recipients
from portal.desk.models import Entry
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen, canonical, open_envelope, seal


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """An entry with its texts by name; `texts` is None where the seal does not open, or does not fit its columns."""

    entry: Any
    at: datetime
    by: str
    texts: Mapping[str, str] | None = field(repr=False)

    @property
    def text(self) -> str | None:
        """The text of an entry that has one."""
        return None if self.texts is None else self.texts.get("text", "")


def entry_context(entry: Entry) -> str:
    """The context that an entry is sealed in: what it is and its id."""
    return f"{entry._meta.model_name}:{entry.pk}"


def seal_entry(entry: Entry, texts: Mapping[str, str]) -> bytes:
    """The texts sealed for the desk and recovery, bound to the entry's contact, worker, time and codes."""
    return seal(canonical(dict(texts)), recipients=recipients(), context=entry_context(entry), aad=_aad(entry))


def open_entry(entry: Entry) -> dict[str, str]:
    """The entry's texts by name. Raises CannotOpen."""
    plain = open_envelope(bytes(entry.sealed_for_desk), keys=desk_keys(), context=entry_context(entry), aad=_aad(entry))
    texts: dict[str, str] = json.loads(plain)
    return texts


def read_entry(entry: Entry) -> ReadEntry:
    """The entry for a page, also where it does not open."""
    try:
        texts: dict[str, str] | None = open_entry(entry)
    except (CannotOpen, KeyProblem):
        texts = None
    return ReadEntry(entry, entry.at, str(entry.by), texts)


def _aad(entry: Entry) -> bytes:
    codes = {name: _plain(getattr(entry, name)) for name in entry.CODES}
    return canonical({"contact": str(entry.contact_id), "by": entry.by_id, "at": _plain(entry.at), "codes": codes})


def _plain(value: object) -> Any:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case _:
            return value
