"""`make run`: a clear sentence for what is wrong on the machine, one Ctrl-C for everything, and a quick second start."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.journeys.house import free_port, prepared_house
from tools import start
from tools.processes import ROOT

BARE: Final = {"PATH": os.environ["PATH"], "PYTHONUNBUFFERED": "1"}
ANOTHER: Final = ("python3.8", "python3.9", "python3.10", "python3.12", "python3.13", "python3.14", "python3")
OLD_PYTHON: Final = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1], run_name='__main__')"
STOP_SECONDS: Final = 10
START_SECONDS: Final = 10
PATIENCE_SECONDS: Final = 120


def starter(var_dir: Path, **environment: str) -> dict[str, str]:
    return {**BARE, "HOME": str(var_dir.parent), "VAR_DIR": str(var_dir), **environment}


def said_when_started(var_dir: Path, **environment: str) -> tuple[int, str]:
    """The exit code of a start that cannot succeed, and what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.start"],
        cwd=ROOT,
        env=starter(var_dir, **environment),
        capture_output=True,
        text=True,
        timeout=PATIENCE_SECONDS,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


@contextmanager
def taken_port() -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


ONE_WORKER = pytest.mark.xdist_group("starter")
"""Whoever comes second would only wait for the house to be made."""


@pytest.fixture
def made_house(tmp_path: Path) -> Path:
    """The VAR_DIR of an installation that was started before."""
    var_dir = tmp_path / "var"
    shutil.copytree(prepared_house(), var_dir)
    (var_dir / "made-from.txt").write_text(start.fingerprint())
    (var_dir / "contacts-sent.txt").touch()
    return var_dir


@pytest.mark.parametrize("name", ["PORT", "DESK_PORT"])
def test_a_port_in_use_is_named_with_what_to_do(tmp_path: Path, name: str) -> None:
    with taken_port() as port:
        other = "DESK_PORT" if name == "PORT" else "PORT"
        code, said = said_when_started(tmp_path / "var", **{name: str(port), other: str(free_port())})
    assert code == 1
    assert f"Port {port} is in use" in said
    assert f"make run {name}=<port>" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("wrong", ["abc", "0", "70000", "-1", "80 80", "", "８０００", "²", "1" * 30])
def test_a_port_that_is_none_is_told(tmp_path: Path, wrong: str) -> None:
    code, said = said_when_started(tmp_path / "var", PORT=wrong)
    assert code == 1
    assert f"PORT is {wrong!r}; it must be a number from 1 to 65535." in said
    assert "Traceback" not in said


def test_one_port_for_both_halves_is_told(tmp_path: Path) -> None:
    port = str(free_port())
    code, said = said_when_started(tmp_path / "var", PORT=port, DESK_PORT=port)
    assert (code, "need one each" in said, "Traceback" in said) == (1, True, False)


def another_python() -> str | None:
    """A Python of another version that runs here, if there is one."""
    for name in ANOTHER:
        found = shutil.which(name)
        if found is None:
            continue
        asked = [found, "-I", "-c", "import sys; print(sys.version_info[:2] != (3, 11))"]
        done = subprocess.run(asked, capture_output=True, text=True, env=BARE, check=False)
        if done.returncode == 0 and done.stdout.strip() == "True":
            return found
    return None


def test_another_python_is_refused_with_what_to_install() -> None:
    bootstrap = str(ROOT / "tools/bootstrap.py")
    commands = [[sys.executable, "-I", "-c", OLD_PYTHON, bootstrap]]
    if found := another_python():
        commands.append([found, "-I", bootstrap, "run"])
    for command in commands:
        done = subprocess.run(command, cwd=ROOT, env=BARE, capture_output=True, text=True, timeout=30, check=False)
        assert done.returncode == 1
        assert "Tukiportti needs Python 3.11, and this is 3." in done.stderr
        assert "apt-get install python3.11" in done.stderr
        assert "Traceback" not in done.stderr


def spoil_text(file: Path) -> None:
    file.write_text("this is no key")


def spoil_key(file: Path) -> None:
    keys = json.loads(file.read_text())
    text = json.dumps(keys)
    longest = max((one for one in text.split('"') if " " not in one), key=len)
    file.write_text(text.replace(longest, longest[::-1]))


@ONE_WORKER
@pytest.mark.parametrize("spoil", [spoil_text, spoil_key, Path.unlink], ids=["no key", "wrong key", "missing"])
def test_a_desk_key_that_does_not_fit_stops_the_start_with_a_sentence(made_house: Path, spoil: object) -> None:
    assert callable(spoil)
    spoil(made_house / "keys/desk.json")
    code, said = said_when_started(made_house, PORT=str(free_port()), DESK_PORT=str(free_port()))
    assert code == 1
    assert "The desk does not start." in said
    assert "Traceback" not in said


def descendants(pid: int) -> set[int]:
    """Every process that the process started, and those that these started."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found |= {int(child)} | descendants(int(child))
    return found


@contextmanager
def started(var_dir: Path) -> Iterator[tuple[subprocess.Popen[str], float]]:
    """A running demo, and how many seconds it took until it welcomed."""
    begun = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-m", "tools.start"],
        cwd=ROOT,
        env=starter(var_dir, PORT=str(free_port()), DESK_PORT=str(free_port())),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if "Ctrl-C stops everything" in line:
                break
        assert process.poll() is None
        yield process, time.monotonic() - begun
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(STOP_SECONDS + 20)


@ONE_WORKER
@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_one_ctrl_c_ends_everything(made_house: Path, signum: signal.Signals) -> None:
    with started(made_house) as (process, _seconds):
        everything = descendants(process.pid)
        assert len(everything) >= 4, "portal, desk, courier and sweep"
        asked = time.monotonic()
        process.send_signal(signum)
        said, _ = process.communicate(timeout=STOP_SECONDS + 20)
        took = time.monotonic() - asked
    assert process.returncode == 0
    assert "Traceback" not in said
    assert [one for one in everything if Path(f"/proc/{one}").exists()] == []
    assert took < STOP_SECONDS


@ONE_WORKER
@pytest.mark.wide
def test_a_second_start_takes_under_ten_seconds(made_house: Path) -> None:
    took = []
    for _ in range(3):
        with started(made_house) as (_process, seconds):
            took.append(seconds)
    assert min(took) < START_SECONDS, took
