"""How much of a text is another text's: plain sentences compared one by one, without a framework.

A plain-language page (selkokieli) is written anew. A copy that was only trimmed still holds the other page's
sentences, and this is how it is told apart. Pages and services ask the same functions; what they hand over differs:
a service's words are HTML and pass `plain_text` first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction
from html import unescape
from typing import Final

TOO_MUCH: Final = Fraction(1, 5)
"""A page whose sentences are another page's to this share, or more, is a copy of it."""

FEWEST_WORDS: Final = 3
"""Shorter texts are names and headings ("Jaksaminen", "Soita 112, jos"), which may well be the same."""

_END = re.compile(r"[.!?…]+[\"”»')\]]*(?:\s+|$)|[\r\n]+")
_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")

_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|div|blockquote)\s*>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def plain_text(html: str) -> str:
    """The text of a piece of HTML, one line for each block: the end of a block ends a sentence."""
    return unescape(_TAG.sub("", _BLOCK_END.sub("\n", html)))


def sentences(text: str) -> list[str]:
    """The sentences of a text in order, normalised: one kind of space, lower case, without the sign at the end."""
    visible = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    parts = (" ".join(part.split()).casefold().rstrip(".!?…") for part in _END.split(visible))
    return [part for part in parts if part]


def borrowed_share(own: Iterable[str], twin: Iterable[str]) -> Fraction:
    """The share of the sentences in `own` that stand in `twin` word for word: 0 to 1.

    Both are texts of any length: paragraphs, headings, list items. Sentences of fewer than three words count only
    where there are no longer ones. A page without a sentence borrows nothing.
    """
    mine = [one for text in own for one in sentences(text)]
    long_enough = [one for one in mine if len(one.split()) >= FEWEST_WORDS]
    counted = long_enough or mine
    if not counted:
        return Fraction(0)
    theirs = {one for text in twin for one in sentences(text)}
    return Fraction(sum(one in theirs for one in counted), len(counted))


def is_a_copy(own: Iterable[str], twin: Iterable[str]) -> bool:
    """Whether a fifth or more of the sentences in `own` are those of `twin`."""
    return borrowed_share(own, twin) >= TOO_MUCH
