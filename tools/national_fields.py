"""Writes docs/national-fields.md from the committed tables of national documents and code sets.

Usage: python -m tools.national_fields
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from portal.core.national_codes import CodeSet, code_sets
from portal.desk.exports.tables import DOCUMENT_OF_KIND, DocumentTable, Field, tables
from tools.processes import ROOT

FILE: Final = ROOT / "docs/national-fields.md"

HEAD: Final = """# National fields, and where the portal has them from

Written by `python -m tools.national_fields` from `portal/desk/exports/fields/` and `portal/core/codes/`; a test
compares. Nothing here is edited by hand.

- A document is named by its OID in the code set of document types (1.2.246.537.6.1506). **The OID of a single field is
  not known to us for any field**: a field is named by its place in the document's structure, as the path shows.
- *M* is mandatory, inside its group where the group is there; *\\** repeats. A mandatory field that is missing is
  reported by the export and never filled in.
- "Name not known" marks a field whose exact national name our source does not write out.
- What has no field of its own goes, labelled, into the document's field for free text.
- Kinds of contact without a national document: a request for help, an invite, one question, a consultation without
  identity. Their export says so.
- The sources of the assessment are what the worker writes down in the first assessment at the desk.
"""


def document() -> str:
    """The whole text."""
    kinds = {number: kind for kind, number in DOCUMENT_OF_KIND.items()}
    parts = [HEAD, *(_document(one, kinds.get(one.number, "")) for one in tables().values()), _codes()]
    return "\n".join(parts)


def _document(one: DocumentTable, kind: str) -> str:
    made_of = f"Kind of contact: `{kind}`." if kind else "Made by the desk."
    free_text = f" Free text: `{one.free_text}`." if one.free_text else ""
    lines = [
        f"## {one.number} {one.name.by_code['fi']} / {one.name.by_code['sv']}",
        "",
        f"OID {one.oid}. {made_of}{free_text}",
        "",
        "| field | | type | from | not known or not asked |",
        "| --- | --- | --- | --- | --- |",
        *(_field(field) for field in one.fields),
        "",
    ]
    return "\n".join(lines)


def _field(one: Field) -> str:
    marks = ("M" if one.is_mandatory else "") + ("\\*" if one.is_repeating else "")
    type_ = f"code {one.code_set}" if one.code_set else one.type
    gaps = " ".join(part for part in ("" if one.is_name_known else "Name not known.", one.reason) if part)
    return f"| `{one.path}` | {marks} | {type_} | {one.source} | {gaps} |"


def _codes() -> str:
    return "\n".join(
        [
            "## Code sets",
            "",
            "A value without a code is one that is not known to us. A county fills it in at the desk (National codes);",
            "until then an export leaves the code out and reports it.",
            "",
            "| OID | name | state | values | without a code | names that are ours |",
            "| --- | --- | --- | --- | --- | --- |",
            *(_code_set(one) for one in code_sets().values()),
            "",
        ]
    )


def _code_set(one: CodeSet) -> str:
    size = f"all {len(one.values)} that the documents use" if one.is_complete else f"{len(one.values)}, not all"
    unknown = ", ".join(value.name.by_code["fi"] for value in one.without_code)
    ours = ", ".join(_named_by_us(one))
    return f"| {one.oid} | {one.name.by_code['fi']} / {one.name.by_code['sv']} | {one.version} | {size} | {unknown} | {ours} |"


def _named_by_us(one: CodeSet) -> Iterator[str]:
    if one.named_by_us:
        yield f"the set ({', '.join(one.named_by_us)})"
    for value in one.values:
        if value.named_by_us:
            yield f"{value.name.by_code['fi']} ({', '.join(value.named_by_us)})"


def main() -> None:
    """Writes the file."""
    FILE.write_text(document(), encoding="utf-8")


if __name__ == "__main__":
    main()
