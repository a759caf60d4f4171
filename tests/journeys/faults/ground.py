"""The ground that faults are tried on: both databases of an engine, and how to look into them from outside."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from tests.journeys.house import House, prepared_house
from tests.postgres import SUPERUSER, Cluster, running_cluster
from tools import demo
from tools.processes import PYTHON, ROOT, full_environment

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
}
CONTACT: Final = "SELECT id FROM desk_contact WHERE reference = %s"


@dataclass
class Ground:
    """Both databases with keys and workers, and the environment of each process that stands on them."""

    var_dir: Path
    cluster: Cluster | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def engine(self) -> str:
        """"sqlite" or "postgresql"."""
        return "postgresql" if self.cluster else "sqlite"

    def environment(self, port: int = 0, desk_port: int = 0) -> demo.Environment:
        """The environment of portal, desk and courier: on PostgreSQL each with its own role."""
        made = demo.environment(self.var_dir, port, desk_port)
        for one in (made.portal, made.desk, made.courier):
            one.update({**NO_LIMITS, "EXIT_URL": "https://neutral.example/", **self.extra})
        if self.cluster:
            made.portal.update(self.cluster.portal_environment())
            made.desk.update(self.cluster.desk_environment())
            made.courier.update(self.cluster.courier_environment())
        return made

    def house(self) -> House:
        """The three real processes on this ground, not yet started."""
        return GroundHouse(self.var_dir, ground=self)

    def run(self, database: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows of a statement, run past every process and every role."""
        if self.cluster:
            with self.cluster.connect(SUPERUSER, database) as connection:
                cursor = connection.execute(statement, values)  # type: ignore[arg-type]
                return cursor.fetchall() if cursor.description else []
        file = self.var_dir / f"{database}.sqlite3"
        with closing(sqlite3.connect(file, timeout=20, isolation_level=None)) as connection:
            return connection.execute(statement.replace("%s", "?"), values).fetchall()

    def count(self, what: str, reference: str) -> int:
        """How many rows of that name there are of a contact; the names are those of the table of kill points."""
        database, statement = COUNTS[what]
        ((found,),) = self.run(database, statement.format(CONTACT), reference)
        return int(found)

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
def standing(engine: str, folder: Path, *, overlay: str = "dev") -> Iterator[Ground]:
    """A ground of that engine, with fsync on; its workers can sign in under the overlay."""
    var_dir = folder / "var"
    extra = {"TUKIPORTTI_ENV": overlay}
    if engine == "sqlite":
        shutil.copytree(prepared_house(), var_dir)
        ground = Ground(var_dir, extra=extra)
        if overlay != "dev":
            ground.manage(ground.environment().desk, "load_demo")
        yield ground
        return
    var_dir.mkdir(parents=True)
    with running_cluster(fsync=True) as cluster:
        ground = Ground(var_dir, cluster, extra)
        made = ground.environment()
        ground.manage(made.desk, "make_keys", "--directory", str(var_dir / "keys"))
        ground.manage(made.portal, "collectstatic", "--noinput", "--verbosity", "0")
        ground.manage(made.desk, "load_demo")
        yield ground


def listening(environment: dict[str, str]) -> dict[str, str]:
    """The environment of a process that stops where it is told to."""
    return {**environment, "CHECKPOINT_LISTENER": "tests.journeys.faults.listener:stop_here", "PYTHONPATH": os.fspath(ROOT)}
