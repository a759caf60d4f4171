"""Services as bits: one long number for each code, so that counting any choice of codes costs one query.

Rows of ServiceFacet are the truth, these are derived from them; whoever changes the rows changes the bits in the same
transaction. Counting by rows would walk through hundreds of thousands of them for each page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from typing import Final

from django.db import transaction

from portal.services.models import FacetBits, ServiceFacet

Key = tuple[str, str]
"""Dimension and code."""
SIGN_OF_NONE: Final = b"0"
Row = tuple[int, str, str]
"""A service's primary key, dimension and code."""


def mask_of(services: Iterable[int]) -> int:
    """The number in which exactly the bits of these services are set."""
    keys = list(services)
    signs = bytearray(max(keys, default=0) // 8 + 1)
    for key in keys:
        signs[key >> 3] |= 1 << (key & 7)
    return int.from_bytes(signs, "little")


def members(mask: int) -> list[int]:
    """The services whose bits are set, in ascending order."""
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found


def signs(mask: int) -> bytes:
    """A byte for each number from 0 to the highest bit: "1" where it is set, "0" where it is not."""
    return f"{mask:b}"[::-1].encode()


def read() -> dict[Key, int]:
    """The bits of every code, with one query."""
    rows = FacetBits.objects.values_list("dimension", "code", "bits")
    return {(dimension, code): int.from_bytes(bits, "little") for dimension, code, bits in rows}


def change(added: Iterable[Row], removed: Iterable[Row]) -> None:
    """Sets and clears the bits of rows that were just written or deleted; call it in their transaction."""
    to_set, to_clear = _by_key(added), _by_key(removed)
    keys = sorted({*to_set, *to_clear})
    if not keys:
        return
    FacetBits.objects.bulk_create(
        (FacetBits(dimension=dimension, code=code) for dimension, code in keys), ignore_conflicts=True
    )
    # Locked in one order everywhere, so that two writers wait for each other and never stand in each other's way.
    rows = FacetBits.objects.select_for_update().filter(
        dimension__in={key[0] for key in keys}, code__in={key[1] for key in keys}
    )
    changed = []
    for row in rows.order_by("dimension", "code"):
        key = (row.dimension, row.code)
        if key in to_set or key in to_clear:
            mask = int.from_bytes(row.bits, "little") | mask_of(to_set[key])
            row.bits = _as_bytes(mask & ~mask_of(to_clear[key]))
            changed.append(row)
    FacetBits.objects.bulk_update(changed, ["bits"], batch_size=50)


def rebuild() -> None:
    """Derives the bits of every code anew from the rows."""
    with transaction.atomic():
        # Whoever writes meanwhile waits here and then adds its own change.
        old = {(row.dimension, row.code): row for row in FacetBits.objects.select_for_update()}
        rows = ServiceFacet.objects.order_by("dimension", "code", "facts").values_list("dimension", "code", "facts")
        new = {
            key: _as_bytes(mask_of(facts for _dimension, _code, facts in same))
            for key, same in groupby(rows.iterator(chunk_size=10_000), key=itemgetter(0, 1))
        }
        for key, row in old.items():
            row.bits = new.pop(key, b"")
        FacetBits.objects.bulk_update(old.values(), ["bits"], batch_size=50)
        FacetBits.objects.bulk_create(FacetBits(dimension=key[0], code=key[1], bits=bits) for key, bits in new.items())


def _by_key(rows: Iterable[Row]) -> dict[Key, set[int]]:
    found: dict[Key, set[int]] = defaultdict(set)
    for service, dimension, code in rows:
        found[dimension, code].add(service)
    return found


def _as_bytes(mask: int) -> bytes:
    return mask.to_bytes((mask.bit_length() + 7) // 8, "little")
