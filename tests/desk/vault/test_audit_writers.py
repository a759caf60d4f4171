"""Writers in several processes at once, on both databases: the chain never forks and no entry is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.desk.processes import outcome, python
from tests.postgres import DESK, Cluster, manage, running_cluster

WRITERS, EACH = 4, 40
WRITE = """
import sys
import django
django.setup()
from django.db import transaction
from portal.vault.audit import record
for number in range(int(sys.argv[2])):
    with transaction.atomic():
        record(actor=f"machine:{sys.argv[1]}", action="test.written", subject=f"thing:{number}")
"""
VERIFY = """
import django
django.setup()
from portal.vault.audit import verify_chain
report = verify_chain()
print(report.count, report.problem.value)
"""


def write_at_once(database: str) -> str:
    writers = [python(WRITE, str(number), str(EACH), database=database) for number in range(WRITERS)]
    for writer in writers:
        outcome(writer)
    return outcome(python(VERIFY, database=database))


def test_writers_at_once_share_one_chain_on_sqlite(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    manage("migrate", "vault", "--verbosity=0", settings="portal.settings.desk", DATABASE_URL=database)
    assert write_at_once(database) == str(WRITERS * EACH)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster(migrated=False) as running:
        owner = running.url("postgres", DESK)
        manage("migrate", "vault", "--verbosity=0", settings="portal.settings.desk", DATABASE_URL=owner)
        # Before every other test of this cluster, so that those find entries to attack.
        assert write_at_once(owner) == str(WRITERS * EACH)
        yield running


@pytest.mark.postgres
def test_writers_at_once_share_one_chain_on_postgresql(cluster: Cluster) -> None:
    with cluster.connect("postgres", DESK) as connection:
        found = connection.execute("SELECT count(*), count(DISTINCT actor), max(sequence) FROM vault_auditentry")
        assert found.fetchone() == (WRITERS * EACH, WRITERS, WRITERS * EACH)


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE vault_auditentry SET actor = 'x' WHERE sequence = 1",
        "DELETE FROM vault_auditentry WHERE sequence = 1",
        "TRUNCATE vault_auditentry",
        "INSERT INTO vault_auditentry VALUES (9999, now(), 'a', 'b', 'c', '{}', '\\x00', '\\x00')",
        "INSERT INTO vault_auditentry SELECT sequence, at, 'x', action, subject, detail, previous_hash, hash"
        " FROM vault_auditentry ON CONFLICT (sequence) DO UPDATE SET actor = 'x'",
    ],
)
def test_postgresql_refuses_change_removal_and_a_leap_even_to_a_superuser(cluster: Cluster, statement: str) -> None:
    with (
        cluster.connect("postgres", DESK) as connection,
        pytest.raises(psycopg.errors.IntegrityConstraintViolation),
    ):
        connection.execute(statement)


@pytest.mark.postgres
def test_the_migration_goes_back_and_forth_on_postgresql() -> None:
    with running_cluster(migrated=False) as running:
        for target in ("0001", "zero", "0001"):
            manage(
                "migrate",
                "vault",
                target,
                "--verbosity=0",
                settings="portal.settings.desk",
                DATABASE_URL=running.url("postgres", DESK),
            )
        with running.connect("postgres", DESK) as connection:
            functions = connection.execute("SELECT count(*) FROM pg_proc WHERE proname LIKE 'vault_audit_%'")
            assert functions.fetchone() == (2,)
