"""What an export could not say: mandatory fields that are missing, codes that are not known, letters that do not open.

Nothing of it is ever filled. A report names fields and codes, never what somebody wrote.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from portal.desk.exports.tables import DocumentTable, Field


class NotInTable(RuntimeError):
    """A mapping made a field that the document's table does not have: an error of ours, and no export."""


@dataclass(slots=True)
class Report:
    """What is missing from one document, by the paths of its fields; lists carry the number of the entry.

    `omitted` holds (path, OID of the code set, our key): values whose national code is not known here. `county_codes`
    are the codes that the county has filled in, by (OID, our key).
    """

    county_codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    omitted: list[tuple[str, str, str]] = field(default_factory=list)

    def as_json(self, table: DocumentTable) -> dict[str, Any]:
        """The report as data, with what the document never gets and why."""
        return {
            "missing_mandatory": self.missing,
            "omitted_codes": [{"field": path, "code_set": oid, "key": key} for path, oid, key in self.omitted],
            "never_filled": [{"field": one.path, "reason": one.reason} for one in table.fields if one.reason],
            "names_not_known": [one.path for one in table.fields if not one.is_name_known],
        }


def without_empty(value: Any) -> Any:
    """The same data without empty texts, empty groups and None; False stays."""
    if isinstance(value, Mapping):
        kept = {name: without_empty(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if not _is_empty(one)}
    if isinstance(value, list):
        return [one for one in map(without_empty, value) if not _is_empty(one)]
    return value


def missing_in(table: DocumentTable, fields: Mapping[str, Any]) -> list[str]:
    """The mandatory fields that are not there. A group that is not there hides what stands in it.

    Raises NotInTable when `fields` has one that the table does not have, or a list where nothing repeats.
    """
    return list(_missing(table, "", fields, ""))


def _missing(table: DocumentTable, group: str, fields: Mapping[str, Any], shown: str) -> Iterator[str]:
    known = {one.name: one for one in table.inside(group)}
    if unknown := set(fields) - set(known):
        raise NotInTable(f"{table.number}: {group or 'the top'} has no {', '.join(sorted(unknown))}.")
    for name, one in known.items():
        place = f"{shown}.{name}" if shown else name
        if name not in fields:
            if one.is_mandatory:
                yield place
            continue
        if one.reason:
            raise NotInTable(f"{table.number}: {one.path} is never filled.")
        yield from _missing_inside(table, one, fields[name], place)


def _missing_inside(table: DocumentTable, one: Field, value: Any, place: str) -> Iterator[str]:
    if one.is_repeating != isinstance(value, list):
        raise NotInTable(f"{table.number}: {one.path} is a list exactly where it repeats.")
    if one.type != "group":
        return
    entries = enumerate(value) if isinstance(value, list) else [(None, value)]
    for number, entry in entries:
        yield from _missing(table, one.path, entry, place if number is None else f"{place}[{number}]")


def _is_empty(value: Any) -> bool:
    return value is None or value in ("", {}, [])
