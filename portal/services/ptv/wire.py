"""Reading of values that may be anything, with a list of what was not understood."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from portal.services.ptv.coordinates import wgs84
from portal.services.ptv.parts import Problem, What

T = TypeVar("T")
Members = Mapping[str, Any]
"""A JSON object."""

RAW_SIGNS: Final = 500
TEXT_SIGNS: Final = 20_000
"""Four times what the registry allows."""
ZERO_ID: Final = "00000000-0000-0000-0000-000000000000"

_ID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?", re.ASCII)
_UNPRINTABLE: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


def canonical(value: Any) -> Any:
    """The same JSON value with every list in one order, whatever order the source chose."""
    if isinstance(value, Mapping):
        return {str(key): canonical(one) for key, one in sorted(value.items(), key=lambda pair: str(pair[0]))}
    if isinstance(value, list | tuple):
        found = [canonical(one) for one in value]
        return sorted(found, key=as_json) if len(found) > 1 else found
    return value


def storable(value: Any) -> Any:
    """The same JSON value without signs that a database refuses in texts."""
    if isinstance(value, str):
        return _UNPRINTABLE.sub("", value)
    if isinstance(value, dict):
        return {storable(key): storable(one) for key, one in value.items()}
    return [storable(one) for one in value] if isinstance(value, list) else value


def as_json(value: Any) -> str:
    """A JSON value as one line of ASCII."""
    return json.dumps(value, sort_keys=True, default=str)


def raw_of(value: Any) -> str:
    """A value for a person to look at."""
    if value is None:
        return ""
    try:
        return as_json(canonical(value))[:RAW_SIGNS]
    except (RecursionError, TypeError, ValueError):
        return type(value).__name__


def an_id(value: object) -> str:
    """A GUID in small letters; empty for anything else, and for the one that is all zeros."""
    found = value.strip().lower() if isinstance(value, str) else ""
    return found if _ID.fullmatch(found) and found != ZERO_ID else ""


class Reading:
    """One entry being read. Every method takes a value and the wire's name of its field, and never raises."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}
        self.noted = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was not understood, in one order."""
        return tuple(sorted(self._found, key=lambda one: (one.field, one.what, one.raw)))

    def problem(self, field: str, what: What, raw: object = None) -> None:
        """Notes that a value was not understood."""
        self.noted += 1
        self._found[Problem(field, what, raw_of(raw))] = None

    def members(self, value: object, field: str) -> Members:
        """An object; empty for null."""
        if isinstance(value, Mapping):
            return value
        if value is not None:
            self.problem(field, What.WRONG_SHAPE, value)
        return {}

    def listed(self, value: object, field: str) -> list[Any]:
        """A list without its nulls; empty for null."""
        if isinstance(value, list):
            return [one for one in value if one is not None]
        if value is not None:
            self.problem(field, What.WRONG_SHAPE, value)
        return []

    def items(self, value: object, field: str) -> list[Members]:
        """A list of objects."""
        found = []
        for one in self.listed(value, field):
            if isinstance(one, Mapping):
                found.append(one)
            else:
                self.problem(field, What.WRONG_SHAPE, one)
        return found

    def text(self, value: object, field: str) -> str:
        """A text without spaces around it and without signs that cannot be stored; empty for null."""
        if isinstance(value, str):
            text = _UNPRINTABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
            if len(text) <= TEXT_SIGNS:
                return text
            self.problem(field, What.TOO_LONG, text)
        elif value is not None:
            self.problem(field, What.WRONG_SHAPE, value)
        return ""

    def strings(self, value: object, field: str) -> tuple[str, ...]:
        """A list of short texts, sorted, each once."""
        return tuple(sorted({text for one in self.listed(value, field) if (text := self.text(one, field))}))

    def choice(self, value: object, field: str, table: Mapping[str, T]) -> T | None:
        """What a word of the source stands for, whatever its capitals; None for null, and with a problem for another word."""
        if value is None or value == "":
            return None
        if isinstance(value, str) and (word := value.strip().casefold()) in table:
            return table[word]
        self.problem(field, What.UNKNOWN_VALUE, value)
        return None

    def flag(self, value: object, field: str) -> bool:
        """A yes or a no; no for null."""
        if value is not None and not isinstance(value, bool):
            self.problem(field, What.WRONG_SHAPE, value)
        return value is True

    def id(self, value: object, field: str) -> str:
        """A GUID; empty for null."""
        found = an_id(value)
        if not found and value is not None and value != "":
            self.problem(field, What.NOT_AN_ID, value)
        return found

    def ids(self, values: Iterable[object], field: str) -> tuple[str, ...]:
        """GUIDs, sorted, each once."""
        return tuple(sorted({found for one in values if (found := self.id(one, field))}))

    def moment(self, value: object, field: str) -> datetime | None:
        """An instant in UTC; one without a zone is in UTC already."""
        text = self.text(value, field)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
            return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
        except (ValueError, OverflowError):
            self.problem(field, What.NOT_A_TIME, value)
            return None

    def day(self, value: object, field: str) -> date | None:
        """A day, given as a date or as a local midnight; the last minute of a day stands for that day too."""
        text = self.text(value, field)
        if not text:
            return None
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            found = None
        if found is None or found.tzinfo or (found.hour, found.minute) not in {(0, 0), (23, 59)}:
            self.problem(field, What.NOT_A_DAY, value)
            return None
        return found.date()

    def clock(self, value: object, field: str) -> time | None:
        """A time on the wall; 24:00 and the last minute of a day are midnight."""
        found = _CLOCK.fullmatch(value.strip()) if isinstance(value, str) else None
        hour, minute = (int(found[1]), int(found[2])) if found else (-1, -1)
        if (hour, minute) in {(24, 0), (23, 59)}:
            return time(0, 0)
        if found is None or hour > 23 or minute > 59:
            self.problem(field, What.NOT_A_TIME, value)
            return None
        return time(hour, minute)

    def number(self, value: object, field: str) -> float | None:
        """A number, given as one or as a text; None for null."""
        if value is None or value == "":
            return None
        if isinstance(value, int | float | str) and not isinstance(value, bool):
            try:
                return float(value)
            except (ValueError, OverflowError):
                pass
        self.problem(field, What.NOT_A_NUMBER, value)
        return None

    def position(self, easting: object, northing: object, field: str) -> tuple[float, float] | None:
        """Latitude and longitude of a point in EPSG:3067; None where one is missing or lies outside Finland."""
        east, north = self.number(easting, field), self.number(northing, field)
        if east is None or north is None:
            return None
        found = wgs84(east, north)
        if found is None:
            self.problem(field, What.OUTSIDE_FINLAND, [easting, northing])
        return found

    def url(self, value: object, field: str) -> str:
        """An address on the web; empty for null and for anything that is not http or https."""
        text = self.text(value, field)
        if not text:
            return ""
        try:
            parts = urlsplit(text)
            is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"[\s<>\"\\]", text)
        except ValueError:
            is_web = False
        if is_web:
            return text
        self.problem(field, What.NOT_A_WEB_ADDRESS, value)
        return ""
