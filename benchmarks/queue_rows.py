"""The two desks that the queue is measured on: teams, workers and contacts, each row made from the digest of its number."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg

from tests.postgres import SUPERUSER, Cluster

SMALL, LARGE = "desk", "desk_large"
SIZES: Final = {SMALL: 1_000, LARGE: 500_000}
OPEN_SHARE: Final = {SMALL: 0.9, LARGE: 0.02}
"""Ten thousand open contacts of half a million are five weeks' worth of a hundred thousand a year."""
TEAMS: Final = {SMALL: 4, LARGE: 20}
WORKERS: Final = 4
"""In each team, on both desks."""

COLUMNS: Final = (
    "id", "reference", "kind", "area", "language", "urgency", "arrival", "due_on", "warn_on", "status", "team_id",
    "assignee_id", "box_key", "received_at", "opened_at", "suspected_at", "suspected_by",
)  # fmt: skip
KINDS: Final = (
    *("help_request",) * 10, *("contact",) * 4, *("need_notice",) * 3, *("child_welfare_notice",) * 2, "question",
)  # fmt: skip
LANGUAGES: Final = (*("fi",) * 16, *("sv",) * 3, "fi-simple")
AREAS: Final = ("rannikko", "keskiseutu", "jarviseutu", "pohjoinen")


def contacts(database: str, today: datetime) -> Iterator[tuple[Any, ...]]:
    """The rows of a desk, each made from the digest of its number."""
    teams = TEAMS[database]
    for number in range(SIZES[database]):
        draw = hashlib.sha256(str(number).encode()).digest()
        is_open = int.from_bytes(draw[16:20], "big") / 2**32 < OPEN_SHARE[database]
        # A few teams get most of what comes.
        team = int((draw[1] / 256) ** 2 * teams)
        days = _days(draw) if is_open else -(draw[2] * 256 + draw[3]) % 1800 - 10
        due = (today + timedelta(days=days)).date()
        is_taken = not is_open or draw[4] < 180
        is_opened = not is_open or draw[5] < 180
        status = "closed" if not is_open else "being_handled" if is_taken and draw[6] < 128 else "received"
        arrival = today - timedelta(days=draw[7] % 30) if is_open else today + timedelta(days=days - 7)
        is_urgent = draw[13] < 26
        is_suspected = is_open and not is_urgent and draw[14] % 8 == 0
        yield (
            UUID(bytes=draw[:16]), f"B{number:06d}-{draw[8:10].hex().upper()}", KINDS[draw[10] % 20],
            AREAS[team % 4 if draw[11] < 220 else draw[11] % 4], LANGUAGES[draw[12] % 20],
            "urgent" if is_urgent else "normal", arrival, due, due - timedelta(days=draw[21] % 3), status,
            f"team-{team:02d}", team * WORKERS + draw[15] % WORKERS + 1 if is_taken else None, b"", arrival,
            arrival if is_opened else None, arrival if is_suspected else None, "machine:benchmark" if is_suspected else "",
        )  # fmt: skip


def _days(draw: bytes) -> int:
    """How far off the due date of an open contact is: some are late, some due now, most later."""
    spread = draw[2]
    if spread < 36:
        return -(draw[3] % 20) - 1
    if spread < 64:
        return 0
    # So many of the next days that each alarm fills a page on every day of the week.
    return 1 + draw[3] % 6 if spread < 192 else draw[3] % 85 + 7


@contextmanager
def without_indexes(cursor: psycopg.Cursor) -> Iterator[None]:
    """The table of contacts without what is made faster once at the end."""
    cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'desk_contact'")
    made = [(name, text) for name, text in cursor.fetchall() if name.startswith("contact_")]
    for name, _text in made:
        cursor.execute(f"DROP INDEX {name}".encode())
    yield
    for _name, text in made:
        cursor.execute(text.encode())


def fill(cluster: Cluster, database: str) -> None:
    """Teams with their workers, and the contacts; then what autovacuum would do."""
    now = datetime.now(tz=UTC)
    with cluster.connect(SUPERUSER, database) as desk, desk.cursor() as cursor:
        for number in range(TEAMS[database]):
            cursor.execute(
                "INSERT INTO desk_team (key, name_fi, name_sv, areas, service_group, duty_email, is_fallback)"
                " VALUES (%s, %s, %s, '[]', 'any', '', false)",
                [f"team-{number:02d}", f"Tiimi {number}", f"Team {number}"],
            )
            for person in range(number * WORKERS + 1, (number + 1) * WORKERS + 1):
                cursor.execute(
                    "INSERT INTO desk_worker (id, email, name, language, role, is_active, created_at, password)"
                    " VALUES (%s, %s, %s, 'fi', 'worker', true, now(), '!')",
                    [person, f"w{person}@example.fi", f"Työntekijä {person}"],
                )
                cursor.execute(
                    "INSERT INTO desk_teammember (team_id, worker_id) VALUES (%s, %s)", [f"team-{number:02d}", person]
                )
        cursor.execute("INSERT INTO desk_teammember (team_id, worker_id) VALUES ('team-01', 1)")
        with without_indexes(cursor), cursor.copy(f"COPY desk_contact ({', '.join(COLUMNS)}) FROM STDIN") as copy:
            for row in contacts(database, now):
                copy.write_row(row)
        cursor.execute("INSERT INTO desk_courierbeat (id, beat_at, untaken, holder) VALUES (1, now(), 0, '')")
        cursor.execute("VACUUM ANALYZE")
