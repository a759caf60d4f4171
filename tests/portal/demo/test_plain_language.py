"""Every plain-language text of the demo is easy by itself, clearly easier than its Finnish twin, and written anew."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from portal.core.plainness import TOO_MUCH, borrowed_share, plain_text
from portal.core.readability import PLAIN_AT_MOST, PLAINER_BY, lix
from portal.demo.public.loading.content import CONTENT

FOLDERS: Final = ("advice", "pages", "topics", "services", "places", "partners")
NOT_SENTENCES: Final = frozenset(
    {"name", "slug", "title", "everyday_names", "search_description", "type", "level", "channel", "services"}
)
"""Names and codes. Their words are given, and a visitor reads them as labels."""

PLAIN_FILES: Final = [
    file.relative_to(CONTENT / "fi-simple")
    for file in sorted((CONTENT / "fi-simple").glob("*/*.toml"))
    if file.parent.name in FOLDERS
]


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a content file that is read as sentences."""
    if isinstance(value, str):
        yield plain_text(value)
    elif isinstance(value, list):
        for one in value:
            yield from texts_of(one)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_SENTENCES:
                yield from texts_of(one)


def texts_in(code: str, file: Path) -> list[str]:
    return list(texts_of(tomllib.loads((CONTENT / code / file).read_text(encoding="utf-8"))))


@pytest.mark.parametrize("file", PLAIN_FILES, ids=str)
def test_the_plain_text_is_easy_easier_than_its_twin_and_written_anew(file: Path) -> None:
    plain, twin = texts_in("fi-simple", file), texts_in("fi", file)
    own, other, shared = lix(plain), lix(twin), borrowed_share(plain, twin)
    figures = f"{file}: LIX {own:.1f}, its twin {other:.1f}, {float(shared):.0%} of the sentences shared"
    assert own < PLAIN_AT_MOST, figures
    assert other - own >= PLAINER_BY, figures
    assert shared < TOO_MUCH, figures


def test_the_plain_files_are_found() -> None:
    assert {file.parts[0] for file in PLAIN_FILES} >= {"advice", "pages", "topics"}
