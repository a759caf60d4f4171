"""The programs that tests need besides Python packages: found, installed where that is allowed, or named."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.terminal import say, step, stop


@dataclass(frozen=True, slots=True)
class Program:
    """A program, where it may lie, and the Debian package that brings it."""

    name: str
    package: str
    globs: tuple[str, ...]

    def path(self) -> Path | None:
        """The program's path, or None. Of several versions the newest."""
        found = [Path(one) for one in [shutil.which(self.name)] if one]
        for pattern in self.globs:
            found += sorted(Path("/").glob(pattern), key=_version, reverse=True)
        return next((one for one in found if os.access(one, os.X_OK)), None)


CHROMIUM: Final = Program(
    "chromium", "chromium", ("usr/bin/chromium", "usr/bin/chromium-browser", "usr/bin/google-chrome")
)
INITDB: Final = Program("initdb", "postgresql", ("usr/lib/postgresql/*/bin/initdb", "usr/pgsql-*/bin/initdb"))
FONT: Final = Program("fc-list", "fontconfig", ())
NEEDED: Final = (CHROMIUM, INITDB)


def _version(path: Path) -> tuple[int, ...]:
    return tuple(int(part) for part in "".join(c if c.isdigit() else " " for c in str(path)).split())


def ensure() -> None:
    """Returns when every program is there. Ends with a sentence that names the package when one cannot be had."""
    missing = [one for one in NEEDED if one.path() is None]
    if not missing:
        return
    packages = [one.package for one in missing]
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        stop(f"The tests need {' and '.join(packages)}. Install them (Debian: apt-get install {' '.join(packages)}).")
    with step(f"Installing {', '.join(packages)} from the system's packages"):
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
            done = subprocess.run(["apt-get", *command], env=quiet, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                say(done.stderr[-2000:])
                stop(f"apt-get {' '.join(command)} did not succeed. The tests need {' and '.join(packages)}.")
    still = [one.package for one in missing if one.path() is None]
    if still:
        stop(f"The packages {', '.join(still)} were installed, but their programs were not found.")
