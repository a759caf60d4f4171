"""Starting, watching and stopping the processes of the house."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import FrameType
from typing import BinaryIO, Final

from tools.terminal import say, stop

ROOT: Final = Path(__file__).resolve().parent.parent
PYTHON: Final = sys.executable
START_SECONDS: Final = 60
STOP_SECONDS: Final = 8
QUICK_DEATH_SECONDS: Final = 5


def full_environment(values: Mapping[str, str]) -> dict[str, str]:
    """The values over what a process needs of the caller's own environment, and nothing else of it."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "TZ")
    return {**{key: os.environ[key] for key in kept if key in os.environ}, "PYTHONUNBUFFERED": "1", **values}


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """Runs a management command; ends the program with the command's own words when it fails."""
    command = [PYTHON, "manage.py", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=full_environment(environment), capture_output=True, text=True, check=False
    )
    for line in done.stdout.splitlines():
        say(f"  {line}")
    if done.returncode != 0:
        if "No space left" in done.stderr or "disk is full" in done.stderr:
            stop("The disk is full. Free some space and run again.")
        stop(f"{done.stderr.strip()}\n\n`manage.py {' '.join(arguments)}` did not succeed; the lines above say why.")


def web_command(half: str, port: int, *, workers: int = 2) -> list[str]:
    """The command of a web process: granian over WSGI with one blocking thread for each worker."""
    options = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers)]
    options += ["--blocking-threads", "1", "--no-ws", "--log-level", "warning", "--respawn-failed-workers"]
    return [PYTHON, "-m", "granian", *options, f"portal.settings.{half}_wsgi:application"]


class Supervisor:
    """Keeps a set of processes running, each in a group of its own, and stops them together.

    With `log_dir` each process writes to a file of its name there, else to this program's own output.
    """

    def __init__(self, log_dir: Path | None = None) -> None:
        self._log_dir = log_dir
        self._commands: dict[str, tuple[list[str], dict[str, str]]] = {}
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._started_at: dict[str, float] = {}

    def start(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Starts a process under a name and remembers how."""
        self._commands[name] = (list(command), full_environment(environment))
        self._spawn(name)

    def start_web(self, half: str, environment: Mapping[str, str], port: int) -> None:
        """Starts the web process of a half."""
        self.start(half, web_command(half, port), environment)

    def interrupt(self, signum: int, frame: FrameType | None) -> None:
        """Treats a request to end as Ctrl-C."""
        raise KeyboardInterrupt

    def wait_until_answering(self, ports: Mapping[str, int]) -> None:
        """Returns when every port answers; ends the program when a process dies or takes too long."""
        deadline = time.monotonic() + START_SECONDS
        waiting = dict(ports)
        while waiting:
            self._end_if_one_died()
            if time.monotonic() > deadline:
                self.stop_all()
                stop(f"No answer from {', '.join(waiting)} after {START_SECONDS} s.")
            waiting = {name: port for name, port in waiting.items() if not _answers(port)}
            time.sleep(0.1)

    def watch(self) -> None:
        """Starts again what ended, until a process cannot be kept alive."""
        while True:
            time.sleep(0.5)
            for name, process in self._running.items():
                if process.poll() is None:
                    continue
                if time.monotonic() - self._started_at[name] < QUICK_DEATH_SECONDS:
                    self.stop_all()
                    stop(f"The {name} process ends as soon as it starts; its words above say why.")
                say(f"The {name} process ended; starting it again.")
                self._spawn(name)

    def pid(self, name: str) -> int:
        """The id of the process that runs under a name."""
        return self._running[name].pid

    def revive(self) -> list[str]:
        """The names of the processes that had ended and were started again, however soon they had ended."""
        ended = [name for name, process in self._running.items() if process.poll() is not None]
        for name in ended:
            self._spawn(name)
        return ended

    def end(self, name: str) -> None:
        """Asks one process to end and waits until it has; `revive` starts it again."""
        _signal(self._running[name], signal.SIGTERM)
        self._running[name].wait(STOP_SECONDS)

    def stop_all(self) -> None:
        """Asks every process to end, and ends those that do not."""
        for process in self._running.values():
            _signal(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        for process in self._running.values():
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                _signal(process, signal.SIGKILL)
                process.wait()
        self._running.clear()

    def _spawn(self, name: str) -> None:
        command, environment = self._commands[name]
        # A group of its own: Ctrl-C reaches only this program, which then ends the others in order.
        with self._output(name) as output:
            self._running[name] = subprocess.Popen(
                command, cwd=ROOT, env=environment, start_new_session=True, stdout=output, stderr=output
            )
        self._started_at[name] = time.monotonic()

    def _output(self, name: str) -> AbstractContextManager[BinaryIO | None]:
        return nullcontext() if self._log_dir is None else (self._log_dir / f"{name}.log").open("ab")

    def _end_if_one_died(self) -> None:
        for name, process in self._running.items():
            if process.poll() is not None:
                self.stop_all()
                stop(f"The {name} process did not start; its words above say why.")


def _answers(port: int) -> bool:
    request = urllib.request.Request(f"http://127.0.0.1:{port}/health/live")
    try:
        with urllib.request.urlopen(request, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _signal(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    try:
        os.killpg(process.pid, number)
    except ProcessLookupError:
        return
