"""What v11 and v12 of the registry say in the same words: names of states, numbers, and entries that cannot be read."""

from __future__ import annotations

from typing import Any, Final

from portal.services.ptv.parts import What
from portal.services.ptv.records import Kind, Source, Unreadable
from portal.services.ptv.wire import Members, Reading

FUNDINGS: Final = {"publiclyfunded": "public", "marketfunded": "market"}
LEVELS: Final = {
    "fullycompliant": "full",
    "partiallycompliant": "partial",
    "noncompliant": "none",
    "unknown": "unknown",
}
WCAG: Final = {"levela": "A", "levelaa": "AA", "levelaaa": "AAA"}
ORGANISATION_TYPES: Final = {
    "state": "state", "municipality": "municipality", "regionalorganization": "regional",
    "organization": "organisation", "company": "company",
}  # fmt: skip
TOO_MANY_SIGNATURES: Final = 100


def signatures(reading: Reading, value: Any, field: str) -> int:
    """How many people must sign a form; 0 where none is said, or more than anybody could mean."""
    number = reading.number(value, field)
    return int(number) if number and 0 < number < TOO_MANY_SIGNATURES else 0


def unreadable(source: Source, kind: Kind, reading: Reading, entry: Members, source_id: str = "") -> Unreadable:
    """An entry of which no record can be made, with what is known of it."""
    reading.problem("", What.MISSING, entry)
    return Unreadable(kind, source, reading.problems, source_id)
