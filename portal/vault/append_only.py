"""Triggers that keep the audit log append-only, for PostgreSQL and SQLite.

The migration installs them. Tests that empty the tables between runs lift them first and put them back; nothing else
in the code removes them.
"""

from __future__ import annotations

from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_POSTGRESQL_INSTALL: Final = (
    """
    CREATE OR REPLACE FUNCTION vault_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $body$
    BEGIN
        RAISE EXCEPTION 'The audit log is append-only.' USING ERRCODE = 'integrity_constraint_violation';
    END $body$
    """,
    """
    CREATE OR REPLACE FUNCTION vault_audit_continue() RETURNS trigger LANGUAGE plpgsql AS $body$
    DECLARE newest record;
    BEGIN
        SELECT sequence, hash INTO newest FROM vault_auditentry ORDER BY sequence DESC LIMIT 1;
        IF NEW.sequence <> COALESCE(newest.sequence, 0) + 1
            OR NEW.previous_hash <> COALESCE(newest.hash, decode(repeat('00', 32), 'hex'))
        THEN
            RAISE EXCEPTION 'An entry of the audit log must continue the chain.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END $body$
    """,
    """
    CREATE TRIGGER vault_audit_no_change BEFORE UPDATE OR DELETE ON vault_auditentry
    FOR EACH ROW EXECUTE FUNCTION vault_audit_refuse()
    """,
    """
    CREATE TRIGGER vault_audit_no_truncate BEFORE TRUNCATE ON vault_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION vault_audit_refuse()
    """,
    """
    CREATE TRIGGER vault_audit_chain BEFORE INSERT ON vault_auditentry
    FOR EACH ROW EXECUTE FUNCTION vault_audit_continue()
    """,
)
_POSTGRESQL_REMOVE: Final = (
    "DROP TRIGGER IF EXISTS vault_audit_no_change ON vault_auditentry",
    "DROP TRIGGER IF EXISTS vault_audit_no_truncate ON vault_auditentry",
    "DROP TRIGGER IF EXISTS vault_audit_chain ON vault_auditentry",
    "DROP FUNCTION IF EXISTS vault_audit_refuse()",
    "DROP FUNCTION IF EXISTS vault_audit_continue()",
)
# The chain's trigger also stops INSERT OR REPLACE, which deletes without firing a DELETE trigger.
_SQLITE_INSTALL: Final = (
    "CREATE TRIGGER vault_audit_no_update BEFORE UPDATE ON vault_auditentry BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END",
    "CREATE TRIGGER vault_audit_no_delete BEFORE DELETE ON vault_auditentry BEGIN SELECT RAISE(ABORT, 'The audit log is append-only.'); END",
    """
    CREATE TRIGGER vault_audit_chain BEFORE INSERT ON vault_auditentry
    WHEN NEW.sequence <> COALESCE((SELECT MAX(sequence) FROM vault_auditentry), 0) + 1
        OR NEW.previous_hash <> COALESCE(
            (SELECT hash FROM vault_auditentry ORDER BY sequence DESC LIMIT 1), zeroblob(32)
        )
    BEGIN SELECT RAISE(ABORT, 'An entry of the audit log must continue the chain.'); END
    """,
)
_SQLITE_REMOVE: Final = (
    "DROP TRIGGER IF EXISTS vault_audit_no_update",
    "DROP TRIGGER IF EXISTS vault_audit_no_delete",
    "DROP TRIGGER IF EXISTS vault_audit_chain",
)
_INSTALL: Final = {"postgresql": _POSTGRESQL_INSTALL, "sqlite": _SQLITE_INSTALL}
_REMOVE: Final = {"postgresql": _POSTGRESQL_REMOVE, "sqlite": _SQLITE_REMOVE}


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Nothing; the table is append-only from now on. Raises KeyError for a database that has no such triggers."""
    remove_triggers(connection)
    _run(connection, _INSTALL[connection.vendor])


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Nothing; for the migration's way back and for tests that empty their tables."""
    _run(connection, _REMOVE[connection.vendor])


def _run(connection: BaseDatabaseWrapper, statements: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
