"""The committed table of roles, tried cell by cell by the real roles on a real PostgreSQL."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import FeatureNotSupported, InsufficientPrivilege

from portal.desk.sealed import LETTER_COLUMNS
from tests.desk.builders import Sender, build
from tests.postgres import DESK, PORTAL, SQL, Cluster, manage, running_cluster

pytestmark = pytest.mark.postgres

ROLES = {PORTAL: ("portal_web", "portal_courier", "portal_broom"), DESK: ("desk_web", "desk_courier")}
TABLE = tomllib.loads((SQL / "roles.toml").read_text(encoding="utf-8"))
ORDINARY = "ordinary"


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


def tables_of(cluster: Cluster, database: str) -> dict[str, list[str]]:
    with cluster.connect("postgres", database) as connection:
        rows = connection.execute(
            "SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position) FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE' GROUP BY table_name"
        ).fetchall()
    return dict(rows)


def may(connection: psycopg.Connection, act: Callable[[psycopg.Connection], object]) -> bool:
    """Whether the database lets the role do it; whatever else is wrong with the statement, it was let in."""
    try:
        with connection.transaction(force_rollback=True):
            act(connection)
    except (InsufficientPrivilege, FeatureNotSupported):
        return False
    except psycopg.Error:
        return True
    return True


def found(connection: psycopg.Connection, table: str, columns: list[str]) -> dict[str, Any]:
    name = sql.Identifier(table)

    def by_column(statement: str) -> list[str]:
        return [
            one
            for one in columns
            if may(connection, lambda c, one=one: c.execute(sql.SQL(statement).format(sql.Identifier(one), name)))
        ]

    def copies(statement: str) -> bool:
        def act(c: psycopg.Connection) -> None:
            with c.cursor().copy(sql.SQL(statement).format(name)) as copy:
                if "TO" in statement.split():
                    list(copy)

        return may(connection, act)

    return {
        "select": by_column("SELECT {} FROM {} LIMIT 0"),
        "update": by_column("UPDATE {1} SET {0} = NULL WHERE false"),
        "insert": may(connection, lambda c: c.execute(sql.SQL("INSERT INTO {} DEFAULT VALUES").format(name))),
        "delete": may(connection, lambda c: c.execute(sql.SQL("DELETE FROM {} WHERE false").format(name))),
        "truncate": may(connection, lambda c: c.execute(sql.SQL("TRUNCATE {}").format(name))),
        "copy_to": copies("COPY {} TO STDOUT"),
        "copy_from": copies("COPY {} FROM STDIN"),
    }


def expected(database: str, table: str, role: str, columns: list[str]) -> dict[str, Any]:
    lines = TABLE[database].get(table, TABLE[database].get(ORDINARY, {})).get(role, {})

    def by_column(given: bool | list[str]) -> list[str]:
        if isinstance(given, bool):
            return columns if given else []
        return [one for one in columns if one in given]

    return {
        "select": by_column(lines.get("select", False)),
        "update": by_column(lines.get("update", False)),
        **{name: lines.get(name, False) for name in ("insert", "delete", "truncate", "copy_to", "copy_from")},
    }


@pytest.mark.parametrize(("database", "role"), [(one, role) for one, roles in ROLES.items() for role in roles])
def test_every_cell_of_the_table_is_what_the_role_really_may(cluster: Cluster, database: str, role: str) -> None:
    tables = tables_of(cluster, database)
    assert tables
    with cluster.connect(role, database) as connection:
        wrong = {
            table: (seen, wanted)
            for table, columns in tables.items()
            if (seen := found(connection, table, columns)) != (wanted := expected(database, table, role, columns))
        }
    assert not wrong


def test_every_table_of_the_desk_is_listed_and_every_listed_table_exists(cluster: Cluster) -> None:
    assert set(TABLE[DESK]) == set(tables_of(cluster, DESK))
    assert set(TABLE[PORTAL]) - {ORDINARY} <= set(tables_of(cluster, PORTAL))


def test_no_role_owns_anything_and_none_can_become_more_than_it_is(cluster: Cluster) -> None:
    for database, roles in ROLES.items():
        with cluster.connect("postgres", database) as connection:
            owners = {
                one for (one,) in connection.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")
            }
            assert owners == {f"{database}_owner"}
            powers = connection.execute(
                "SELECT bool_or(rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)"
                " FROM pg_roles WHERE rolname = ANY(%s)",
                [list(roles)],
            ).fetchone()
            assert powers == (False,)
            members = connection.execute("SELECT count(*) FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member"
                                         " WHERE r.rolname = ANY(%s)", [list(roles)]).fetchone()  # fmt: skip
            assert members == (0,)
        for role in roles:
            with cluster.connect(role, database) as connection:
                assert not may(connection, lambda c: c.execute("CREATE TABLE public.mine (id int)"))


@pytest.mark.parametrize("role", [*ROLES[PORTAL], "portal_owner"])
def test_no_role_of_the_portal_reaches_the_desks_database(cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        cluster.connect(role, DESK)


@pytest.mark.parametrize("role", [*ROLES[DESK], "desk_owner"])
def test_no_role_of_the_desk_reaches_the_portals_database_by_itself(cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        cluster.connect(role, PORTAL)


def test_the_rights_can_be_given_again_and_change_nothing(cluster: Cluster) -> None:
    cluster.apply("roles.sql")
    cluster.apply("portal.sql", PORTAL)
    cluster.apply("desk.sql", DESK)
    with cluster.connect("portal_web", PORTAL) as connection:
        assert may(connection, lambda c: c.execute("SELECT reference FROM intake_letter"))
        assert not may(connection, lambda c: c.execute("SELECT sealed FROM intake_letter"))


LETTER = (
    "INSERT INTO intake_letter (id, form_token, digest, belongs_to, relation, kind, area, language, urgency, arrival,"
    " schema_version, reference, box_key, taken_at, sealed) VALUES (gen_random_uuid(), gen_random_uuid(),"
    " decode(repeat('00', 32), 'hex'), '', '', 'help_request', '', 'fi', 'normal', now(), 'contact-1', %s,"
    " decode(repeat('00', 32), 'hex'), {taken}, '')"
)


def drop_letter(cluster: Cluster, reference: str, *, taken: str = "NULL", role: str = "postgres") -> None:
    with cluster.connect(role, PORTAL) as connection:
        connection.execute(LETTER.format(taken=taken), [reference])


def rows_of(cluster: Cluster, reference: str) -> int:
    with cluster.connect("postgres", PORTAL) as connection:
        (count,) = connection.execute("SELECT count(*) FROM intake_letter WHERE reference = %s", [reference]).fetchone()
    return count


def test_the_web_drops_letters_but_none_that_say_they_were_taken(cluster: Cluster) -> None:
    drop_letter(cluster, "WEB01-00001", role="portal_web")
    with pytest.raises(InsufficientPrivilege):
        drop_letter(cluster, "WEB01-00002", role="portal_web", taken="now()")
    assert (rows_of(cluster, "WEB01-00001"), rows_of(cluster, "WEB01-00002")) == (1, 0)


def test_the_courier_takes_a_letter_once_and_never_gives_it_back(cluster: Cluster) -> None:
    drop_letter(cluster, "COU01-00001")
    take = "UPDATE intake_letter SET taken_at = now() WHERE reference = 'COU01-00001'"
    give = "UPDATE intake_letter SET taken_at = NULL WHERE reference = 'COU01-00001'"
    with cluster.connect("portal_courier", PORTAL) as connection:
        with pytest.raises(InsufficientPrivilege):
            connection.execute(give)
        assert connection.execute(take).rowcount == 1
        assert connection.execute(take).rowcount == 0
        assert connection.execute(give).rowcount == 0


def test_the_broom_erases_only_what_was_taken_long_enough_ago(cluster: Cluster) -> None:
    drop_letter(cluster, "BRO01-00001")
    drop_letter(cluster, "BRO01-00002", taken="now() - interval '23 hours'")
    drop_letter(cluster, "BRO01-00003", taken="now() - interval '25 hours'")
    with cluster.connect("portal_broom", PORTAL) as connection:
        connection.execute("DELETE FROM intake_letter")
    assert [rows_of(cluster, f"BRO01-0000{one}") for one in (1, 2, 3)] == [1, 1, 0]


def put_into_the_box(cluster: Cluster, sender: Sender, **given: Any) -> str:
    """A sealed letter, inserted as the portal's own role."""
    letter = build(sender, **given)
    columns = [*LETTER_COLUMNS, "taken_at"]
    statement = sql.SQL("INSERT INTO intake_letter ({}) VALUES ({})").format(
        sql.SQL(", ").join(map(sql.Identifier, columns)), sql.SQL(", ").join([sql.Placeholder()] * len(columns))
    )
    with cluster.connect("portal_web", PORTAL) as connection:
        connection.execute(statement, [getattr(letter, name) for name in columns])
    return str(letter.pk)


