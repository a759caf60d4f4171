"""How many services a choice leaves, and how many each further code would leave: from bits, with one query."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import and_
from typing import Final

from django.core.cache import cache

from portal.core.county import county
from portal.services.browse import bits
from portal.services.browse.open_times import open_now
from portal.services.browse.selection import PARAMETERS, Selection
from portal.services.models import EVERYWHERE, Dimension

FEW: Final = 1000
"""Up to so many services are told exactly, and found by their keys."""
SECONDS_REMEMBERED: Final = 60

OPEN_KEY: Final = ("open", "1")


@dataclass(frozen=True, slots=True)
class Found:
    """How many services a choice leaves; `few`: which ones, None where they are many.

    `signs`: where they are many, a byte for each number of facts, "1" for those that are left.
    `counts`: for each dimension and code that leaves any, how many, were it chosen in place of its own dimension's.
    `true_until`: when what is open changes.
    """

    total: int
    counts: Mapping[bits.Key, int]
    few: tuple[int, ...] | None
    true_until: datetime | None
    signs: bytes = b""


def found(language: str, selection: Selection, at: datetime, letter: str = "") -> Found:
    """What a choice leaves of the services of a variant; one query, and three for what is open, where not remembered."""
    key = f"services.found:{language}:{letter}:{selection.query()}"
    kept: Found | None = cache.get(key)
    if kept is None or (kept.true_until is not None and kept.true_until <= at):
        kept = _count(language, selection, at, letter)
        cache.set(key, kept, SECONDS_REMEMBERED)
    return kept


def mask_of_code(by_key: Mapping[bits.Key, int], dimension: str, code: str) -> int:
    """The services with a code; those offered everywhere are offered in each municipality."""
    mask = by_key.get((dimension, code), 0)
    if dimension == Dimension.MUNICIPALITY:
        mask |= by_key.get((dimension, EVERYWHERE), 0)
    return mask


def _count(language: str, selection: Selection, at: datetime, letter: str) -> Found:
    by_key = bits.read()
    now, true_until = open_now(at)
    listed = by_key.get((Dimension.LISTED, language), 0)
    if letter:
        listed &= by_key.get((Dimension.LETTER, f"{language}:{letter}"), 0)
    chosen = {one: mask_of_code(by_key, one, code) for one, code in selection.codes}
    is_open = now if selection.open_now else -1
    counts: dict[bits.Key, int] = {}
    for dimension in PARAMETERS.values():
        others = reduce(and_, (mask for one, mask in chosen.items() if one is not dimension), listed & is_open)
        for code in _codes_in(by_key, dimension):
            if count := (others & mask_of_code(by_key, dimension, code)).bit_count():
                counts[dimension.value, code] = count
    left = reduce(and_, chosen.values(), listed)
    counts[OPEN_KEY] = (left & now).bit_count()
    left &= is_open
    total = left.bit_count()
    if total <= FEW:
        return Found(total, counts, tuple(bits.members(left)), true_until)
    return Found(total, counts, None, true_until, signs=bits.signs(left))


def _codes_in(by_key: Mapping[bits.Key, int], dimension: Dimension) -> set[str]:
    if dimension is Dimension.MUNICIPALITY:
        return {one.code for one in county().municipalities}
    return {code for one, code in by_key if one == dimension}


def letter_counts(language: str) -> dict[str, int]:
    """How many services of a variant stand under each letter that has any; one query where not remembered."""
    key = f"services.letters:{language}"
    kept: dict[str, int] | None = cache.get(key)
    if kept is None:
        by_key, begin = bits.read(), f"{language}:"
        listed = by_key.get((Dimension.LISTED, language), 0)
        masks = {
            code.removeprefix(begin): mask & listed
            for (dimension, code), mask in by_key.items()
            if dimension == Dimension.LETTER and code.startswith(begin)
        }
        kept = {letter: mask.bit_count() for letter, mask in masks.items() if mask}
        cache.set(key, kept, SECONDS_REMEMBERED)
    return kept


def is_many(count: int) -> bool:
    """Whether a count is told as "over 1,000"."""
    return count > FEW
