"""Runs the benchmarks and writes what each printed to docs/measurements/, with date, machine and command.

Usage: python -m benchmarks [name …]   (make bench)
A benchmark is a module of this package with a `main()` that prints its figures.
"""

from __future__ import annotations

import os
import pkgutil
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import benchmarks
from tools.processes import PYTHON, ROOT
from tools.terminal import say, stop

MEASUREMENTS: Final = ROOT / "docs/measurements"
NO_BENCHMARKS: Final = frozenset({"__main__", "catalogue_rows", "queue_rows", "side_by_side"})


def machine() -> str:
    """The machine in one line: processor count, architecture, memory, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {platform.machine()}, {memory:.0f} GiB, Python {platform.python_version()}"


def measure(name: str) -> bool:
    """Whether a benchmark ended well; its output is written either way."""
    command = [PYTHON, "-m", f"benchmarks.{name}"]
    environment = {**os.environ, "TUKIPORTTI_ENV": os.environ.get("TUKIPORTTI_ENV", "dev")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    today = datetime.now(tz=UTC).date()
    lines = [f"# {name}", "", f"{today.isoformat()}; {machine()}; `python -m benchmarks.{name}`", "", "```"]
    text = "\n".join([*lines, done.stdout.rstrip(), "```", ""])
    (MEASUREMENTS / f"{name}.md").write_text(text, encoding="utf-8")
    say(done.stdout)
    if done.returncode != 0:
        say(done.stderr[-3000:])
    return done.returncode == 0


def main() -> None:
    """Runs the named benchmarks, or all of them."""
    modules = pkgutil.iter_modules([str(Path(benchmarks.__file__).parent)])
    known = [one.name for one in modules if one.name not in NO_BENCHMARKS]
    wanted = sys.argv[1:] or known
    MEASUREMENTS.mkdir(parents=True, exist_ok=True)
    if unknown := set(wanted) - set(known):
        stop(f"No such benchmark: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    if failed := [name for name in wanted if not measure(name)]:
        stop(f"Did not end well: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
