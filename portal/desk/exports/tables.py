"""The national documents (Sosmeta) that an export can make, as committed tables: every field, and where it comes from.

The tables stand in `fields/`, one file for each document, named by its number. A field either has a `source` or says
by a `reason` why nothing is ever put there. Names that our source does not write out carry `name_known = false`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from portal.core.locales import Words

FIELDS_FOLDER: Final = Path(__file__).parent / "fields"

CONTACT: Final = "4018"
NEED_NOTICE: Final = "4006"
CHILD_WELFARE_NOTICE: Final = "4009"
PRENATAL_NOTICE: Final = "4019"
CHILD_WELFARE_ASSESSMENT: Final = "1006"
ASSESSMENT: Final = "1009"
PENDING_ENTRY: Final = "19001"

DOCUMENT_OF_KIND: Final[Mapping[str, str]] = {
    "contact": CONTACT,
    "need_notice": NEED_NOTICE,
    "child_welfare_notice": CHILD_WELFARE_NOTICE,
    "prenatal_notice": PRENATAL_NOTICE,
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a national document. `path` joins the names of its groups with dots.

    `type` is text, bool, date, code or group. `code_set` is the OID of the set that a code comes from.
    """

    path: str
    type: str
    is_mandatory: bool = False
    is_repeating: bool = False
    is_name_known: bool = True
    code_set: str = ""
    source: str = ""
    reason: str = ""

    @property
    def parent(self) -> str:
        """The path of the group that the field stands in; empty for one at the top."""
        return self.path.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The field's own name, without its groups."""
        return self.path.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """One national document: its number and OID, its names, its fields in order, its field for free text."""

    number: str
    oid: str
    name: Words
    free_text: str
    fields: tuple[Field, ...]

    def field(self, path: str) -> Field | None:
        """The field of a path; None for a path that the document does not have."""
        return next((one for one in self.fields if one.path == path), None)

    def inside(self, path: str) -> tuple[Field, ...]:
        """The fields that stand directly in the group of a path; those at the top for an empty one."""
        return tuple(one for one in self.fields if one.parent == path)


def table(number: str) -> DocumentTable:
    """The document of a number. Raises KeyError for one that has no table."""
    return tables()[number]


@cache
def tables() -> Mapping[str, DocumentTable]:
    """Every document by its number, in order of the numbers."""
    found = [_read(path) for path in FIELDS_FOLDER.glob("*.toml")]
    return {one.number: one for one in sorted(found, key=lambda one: int(one.number))}


def _read(path: Path) -> DocumentTable:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return DocumentTable(
        number=path.stem,
        oid=data["oid"],
        name=Words(data["name"]),
        free_text=data["free_text"],
        fields=tuple(_field(one) for one in data["field"]),
    )


def _field(data: Mapping[str, Any]) -> Field:
    return Field(
        path=data["path"],
        type=data["type"],
        is_mandatory=data.get("mandatory", False),
        is_repeating=data.get("repeating", False),
        is_name_known=data.get("name_known", True),
        code_set=data.get("code_set", ""),
        source=data.get("source", ""),
        reason=data.get("reason", ""),
    )
