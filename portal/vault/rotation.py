"""Rotation: a new key for the desk, and every sealed column wrapped for it and no longer for the old one.

The order keeps everything readable at any moment, also when it is interrupted:
1. the new private key is written in front of the old one in the private file, before anyone can seal for it;
2. the public file names the new key;
3. every sealed column is wrapped anew; the payload is never opened and never changes;
4. in a later run, when nothing is sealed for it any more, the old key leaves the private file.
A run that finds two private keys goes on with a rotation instead of beginning another.

The room above fills two registries: which columns are sealed for the desk, and who else may still hold something that
is sealed for an old key (letters that wait in the letter box).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.db import router, transaction
from django.db.models import Model

from portal.core.registries import Registry
from portal.vault.keys import PRIVATE_FORMAT, PUBLIC_FORMAT, Key, KeyProblem, new_key, read_keys, write_keys
from portal.vault.sealing import CannotOpen, PrivateKey, Recipient, recipients_of, rewrap

BATCH: Final = 200


@dataclass(frozen=True)
class SealedColumn:
    """A column that holds envelopes, and the context that each row's envelope was sealed in."""

    model: type[Model]
    column: str
    context: Callable[[Any], str]


sealed_columns: Final[Registry[SealedColumn]] = Registry("columns sealed for the desk, wrapped anew by rotation")
still_sealed: Final[Registry[Callable[[frozenset[str]], int]]] = Registry(
    "how many things elsewhere are still sealed for one of these kids and no newer one"
)


@dataclass
class Tally:
    """What a pass over a column found: rows wrapped anew, rows that were so already, keys of rows that do not open."""

    rewrapped: int = 0
    ready: int = 0
    closed: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """All rows looked at."""
        return self.rewrapped + self.ready + len(self.closed)


def begin_or_resume(private_file: Path, public_file: Path) -> tuple[Key, bool]:
    """The newest desk key, and whether it was made now. Both files name it afterwards. Raises KeyProblem."""
    held = read_keys(private_file, PRIVATE_FORMAT)
    published = read_keys(public_file, PUBLIC_FORMAT)
    is_new = len(held) == 1
    if is_new:
        held = (new_key("desk"), *held)
        write_keys(private_file, held, private=True, replace=True)
    newest = held[0]
    if newest.public not in [key.public for key in published]:
        others = [key for key in published if key.role != "desk"]
        write_keys(public_file, [newest, *others], private=False, replace=True)
    return newest, is_new


def drop_old_keys(private_file: Path) -> tuple[str, ...]:
    """The kids that left the private file. Raises KeyProblem while anything is sealed for one of them."""
    held = read_keys(private_file, PRIVATE_FORMAT)
    old = frozenset(key.public.kid for key in held[1:])
    if not old:
        return ()
    found = {name: count(old) for name, count in _counters()}
    waiting = [f"{name}: {count}" for name, count in found.items() if count]
    if waiting:
        raise KeyProblem(f"The old key still opens something ({', '.join(waiting)}). Run rotate_keys again first.")
    write_keys(private_file, held[:1], private=True, replace=True)
    return tuple(sorted(old))


def rewrap_column(
    sealed: SealedColumn,
    *,
    keys: Sequence[PrivateKey],
    recipients: Sequence[Recipient],
    progress: Callable[[Tally], None] = lambda tally: None,
) -> Tally:
    """The tally of a pass over all rows. Each batch is one transaction; a pass may be stopped and begun again."""
    wanted = {recipient.kid for recipient in recipients}
    tally = Tally()
    for batch in _batches(sealed):
        turned: list[tuple[Model, bytes, bytes]] = []
        for row in batch:
            old = bytes(getattr(row, sealed.column))
            try:
                if set(recipients_of(old)) == wanted:
                    tally.ready += 1
                    continue
                new = rewrap(old, keys=keys, recipients=recipients, context=sealed.context(row))
            except CannotOpen:
                tally.closed.append(str(row.pk))
                continue
            turned.append((row, old, new))
        tally.rewrapped += _store(sealed, turned)
        progress(tally)
    return tally


def count_sealed_for(sealed: SealedColumn, kids: frozenset[str]) -> int:
    """How many rows of the column name one of the kids."""
    return sum(_names(bytes(getattr(row, sealed.column)), kids) for batch in _batches(sealed) for row in batch)


def _counters() -> Iterator[tuple[str, Callable[[frozenset[str]], int]]]:
    for name, sealed in zip(sealed_columns.names(), sealed_columns, strict=True):
        yield name, partial(count_sealed_for, sealed)
    yield from zip(still_sealed.names(), still_sealed, strict=True)


def _names(envelope: bytes, kids: frozenset[str]) -> bool:
    try:
        return bool(kids & set(recipients_of(envelope)))
    except CannotOpen:
        return False


def _batches(sealed: SealedColumn) -> Iterator[list[Model]]:
    rows = sealed.model._base_manager.using(router.db_for_write(sealed.model)).order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield [row for row in batch if getattr(row, sealed.column)]
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _store(sealed: SealedColumn, turned: Sequence[tuple[Model, bytes, bytes]]) -> int:
    """How many rows were stored: a row that changed or went in the meantime is left to the next run."""
    alias = router.db_for_write(sealed.model)
    rows = sealed.model._base_manager.using(alias)
    with transaction.atomic(using=alias):
        return sum(
            rows.filter(pk=row.pk, **{sealed.column: old}).update(**{sealed.column: new}) for row, old, new in turned
        )
