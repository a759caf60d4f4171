"""Finds out which characters the PDF's fonts show, and writes them down. Run it when typst is updated.

Usage: python -m tools.pdf_characters
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Final

import typst

from tools.processes import ROOT

FILE: Final = ROOT / "portal/core/pdf/characters.txt"
HEAD: Final = (
    "# Characters that the fonts of the PDF show, in hexadecimal. Written by python -m tools.pdf_characters.\n"
)
SOURCE: Final = b"""#set document(title: "x")
#set text(lang: "fi", font: ("Libertinus Serif", "DejaVu Sans Mono"), fallback: false)
#for one in json(bytes(sys.inputs.at("data"))) { par(one) }"""
AT_ONCE: Final = 3000
LAST: Final = 0x1FFFF
REFUSED: Final = re.compile(r'codepoint `"(.*?)"`|the text `"(.*?)"` could')
ESCAPED: Final = re.compile(r"\\u\{([0-9a-f]+)\}")


def refused(signs: list[str]) -> set[str]:
    """Those of the signs that the fonts do not show."""
    try:
        typst.compile(SOURCE, sys_inputs={"data": json.dumps(signs)}, ignore_system_fonts=True, pdf_standards=["ua-1"])
    except typst.TypstError as error:
        named = [first or second for first, second in REFUSED.findall(error.diagnostic or "")]
        plain = [ESCAPED.sub(lambda found: chr(int(found[1], 16)), one) for one in named]
        return {sign for text in plain for sign in text.replace('\\"', '"').replace("\\\\", "\\")}
    return set()


def shown() -> list[int]:
    """The code points that the fonts show, tried until none of a group is refused."""
    signs = [chr(one) for one in range(0x20, LAST) if unicodedata.category(chr(one))[0] != "C"]
    found: list[int] = []
    for start in range(0, len(signs), AT_ONCE):
        left = signs[start : start + AT_ONCE]
        while bad := refused(left):
            left = [one for one in left if one not in bad]
        found += map(ord, left)
    return found


def ranges(points: list[int]) -> list[str]:
    """The points as lines "first-last" or "only"."""
    lines: list[list[int]] = []
    for one in points:
        if lines and one == lines[-1][1] + 1:
            lines[-1][1] = one
        else:
            lines.append([one, one])
    return [f"{first:04X}" if first == last else f"{first:04X}-{last:04X}" for first, last in lines]


def main() -> None:
    """Writes the file."""
    FILE.write_text(HEAD + "\n".join(ranges(shown())) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
