"""Reading of the national registry: what is new, changed, gone and back, and nothing of it by a fault."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.services.models import RegistryRun, RunOutcome, ServiceFacts, StagedEntry
from portal.services.ptv import CannotRead
from portal.services.staging.reading import TooManyVanished
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server.server import Trouble, Wish, World, registry_of
from tests.portal.services.registry_world import NAMES, read, renamed, rows, services_of, staged, standing, states
from tools.processes import PYTHON, ROOT

pytestmark = pytest.mark.django_db
ROWS = (
    "SELECT source_id, kind, name, state, version, record, payload, problem_count, gone_at"
    " FROM services_stagedentry ORDER BY source_id"
)


@pytest.mark.parametrize("version", [11, 12])
def test_a_second_read_changes_nothing(version: int) -> None:
    with standing(version) as (_, registry):
        run = read(registry)
        assert run.counts["new"] == 10
        before = rows()
        again = read(registry)
    assert (again.counts["same"], again.counts.get("new", 0), again.counts.get("changed", 0)) == (10, 0, 0)
    assert rows() == before
    assert ServiceFacts.objects.count() == 0


@pytest.mark.parametrize("version", [11, 12])
def test_a_change_a_vanished_service_and_its_return_are_told(version: int) -> None:
    with standing(version) as (world, registry):
        read(registry)
        StagedEntry.objects.update(state="acknowledged")
        renamed(world, version, 2, "Uusi nimi")
        gone = services_of(world, version).pop()
        run = read(registry)
        assert (run.counts["changed"], run.counts["vanished"]) == (1, 1)
        assert (staged(2).state, staged(2).name) == ("changed", "Uusi nimi")
        assert staged(7).state == "vanished"
        assert staged(7).gone_at is not None
        StagedEntry.objects.filter(pk=staged(7).pk).update(state="acknowledged")
        assert read(registry).counts["vanished"] == 0
        services_of(world, version).append(gone)
        assert read(registry).counts["restored"] == 1
    assert (staged(7).state, staged(7).gone_at) == ("restored", None)


@pytest.mark.parametrize("version", [11, 12])
def test_what_a_list_leaves_out_but_the_registry_still_has_has_not_vanished(
    version: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with standing(version) as (world, registry):
        read(registry)
        name = NAMES[version][0]
        world.wishes.append(Wish(Trouble.NOT_FOUND, f"/{name}/", 0))
        kept = world.entries[name]
        world.entries[name] = kept[:-1]
        answer = world.answer

        def whole_for_one(address: str, key: str) -> tuple[int, object]:
            world.entries[name] = kept if v11.an_id(v11.SERVICE, 7) in address else kept[:-1]
            return answer(address, key)

        monkeypatch.setattr(world, "answer", whole_for_one)
        assert read(registry).counts["vanished"] == 0
    assert staged(7).state == "new"


def test_an_incremental_read_asks_for_what_changed_and_finds_nothing_vanished() -> None:
    with standing(11) as (world, registry):
        read(registry)
        services_of(world, 11).pop()
        world.asked.clear()
        run = read(registry, is_full=False)
        first = RegistryRun.objects.filter(since=None).get()
    assert run.since is not None
    assert timedelta(hours=2) < first.started - run.since < timedelta(hours=4)
    assert any("date=" in address for address in world.addresses())
    assert states() == {"new": 10}


def test_a_changed_connection_brings_its_service() -> None:
    with standing(12) as (world, registry):
        read(registry)
        StagedEntry.objects.update(state="acknowledged")
        world.entries["connection"][2] |= {"chargeType": "Charged", "publishedAt": "2999-01-01T00:00:00.000Z"}
        run = read(registry, is_full=False)
    assert run.counts["changed"] == 1
    assert staged(5).state == "changed"


@pytest.mark.parametrize("version", [11, 12])
@pytest.mark.parametrize("trouble", [Trouble.ERROR, Trouble.CUT, Trouble.NULL_LIST, Trouble.HALF_JSON])
def test_no_fault_makes_anything_vanish(version: int, trouble: Trouble) -> None:
    with standing(version) as (world, registry):
        read(registry)
        services_of(world, version).pop()
        world.wishes.append(Wish(trouble, NAMES[version][0], 50))
        if trouble is Trouble.NULL_LIST:
            assert read(registry).outcome == RunOutcome.INCOMPLETE
        else:
            with pytest.raises(CannotRead):
                read(registry)
            assert RegistryRun.objects.first().outcome == RunOutcome.FAILED
        assert states() == {"new": 10}
        world.wishes.clear()
        assert read(registry).outcome == RunOutcome.DONE
    assert staged(7).state == "vanished"


@pytest.mark.parametrize("left", [0, 5])
def test_an_empty_or_a_short_read_stops_with_an_alarm(left: int, caplog: pytest.LogCaptureFixture) -> None:
    with standing(11) as (world, registry):
        read(registry)
        world.entries["Service"] = world.entries["Service"][:left]
        with pytest.raises(TooManyVanished):
            read(registry)
        assert RegistryRun.objects.first().outcome == RunOutcome.STOPPED
        assert states() == {"new": 10}
        read(registry, accepts_vanished=True)
    assert states() == {"new": 3 + left, "vanished": 7 - left}
    assert "Lapsiperheiden" not in caplog.text


@pytest.mark.parametrize(("gone", "is_stopped"), [(20, False), (21, True)])
def test_a_fifth_of_a_hundred_is_believed_and_one_more_is_not(gone: int, *, is_stopped: bool) -> None:
    with standing(11) as (world, registry):
        world.page_size = 1000
        world.entries = {"Service": [v11.service(number) for number in range(1, 101)]}
        read(registry)
        world.entries["Service"] = world.entries["Service"][gone:]
        if is_stopped:
            with pytest.raises(TooManyVanished):
                read(registry)
        else:
            read(registry)
    assert StagedEntry.objects.filter(state="vanished").count() == (0 if is_stopped else gone)


def test_an_interrupted_read_goes_on_where_it_stopped() -> None:
    with standing(12) as (world, registry):
        world.wishes.append(Wish(Trouble.ERROR, "service/search?page=3", 50))
        with pytest.raises(CannotRead):
            read(registry)
        assert StagedEntry.objects.count() == 6
        world.wishes.clear()
        world.asked.clear()
        run = read(registry)
    assert not any("service/search?page=1&" in one for one in world.addresses())
    assert (RegistryRun.objects.count(), run.counts["read"], StagedEntry.objects.count()) == (1, 10, 10)


def test_a_page_of_a_hundred_entries_takes_a_few_statements_and_not_one_for_each() -> None:
    def statements(count: int) -> int:
        with standing(11) as (world, registry):
            world.page_size = 1000
            world.entries = {"Service": [v11.service(number) for number in range(1, count + 1)]}
            # The reader forgets what Django keeps of its statements, so that they are counted as they are made.
            told: list[str] = []

            def counting(execute: Any, sql: str, *more: Any) -> Any:
                told.append(sql)
                return execute(sql, *more)

            with connection.execute_wrapper(counting):
                read(registry)
        return len(told)

    # SQLite takes so many values in one statement, and no more.
    few = statements(3)
    assert statements(100) < few + 20


def test_a_dry_run_counts_and_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    world = World(entries={"Service": [v11.service(number) for number in range(1, 4)]})
    with registry_of(world) as address:
        call_command("read_ptv", f"{address}/api/v11", "--dry-run")
    assert "3 new" in capsys.readouterr().out
    assert (StagedEntry.objects.count(), RegistryRun.objects.count()) == (0, 0)


def test_the_command_says_what_it_cannot_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_SUCH_KEY", raising=False)
    for arguments in (
        ["http://registry.example/api/v11"],
        ["/no/such/folder"],
        ["https://registry.example", "--key-env", "NO_SUCH_KEY"],
        ["https://registry.example", "--since", "yesterday"],
        ["https://registry.example", "--since", "2026-01-01", "--full"],
    ):
        with pytest.raises(CommandError):
            call_command("read_ptv", *arguments)
    assert RegistryRun.objects.count() == 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database as a file")
@pytest.mark.wide
def test_a_killed_process_goes_on_to_the_same_end(tmp_path: Path) -> None:
    file = tmp_path / "portal.sqlite3"
    with sqlite3.connect(file) as empty, connection.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name LIKE 'services_%' AND sql NOT NULL ORDER BY type DESC"
        )
        for (statement,) in cursor.fetchall():
            empty.execute(statement)
    empty.close()
    world = World(
        entries={
            "Service": [v11.service(number) for number in range(1, 341)],
            "ServiceChannel": [v11.phone_channel(1), v11.place(2)],
            "Organization": [v11.organisation()],
        }
    )
    world.wishes = [Wish(Trouble.SLOW, "guids=" + v11.an_id(v11.SERVICE, 201), 1)]
    with registry_of(world) as address:
        command = [PYTHON, "-u", "manage.py", "read_ptv", f"{address}/api/v11"]
        environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "VAR_DIR": str(tmp_path)}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            for line in process.stdout:
                if line.startswith("service: 1/1"):
                    process.send_signal(signal.SIGKILL)
                    break
        assert process.returncode == -signal.SIGKILL
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "Going on" in done.stdout
        call_command("read_ptv", f"{address}/api/v11")
    with sqlite3.connect(file) as resumed, connection.cursor() as cursor:
        assert resumed.execute(ROWS).fetchall() == cursor.execute(ROWS).fetchall()
        assert resumed.execute("SELECT count(*) FROM services_registryrun").fetchone() == (1,)
        counts = resumed.execute("SELECT counts FROM services_registryrun").fetchone()
    resumed.close()
    assert '"read": 343' in counts[0]
