"""What a search compares: names, numbers and words of a letter's content, and what was typed, in one plain form."""

from __future__ import annotations

import re
import unicodedata
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
    """What a contact's letters say: everything in the plain form, letter by letter, and the names as they stand.

    Of thousands of contacts few fit: what only a contact that fits is asked for is made when it is asked for.
    """

    letters: tuple[str, ...] = ()
    names_written: tuple[str, ...] = ()

    def __add__(self, other: Haystack) -> Haystack:
        return Haystack(self.letters + other.letters, self.names_written + other.names_written)

    @property
    def words(self) -> str:
        """Everything, in the plain form."""
        return " ".join(self.letters)

    @property
    def names(self) -> str:
        """The names, in the plain form; every word of them is one of `words`, too."""
        return folded(" ".join(self.names_written))

    @property
    def numbers(self) -> str:
        """The numbers without their spaces. No number goes on in another letter."""
        return " ".join(digits(one) for letter in self.letters for one in _NUMBER.findall(letter))


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
        in_words = _all_in(self.words, said.words)
        fits = {
            Place.REFERENCE: _all_in(self.words, reference.casefold()),
            Place.NAME: in_words and _all_in(self.words, said.names),
            Place.NUMBER: bool(self.number) and self.number in said.numbers,
        }
        found = tuple(place for place, does in fits.items() if does)
        return found or ((Place.WORDS,) if in_words else ())


def haystack(content: object) -> Haystack:
    """What a letter's content says; the values of a document are its answers, its questions are the portal's words."""
    written: list[str] = []
    names: list[str] = []
    _gather(content, "", written, names)
    return Haystack((folded(" ".join(written)),), tuple(names))


def folded(text: str) -> str:
    """The text in the plain form: compatible signs are one, capitals are small, one space between words."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def digits(number: str) -> str:
    """The digits of a number, as they are dialled in Finland."""
    joined = "".join(sign for sign in number if sign in "+0123456789")
    return _FINLAND.sub("0", joined).replace("+", "")


def _all_in(words: tuple[str, ...], text: str) -> bool:
    return all(one in text for one in words)


def _gather(content: object, key: str, written: list[str], names: list[str]) -> None:
    """Puts the texts that a person wrote into `written`, in their order, and those that are names into `names`, too."""
    if isinstance(content, str):
        if content not in CODES:
            written.append(content)
            if key in NAME_KEYS:
                names.append(content)
    elif isinstance(content, dict):
        is_document = "sections" in content
        for name, value in content.items():
            # Most of what a form did not ask for is empty, or an answer of yes and no.
            if not value or value is True or name in NOT_WRITTEN or (is_document and name == "title"):
                continue
            if isinstance(value, str) and name not in NAME_KEYS and value not in CODES:
                written.append(value)
            else:
                _gather(value, name, written, names)
    elif isinstance(content, list):
        for one in content:
            _gather(one, key, written, names)