def asked(cluster: Cluster, database: str, question: str, *values: str) -> Any:
    with cluster.connect("postgres", database) as connection:
        row = connection.execute(question, values).fetchone()
    return row[0] if row else None


def test_the_real_courier_works_with_no_more_than_its_roles_may(cluster: Cluster) -> None:
    sender = Sender.new()
    with cluster.connect("postgres", PORTAL) as connection:
        connection.execute("TRUNCATE intake_letter, intake_boxitem")
    audited = asked(cluster, DESK, "SELECT count(*) FROM vault_auditentry")
    letter = put_into_the_box(cluster, sender)
    for _ in range(2):
        manage("courier", "--once", settings="portal.settings.desk", **cluster.courier_environment())
    assert asked(cluster, PORTAL, "SELECT taken_at IS NOT NULL FROM intake_letter WHERE id = %s", letter) is True
    assert asked(cluster, PORTAL, "SELECT count(*) FROM intake_boxitem") == 1
    assert asked(cluster, DESK, "SELECT count(*) FROM desk_contact WHERE reference = %s", sender.reference) == 1
    assert asked(cluster, DESK, "SELECT count(*) FROM vault_auditentry") == audited + 2
    put_into_the_box(cluster, sender, words="", relation="message", kind="empty_box", documents=())
    manage("courier", "--once", settings="portal.settings.desk", **cluster.courier_environment())
    assert asked(cluster, PORTAL, "SELECT count(*) FROM intake_boxitem") == 0
    with cluster.connect("postgres", PORTAL) as connection:
        connection.execute("UPDATE intake_letter SET taken_at = now() - interval '25 hours'")
        connection.execute("UPDATE intake_boxitem SET ended_at = now() - interval '1 hour'")
    manage("courier", "--once", settings="portal.settings.desk", **cluster.courier_environment())
    assert asked(cluster, PORTAL, "SELECT count(*) FROM intake_letter") == 0
    assert asked(cluster, PORTAL, "SELECT count(*) FROM intake_boxitem") == 0


