"""National code sets of social welfare (Sosmeta), as versioned files: what is known of each, and nothing invented.

A value whose code is not known to us has an empty code. A county that knows it fills it in at the desk; until then an
export leaves the code out and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from portal.core.locales import Words

CODES_FOLDER: Final = Path(__file__).parent / "codes"

BASE_OID: Final = "1.2.246.537.6."
CHILDS_HOUSING: Final = BASE_OID + "1203"
MEASURES_AFTER_NOTICE: Final = BASE_OID + "1219"
SERVICE_TASK: Final = BASE_OID + "1221"
SOCIAL_SERVICE: Final = BASE_OID + "1222"
WAY_OF_START: Final = BASE_OID + "1242"
REPORTER: Final = BASE_OID + "1243"
WAY_OF_CONTACT: Final = BASE_OID + "1250"
CHILD_WELFARE_REASON: Final = BASE_OID + "1251"
URGENCY_ASSESSMENT: Final = BASE_OID + "1252"
NOTICES_MADE: Final = BASE_OID + "1280"
NEED: Final = BASE_OID + "1282"
CLIENT_ROLE: Final = BASE_OID + "1284"


@dataclass(frozen=True, slots=True)
class CodeValue:
    """One value: our own key, the national code (empty where it is not known to us), and its names.

    `named_by_us` holds the languages whose name is ours and not the published one.
    """

    key: str
    code: str
    name: Words
    named_by_us: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeSet:
    """One national code set. `is_complete`: every value that the contact documents use stands here."""

    oid: str
    version: str
    name: Words
    is_complete: bool
    values: tuple[CodeValue, ...]
    named_by_us: tuple[str, ...] = ()

    def value(self, key: str) -> CodeValue | None:
        """The value of our key; None for a key that the set does not have."""
        return next((one for one in self.values if one.key == key), None)

    @property
    def without_code(self) -> tuple[CodeValue, ...]:
        """The values whose code is not known to us."""
        return tuple(one for one in self.values if not one.code)


def code_set(oid: str) -> CodeSet:
    """The code set of an OID. Raises KeyError for one that we hold no file of."""
    return code_sets()[oid]


@cache
def code_sets() -> Mapping[str, CodeSet]:
    """Every code set by its OID, in the order of the OIDs."""
    found = [_read(path) for path in sorted(CODES_FOLDER.glob("*.toml"))]
    return {one.oid: one for one in found}


def _read(path: Path) -> CodeSet:
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return CodeSet(
        oid=data["oid"],
        version=data["version"],
        name=Words(data["name"]),
        is_complete=data["complete"],
        values=tuple(_value(one) for one in data["value"]),
        named_by_us=tuple(data.get("named_by_us", ())),
    )


def _value(data: Mapping[str, Any]) -> CodeValue:
    name = Words({"fi": data["fi"], "sv": data["sv"]})
    return CodeValue(data["key"], data["code"], name, tuple(data.get("named_by_us", ())))
