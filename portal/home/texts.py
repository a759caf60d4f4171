"""The words of a page, as an editor and a translator see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

NOT_READ_ON_THE_PAGE: Final = frozenset({"slug", "seo_title", "search_description", "owner_role"})


@dataclass(frozen=True, slots=True)
class PieceOfText:
    """One text of a page: where it stands (field, block ids), as HTML-safe source, and as plain text."""

    path: str
    source: str
    text: str


def pieces_of(page: Any) -> tuple[PieceOfText, ...]:
    """Every text of a page that a translator would be given, in order, also those that no visitor reads.

    It asks wagtail-localize, so that a page type of another room needs no list of its own.
    """
    return tuple(
        PieceOfText(segment.path, segment.string.data, segment.string.render_text())
        for segment in extract_segments(page)
        if isinstance(segment, StringSegmentValue)
    )


def read_on_the_page(pieces: tuple[PieceOfText, ...]) -> list[str]:
    """The plain texts that a visitor reads on the page."""
    return [one.text for one in pieces if one.path.split(".", 1)[0] not in NOT_READ_ON_THE_PAGE]
