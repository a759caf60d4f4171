"""A PostgreSQL of the test's own: both databases migrated by their owners, and the real roles on them."""

from __future__ import annotations

import fcntl
import getpass
import hashlib
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parent.parent
SQL = ROOT / "deploy/postgres"
SUPERUSER = "postgres"
PORTAL, DESK = "portal", "desk"
PLAIN_USERS = ("postgres", "nobody")
TEMPLATES = Path(os.environ.get("TUKIPORTTI_TEST_CLUSTERS", ROOT / "var/test-clusters"))


def binary(name: str) -> str:
    """The newest program of that name under Debian's folder, or on PATH. Fails with the package's name."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: int(one.parent.name), reverse=True)
    for folder in folders:
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if not found:
        raise RuntimeError(f"{name} was not found: install the system's package postgresql.")
    return found


@dataclass(frozen=True)
class Cluster:
    """A running server in a folder of its own, on a free port of 127.0.0.1, where every role may sign in."""

    folder: Path
    port: int
    fsync: bool

    def url(self, role: str, database: str) -> str:
        """The address of a database for a role, as the settings take it."""
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    def connect(self, role: str, database: str, *, autocommit: bool = True) -> psycopg.Connection:
        """A connection as that role."""
        return psycopg.connect(f"host=127.0.0.1 port={self.port} user={role} dbname={database}", autocommit=autocommit)

    def start(self) -> None:
        """Starts the server and waits until it answers; after a crash it recovers first."""
        options = f"-c listen_addresses=127.0.0.1 -p {self.port} -k {self.folder} -c max_connections=60"
        if not self.fsync:
            options += " -c fsync=off"
        _as_plain_user(
            [binary("pg_ctl"), "-D", f"{self.folder}/data", "-l", f"{self.folder}/log", "-w", "-o", options, "start"]
        )

    def stop(self, mode: str = "fast") -> None:
        """Stops the server: "fast", or "immediate", which is a crash."""
        _as_plain_user([binary("pg_ctl"), "-D", f"{self.folder}/data", "-w", "-m", mode, "stop"])

    def apply(self, file: str, database: str = SUPERUSER) -> None:
        """Runs one of the files of deploy/postgres as a superuser."""
        with self.connect(SUPERUSER, database) as connection:
            connection.execute((SQL / file).read_text(encoding="utf-8"))

    def create_databases(self) -> None:
        """Roles, both databases empty, each owned by its owner."""
        self.apply("roles.sql")
        for database in (PORTAL, DESK):
            with self.connect(SUPERUSER, SUPERUSER) as connection:
                connection.execute(
                    f"CREATE DATABASE {database} OWNER {database}_owner ENCODING 'UTF8' TEMPLATE template0"
                )

    def migrate(self) -> None:
        """Both databases migrated by their owners, then the rights given."""
        self._migrate(PORTAL, "portal.settings.portal")
        self._migrate(DESK, "portal.settings.desk")
        self.apply("portal.sql", PORTAL)
        self.apply("desk.sql", DESK)

    def _migrate(self, database: str, settings: str) -> None:
        with self.connect(SUPERUSER, database) as connection:
            connection.execute(f"ALTER SCHEMA public OWNER TO {database}_owner")
        manage("migrate", "--verbosity=0", settings=settings, DATABASE_URL=self.url(f"{database}_owner", database))

    def portal_environment(self) -> dict[str, str]:
        """What the portal's process is given."""
        return {"DATABASE_URL": self.url("portal_web", PORTAL), "PORTAL_DATABASE_URL": ""}

    def desk_environment(self) -> dict[str, str]:
        """What the desk's web process is given: no way to the portal's database."""
        return {"DATABASE_URL": self.url("desk_web", DESK), "PORTAL_DATABASE_URL": ""}

    def courier_environment(self) -> dict[str, str]:
        """What the courier is given: its own role in the desk's database, and two ways into the portal's."""
        return {
            "DATABASE_URL": self.url("desk_courier", DESK),
            "PORTAL_DATABASE_URL": self.url("portal_courier", PORTAL),
            "BROOM_DATABASE_URL": self.url("portal_broom", PORTAL),
        }


def manage(*words: str, settings: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A finished management command. Fails with what it wrote when it ends badly."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *words, f"--settings={settings}"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"manage.py {' '.join(words)} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
    return done


@contextmanager
def running_cluster(*, fsync: bool = False, migrated: bool = True) -> Iterator[Cluster]:
    """A fresh cluster with roles and both databases; stopped and removed afterwards."""
    folder = _new_folder()
    cluster = Cluster(folder, _free_port(), fsync)
    try:
        if migrated:
            shutil.copytree(_migrated_data(), folder / "data")
            _give_to_plain_user(folder)
        else:
            _init(folder)
        cluster.start()
        try:
            if not migrated:
                cluster.create_databases()
            yield cluster
        finally:
            cluster.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _migrated_data() -> Path:
    """The files of a stopped cluster with both databases migrated; made once for each state of the code."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    wanted = TEMPLATES / _fingerprint()
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not wanted.exists():
            for old in TEMPLATES.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            folder = _new_folder()
            try:
                _init(folder)
                cluster = Cluster(folder, _free_port(), fsync=False)
                cluster.start()
                try:
                    cluster.create_databases()
                    cluster.migrate()
                finally:
                    cluster.stop("fast")
                shutil.copytree(folder / "data", wanted.with_suffix(".new"))
                wanted.with_suffix(".new").rename(wanted)
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    return wanted


def _fingerprint() -> str:
    digest = hashlib.sha256(binary("postgres").encode())
    for file in sorted([*ROOT.glob("portal/**/*.py"), *SQL.iterdir(), ROOT / "requirements/run.txt"]):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="tukiportti-pg-"))
    _give_to_plain_user(folder)
    return folder


def _give_to_plain_user(folder: Path) -> None:
    user = _plain_user()
    if user:
        for one in (folder, *folder.rglob("*")):
            shutil.chown(one, user)


def _init(folder: Path) -> None:
    _as_plain_user(
        [
            binary("initdb"), "-D", f"{folder}/data", "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-sync",
        ]
    )  # fmt: skip


def _plain_user() -> str:
    """The plain user to run as when this is root, whom PostgreSQL refuses; else an empty text."""
    if getpass.getuser() != "root" and os.geteuid() != 0:
        return ""
    known = {one.pw_name for one in pwd.getpwall()}
    return next(one for one in PLAIN_USERS if one in known)


def _as_plain_user(command: list[str]) -> None:
    user = _plain_user()
    # Not by runuser, whose folder a bare environment's PATH leaves out.
    done = subprocess.run(
        command,
        user=user or None,
        group=pwd.getpwnam(user).pw_gid if user else None,
        extra_groups=[] if user else None,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
