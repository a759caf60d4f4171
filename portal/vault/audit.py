"""The audit log: who did what to which thing, each entry chained to the one before by SHA-256.

An entry is written inside the caller's transaction, so that what is done and its entry come or fail together. Writers
stand in a line from `record` until their transaction ends (an advisory lock on PostgreSQL; on SQLite the transaction
holds the database anyway): call it last, and keep sealing, opening and Argon2 outside. The chain cannot fork: the
database refuses two entries after the same one.

What the chain shows: an entry that was changed, removed from the middle or put in. A tail that was cut off leaves a
shorter, whole chain: it is found only by comparing with a head that was anchored elsewhere (the log server, a second
machine), so `verify_audit` prints the head, and takes an anchored one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC
from enum import StrEnum
from typing import Final

from django.db import connections, router, transaction
from django.utils import timezone

from portal.vault.models import AuditEntry, AuditMention
from portal.vault.sealing import canonical

GENESIS: Final = bytes(32)
PREFIX: Final = b"tukiportti/audit/1|"
# Any fixed number: the name of this line of writers among PostgreSQL's advisory locks.
LOCK: Final = 0x7475_6B69_6175_6469
CHUNK: Final = 2000
_LENGTHS: Final = {"actor": 100, "action": 64, "subject": 200}


class Problem(StrEnum):
    """What is wrong with the chain."""

    NONE = ""
    CHANGED = "changed"
    MISSING = "missing"
    TAIL_CUT = "tail_cut"


@dataclass(frozen=True)
class ChainReport:
    """What a walk along the chain found.

    `count` and `head` (hexadecimal) tell of the whole part; `broken_at` is the number of the first entry that does not
    fit. TAIL_CUT means that the entries that remain are whole, but the anchored head is not among them.
    """

    count: int
    head: str
    problem: Problem = Problem.NONE
    broken_at: int | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem is Problem.NONE


def record(
    *,
    actor: str,
    action: str,
    subject: str,
    detail: Mapping[str, str] | None = None,
    mentions: Iterable[str] = (),
) -> None:
    """Nothing; the entry stands when the caller's transaction is committed, and goes when it is rolled back.

    `actor` is "worker:<id>" or "machine:<name>", `subject` "<kind>:<id>", `detail` ids and codes only. `mentions` are
    further subjects by which the entry is to be found; the detail names them, too. Raises ValueError for a text that is
    too long, empty where it must not be, or holds a null byte.
    """
    text = _checked(actor=actor, action=action, subject=subject, detail=detail)
    mentioned = [AuditMention(subject=_checked_subject(one)) for one in dict.fromkeys(mentions)]
    alias = router.db_for_write(AuditEntry)
    with transaction.atomic(using=alias, savepoint=False):
        _wait_in_line(alias)
        newest = AuditEntry.objects.using(alias).order_by("-sequence").first()
        entry = AuditEntry(
            sequence=newest.sequence + 1 if newest else 1,
            at=timezone.now(),
            actor=actor,
            action=action,
            subject=subject,
            detail=text,
            previous_hash=bytes(newest.hash) if newest else GENESIS,
        )
        entry.hash = entry_hash(entry)
        entry.save(using=alias, force_insert=True)
        for one in mentioned:
            one.entry = entry
        AuditMention.objects.using(alias).bulk_create(mentioned)


def verify_chain(expected_head: str | None = None) -> ChainReport:
    """The report of a walk along the whole chain; with an anchored head also whether the tail is still there.

    `expected_head` is a head that an earlier report gave, as hexadecimal text; entries may have been added since.
    """
    alias = router.db_for_read(AuditEntry)
    entries = AuditEntry.objects.using(alias).order_by("sequence").iterator(chunk_size=CHUNK)
    return _walked(entries, expected_head.strip().lower() if expected_head else None)


def entry_hash(entry: AuditEntry) -> bytes:
    """The SHA-256 of the previous entry's hash and this entry's canonical content, 32 bytes."""
    content = {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
    }
    return hashlib.sha256(PREFIX + bytes(entry.previous_hash) + canonical(content)).digest()


def _walked(entries: Iterable[AuditEntry], expected_head: str | None) -> ChainReport:
    head, count = GENESIS, 0
    seen = expected_head in (None, head.hex())
    for entry in entries:
        problem = _problem(entry, count, head)
        if problem is not Problem.NONE:
            return ChainReport(count, head.hex(), problem, count + 1)
        head, count = bytes(entry.hash), count + 1
        seen = seen or head.hex() == expected_head
    if not seen:
        return ChainReport(count, head.hex(), Problem.TAIL_CUT, count + 1)
    return ChainReport(count, head.hex())


def _problem(entry: AuditEntry, count: int, head: bytes) -> Problem:
    if entry.sequence != count + 1:
        return Problem.MISSING
    if bytes(entry.previous_hash) != head or bytes(entry.hash) != entry_hash(entry):
        return Problem.CHANGED
    return Problem.NONE


def _checked(*, actor: str, action: str, subject: str, detail: Mapping[str, str] | None) -> str:
    for name, value in (("actor", actor), ("action", action), ("subject", subject)):
        if not 0 < len(value) <= _LENGTHS[name]:
            raise ValueError(f"The audit log's {name} has 1 to {_LENGTHS[name]} characters.")
    pairs = dict(detail or {})
    if not all(isinstance(part, str) for part in (*pairs.keys(), *pairs.values())):
        raise ValueError("The audit log's detail holds text only.")
    text = canonical(pairs).decode("utf-8")
    if "\x00" in actor + action + subject or "\\u0000" in text:
        raise ValueError("The audit log holds no null bytes.")
    return text


def _checked_subject(subject: str) -> str:
    if not 0 < len(subject) <= _LENGTHS["subject"] or "\x00" in subject:
        raise ValueError(f"What an entry mentions has 1 to {_LENGTHS['subject']} characters and no null byte.")
    return subject


def _wait_in_line(alias: str) -> None:
    connection = connections[alias]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
