"""Starting: without a key that fits, nothing starts, and one sentence says why; the CMS is never loaded."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from tests.environment import ROOT

ENTRY = [sys.executable, "-c", "import portal.settings.desk_wsgi"]
COURIER = [sys.executable, "manage.py", "courier", "--once", "--settings=portal.settings.desk"]

Environment = dict[str, str]


def run(command: list[str], environment: Environment) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@pytest.fixture
def environment(tmp_path: Path, plain_environment: Environment, letter_box_file: Path) -> Environment:
    """A desk of its own, migrated, with copies of the keys."""
    keys = tmp_path / "keys"
    keys.mkdir()
    for name in ("PRIVATE_KEY_FILE", "PUBLIC_KEYS_FILE"):
        file = Path(getattr(settings, name))
        (keys / file.name).write_bytes(file.read_bytes())
        plain_environment[name] = str(keys / file.name)
    return {
        **plain_environment,
        "DATABASE_URL": f"sqlite:///{tmp_path / 'desk.sqlite3'}",
        "PORTAL_DATABASE_URL": f"sqlite:///{letter_box_file}",
    }


def lose(file: Path) -> None:
    file.unlink()


def garble(file: Path) -> None:
    file.write_text("not a key")


def empty(file: Path) -> None:
    file.write_text("{}")


def exchange(file: Path) -> None:
    """Another desk's key, whole in itself."""
    folder = file.parent / "other"
    run(
        [sys.executable, "manage.py", "make_keys", f"--directory={folder}", "--settings=portal.settings.desk"],
        {**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.desk"},
    )
    file.write_bytes((folder / "desk.json").read_bytes())


@pytest.mark.parametrize("command", [ENTRY, COURIER], ids=["desk", "courier"])
@pytest.mark.parametrize("break_it", [lose, garble, empty, exchange])
def test_a_private_key_that_does_not_fit_stops_the_start_with_one_sentence(
    environment: Environment, break_it: Callable[[Path], None], command: list[str]
) -> None:
    break_it(Path(environment["PRIVATE_KEY_FILE"]))
    done = run(command, environment)
    assert done.returncode == 1
    assert "The desk does not start." in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_the_desk_still_migrates_and_checks_itself_without_keys(environment: Environment) -> None:
    Path(environment["PRIVATE_KEY_FILE"]).unlink()
    for words in (["migrate", "--verbosity=0"], ["makemigrations", "--check", "--dry-run"], ["check"]):
        done = run([sys.executable, "manage.py", *words, "--settings=portal.settings.desk"], environment)
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("alias", ["portal", "broom"])
def test_the_desk_migrates_no_database_but_its_own(environment: Environment, alias: str) -> None:
    command = [sys.executable, "manage.py", "migrate", f"--database={alias}", "--settings=portal.settings.desk"]
    done = run(command, {**environment, "BROOM_DATABASE_URL": environment["PORTAL_DATABASE_URL"]})
    assert done.returncode == 1
    assert "The desk migrates its own database only." in done.stderr
    assert "Traceback" not in done.stderr


def test_the_courier_says_when_it_has_no_way_to_the_letter_box(environment: Environment) -> None:
    done = run(COURIER, {**environment, "PORTAL_DATABASE_URL": ""})
    assert done.returncode == 1
    assert "PORTAL_DATABASE_URL is missing" in done.stderr


def test_the_started_desk_has_loaded_nothing_of_the_cms(environment: Environment) -> None:
    script = (
        "import sys, portal.settings.desk_wsgi\n"
        "from django.urls import get_resolver\n"
        "from django.test import Client\n"
        "get_resolver().url_patterns\n"
        "import portal.desk.courier.loop\n"
        "Client().get('/accounts/login/')\n"
        "print(sorted({name.split('.')[0] for name in sys.modules}))"
    )
    done = run([sys.executable, "-c", script], environment)
    assert done.returncode == 0, done.stderr
    loaded = done.stdout
    assert "'portal'" in loaded
    for unwanted in ("wagtail", "treebeard", "taggit", "modelcluster", "wagtail_localize", "modelsearch"):
        assert f"'{unwanted}'" not in loaded
    for heavy in ("typst", "fhir", "pydantic"):
        assert f"'{heavy}'" not in loaded, "an export alone brings it in"


def test_a_started_courier_beats_and_ends_at_once_by_sigterm(environment: Environment) -> None:
    migrated = run([sys.executable, "manage.py", "migrate", "--verbosity=0"], environment)
    assert migrated.returncode == 0, migrated.stderr
    command = [sys.executable, "-u", "manage.py", "courier", "--settings=portal.settings.desk"]
    with subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as courier:
        assert courier.stdout
        assert b"on its way" in courier.stdout.readline()
        time.sleep(1.5)
        courier.send_signal(signal.SIGTERM)
        rest, complaints = courier.communicate(timeout=10)
    assert courier.returncode == 0
    assert b"has stopped" in rest
    assert complaints == b""


def test_the_web_process_of_the_desk_cannot_reach_the_letter_box(environment: Environment) -> None:
    script = (
        "import django; django.setup()\n"
        "from portal.intake.service import Letter\n"
        "try: Letter.objects.count()\n"
        "except RuntimeError as error: print(error)"
    )
    done = run([sys.executable, "-c", script], {**environment, "PORTAL_DATABASE_URL": ""})
    assert "no way to the letter box" in done.stdout
