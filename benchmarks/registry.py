"""Reading 30,000 services of the national registry over HTTP: records per second, and the memory of the reading process.

The process that reads is a child; its largest resident memory is what the machine says of it when it has ended
(getrusage). It reads twice: first all is new, then nothing has changed. Usage: python -m benchmarks.registry [COUNT]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server.server import World, registry_of
from tools.processes import PYTHON, ROOT
from tools.terminal import say, stop

COUNT: Final = 30_000
MOST_MEGABYTES: Final = 300
KILOBYTES: Final = 1024
STARTER: Final = (
    "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:]);"
    "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
)


class Indexed(World):
    """A registry that finds entries by id at once, as a real one does."""

    def _v11(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any]:
        by_id = vars(self).setdefault("by_id", {one["id"]: one for one in self.entries["Service"]})
        if path == "Service/list":
            return 200, [by_id[one] for one in query["guids"][0].split(",") if one in by_id]
        return super()._v11(path, query)


def world_of(count: int) -> World:
    """So many services, each with its own words."""
    services = []
    for number in range(1, count + 1):
        words = [f"Palvelu {number} auttaa perhettä arjessa, kotona ja koulussa." for _ in range(12)]
        described = [
            *v11.text("Apua arkeen.", "Stöd i vardagen.", type="Summary"),
            *v11.text(" ".join(words), "Vi hjälper familjen hemma och i skolan. " * 12, type="Description"),
        ]
        services.append(v11.service(number, serviceDescriptions=described))
    return Indexed(entries={"Service": services})


def child(*arguments: str, environment: dict[str, str]) -> tuple[str, float, float]:
    """What a command printed, its largest resident memory in megabytes, and how many seconds it took.

    A small process of its own starts it and asks for its memory: what this one holds would be counted to its own child.
    """
    began = time.monotonic()
    command = [PYTHON, "-c", STARTER, PYTHON, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        stop(f"{arguments[0]} ended with {done.returncode}.")
    told, _line, kilobytes = done.stdout.rstrip().rpartition("\n")
    return told, int(kilobytes) / KILOBYTES, time.monotonic() - began


def measure(count: int) -> float:
    """Reads so many services twice, prints what it took, and gives the larger memory in megabytes."""
    most = 0.0
    with tempfile.TemporaryDirectory(prefix="tukiportti-bench-") as folder:
        Path(folder, "static").mkdir()
        url = f"sqlite:///{folder}/portal.sqlite3"
        environment = {**os.environ, "TUKIPORTTI_ENV": "dev", "VAR_DIR": folder, "DATABASE_URL": url}
        child("migrate", "--verbosity=0", environment=environment)
        with registry_of(world_of(count)) as address:
            for what in ("all new", "nothing changed"):
                source = f"{address}/api/v11"
                told, megabytes, seconds = child("read_ptv", source, "--full", environment=environment)
                most = max(most, megabytes)
                say(f"{count} services, {what}: {told.splitlines()[-1]}; {seconds:.0f} s, {megabytes:.0f} MB at most")
    return most


def main() -> None:
    """Prints the figures, and fails where the memory is over its limit."""
    most = measure(int(sys.argv[1]) if len(sys.argv) > 1 else COUNT)
    if most > MOST_MEGABYTES:
        stop(f"{most:.0f} MB, and {MOST_MEGABYTES} is the limit.")


if __name__ == "__main__":
    main()
