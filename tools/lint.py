"""Everything that can be said about the code without running it: python -m tools.lint."""

from __future__ import annotations

import ast
import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tools import message_check, messages
from tools.processes import PYTHON, ROOT
from tools.terminal import say, stop

BIN: Final = Path(PYTHON).parent
LINES_IN_A_FILE: Final = 300
LINES_IN_A_FUNCTION: Final = 40
DESK_BENCHMARKS: Final = ("benchmarks/queue.py", "benchmarks/queue_rows.py", "benchmarks/search.py")
DESK_FILES: Final = ("portal/desk", "portal/vault", "portal/demo/desk", *DESK_BENCHMARKS)
PORTAL_ROOMS: Final = (
    "core",
    "intake",
    "accounts",
    "services",
    "home",
    "selfcheck",
    "invites",
    "demo/public",
    "settings",
)
PORTAL_BENCHMARKS: Final = (
    "benchmarks/__main__.py",
    "benchmarks/registry.py",
    "benchmarks/storm.py",
    "benchmarks/vault.py",
)
PORTAL_FILES: Final = ("manage.py", "tools", *PORTAL_BENCHMARKS, *(f"portal/{room}" for room in PORTAL_ROOMS))


def run(name: str, *command: str, half: str = "portal") -> bool:
    """Whether a program is content; what it printed is shown when it is not."""
    environment = {**os.environ, "TUKIPORTTI_ENV": "dev", "DJANGO_SETTINGS_MODULE": f"portal.settings.{half}"}
    done = subprocess.run([*command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        say(f"{done.stdout}{done.stderr}")
    return done.returncode == 0


def program(*command: str) -> tuple[str, ...]:
    """The command of a program of the virtualenv."""
    return (str(BIN / command[0]), *command[1:])


def sizes() -> bool:
    """Whether every file and every function can be read in one go."""
    found = []
    for folder in ("portal", "tools", "tests", "benchmarks"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            if "/migrations/" not in str(file):
                found += list(_too_long(file))
    for line in found:
        say(line)
    return not found


def _too_long(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    name = file.relative_to(ROOT)
    found = [f"{name}: {count} lines"] if (count := text.count("\n")) > LINES_IN_A_FILE else []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            body_starts = node.body[1].lineno if ast.get_docstring(node) and len(node.body) > 1 else node.body[0].lineno
            length = node.end_lineno - body_starts + 1
            if length > LINES_IN_A_FUNCTION:
                found.append(f"{name}:{node.lineno}: {node.name} has {length} lines")
    return found


def messages_complete() -> bool:
    """Whether nobody meets a string in another language."""
    messages.compile_all()
    found = message_check.problems()
    for line in found:
        say(line)
    return not found


def migrations(half: str) -> bool:
    """Whether the models of a half have all their migrations."""
    return run("", PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", half=half)


CHECKS: Final[dict[str, Callable[[], bool]]] = {
    "ruff": lambda: run("", *program("ruff", "check", ".")),
    "ruff format": lambda: run("", *program("ruff", "format", "--check", ".")),
    "import contracts": lambda: run("", *program("lint-imports")),
    "djlint": lambda: run("", *program("djlint", "portal", "--lint", "--quiet")),
    "messages": messages_complete,
    "sizes": sizes,
    "migrations of the portal": lambda: migrations("portal"),
    "migrations of the desk": lambda: migrations("desk"),
    "mypy, portal half": lambda: run("", *program("mypy", "--cache-dir=.mypy_cache/portal", *PORTAL_FILES)),
    "mypy, desk half": lambda: run("", *program("mypy", "--cache-dir=.mypy_cache/desk", *DESK_FILES), half="desk"),
}


def main() -> None:
    """Runs every check, and ends with an error that names those that failed."""
    failed = []
    for name, check in CHECKS.items():
        started = time.monotonic()
        well = check()
        say(f"{'ok  ' if well else 'FAIL'} {name} ({time.monotonic() - started:.1f} s)")
        if not well:
            failed.append(name)
    if failed:
        stop(f"Lint failed: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
