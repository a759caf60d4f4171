"""The three real processes on free ports, with databases of their own."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

from tools import demo
from tools.processes import PYTHON, ROOT, Supervisor, full_environment

TEMPLATES: Final = Path(os.environ.get("TUKIPORTTI_TEST_TEMPLATES", ROOT / "var/test-houses"))


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class NeutralSite(BaseHTTPRequestHandler):
    """The dull site that exit leads to, as a second host of the test."""

    def do_GET(self) -> None:
        """Answers every address with the weather."""
        body = b"<!doctype html><html lang=fi><title>Saa</title><h1>Saa</h1>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@contextmanager
def neutral_site() -> Iterator[str]:
    """The address of a running neutral site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), NeutralSite)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        # Another host name than the portal's, so that it is another site to the browser.
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()


def _fingerprint() -> str:
    digest = hashlib.sha256()
    patterns = ("portal/**/*.py", "portal/**/*.toml", "portal/**/*.svg", "portal/**/wordlists/*.txt", "static/build/*")
    for file in sorted(file for pattern in patterns for file in ROOT.glob(pattern)):
        digest.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _manage(environment: dict[str, str], *arguments: str) -> None:
    done = subprocess.run(
        [PYTHON, "manage.py", *arguments],
        check=False,
        cwd=ROOT,
        env=full_environment(environment),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"manage.py {' '.join(arguments)}:\n{done.stdout[-2000:]}\n{done.stderr[-4000:]}"


def prepared_house() -> Path:
    """The folder of a migrated house with its demo loaded; made once for each state of the code, by one process."""
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    wanted = TEMPLATES / _fingerprint()
    with (TEMPLATES / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (wanted / "ready").exists():
            for old in TEMPLATES.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            wanted.mkdir()
            environment = demo.environment(wanted, 0, 0)
            _manage(environment.desk, "make_keys", "--directory", str(wanted / "keys"))
            _manage(environment.portal, "collectstatic", "--noinput", "--verbosity", "0")
            for half in (environment.portal, environment.desk):
                _manage(half, "migrate", "--noinput", "--verbosity", "0")
                _manage(half, "load_demo")
            (wanted / "ready").touch()
    return wanted


@dataclass
class House:
    """The running portal, desk and courier of one test, and where they keep things."""

    var_dir: Path
    exit_url: str = "https://neutral.example/"
    extra: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    desk_port: int = field(default_factory=free_port)
    supervisor: Supervisor = field(default_factory=Supervisor)

    @property
    def portal_url(self) -> str:
        """The address of the portal."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def desk_url(self) -> str:
        """The address of the desk."""
        return f"http://127.0.0.1:{self.desk_port}"

    @property
    def environment(self) -> demo.Environment:
        """The environment of each process."""
        made = demo.environment(self.var_dir, self.port, self.desk_port)
        for one in (made.portal, made.desk, made.courier):
            one.update({"EXIT_URL": self.exit_url, **self.extra})
        return made

    def login(self, half: str, role: str = "") -> dict[str, str]:
        """A demo login of a half: email, password, totp_secret."""
        logins = json.loads((self.var_dir / "demo-logins.json").read_text(encoding="utf-8"))
        return next(one for one in logins if one["half"] == half and role in (one["role"], ""))

    def start(self) -> None:
        """Starts the three processes and waits until both web processes answer."""
        made = self.environment
        self.supervisor.start_web("portal", made.portal, self.port)
        self.supervisor.start_web("desk", made.desk, self.desk_port)
        self.supervisor.start("courier", [PYTHON, "manage.py", "courier"], made.courier)
        self.supervisor.wait_until_answering({"portal": self.port, "desk": self.desk_port})

    def stop(self) -> None:
        """Stops them."""
        self.supervisor.stop_all()


@contextmanager
def running_house(
    folder: Path, *, exit_url: str = "https://neutral.example/", extra: dict[str, str] | None = None
) -> Iterator[House]:
    """A house of its own in a folder, started, and stopped at the end. `extra` goes into every environment."""
    var_dir = folder / "var"
    shutil.copytree(prepared_house(), var_dir)
    house = House(var_dir, exit_url=exit_url, extra=extra or {})
    house.start()
    try:
        yield house
    finally:
        house.stop()


def eventually(check: object, *, seconds: float = 15) -> None:
    """Returns when the check (a function) answers true. Raises AssertionError after some seconds."""
    assert callable(check)
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"{check} was not true within {seconds} s"
        time.sleep(0.1)
