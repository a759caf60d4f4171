"""The queue at 500,000 contacts against 1,000, on PostgreSQL: every filter, first and deep pages, whole requests.

Both desks lie in one cluster and are asked in turn in one process, as the role of the desk's web process. The small
desk is a young one, most of its contacts open; the large one has years behind it. Where a filter fills a page, it fills
it on both, so that the same number of rows is drawn. A request is the whole page: its counts (urgent, every alarm,
suspected spam), its rows, its filters, its template.

A ratio over the target is measured on, up to a limit: what other programs do to a few requests goes away, and what the
size does stays.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import reduce
from importlib import import_module
from operator import or_
from typing import Final

import django
from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

from benchmarks.queue_rows import LARGE, SIZES, SMALL, fill
from benchmarks.side_by_side import Figures, Sides, ask_in_turn, connect, first_look, ratio, turn_to
from tests.postgres import SUPERUSER, manage, running_cluster

ROW: Final = re.compile(rb"tp-queue__link")
MOST_QUERIES: Final = 15
MOST_TIMES: Final = 1.25


@dataclass(frozen=True)
class Case:
    """A way to ask for the queue; `deep` is the share of the filter's contacts that the page stands behind."""

    name: str
    query: str
    deep: float = 0.0
    before: bool = False


CASES: Final = (
    Case("as it opens", ""),
    Case("as it opens, deep", "", deep=0.5),
    Case("as it opens, deep, previous", "", deep=0.5, before=True),
    Case("what I have", "assignee=mine"),
    Case("nobody has it", "assignee=nobody"),
    Case("a colleague has it", "assignee={colleague}"),
    Case("my teams", "team=own"),
    Case("one team", "team=team-00"),
    Case("other teams", "team=others"),
    Case("other teams, deep", "team=others", deep=0.5),
    Case("all teams", "team=all"),
    Case("late", "alarm=late"),
    Case("due today", "alarm=due_today"),
    Case("due in two days", "alarm=due_in_two_days"),
    Case("unassigned", "alarm=unassigned"),
    Case("unopened", "alarm=unopened"),
    Case("late, all teams", "alarm=late&team=all"),
    Case("unopened, all teams", "alarm=unopened&team=all"),
    Case("urgent", "urgency=urgent"),
    Case("suspected spam", "box=only"),
    Case("being handled", "status=being_handled"),
    Case("closed", "status=closed"),
    Case("every status", "status=all"),
    Case("every status, deep", "status=all", deep=0.5),
    Case("every status, all teams, deep", "status=all&team=all", deep=0.5),
    Case("a kind", "kind=need_notice"),
    Case("an area", "area=rannikko"),
    Case("Swedish", "language=sv"),
    Case("three at once", "language=sv&area=rannikko&status=all&team=all"),
    Case("none fits", "kind=consultation&language=sv"),
    Case("none fits, all teams", "kind=consultation&team=all"),
)


@contextmanager
def standing() -> Iterator[None]:
    """A cluster with both desks filled, and this process set up as the desk's web process."""
    with tempfile.TemporaryDirectory(prefix="tukiportti-bench-") as folder, running_cluster() as cluster:
        with cluster.connect(SUPERUSER, SUPERUSER) as server:
            server.execute(f"CREATE DATABASE {LARGE} OWNER desk_owner TEMPLATE {SMALL}")
        for database in SIZES:
            fill(cluster, database)
        keys = {"PUBLIC_KEYS_FILE": f"{folder}/keys/public.json", "PRIVATE_KEY_FILE": f"{folder}/keys/desk.json"}
        settings = "portal.settings.desk"
        os.environ.update(
            {"TUKIPORTTI_ENV": "dev", "VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": settings, **keys},
            **cluster.desk_environment(),
        )
        manage("make_keys", settings=settings)
        manage("collectstatic", "--noinput", "--verbosity=0", settings=settings)
        django.setup()
        # What the log would say of every request is not what is measured.
        logging.disable(logging.WARNING)
        yield


def sign_in() -> Client:
    """A browser in which the first worker of this desk is signed in."""
    workers = import_module("portal.desk.workers")
    someone = apps.get_model("desk", "Worker").objects.get(pk=1)
    workers.enrol_second_factor(someone)
    browser = Client(SERVER_NAME="127.0.0.1")
    browser.force_login(someone)
    return browser


def address(case: Case) -> str:
    """The case's address on the desk that is turned to."""
    query = case.query.format(colleague=2)
    if not case.deep:
        return f"/?{query}"
    filters = import_module("portal.desk.queue.filters")
    asked = {"status": "open", **dict(one.split("=") for one in query.split("&") if one)}
    asked["status"] = "" if asked["status"] == "all" else asked["status"]
    wanted, sight = filters.Filters(**asked), filters.Sight(1, ("team-00", "team-01"))
    part = reduce(or_, filters.reach(wanted, sight))
    found = apps.get_model("desk", "Contact").objects.filter(part, filters.asked(wanted, sight))
    keys = found.order_by("-urgency", "due_on", "pk").values_list("pk", flat=True)
    at = int(keys.count() * case.deep)
    return f"/?{query}&{'before' if case.before else 'after'}={keys[at]}"


def measured(desks: Sides, case: Case) -> dict[str, Figures]:
    """The case on both desks, first once and then in turn."""
    found = first_look(desks, lambda: address(case), ROW)
    ask_in_turn(desks, found, lambda: None)
    return found


def main() -> None:
    """Prints the figures side by side; ends with an error when a target is missed."""
    wanted = sys.argv[1:]
    with standing():
        desks: dict[str, tuple[BaseDatabaseWrapper, Client]] = {}
        for database in SIZES:
            turn_to(desk := connect(database))
            desks[database] = desk, sign_in()
        print(f"{'':<34}{'1,000 contacts':>22}{'500,000 contacts':>24}")
        print(f"{'':<34}{'rows queries p50 ms':>22}{'rows queries p50 ms':>24}{'times':>8}{'rounds':>8}")
        problems, worst, most = [], 0.0, 0
        for case in CASES:
            if wanted and case.name not in wanted:
                continue
            figures = measured(desks, case)
            small, large = (figures[one] for one in SIZES)
            sides = "".join(f"{one.rows:>10}{one.queries:>5}{one.p50:>8.1f}" for one in (small, large))
            print(f"{case.name:<34}{sides}{ratio(figures):>8.2f}{len(large.seconds):>8}", flush=True)
            worst, most = max(worst, ratio(figures)), max(most, small.queries, large.queries)
            if small.rows != large.rows:
                problems.append(f"{case.name}: pages of different length cannot be compared")
    print(f"most queries {most} (target {MOST_QUERIES}), worst ratio {worst:.2f} (target {MOST_TIMES})")
    if most > MOST_QUERIES or worst > MOST_TIMES:
        problems.append("a target is missed")
    if problems:
        sys.exit("; ".join(problems))


if __name__ == "__main__":
    main()