LOOK_AT_ALARMS = """
from django.utils import timezone
from portal.desk.courier.notices import alarms, open_contacts
from portal.desk.courier.post import Postman
print(len(list(alarms(open_contacts(), timezone.now()))), Postman().deliver(go_on=lambda: True))
"""


def test_the_couriers_role_is_enough_to_find_alarms_and_to_send_mail(cluster: Cluster) -> None:
    with cluster.connect("postgres", PORTAL) as connection:
        connection.execute("TRUNCATE intake_letter, intake_boxitem")
    with cluster.connect("postgres", DESK) as connection:
        connection.execute("UPDATE desk_team SET duty_email = 'duty@county.example'")
    put_into_the_box(cluster, Sender.new(), urgent=True)
    manage("courier", "--once", settings="portal.settings.desk", **cluster.courier_environment())
    sent = "SELECT count(*) FROM desk_outgoingmail WHERE kind = 'urgent' AND sent_at IS NOT NULL"
    assert asked(cluster, DESK, sent) == 1
    done = manage("shell", "-c", LOOK_AT_ALARMS, settings="portal.settings.desk", **cluster.courier_environment())
    assert int(done.stdout.split()[-2]) >= 2


def test_two_couriers_at_once_carry_every_letter_once(cluster: Cluster) -> None:
    # Other tests of this file leave letters behind that no key opens, and the order of tests is by chance.
    with cluster.connect("postgres", PORTAL) as connection:
        connection.execute("TRUNCATE intake_letter, intake_boxitem")
    with cluster.connect("postgres", DESK) as connection:
        connection.execute("TRUNCATE desk_setasideletter")
    for _ in range(30):
        put_into_the_box(cluster, Sender.new())
    before = asked(cluster, DESK, "SELECT count(*) FROM desk_filedletter")
    with ThreadPoolExecutor() as both:
        for done in [
            both.submit(manage, "courier", "--once", settings="portal.settings.desk", **cluster.courier_environment())
            for _ in range(2)
        ]:
            done.result()
    assert asked(cluster, PORTAL, "SELECT count(*) FROM intake_letter WHERE taken_at IS NULL") == 0
    assert asked(cluster, DESK, "SELECT count(*) FROM desk_filedletter") == before + 30
    assert asked(cluster, DESK, "SELECT count(*) FROM desk_setasideletter") == 0
