"""Words that a person can write down: eight of them, seven random and one that checks the others.

No framework. Two lists of 2,048 plain, harmless words (wordlists/fi.txt, sv.txt): seven words are 77
random bits, the eighth comes from a hash of the seven, so that a mistyped word is told without any
secret. Folded (lower case, a for å and ä, o for ö) no word stands twice in either list or in both, and
no two in a list are one letter apart: the language is found by itself, and one wrong letter never makes
another word.

The lists are frozen: an eighth word given once must stay right. Plain Finnish uses the Finnish list.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

LIST_LENGTH: Final = 2048
BITS_PER_WORD: Final = 11
RANDOM_WORDS: Final = 7
WORDS: Final = RANDOM_WORDS + 1
MIN_SEED_BYTES: Final = 10
MAX_TYPED: Final = 2000

_LISTS: Final = {"fi": "fi", "fi-simple": "fi", "sv": "sv"}
_FOLDER: Final = Path(__file__).parent / "wordlists"


class Reason(StrEnum):
    """Why words were not understood; all can be told, none needs a secret."""

    COUNT = "count"
    UNKNOWN = "unknown"
    MISTYPED = "mistyped"


class WrongWords(ValueError):
    """The typed words cannot be right.

    `reason`: COUNT (`found` words instead of eight), UNKNOWN (the words at `positions`, counted from 1,
    are in no list), MISTYPED (all are words of the list, but the eighth does not fit the seven: one word
    is another, or two have changed places).
    """

    def __init__(self, reason: Reason, *, found: int, positions: tuple[int, ...] = ()) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.found = found
        self.positions = positions


@dataclass(frozen=True)
class WordList:
    """A language's words in their frozen order, and where each stands when folded."""

    language: str
    words: tuple[str, ...]
    places: dict[str, int]


def words_from(seed: bytes, language: str) -> str:
    """Eight words with single spaces; the same seed and language always give the same.

    The first 77 bits of the seed are used: at least 10 bytes, uniformly random (from HKDF or urandom).
    Raises ValueError for a shorter seed and KeyError for a language without a list.
    """
    if len(seed) < MIN_SEED_BYTES:
        raise ValueError("A seed has at least 10 bytes.")
    chosen = word_list(language)
    bits = int.from_bytes(seed[:MIN_SEED_BYTES], "big") >> (8 * MIN_SEED_BYTES - BITS_PER_WORD * RANDOM_WORDS)
    places = [bits >> (BITS_PER_WORD * left) & (LIST_LENGTH - 1) for left in reversed(range(RANDOM_WORDS))]
    return " ".join(chosen.words[place] for place in [*places, _check(chosen.language, places)])


def normalise(text: str) -> str:
    """The eight words exactly as `words_from` gave them. Raises WrongWords.

    Forgives case, line breaks, extra spaces, commas, hyphens, numbers before the words, invisible
    characters, and å, ä, ö without their marks or in two code points.
    """
    typed = _typed_words(text)
    if len(typed) != WORDS:
        raise WrongWords(Reason.COUNT, found=len(typed))
    chosen = max((word_list("fi"), word_list("sv")), key=lambda each: _known(typed, each))
    unknown = tuple(place for place, word in enumerate(typed, start=1) if word not in chosen.places)
    if unknown:
        raise WrongWords(Reason.UNKNOWN, found=len(typed), positions=unknown)
    places = [chosen.places[word] for word in typed]
    if _check(chosen.language, places[:RANDOM_WORDS]) != places[RANDOM_WORDS]:
        raise WrongWords(Reason.MISTYPED, found=len(typed))
    return " ".join(chosen.words[place] for place in places)


def fold(text: str) -> str:
    """The text in lower case without marks over letters: a for å and ä, o for ö."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@cache
def word_list(language: str) -> WordList:
    """The frozen list for a language code. Raises KeyError when there is none."""
    name = _LISTS[language]
    words = tuple((_FOLDER / f"{name}.txt").read_text(encoding="utf-8").split())
    return WordList(name, words, {fold(word): place for place, word in enumerate(words)})


def _known(typed: Sequence[str], words: WordList) -> int:
    return sum(word in words.places for word in typed)


def _typed_words(text: str) -> list[str]:
    if len(text) > MAX_TYPED:
        raise WrongWords(Reason.COUNT, found=0)
    visible = "".join(sign for sign in text if unicodedata.category(sign) != "Cf")
    return "".join(sign if sign.isalpha() else " " for sign in fold(visible)).split()


def _check(language: str, places: Sequence[int]) -> int:
    """The eighth word's place: 11 bits of a hash of the seven places, which tell nothing more."""
    seven = b"".join(place.to_bytes(2, "big") for place in places)
    digest = hashlib.sha256(b"tukiportti/check/1|" + language.encode() + b"|" + seven).digest()
    return int.from_bytes(digest[:2], "big") >> (16 - BITS_PER_WORD)
