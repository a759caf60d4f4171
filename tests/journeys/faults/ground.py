"""The ground that faults are tried on: both databases of an engine, and how to look into them from outside."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.journeys.house import House, prepared_house
from tests.postgres import SUPERUSER, Cluster, running_cluster
from tools import demo
from tools.processes import PYTHON, ROOT, Supervisor, full_environment

PORTAL: Final = "portal"
DESK: Final = "desk"
ENGINES: Final = ("sqlite", "postgresql")
NO_LIMITS: Final = {"SEND_LIMIT_PER_MINUTE": "1000000", "STATUS_LIMIT_PER_MINUTE": "1000000"}

COUNTS: Final = {
    "letter": (PORTAL, "SELECT count(*) FROM intake_letter WHERE reference = %s"),
    "taken": (PORTAL, "SELECT count(*) FROM intake_letter WHERE reference = %s AND taken_at IS NOT NULL"),
    "item": (PORTAL, "SELECT count(*) FROM intake_boxitem WHERE reference = %s"),
    "filed": (DESK, "SELECT count(*) FROM desk_filedletter WHERE reference = %s"),
    "contact": (DESK, "SELECT count(*) FROM desk_contact WHERE reference = %s"),
    "assigned": (DESK, "SELECT count(*) FROM desk_contact WHERE reference = %s AND assignee_id IS NOT NULL"),
    "change": (DESK, "SELECT count(*) FROM desk_statuschange WHERE contact_id = ({})"),
    "message": (DESK, "SELECT count(*) FROM desk_deskmessage WHERE contact_id = ({})"),
    "outbox": (DESK, "SELECT count(*) FROM desk_outboxitem WHERE contact_id = ({})"),
    "delivered": (DESK, "SELECT count(*) FROM desk_outboxitem WHERE delivered_at IS NOT NULL AND contact_id = ({})"),
    "acknowledged": (DESK, "SELECT count(*) FROM desk_outgoingmail WHERE kind = 'received' AND contact_id = ({})"),
    "told": (
        DESK,
        "SELECT count(*) FROM desk_outgoingmail WHERE kind = 'received' AND sent_at IS NOT NULL AND contact_id = ({})",
    ),
}
OPEN_ELSEWHERE: Final = (
    "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    " AND state <> 'idle'"
)
CONTACT: Final = "SELECT id FROM desk_contact WHERE reference = %s"


@dataclass
class Ground:
    """Both databases with keys and workers, and the environment of each process that stands on them."""

    var_dir: Path
    cluster: Cluster | None = None

    @property
    def engine(self) -> str:
        """The name of the engine, one of ENGINES."""
        return "postgresql" if self.cluster else "sqlite"

    def environment(self, port: int = 0, desk_port: int = 0, *, overlay: str = "dev") -> demo.Environment:
        """The environment of portal, desk and courier: on PostgreSQL each with its own role."""
        made = demo.environment(self.var_dir, port, desk_port)
        for one in (made.portal, made.desk, made.courier):
            one.update({**NO_LIMITS, "EXIT_URL": "https://neutral.example/", "TUKIPORTTI_ENV": overlay})
        if self.cluster:
            made.portal.update(self.cluster.portal_environment())
            made.desk.update(self.cluster.desk_environment())
            made.courier.update(self.cluster.courier_environment())
        return made

    @contextmanager
    def house(self) -> Iterator[House]:
        """The three real processes on this ground; what they say goes to files in VAR_DIR/logs."""
        self.manage(self.environment().desk, "load_demo")
        (self.var_dir / "logs").mkdir(exist_ok=True)
        house = GroundHouse(self.var_dir, supervisor=Supervisor(self.var_dir / "logs"), ground=self)
        house.start()
        try:
            yield house
        finally:
            house.stop()

    def login(self) -> dict[str, str]:
        """The login of a worker: email, password, totp_secret."""
        return GroundHouse(self.var_dir, ground=self).login("desk", "worker")

    def run(self, database: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, run past every process and every role."""
        if self.cluster:
            with self.cluster.connect(SUPERUSER, database) as connection:
                cursor = connection.execute(statement.encode(), values)
                return cursor.fetchall() if cursor.description else []
        file = self.var_dir / f"{database}.sqlite3"
        with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as connection:
            return connection.execute(statement.replace("%s", "?"), values).fetchall()

    def count(self, what: str, reference: str) -> int:
        """How many rows of that name there are of a contact; the names are those of the table of kill points."""
        database, statement = COUNTS[what]
        ((found,),) = self.run(database, statement.format(CONTACT), reference)
        return int(found)

    def wait_until_the_dead_are_gone(self) -> None:
        """Returns when PostgreSQL has seen that killed processes are gone and has undone what they left open.

        Until then their rows stay locked, and a courier passes such a letter by and takes it on its next round.
        """
        while self.cluster and self.run(PORTAL, OPEN_ELSEWHERE) != [(0,)]:
            time.sleep(0.01)

    def manage(self, environment: dict[str, str], *words: str) -> None:
        """Runs a management command. Raises RuntimeError with what it said when it fails."""
        done = subprocess.run(
            [PYTHON, "manage.py", *words],
            cwd=ROOT,
            env=full_environment(environment),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"manage.py {' '.join(words)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}")


@dataclass
class GroundHouse(House):
    """The three processes, each with the environment that the ground gives it."""

    ground: Ground | None = None

    @property
    def environment(self) -> demo.Environment:
        """The environment of each process."""
        assert self.ground is not None
        return self.ground.environment(self.port, self.desk_port)


@contextmanager
def standing(engine: str, folder: Path) -> Iterator[Ground]:
    """A ground of that engine with the demo county, and with fsync on."""
    var_dir = folder / "var"
    if engine == "sqlite":
        shutil.copytree(prepared_house(), var_dir)
        yield Ground(var_dir)
        return
    var_dir.mkdir(parents=True)
    with running_cluster(fsync=True) as cluster:
        ground = Ground(var_dir, cluster)
        made = ground.environment()
        ground.manage(made.desk, "make_keys", "--directory", str(var_dir / "keys"))
        ground.manage(made.portal, "collectstatic", "--noinput", "--verbosity", "0")
        # Under the web's own roles, so that what they may do is tried by a whole county as well.
        ground.manage(made.portal, "load_demo")
        ground.manage(made.desk, "load_demo")
        yield ground


def listening(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a process that stops where it is told to."""
    return {
        **environment,
        "CHECKPOINT_LISTENER": "tests.journeys.faults.listener:stop_here",
        "PYTHONPATH": os.fspath(ROOT),
    }
