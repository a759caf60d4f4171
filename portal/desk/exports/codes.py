"""Codes in an export: the national one where it is known, and a line in the report where it is not."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from portal.core.national_codes import code_set
from portal.desk.exports.report import Report


def coded(oid: str, key: str, path: str, report: Report) -> dict[str, Any] | None:
    """The value as code, code set and names. None, and a line in the report, where its code is not known here."""
    found = code_set(oid).value(key)
    code = (found.code or report.county_codes.get((oid, key), "")) if found else ""
    if not found or not code:
        report.omitted.append((path, oid, key))
        return None
    return {"code": code, "code_set": oid, "name": {name: text for name, text in found.name.by_code.items() if text}}


def all_coded(oid: str, keys: Iterable[str], path: str, report: Report) -> list[dict[str, Any]]:
    """The values whose code is known, in their order; a line in the report for each of the others."""
    found = [coded(oid, key, path, report) for key in keys]
    return [one for one in found if one]
