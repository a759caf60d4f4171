"""The public pages of a catalogue of 30,000 services against one of 100, on PostgreSQL: whole requests, side by side.

Both catalogues lie in one cluster and are asked in turn in one process, as the role of the portal. A cold page is one
whose counts nobody has asked for lately; a warm one finds them kept.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import django
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from benchmarks.catalogue_rows import fill
from benchmarks.side_by_side import Sides, ask_in_turn, connect, first_look, ratio, turn_to
from tests.postgres import PORTAL, SUPERUSER, manage, running_cluster

LARGE: Final = f"{PORTAL}_large"
SIZES: Final = {PORTAL: 100, LARGE: int(os.environ.get("SERVICES", "30000"))}
ROW: Final = b"tp-service-list__item"
WARM, COLD = 1.25, 3.0


@dataclass(frozen=True)
class Case:
    """A page; `is_last`: the last page of its list; `is_cold`: nothing is kept from one request to the next."""

    name: str
    path: str
    is_last: bool = False
    is_cold: bool = False

    @property
    def most(self) -> float:
        """How many times the small catalogue's time it may take."""
        return COLD if self.is_cold else WARM


CASES: Final = (
    Case("a service", "/fi/palvelut/palvelu-7/"),
    Case("a service, Swedish", "/sv/tjanster/palvelu-7/"),
    Case("the list", "/fi/palvelut/"),
    Case("the list, last page", "/fi/palvelut/", is_last=True),
    Case("a need, warm", "/fi/palvelut/?need=7"),
    Case("a need, cold", "/fi/palvelut/?need=7", is_cold=True),
    Case("three facets, warm", "/fi/palvelut/?need=7&municipality=954&target_group=KR1.2"),
    Case("three facets, cold", "/fi/palvelut/?need=7&municipality=954&target_group=KR1.2", is_cold=True),
    Case("a municipality", "/fi/kunta/954/"),
    Case("a municipality, cold", "/fi/kunta/954/", is_cold=True),
)


@contextmanager
def standing() -> Iterator[None]:
    """A cluster with both catalogues filled, and this process set up as the portal."""
    with tempfile.TemporaryDirectory(prefix="tukiportti-bench-") as folder, running_cluster() as cluster:
        with cluster.connect(SUPERUSER, SUPERUSER) as server:
            server.execute(f"CREATE DATABASE {LARGE} OWNER portal_owner TEMPLATE {PORTAL}")
        settings = "portal.settings.portal"
        keys = {"PUBLIC_KEYS_FILE": f"{folder}/keys/public.json", "PRIVATE_KEY_FILE": f"{folder}/keys/desk.json"}
        os.environ.update(
            {"TUKIPORTTI_ENV": "dev", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": settings, **keys},
            **cluster.portal_environment(),
        )
        manage("make_keys", settings="portal.settings.desk")
        manage("collectstatic", "--noinput", "--verbosity=0", settings=settings)
        django.setup()
        # What the log would say of every request is not what is measured.
        logging.disable(logging.WARNING)
        yield


def filled() -> dict[str, tuple[BaseDatabaseWrapper, Client]]:
    """Both catalogues, each with a browser."""
    sides = {}
    for database, count in SIZES.items():
        turn_to(side := connect(database))
        started = time.perf_counter()
        fill(count)
        with side.cursor() as cursor:
            cursor.execute("ANALYZE")
        print(f"{count:>7} services filled in {time.perf_counter() - started:.0f} s", flush=True)
        sides[database] = side, Client(SERVER_NAME="127.0.0.1")
    return sides


def address(case: Case) -> str:
    """The case's address on the catalogue that is turned to."""
    return _last_page(case.path) if case.is_last else case.path


def _last_page(path: str) -> str:
    """The page before the end of the list, found by the greatest names."""
    words = django.apps.apps.get_model("services", "ServiceWords")
    keys = words.objects.filter(locale__language_code="fi", live=True).order_by("-name", "-pk")
    return f"{path}?after={keys.values_list('pk', flat=True)[50]}"


def main() -> None:
    """Prints the figures side by side; ends with an error when a target is missed."""
    wanted = re.compile(sys.argv[1] if len(sys.argv) > 1 else "")
    with standing():
        sides: Sides = filled()
        print(f"{'':<28}{'100 services':>24}{f'{SIZES[LARGE]:,} services':>24}")
        print(f"{'':<28}{'rows queries p50 ms':>24}{'rows queries p50 ms':>24}{'times':>8}{'most':>6}")
        problems = [case.name for case in CASES if wanted.search(case.name) and not holds(sides, case)]
    if problems:
        sys.exit(f"a target is missed: {', '.join(problems)}")


def holds(sides: Sides, case: Case) -> bool:
    """Whether the case keeps its number of queries and its time; prints its line."""
    found = first_look(sides, lambda: address(case), ROW)
    ask_in_turn(sides, found, case.most, cache.clear if case.is_cold else lambda: None)
    small, large = found.values()
    parts = "".join(f"{one.rows:>12}{one.queries:>5}{one.p50:>7.1f}" for one in (small, large))
    print(f"{case.name:<28}{parts}{ratio(found):>8.2f}{case.most:>6.2f}", flush=True)
    return small.queries == large.queries and ratio(found) <= case.most


if __name__ == "__main__":
    main()
