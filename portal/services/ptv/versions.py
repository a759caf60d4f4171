"""A record as plain data, and hashes of it that change only when its content does."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from typing import Any, Final

from portal.services.hours import Season
from portal.services.ptv.wire import as_json, canonical

NOT_CONTENT: Final = frozenset({"source", "modified"})
"""Where a record was read and when it was touched says nothing of what it says."""
DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def as_data(value: Any, leave_out: frozenset[str] = frozenset()) -> Any:
    """The value as what JSON can hold: objects for records and mappings, lists, texts, numbers.

    `leave_out`: names of fields that are left out of records, at any depth.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): as_data(one, leave_out) for key, one in value.items()}
    if isinstance(value, tuple | list):
        return [as_data(one, leave_out) for one in value]
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            one.name: as_data(getattr(value, one.name), leave_out) for one in fields(value) if one.name not in leave_out
        }
        if isinstance(value, Season):
            # A list would lose its days when it is put in order.
            found["week"] = dict(zip(DAYS, found["week"], strict=True))
        return found
    return value


def field_versions(record: Any) -> dict[str, str]:
    """For each field of a record a hash of what it says, whatever order its lists are in."""
    return {one.name: _hash(getattr(record, one.name)) for one in fields(record) if one.name not in NOT_CONTENT}


def version(record: Any) -> str:
    """A hash of all that a record says: 64 hexadecimal digits."""
    return _hash(field_versions(record))


def _hash(value: Any) -> str:
    return hashlib.sha256(as_json(canonical(as_data(value, NOT_CONTENT))).encode()).hexdigest()
