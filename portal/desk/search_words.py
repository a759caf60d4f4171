"""What a search compares: names, numbers and words of a letter's content, and what was typed, in one plain form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final
from unicodedata import combining, normalize

from django.utils.translation import pgettext_lazy

FEWEST_DIGITS: Final = 4
"""A number that is looked for has at least so many digits; fewer are words like any other."""

NAME_KEYS: Final = frozenset({"name", "family_name", "first_names"})
NOT_WRITTEN: Final = frozenset(
    {
        "schema", "kind", "language", "contact_language", "urgency", "promise", "service", "channel", "role", "reporter", "way",
        "safe", "municipality", "needs", "told_what", "heading", "label", "made_at",
    }
)  # fmt: skip
"""Keys whose values the portal wrote: codes, questions, promises. `title` is a sender's own, and a document's is not."""
CODES: Final = frozenset({"yes", "no", "unknown", "not_asked"})

_NUMBER: Final = re.compile(r"\+?[0-9][0-9 ().\-/\u00a0]*[0-9]")
_BETWEEN: Final = r"[ ().\-/\u00a0]*"
_ESCAPED: Final = re.compile(r'["\\\x00-\x1f]')
_NO_DIGITS: Final = bytes(one for one in range(256) if not chr(one).isascii() or not chr(one).isdigit())
_CONTROL: Final = "\\u00"
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


@dataclass(frozen=True)
class Needle:
    """What was typed: its words in the plain form, and its digits where it is a number."""

    words: tuple[str, ...]
    number: str

    @cached_property
    def _digits(self) -> re.Pattern[str]:
        """The digits of the number as they may be written, each a word or a sign apart."""
        return re.compile(_BETWEEN.join(self.number.removeprefix("0")))

    @cached_property
    def _is_as_written(self) -> bool:
        """Whether JSON holds the words as they are: without signs that it escapes, and none that joins another sign."""
        return all(not combining(one[0]) and not _ESCAPED.search(one) for one in self.words)

    @classmethod
    def of(cls, text: str) -> Needle:
        """The needle of a typed text."""
        plain = folded(text)
        number = digits(plain) if _ONLY_A_NUMBER.fullmatch(plain) else ""
        return cls(tuple(plain.split()), number if len(number) >= FEWEST_DIGITS else "")

    def may_stand_in(self, contents: Sequence[bytes], reference: str) -> bool:
        """Whether it may stand in letters with these contents, as JSON; False only where it surely does not.

        Asking costs less than reading what they say.
        """
        if not self._is_as_written or _all_in(self.words, reference.casefold()):
            return True
        plain = [_folded_signs(one.decode("utf-8", "surrogatepass")) for one in contents]
        if all(any(word in one for one in plain) for word in self.words):
            return True
        number = self.number.removeprefix("0").encode()
        return bool(number) and any(
            number in one.encode("ascii", "ignore").translate(None, _NO_DIGITS) or _CONTROL in one for one in plain
        )

    def stands_in(self, said: Haystack, reference: str) -> bool:
        """Whether it stands there at all."""
        return bool(self.words) and (
            _all_in(self.words, said.words) or _all_in(self.words, reference.casefold()) or self._is_number_in(said)
        )

    def places(self, said: Haystack, reference: str) -> tuple[Place, ...]:
        """Where it stands; nothing where it does not, or where nothing was typed."""
        if not self.words:
            return ()
        in_words = _all_in(self.words, said.words)
        fits = {
            Place.REFERENCE: _all_in(self.words, reference.casefold()),
            Place.NAME: in_words and _all_in(self.words, said.names),
            Place.NUMBER: self._is_number_in(said),
        }
        found = tuple(place for place, does in fits.items() if does)
        return found or ((Place.WORDS,) if in_words else ())

    def _is_number_in(self, said: Haystack) -> bool:
        """Whether the number stands in one of theirs. No number goes on in another letter."""
        return bool(self.number) and any(
            self.number in digits(one)
            for letter in said.letters
            if self._digits.search(letter)
            for one in _NUMBER.findall(letter)
        )


def haystack(content: object) -> Haystack:
    """What a letter's content says; the values of a document are its answers, its questions are the portal's words."""
    written: list[str] = []
    names: list[str] = []
    _gather(content, "", written, names)
    return Haystack((folded(" ".join(written)),), tuple(names))


def folded(text: str) -> str:
    """The text in the plain form: compatible signs are one, capitals are small, one space between words."""
    return " ".join(_folded_signs(text).split())


def digits(number: str) -> str:
    """The digits of a number, as they are dialled in Finland."""
    joined = "".join(sign for sign in number if sign in "+0123456789")
    return _FINLAND.sub("0", joined).replace("+", "")


def _folded_signs(text: str) -> str:
    return normalize("NFKC", text).casefold()


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
