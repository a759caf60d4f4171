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
from urllib.parse import parse_qsl

import django
from django.core.cache import cache
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from benchmarks.catalogue_rows import fill
from benchmarks.side_by_side import Sides, ask_in_turn, computing_ratio, connect, first_look, ratio, turn_to
from tests.postgres import PORTAL, SUPERUSER, manage, running_cluster

LARGE: Final = f"{PORTAL}_large"
SIZES: Final = {PORTAL: 100, LARGE: int(os.environ.get("SERVICES", "30000"))}
ROW: Final = re.compile(rb'href="/fi/palvelut/palvelu-\d+/"')
THREE: Final = "need=7&language=sv&channel=phone"
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
    Case("a place", "/fi/paikat/perhekeskus-954-fi/"),
    Case("the list", "/fi/palvelut/"),
    Case("the list, last page", "/fi/palvelut/", is_last=True),
    Case("the list, cold", "/fi/palvelut/", is_cold=True),
    Case("a facet, warm", "/fi/palvelut/?need=7"),
    Case("a facet, last page", "/fi/palvelut/?need=7", is_last=True),
    Case("a facet, cold", "/fi/palvelut/?need=7", is_cold=True),
    Case("three facets, warm", f"/fi/palvelut/?{THREE}"),
    Case("three facets, last page", f"/fi/palvelut/?{THREE}", is_last=True),
    Case("three facets, cold", f"/fi/palvelut/?{THREE}", is_cold=True),
    Case("a municipality", "/fi/kunta/954/"),
    Case("a municipality, cold", "/fi/kunta/954/", is_cold=True),
    Case("A to Z", "/fi/palvelut-a-o/"),
    Case("A to Z, last page", "/fi/palvelut-a-o/", is_last=True),
    Case("a need", "/fi/tuen-tarve/7/"),
    Case("a need, cold", "/fi/tuen-tarve/7/", is_cold=True),
    Case("ways to find, warm", "/fi/loyda-palvelu/"),
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
    """The last full page of a list, found by the greatest names."""
    words = django.apps.apps.get_model("services", "ServiceWords")
    keys = words.objects.filter(locale__language_code="fi", live=True).order_by("-name", "-pk")
    for dimension, code in parse_qsl(path.partition("?")[2]):
        keys = keys.filter(facts__facets__dimension=dimension, facts__facets__code=code)
    return f"{path}{'&' if '?' in path else '?'}after={keys.values_list('pk', flat=True)[50]}"


def main() -> None:
    """Prints the figures side by side; ends with an error when a target is missed."""
    wanted = re.compile(sys.argv[1] if len(sys.argv) > 1 else "")
    with standing():
        sides: Sides = filled()
        head = f"{'rows':>6}{'bytes':>7}{'q':>5}{'p50 ms':>8}"
        print(f"{'':<24}{'100 services':>26}{f'{SIZES[LARGE]:,} services':>26}{'times':>7}{'cpu':>7}{'most':>6}")
        print(f"{'':<24}{head}{head}")
        problems = [case.name for case in CASES if wanted.search(case.name) and not holds(sides, case)]
    if problems:
        sys.exit(f"a target is missed: {', '.join(problems)}")


def holds(sides: Sides, case: Case) -> bool:
    """Whether the case keeps its number of queries and its time; prints its line."""
    found = first_look(sides, lambda: address(case), ROW)
    ask_in_turn(sides, found, cache.clear if case.is_cold else lambda: None)
    small, large = found.values()
    parts = "".join(f"{one.rows:>6}{one.length:>7}{one.queries:>5}{one.p50:>8.1f}" for one in (small, large))
    print(f"{case.name:<24}{parts}{ratio(found):>7.2f}{computing_ratio(found):>7.2f}{case.most:>6.2f}", flush=True)
    # Pages of different length could not be compared.
    return (small.rows, small.queries) == (large.rows, large.queries) and ratio(found) <= case.most


if __name__ == "__main__":
    main()
