"""The whole suite: lint first, then every test of both halves, then the three real processes.

Usage: python -m tools.suite [--wide]
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Final

from tools import frontend, lint, messages, system_packages
from tools.processes import PYTHON, ROOT
from tools.terminal import say, step, stop

PARALLEL: Final = str(min(os.cpu_count() or 1, 4))


def pytest(name: str, *arguments: str) -> bool:
    """Whether a part of the suite is green."""
    say(f"\n== {name}")
    command = [PYTHON, "-m", "pytest", "-q", "--durations=5", *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def main() -> None:
    """Runs lint and the suite; with --wide also the matrices, storms and fuzzing."""
    started = time.monotonic()
    selection = [] if "--wide" in sys.argv[1:] else ["-m", "not wide"]
    system_packages.ensure()
    with step("Building CSS and JavaScript"):
        frontend.build()
    messages.compile_all()
    lint.main()
    parts = {
        "kernels and portal half": [
            "--ds=portal.settings.portal",
            "-n",
            PARALLEL,
            "--dist=loadgroup",
            "tests/kernels",
            "tests/portal",
            "tests/tools",
        ],
        "desk half": ["--ds=portal.settings.desk", "-n", PARALLEL, "tests/desk"],
        "journeys through the three processes": [
            "--ds=portal.settings.portal",
            "-n",
            PARALLEL,
            "--dist=loadgroup",
            "tests/journeys",
        ],
    }
    failed = [name for name, arguments in parts.items() if not pytest(name, *selection, *arguments)]
    say(f"\nThe suite took {(time.monotonic() - started) / 60:.1f} minutes.")
    if failed:
        stop(f"Red: {', '.join(failed)}.")


if __name__ == "__main__":
    main()
