"""Documents that a contact may carry: plain data with its own schema and its own words.

Whoever makes a document (an assessment, an invite) gives it the words that its reader saw. This room carries it and
the desk shows it; neither knows who made it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.vault.sealing import canonical

MAX_SECTIONS: Final = 60
MAX_ITEMS: Final = 400
MAX_LABEL: Final = 1_000
MAX_VALUE: Final = 20_000
MAX_CHARACTERS: Final = 200_000


class DocumentError(ValueError):
    """The data is no document, or one over the limits."""


@dataclass(frozen=True, slots=True)
class Item:
    """A question or a field with what was answered, both in the words that were shown."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language. `schema` names its kind and version, `made_at` is ISO 8601 with its offset."""

    schema: str
    title: str
    language: str
    made_at: str
    sections: tuple[Section, ...]

    def as_json(self) -> dict[str, Any]:
        """The document as JSON holds it."""
        return {
            "schema": self.schema,
            "title": self.title,
            "language": self.language,
            "made_at": self.made_at,
            "sections": [
                {
                    "heading": section.heading,
                    "items": [{"label": item.label, "value": item.value} for item in section.items],
                }
                for section in self.sections
            ],
        }

    def digest(self) -> str:
        """A SHA-256 of the document in hexadecimal: the same document always has the same."""
        return hashlib.sha256(canonical(self.as_json())).hexdigest()

    @classmethod
    def from_json(cls, data: object) -> Document:
        """The document in JSON data. Raises DocumentError when it is none, or over the limits of this module."""
        whole = _mapping(data, {"schema", "title", "language", "made_at", "sections"})
        sections = tuple(_section(one) for one in _list(whole["sections"], MAX_SECTIONS))
        document = cls(
            schema=_text(whole["schema"], MAX_LABEL),
            title=_text(whole["title"], MAX_LABEL),
            language=_text(whole["language"], MAX_LABEL),
            made_at=_text(whole["made_at"], MAX_LABEL),
            sections=sections,
        )
        return checked(document)


def checked(document: Document) -> Document:
    """The same document. Raises DocumentError when it is over the limits of this module."""
    if len(document.sections) > MAX_SECTIONS:
        raise DocumentError("A document has too many sections.")
    total = len(document.title)
    for section in document.sections:
        if len(section.items) > MAX_ITEMS or len(section.heading) > MAX_LABEL:
            raise DocumentError("A section is too long.")
        for item in section.items:
            if len(item.label) > MAX_LABEL or len(item.value) > MAX_VALUE:
                raise DocumentError("An item is too long.")
            total += len(item.label) + len(item.value)
    if total > MAX_CHARACTERS:
        raise DocumentError("A document is too long.")
    return document


def _section(data: object) -> Section:
    whole = _mapping(data, {"heading", "items"})
    return Section(_text(whole["heading"], MAX_LABEL), tuple(_item(one) for one in _list(whole["items"], MAX_ITEMS)))


def _item(data: object) -> Item:
    whole = _mapping(data, {"label", "value"})
    return Item(_text(whole["label"], MAX_LABEL), _text(whole["value"], MAX_VALUE))


def _mapping(data: object, keys: set[str]) -> Mapping[str, object]:
    if not isinstance(data, dict) or set(data) != keys:
        raise DocumentError(f"Expected an object with {', '.join(sorted(keys))}.")
    return data


def _list(data: object, limit: int) -> list[object]:
    if not isinstance(data, list) or len(data) > limit:
        raise DocumentError(f"Expected a list of at most {limit}.")
    return data


def _text(data: object, limit: int) -> str:
    if not isinstance(data, str) or len(data) > limit:
        raise DocumentError(f"Expected a text of at most {limit} characters.")
    return data
