"""How much of a plain-language text is still the text it was copied from.

A copy is where rewriting starts. It is plain language (selkokieli, lätt språk) only when it has been written anew: a
text that shares a fifth or more of its sentences with its twin is refused by every way of publishing. Pages and
services ask the same functions; both hand over the texts of one variant, as HTML or plain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from typing import Final

SHARED_LIMIT: Final = 0.2
"""From this share on, a text counts as a copy."""

_BLOCK_END: Final = re.compile(r"</(?:p|li|h[1-6]|div|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]*>")
_SENTENCE_END: Final = re.compile(r"(?<=[.!?:…])\s+|\n+")
_NOT_LETTERS: Final = re.compile(r"[\W_]+")


def sentences(texts: Iterable[str]) -> tuple[str, ...]:
    """The sentences of some texts, HTML or plain, in order and in one shape: lower case, words and figures only.

    The end of a block ends a sentence, with or without a full stop. What has no letter or figure in it is left out.
    """
    found = []
    for text in texts:
        plain = unescape(_TAG.sub("", _BLOCK_END.sub("\n", text)))
        found += [_NOT_LETTERS.sub(" ", piece).strip().casefold() for piece in _SENTENCE_END.split(plain)]
    return tuple(sentence for sentence in found if sentence)


def shared_part(texts: Iterable[str], twin_texts: Iterable[str]) -> float:
    """The share, from 0 to 1, of the sentences that stand in the twin too; 0 for a text without sentences."""
    own = sentences(texts)
    if not own:
        return 0.0
    twin = set(sentences(twin_texts))
    return sum(sentence in twin for sentence in own) / len(own)


def is_rewritten(texts: Iterable[str], twin_texts: Iterable[str]) -> bool:
    """Whether less than a fifth of the sentences are the twin's."""
    return shared_part(texts, twin_texts) < SHARED_LIMIT
