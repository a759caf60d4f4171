"""Pages asked for on two databases in turn, in one process, so that whatever else this machine does weighs on both."""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.test.utils import CaptureQueriesContext

ROUNDS: Final = 41


@dataclass
class Figures:
    """What one case took on one database."""

    address: str = ""
    rows: int = 0
    length: int = 0
    queries: int = 0
    seconds: list[float] = field(default_factory=list)
    computing: list[float] = field(default_factory=list)
    """Seconds of this process's own processor time, which other processes of the machine do not lengthen."""

    @property
    def p50(self) -> float:
        """Milliseconds."""
        return statistics.median(self.seconds) * 1000

    @property
    def computed(self) -> float:
        """Milliseconds of processor time."""
        return statistics.median(self.computing) * 1000


Sides = Mapping[str, tuple[BaseDatabaseWrapper, Client]]


def connect(database: str) -> BaseDatabaseWrapper:
    """A connection of the web process to that database."""
    made = connections.create_connection("default")
    made.settings_dict = {**made.settings_dict, "NAME": database}
    return made


def turn_to(side: BaseDatabaseWrapper) -> None:
    """Lets everything that follows ask that database, and keep what it remembers of it apart from the other's."""
    connections["default"] = side
    caches[DEFAULT_CACHE_ALIAS].key_prefix = side.settings_dict["NAME"]


def first_look(sides: Sides, address: Callable[[], str], row: re.Pattern[bytes]) -> dict[str, Figures]:
    """The case on both sides once: how often `row` stands on the page, its queries; then everything is warm."""
    found = {}
    for name, (side, browser) in sides.items():
        turn_to(side)
        figures = found[name] = Figures(address())
        browser.get(figures.address)
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(figures.address)
        assert answer.status_code == 200, figures.address
        figures.rows, figures.length, figures.queries = (
            len(row.findall(answer.content)),
            len(answer.content),
            len(queries),
        )
    return found


def ask_in_turn(sides: Sides, found: dict[str, Figures], between: Callable[[], None]) -> None:
    """Asks both sides in turn, as often as every other case."""
    for done in range(ROUNDS):
        # Whoever comes first may have found the caches colder.
        for name, (side, browser) in sorted(sides.items(), reverse=bool(done % 2)):
            turn_to(side)
            between()
            started, computed = time.perf_counter(), time.process_time()
            browser.get(found[name].address)
            found[name].seconds.append(time.perf_counter() - started)
            found[name].computing.append(time.process_time() - computed)


def ratio(found: dict[str, Figures]) -> float:
    """How many times as long as the first side the last one takes."""
    small, *_between, large = found.values()
    return large.p50 / small.p50


def computing_ratio(found: dict[str, Figures]) -> float:
    """The same of the processor time of this process; the database's own is not in it."""
    small, *_between, large = found.values()
    return large.computed / small.computed
