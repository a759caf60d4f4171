"""A storm over the real processes on both databases: kills, crashes of PostgreSQL, double and edited posts."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Final

from tests.journeys.faults.ground import ENGINES, standing
from tests.journeys.faults.storm import Outcome, storm_over

CONTACTS: Final = 1_000
STOPS: Final = {"sqlite": 0, "postgresql": 3}


def rows(out: Outcome) -> dict[str, str]:
    """The figures of one storm, each with its name."""
    return {
        "contacts with a receipt": str(len(out.acknowledged)),
        "sent twice (same receipt)": str(out.doubled),
        "sent again, changed": str(len(out.edited)),
        "web workers killed": str(out.web_kills),
        "courier killed": str(out.courier_kills),
        "PostgreSQL stopped at once": str(out.stops),
        "processes started again": str(out.restarts),
        "tries of senders": str(out.tries),
        "at the desk": str(len(out.desk["contacts"])),
        "lost": str(len(out.lost)),
        "amendments lost": str(len(out.lost_amendments)),
        "doubled": str(len(out.doubles)),
        "without a receipt": str(len(out.strangers)),
        "set aside": str(out.desk["aside"]),
        "seconds": f"{out.seconds:.0f}",
        "until the desk had all, s": f"{out.lag:.1f}",
    }


def main() -> None:
    """Runs a storm on each database; ends with exit code 1 when anything was lost or doubled."""
    columns = {}
    for name in ENGINES:
        with tempfile.TemporaryDirectory() as folder, standing(name, Path(folder)) as ground:
            columns[name] = storm_over(ground, CONTACTS, stops=STOPS[name])
    shown = {name: rows(out) for name, out in columns.items()}
    print(f"{'':<28}" + "".join(f"{name:>12}" for name in shown))
    for label in shown[ENGINES[0]]:
        print(f"{label:<28}" + "".join(f"{one[label]:>12}" for one in shown.values()))
    if any(out.lost or out.lost_amendments or out.doubles or out.strangers for out in columns.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
