"""How hard a text is to read, by length alone: LIX over plain sentences, without a framework.

LIX (läsbarhetsindex) is the mean number of words in a sentence plus the share of long words in per cent. No bands are
validated for Finnish, so a plain-language page is judged beside its own Finnish twin, and never by the figure alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

LONG_WORD: Final = 7
"""A word of this many letters or more counts as long."""

PLAIN_AT_MOST: Final = 35.0
"""A plain-language text stays below this."""

PLAINER_BY: Final = 8.0
"""A plain-language text lies at least this far below its Finnish twin."""

_END = re.compile(r"[.!?:…]+|[\r\n]+")
_WORD = re.compile(r"[\w-]*\w[\w-]*")


def lix(texts: Iterable[str]) -> float:
    """The LIX of texts without markup: about 20 (very easy) to 60 (very hard); 0 where there is no word.

    Each text ends a sentence, whether a sign stands at its end or not: headings and list items are texts of their own.
    """
    sentences = [words for text in texts for part in _END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    long_words = sum(len(word) >= LONG_WORD for word in words)
    return len(words) / len(sentences) + 100 * long_words / len(words)
