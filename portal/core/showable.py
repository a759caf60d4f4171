"""Texts as a PDF can show them: every sign that its fonts do not have is named instead of lost.

The fonts are those that Typst brings: Libertinus Serif and DejaVu Sans Mono. `pdf/characters.txt` holds what they show
together, found out by `python -m tools.pdf_characters` and checked by a test.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

CHARACTERS_FILE: Final = Path(__file__).parent / "pdf" / "characters.txt"

LONG_WORD: Final = 40
"""A word that is longer may break anywhere, so that it stays on the page."""
SCRIPT_RUN: Final = 4
"""From so many letters on, a word in a script that the fonts lack is counted and not spelled."""
BREAK_HERE: Final = "\u200b"

# Signs without a shape of their own, which only join or choose shapes.
SHAPELESS: Final = frozenset(map(chr, (0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10))))


def showable(text: str, too_foreign: Callable[[int], str], *, strict: bool = False) -> list[str]:
    """The text's lines, with only such signs as the fonts have.

    A single sign that they lack becomes "[U+1F600 GRINNING FACE]"; a run of letters in a script that they lack becomes
    what `too_foreign` says of so many letters. `strict` also names combining marks and joins, which some letters of
    the fonts refuse.
    """
    normal = unicodedata.normalize("NFC", text).replace("\t", "    ")
    return [_broken("".join(_shown(line, too_foreign, strict))) for line in normal.split("\n")]


@cache
def known_characters() -> frozenset[str]:
    """Every character that the fonts show."""
    found: set[str] = set()
    for line in CHARACTERS_FILE.read_text(encoding="ascii").splitlines():
        if line and not line.startswith("#"):
            first, _, last = line.partition("-")
            found.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(found)


def _shown(line: str, too_foreign: Callable[[int], str], strict: bool) -> Iterator[str]:
    run: list[str] = []
    for sign in line:
        if sign in SHAPELESS:
            continue
        is_known = sign in known_characters() and not (strict and unicodedata.category(sign) in {"Mn", "Mc", "Cf"})
        if not is_known and unicodedata.category(sign)[0] in "LM":
            run.append(sign)
            continue
        yield from _spelled(run, too_foreign)
        run = []
        yield sign if is_known else _named(sign)
    yield from _spelled(run, too_foreign)


def _spelled(run: list[str], too_foreign: Callable[[int], str]) -> Iterator[str]:
    if len(run) >= SCRIPT_RUN:
        yield f"[{too_foreign(len(run))}]"
    else:
        yield from map(_named, run)


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "")
    return f"[U+{ord(sign):04X} {name}]" if name else f"[U+{ord(sign):04X}]"


def _broken(line: str) -> str:
    """The line, with places to break inside words that are too long for a line."""
    return re.sub(
        rf"\S{{{LONG_WORD},}}",
        lambda found: BREAK_HERE.join(
            found[0][start : start + LONG_WORD] for start in range(0, len(found[0]), LONG_WORD)
        ),
        line,
    )
