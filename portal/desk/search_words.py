"""What a search compares: names, numbers and words of a letter's content, and what was typed, in one plain form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation import pgettext_lazy

FEWEST_DIGITS: Final = 4
"""A number that is looked for has at least so many digits; fewer are words like any other."""

NAME_KEYS: Final = frozenset({"name", "family_name", "first_names"})
NOT_WRITTEN: Final = frozenset(
    {
        "schema", "kind", "language", "contact_language", "urgency", "promise", "channel", "role", "reporter", "way",
        "safe", "municipality", "needs", "told_what", "heading", "label", "made_at",
    }
)  # fmt: skip
"""Keys whose values the portal wrote: codes, questions, promises. `title` is a sender's own, and a document's is not."""
CODES: Final = frozenset({"yes", "no", "unknown", "not_asked"})

_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ().\-/\u00a0]*[0-9]")
_ONLY_A_NUMBER: Final = re.compile(r"[0-9+ ().\-/]+")
_FINLAND: Final = re.compile(r"^(?:\+358|00358)0?")


class Place(StrEnum):
    """Where a contact fits what was looked for."""

    REFERENCE = "reference"
    NAME = "name"
    NUMBER = "number"
    WORDS = "words"


PLACES: Final = {
    Place.REFERENCE: pgettext_lazy("found in", "the reference"),
    Place.NAME: pgettext_lazy("found in", "a name"),
    Place.NUMBER: pgettext_lazy("found in", "a number"),
    Place.WORDS: pgettext_lazy("found in", "the words"),
}


@dataclass(frozen=True, slots=True)
class Haystack:
    """What a contact's letters say: names, numbers without spaces, and everything, each in the plain form."""

    names: str = ""
    numbers: str = ""
    words: str = ""

    def __add__(self, other: Haystack) -> Haystack:
        return Haystack(f"{self.names} {other.names}", f"{self.numbers} {other.numbers}", f"{self.words} {other.words}")


@dataclass(frozen=True, slots=True)
class Needle:
    """What was typed: its words in the plain form, and its digits where it is a number."""

    words: tuple[str, ...]
    number: str

    @classmethod
    def of(cls, text: str) -> Needle:
        """The needle of a typed text."""
        plain = folded(text)
        number = digits(plain) if _ONLY_A_NUMBER.fullmatch(plain) else ""
        return cls(tuple(plain.split()), number if len(number) >= FEWEST_DIGITS else "")

    def places(self, said: Haystack, reference: str) -> tuple[Place, ...]:
        """Where it stands; nothing where it does not, or where nothing was typed."""
        if not self.words:
            return ()
        fits = {
            Place.REFERENCE: all(one in reference.casefold() for one in self.words),
            Place.NAME: all(one in said.names for one in self.words),
            Place.NUMBER: bool(self.number) and self.number in said.numbers,
            Place.WORDS: all(one in said.words for one in self.words),
        }
        found = tuple(place for place, does in fits.items() if does)
        return tuple(place for place in found if place is not Place.WORDS or len(found) == 1)


def haystack(content: object) -> Haystack:
    """What a letter's content says; the values of a document are its answers, its questions are the portal's words."""
    written = list(_written(content, ""))
    words = folded(" ".join(text for _, text in written))
    names = folded(" ".join(text for key, text in written if key in NAME_KEYS))
    numbers = " ".join(digits(one) for one in _NUMBER.findall(words))
    return Haystack(names, numbers, words)


def folded(text: str) -> str:
    """The text in the plain form: compatible signs are one, capitals are small, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def digits(number: str) -> str:
    """The digits of a number, as they are dialled in Finland."""
    joined = "".join(sign for sign in number if sign in "+0123456789")
    return _FINLAND.sub("0", joined).replace("+", "")


def _written(content: object, key: str) -> Iterator[tuple[str, str]]:
    """The texts that a person wrote, each with its key."""
    if isinstance(content, str):
        if content not in CODES:
            yield key, content
    elif isinstance(content, Mapping):
        is_document = "sections" in content
        for name, value in content.items():
            if name not in NOT_WRITTEN and not (is_document and name == "title"):
                yield from _written(value, str(name))
    elif isinstance(content, list):
        for one in content:
            yield from _written(one, key)
