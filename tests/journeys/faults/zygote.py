"""One half, started once, that forks a process for each hit, and is the parent that kills it and counts how it ended.

Run as a module with the environment of a half. It reads one command a line from standard input, as JSON, and answers
each on standard output:

    {"do": "serve"}                          a process that serves until the end; answers its port
    {"do": "kill", "point": …}               a process that serves one request; answers its port, and later how it ended
    {"do": "kill", "point": …, "run": […]}   a process that runs a management command; answers how it ended
    {"do": "run", "run": […]}                a management command, to its end
    {"do": "read"}                           every contact at the desk, opened
    {"do": "durability"}                     what the database says about its own care
"""

from __future__ import annotations

import io
import json
import os
import select
import signal
import socketserver
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, Final
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django

PATIENCE_SECONDS: Final = 60

_children: list[int] = []


class Server(WSGIServer):
    """A small real HTTP server, bound before the fork, that ends with its parent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), QuietHandler)
        self.parent = os.getpid()

    def server_bind(self) -> None:
        """Binds without asking for the host's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
        self.setup_environ()

    def service_actions(self) -> None:
        """Ends an orphan."""
        if os.getppid() != self.parent:
            os._exit(0)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that went away is no news."""


class QuietHandler(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing."""


def answer(**values: Any) -> None:
    """One answer to the parent's parent."""
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


def fork(act: Callable[[], None]) -> int:
    """The id of a process that does it and ends. No connection of the parent is shared with it."""
    from django.db import connections

    connections.close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        code = 0
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
    finally:
        sys.stderr.flush()
        os._exit(code)


def serve(application: Any) -> None:
    """Starts the process that serves until the end."""
    server = Server()
    server.set_app(application)
    _children.append(fork(lambda: server.serve_forever(poll_interval=0.5)))
    answer(port=server.server_port)
    server.server_close()


def kill(application: Any, point: str, run: list[str] | None) -> None:
    """Forks a process that stops at the point, kills it there by SIGKILL, and answers how it ended."""
    from tests.journeys.faults.listener import arm

    here, there = os.pipe()
    server = None if run else Server()

    def act() -> None:
        os.close(here)
        arm(point, there)
        if server is None:
            _command(run or [])
        else:
            server.handle_request()

    if server:
        server.set_app(application)
    child = fork(act)
    os.close(there)
    if server:
        answer(port=server.server_port)
        server.server_close()
    answer(**_ended(child, here))


def _ended(child: int, pipe: int) -> dict[str, Any]:
    ready, _, _ = select.select([pipe], [], [], PATIENCE_SECONDS)
    reached = bool(ready) and os.read(pipe, 16) == b"reached"
    if reached or not ready:
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(pipe)
    return {"reached": reached, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}


def _command(words: list[str]) -> None:
    from django.core.management import call_command

    call_command(*words, stdout=io.StringIO())


def run(words: list[str]) -> None:
    """A management command, to its end."""
    _, status = os.waitpid(fork(lambda: _command(words)), 0)
    answer(code=os.waitstatus_to_exitcode(status))


def told(source: Callable[[], dict[str, Any]]) -> None:
    """What the function returns, found out by a process of its own."""
    here, there = os.pipe()

    def act() -> None:
        os.close(here)
        with os.fdopen(there, "w") as pipe:
            json.dump(source(), pipe)

    child = fork(act)
    os.close(there)
    with os.fdopen(here) as pipe:
        found = pipe.read()
    os.waitpid(child, 0)
    answer(**json.loads(found))


def durability() -> dict[str, Any]:
    """What the half's own database says, asked with the half's own role."""
    from django.db import connection

    asked = (
        ("PRAGMA synchronous", "PRAGMA journal_mode", "PRAGMA secure_delete")
        if connection.vendor == "sqlite"
        else ("SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes")
    )
    with connection.cursor() as cursor:
        return {one: _first(cursor, one) for one in asked}


def _first(cursor: Any, statement: str) -> Any:
    cursor.execute(statement)
    return cursor.fetchone()[0]


def main() -> None:
    """Sets the half up, warms it, and does as it is told until its standard input ends."""
    django.setup()
    half = os.environ["DJANGO_SETTINGS_MODULE"].rsplit(".", 1)[-1]
    application = import_module(f"portal.settings.{half}_wsgi").application
    if half == "portal":
        from django.test import Client

        Client().get("/fi/pyyda-apua/", headers={"host": "127.0.0.1"})
    answer(ready=True)
    for line in sys.stdin:
        told_to = json.loads(line)
        match told_to["do"]:
            case "serve":
                serve(application)
            case "kill":
                kill(application, told_to["point"], told_to.get("run"))
            case "run":
                run(told_to["run"])
            case "read":
                told(import_module("tests.journeys.faults.reading").contacts)
            case "durability":
                told(durability)
    for child in _children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main()
