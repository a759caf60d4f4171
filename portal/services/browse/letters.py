"""The letters that an A–Z has, in the order of the Finnish and the Swedish alphabet."""

from __future__ import annotations

import unicodedata
from typing import Final

LETTERS: Final = "abcdefghijklmnopqrstuvwxyzåäö"
OTHER: Final = "0"
"""What names stand under that begin with no letter of the alphabet."""


def letter_of(name: str) -> str:
    """The letter that a name stands under; É stands under E."""
    first = name.strip()[:1].casefold()[:1]
    if first in LETTERS:
        return first or OTHER
    plain = unicodedata.normalize("NFKD", first)[:1]
    return plain if plain and plain in LETTERS else OTHER
