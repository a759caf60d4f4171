from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from portal.vault.append_only import install_triggers, remove_triggers
from portal.vault.audit import GENESIS, Problem, entry_hash, record, verify_chain
from portal.vault.audit_reading import Asked, read_entries
from portal.vault.models import AuditEntry, AuditMention

pytestmark = pytest.mark.django_db

REFUSED = "append-only"
BROKEN = "continue the chain"


def write(count: int) -> None:
    for number in range(count):
        record(actor="worker:1", action="contact.read", subject=f"contact:{number}", detail={"reason": "queue"})


@contextmanager
def a_database_administrator() -> Iterator[None]:
    """Somebody who can lift the triggers, as the owner of the tables can."""
    remove_triggers(connection)
    yield
    install_triggers(connection)


def test_one_act_is_one_entry_that_continues_the_chain() -> None:
    write(3)
    entries = list(AuditEntry.objects.all())
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert bytes(entries[0].previous_hash) == GENESIS
    assert all(bytes(b.previous_hash) == bytes(a.hash) for a, b in pairwise(entries))
    assert entries[0].details == {"reason": "queue"}
    assert str(entries[2]) == "3 worker:1 contact.read contact:2"


def test_an_entry_goes_with_the_transaction_that_it_told_of() -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)
    assert AuditEntry.objects.count() == 2
    assert verify_chain().is_whole


def test_an_entry_is_found_by_what_it_mentions_and_each_thing_is_mentioned_once() -> None:
    record(
        actor="worker:1",
        action="contact.searched",
        subject="search:1",
        mentions=["contact:1", "contact:2", "contact:1"],
    )
    record(actor="worker:1", action="contact.read", subject="contact:2")
    assert [one.subject for one in AuditMention.objects.order_by("subject")] == ["contact:1", "contact:2"]
    found = {
        name: [one.sequence for one in read_entries(Asked(subject=name)).entries] for name in ("contact:1", "contact:2")
    }
    assert found == {"contact:1": [1], "contact:2": [2, 1]}
    assert verify_chain().is_whole


@pytest.mark.parametrize("mentioned", ["", "x" * 201, "nul\x00"])
def test_what_cannot_be_mentioned_is_refused_before_anything_is_written(mentioned: str) -> None:
    with pytest.raises(ValueError, match="mentions"):
        record(actor="worker:1", action="contact.searched", subject="search:1", mentions=["contact:1", mentioned])
    assert not AuditEntry.objects.exists()


def test_an_empty_log_is_whole() -> None:
    report = verify_chain()
    assert (report.count, report.head, report.is_whole) == (0, GENESIS.hex(), True)


@pytest.mark.parametrize(
    "act",
    [
        lambda: AuditEntry.objects.filter(sequence=2).update(actor="worker:2"),
        lambda: AuditEntry.objects.filter(sequence=3).delete(),
        lambda: AuditEntry.objects.all().delete(),
        lambda: AuditEntry.objects.get(sequence=1).save(),
    ],
)
def test_the_database_refuses_change_and_removal(act: Callable[[], object]) -> None:
    write(3)
    with pytest.raises(DatabaseError, match=REFUSED), transaction.atomic():
        act()
    assert verify_chain().count == 3


def test_the_database_refuses_an_entry_that_replaces_or_leaps() -> None:
    write(2)
    first = AuditEntry.objects.get(sequence=1)
    columns = "(sequence, at, actor, action, subject, detail, previous_hash, hash)"
    values = [first.at, "a", "b", "c", "{}", bytes(first.previous_hash), b"x" * 32]
    for verb, sequence in (("INSERT OR REPLACE", 1), ("INSERT", 4), ("INSERT", 3)):
        statement = f"{verb} INTO vault_auditentry {columns} VALUES (%s, %s, %s, %s, %s, %s, %s, %s)"
        with pytest.raises(DatabaseError, match=BROKEN), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [sequence, *values])


def test_an_edited_entry_is_found_even_when_its_own_hash_was_made_anew() -> None:
    write(5)
    with a_database_administrator():
        AuditEntry.objects.filter(sequence=3).update(subject="contact:other")
    assert (verify_chain().problem, verify_chain().broken_at) == (Problem.CHANGED, 3)
    with a_database_administrator():
        entry = AuditEntry.objects.get(sequence=3)
        AuditEntry.objects.filter(sequence=3).update(hash=entry_hash(entry))
    assert (verify_chain().problem, verify_chain().broken_at) == (Problem.CHANGED, 4)


@pytest.mark.parametrize("field", ["at", "actor", "action", "subject", "detail", "previous_hash", "hash"])
def test_every_column_is_under_the_hash(field: str) -> None:
    write(2)
    entry = AuditEntry.objects.get(sequence=1)
    values = {"at": entry.at.replace(microsecond=1), "previous_hash": b"y" * 32, "hash": b"z" * 32}
    with a_database_administrator():
        AuditEntry.objects.filter(sequence=1).update(**{field: values.get(field, "other")})
    assert verify_chain().broken_at == 1


def test_an_entry_removed_from_the_middle_is_found() -> None:
    write(5)
    with a_database_administrator():
        AuditEntry.objects.filter(sequence=2).delete()
    report = verify_chain()
    assert (report.problem, report.broken_at, report.count) == (Problem.MISSING, 2, 1)


def test_a_cut_tail_is_found_with_the_anchored_head_only() -> None:
    write(5)
    anchored = verify_chain().head
    write(2)
    assert verify_chain(anchored).is_whole
    with a_database_administrator():
        AuditEntry.objects.filter(sequence__gte=5).delete()
    assert verify_chain().is_whole
    report = verify_chain(anchored)
    assert (report.problem, report.count) == (Problem.TAIL_CUT, 4)
    write(3)
    assert verify_chain(anchored).problem is Problem.TAIL_CUT


def test_an_emptied_log_is_found_with_the_anchored_head() -> None:
    write(2)
    anchored = verify_chain().head
    with a_database_administrator():
        AuditEntry.objects.all().delete()
    assert verify_chain(anchored).problem is Problem.TAIL_CUT
    assert verify_chain(GENESIS.hex()).is_whole


@pytest.mark.parametrize(
    "fields",
    [
        {"actor": ""},
        {"actor": "x" * 101},
        {"action": "x" * 65},
        {"subject": "x" * 201},
        {"subject": "a\x00b"},
        {"detail": {"a": 1}},
        {"detail": {1: "a"}},
        {"detail": {"a": "\x00"}},
        {"detail": {"a": "\ud800"}},
    ],
)
def test_what_cannot_stand_in_the_log_is_refused_before_anything_is_written(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"audit log|codec"):
        record(**{"actor": "worker:1", "action": "a", "subject": "s", "detail": None, **fields})
    assert AuditEntry.objects.count() == 0


def test_the_command_prints_head_and_count_and_takes_an_anchored_head() -> None:
    write(3)
    out = StringIO()
    call_command("verify_audit", stdout=out)
    head = verify_chain().head
    assert out.getvalue() == f"entries 3\nhead {head}\n"
    call_command("verify_audit", expect=f" {head.upper()} ", stdout=StringIO())
    with pytest.raises(CommandError, match="cut off"):
        call_command("verify_audit", expect="ab" * 32, stdout=StringIO())
    with a_database_administrator():
        AuditEntry.objects.filter(sequence=2).update(action="other")
    with pytest.raises(CommandError, match="Entry 2 was changed"):
        call_command("verify_audit", stdout=StringIO())
