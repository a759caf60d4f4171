"""What the desk's tests share: keys, and a letter box that the portal's own migrations have made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import connections
from django.test.utils import setup_databases, teardown_databases
from pytest_django.plugin import DjangoDbBlocker

from portal.core import checkpoints
from portal.desk.models import FALLBACK_KEY, Team
from tests.desk.mail_builders import DUTY
from tests.environment import ROOT

# The portal's own migrations of the letter box alone: what the CMS does after every migration needs all its tables.
MIGRATE_LETTER_BOX = """
import django
django.setup()
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
executor.migrate(executor.loader.graph.leaf_nodes("intake"))
"""


@pytest.fixture(scope="session", autouse=True)
def key_files() -> None:
    """A key pair of the desk and one of recovery, made once."""
    if not Path(settings.PRIVATE_KEY_FILE).exists():
        call_command("make_keys", stdout=StringIO())


@pytest.fixture(scope="session")
def letter_box_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the letter box's tables, migrated by the portal half."""
    file = tmp_path_factory.mktemp("letter-box") / "portal.sqlite3"
    subprocess.run(
        [sys.executable, "-c", MIGRATE_LETTER_BOX],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "portal.settings.portal",
            "DATABASE_URL": f"sqlite:///{file}",
        },
        cwd=ROOT,
        check=True,
    )
    return file


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, letter_box_file: Path) -> Iterator[None]:
    """The desk's database is made by the desk; the letter box, which it may not migrate, is the portal's own file."""
    connections["portal"].settings_dict["NAME"] = str(letter_box_file)
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases={"default"})
    yield
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture(autouse=True)
def no_counts() -> Iterator[None]:
    """Rate limits begin anew with every test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def plain_environment() -> dict[str, str]:
    """The environment of a started process, without a way to the letter box."""
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.desk", "PORTAL_DATABASE_URL": ""}


class Killed(BaseException):
    """The process ends here, as by SIGKILL: no handler of ours runs."""


@pytest.fixture
def kill_at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """A function that arms one checkpoint, once."""
    armed: list[str] = []

    def listen(name: str) -> None:
        if armed and armed[0] == name:
            armed.clear()
            raise Killed

    monkeypatch.setattr(checkpoints, "_listeners", [listen])
    return armed.append


@pytest.fixture
def duty_address() -> None:
    """The fallback team has a duty address."""
    Team.objects.filter(key=FALLBACK_KEY).update(duty_email=DUTY)
