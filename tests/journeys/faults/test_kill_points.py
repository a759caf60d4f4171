"""The committed table of kill points: each is hit by SIGKILL, and nothing acknowledged is lost, nothing is doubled."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from tests.journeys.faults.ground import Ground
from tests.journeys.faults.halves import Halves, form_of, running
from tests.journeys.faults.sender import Written

HITS: Final = (1, pytest.param(10, marks=pytest.mark.wide))
"""How often a point is hit: once each time the suite runs, and ten times in the wide one."""
TABLE: Final = tomllib.loads((Path(__file__).parent / "kill_points.toml").read_text(encoding="utf-8"))["points"]
AT_LEAST: Final = {"portal": 4, "courier": 4, "desk": 4}
MAIL: Final = {"courier.before_mail", "courier.after_mail"}
"""Around a mail, which may go out twice and is never lost: killed in tests/desk/test_mail.py."""
MESSAGE: Final = "Hei! Soitamme huomenna kello kymmenen."


@pytest.fixture(scope="module")
def halves(ground: Ground) -> Iterator[Halves]:
    with running(ground) as made:
        yield made


def names(point: dict[str, Any]) -> str:
    return f"{point['point']}-{point['doing']}"


def seen(halves: Halves, written: Written, wanted: dict[str, int]) -> dict[str, int]:
    halves.ground.wait_until_the_dead_are_gone()
    return {name: halves.ground.count(name, written.receipt.reference) for name in wanted}


def kill_sending(halves: Halves, point: dict[str, Any]) -> Written:
    """Killed while it takes a contact in; then the same post twice, which must give the one receipt."""
    written = halves.write()
    halves.portal.kill_serving(point["point"], written.browser, written.page, written.form, written.values)
    assert seen(halves, written, point["after_kill"]) == point["after_kill"]
    assert [halves.send(written), halves.send(written)] == [written.receipt] * 2
    return written


def kill_carrying(halves: Halves, point: dict[str, Any]) -> Written:
    """Killed while it carries a letter; then the courier goes once more."""
    written = halves.sent()
    halves.courier.kill_running(point["point"], "courier", "--once")
    assert seen(halves, written, point["after_kill"]) == point["after_kill"]
    halves.courier.run("courier", "--once")
    return written


def kill_delivering(halves: Halves, point: dict[str, Any]) -> Written:
    """Killed while it carries a message out; once its lease is over, the courier goes once more."""
    written = halves.at_desk()
    page = halves.contact_page(written.receipt.reference)
    halves.does(page, "text", {"text": MESSAGE})
    halves.courier.kill_running(point["point"], "courier", "--once")
    assert seen(halves, written, point["after_kill"]) == point["after_kill"]
    halves.courier.run("courier", "--once")
    assert seen(halves, written, point["after_kill"]) == point["after_kill"], "a leased item was carried twice"
    halves.ground.run("desk", "UPDATE desk_outboxitem SET lease_until = created_at WHERE lease_until IS NOT NULL")
    halves.courier.run("courier", "--once")
    return written


def kill_working(halves: Halves, point: dict[str, Any]) -> Written:
    """Killed while a worker takes, changes or writes; then the worker sends the same form twice more."""
    written = halves.at_desk()
    reference, doing = written.receipt.reference, point["doing"]
    if doing == "status":
        halves.does(halves.contact_page(reference), "take", {})
    page = halves.contact_page(reference)
    field, values = ("text", {"text": MESSAGE}) if doing == "message" else (doing, {})
    assert halves.worker is not None
    halves.desk.kill_serving(point["point"], halves.worker, page, form_of(page, field), values)
    assert seen(halves, written, point["after_kill"]) == point["after_kill"]
    halves.does(page, field, values)
    halves.does(page, field, values)
    halves.courier.run("courier", "--once")
    return written


KILL: Final[dict[str, Callable[[Halves, dict[str, Any]], Written]]] = {
    "send": kill_sending,
    "carry": kill_carrying,
    "deliver": kill_delivering,
    "take": kill_working,
    "status": kill_working,
    "message": kill_working,
}


def check_end(halves: Halves, written: Written, found: dict[str, Any], doing: str) -> None:
    """The contact stands at the desk once, with exactly its words, and the sender's box holds each thing once."""
    contact = found["contacts"][written.receipt.reference]
    changes = ["received", *(["being_handled"] if doing == "status" else [])]
    messages = [MESSAGE] if doing in {"deliver", "message"} else []
    assert contact["letters"] == [["", written.own_words]]
    assert contact["audited"] == 1
    assert (contact["changes"], contact["status"]) == (changes, changes[-1])
    assert contact["messages"] == messages
    wanted = {
        "letter": 1, "taken": 1, "contact": 1, "filed": 1, "item": len(changes) + len(messages),
        "outbox": len(changes) - 1 + len(messages), "delivered": len(changes) - 1 + len(messages),
        "assigned": int(doing in {"take", "status"}), "acknowledged": 1, "told": 1,
    }  # fmt: skip
    assert seen(halves, written, wanted) == wanted
    shown = halves.contact_page(written.receipt.reference)
    assert [one.get_text() for one in shown.soup.select(".tp-letter .tp-own-words")] == [written.own_words]


@pytest.mark.parametrize("hits", HITS)
@pytest.mark.parametrize("point", TABLE, ids=names)
def test_kills_at_the_point_lose_nothing_and_double_nothing(halves: Halves, point: dict[str, Any], hits: int) -> None:
    killed_before = halves.killed
    hit = [KILL[point["doing"]](halves, point) for _ in range(hits)]
    assert halves.killed - killed_before == hits
    halves.courier.run("courier", "--once")
    found = halves.desk.read()
    assert (found["aside"], found["waiting"]) == (0, 0)
    for written in hit:
        check_end(halves, written, found, point["doing"])
    if point["doing"] in {"deliver", "message"}:
        assert halves.status_page(hit[-1].receipt).text.count(MESSAGE) == 1


def test_the_databases_are_as_careful_as_in_production(halves: Halves) -> None:
    wanted = (
        {"SHOW fsync": "on", "SHOW synchronous_commit": "on", "SHOW full_page_writes": "on"}
        if halves.ground.cluster
        else {"PRAGMA synchronous": 2, "PRAGMA journal_mode": "wal", "PRAGMA secure_delete": 1}
    )
    assert [one.durability() for one in (halves.portal, halves.desk, halves.courier)] == [wanted] * 3


def test_every_process_has_its_points_in_the_table_and_every_point_of_the_code_stands_in_it() -> None:
    counted = Counter(one["process"] for one in TABLE)
    assert all(counted[process] >= least for process, least in AT_LEAST.items())
    code = Path(__file__).resolve().parents[3] / "portal"
    passed = {
        line.split('reached("')[1].split('"')[0]
        for file in code.glob("**/*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if 'reached("' in line
    }
    assert passed - MAIL == {one["point"] for one in TABLE}
