"""How a test speaks to a zygote, and how it posts to a process that dies before it answers."""

from __future__ import annotations

import json
import subprocess
from typing import Any, Final

import requests
from bs4 import Tag

from tests.journeys.faults.ground import listening
from tests.journeys.faults.sender import post
from tools.form_client import Browser, Page
from tools.processes import PYTHON, ROOT, full_environment

KILLED: Final = 9


class Zygote:
    """A half that was started once and forks for each hit."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.killed = 0
        self._process = subprocess.Popen(
            [PYTHON, "-m", "tests.journeys.faults.zygote"],
            cwd=ROOT,
            env=full_environment(listening(environment)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait_until_ready(self) -> None:
        """Returns when the half is set up."""
        assert self._answer() == {"ready": True}

    def serve(self) -> str:
        """The address of a process that serves until the end."""
        return f"http://127.0.0.1:{self._ask(do='serve')['port']}"

    def kill_serving(self, point: str, browser: Browser, page: Page, form: Tag, values: dict[str, Any]) -> None:
        """Posts the form to a process that is killed at the point; fails when it answers or ends in another way."""
        port = self._ask(do="kill", point=point)["port"]
        try:
            answered = post(browser, page, form, values, f"http://127.0.0.1:{port}")
        except requests.ConnectionError:
            answered = None
        self._count(self._answer())
        assert answered is None

    def kill_running(self, point: str, *words: str) -> None:
        """Runs a management command that is killed at the point; fails when it ends in another way."""
        self._count(self._ask(do="kill", point=point, run=list(words)))

    def run(self, *words: str) -> None:
        """Runs a management command to its end."""
        assert self._ask(do="run", run=list(words)) == {"code": 0}

    def read(self) -> dict[str, Any]:
        """What stands at the desk, opened."""
        return self._ask(do="read")

    def durability(self) -> dict[str, Any]:
        """What the half's database says about its own care."""
        return self._ask(do="durability")

    def end(self) -> None:
        """Ends it and its children."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(20)

    def _count(self, ended: dict[str, Any]) -> None:
        assert ended == {"reached": True, "signal": KILLED}, ended
        self.killed += 1

    def _ask(self, **words: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(words) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process ended; its words are above"
        found: dict[str, Any] = json.loads(line)
        return found
