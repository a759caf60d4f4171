"""The registry from its payloads to the public pages, over real HTTP: read, decided, read again, killed, read to the end."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from portal.services.models import ChannelFacts, Choice, FieldDecision, ServiceFacts
from portal.services.staging.comparing import compared
from portal.services.staging.staging_service import NewEntry, Wish, decide
from tests.kernels.ptv_server import payloads_v11 as v11
from tests.kernels.ptv_server import payloads_v12 as v12
from tests.kernels.ptv_server.registries import made
from tests.kernels.ptv_server.server import KEY, Trouble, World, registry_of
from tests.kernels.ptv_server.server import Wish as Fault
from tests.portal.services import builders
from tests.portal.services.registry_world import NAMES, charged, services_of, staged, states
from tools.processes import PYTHON, ROOT

pytestmark = pytest.mark.django_db
OURS, NEW, GONE = (
    "/fi/palvelut/kotipalvelu-fi/",
    "/fi/palvelut/lapsiperheiden-sosiaaliohjaus-2/",
    "/fi/palvelut/leiri-fi/",
)
BEGINNINGS = tuple(
    f'{one} "services_' for one in ("CREATE TABLE", "INSERT INTO", "CREATE INDEX", "CREATE UNIQUE INDEX")
)
TABLES = (
    "SELECT source_id, kind, name, state, version, record, payload, problem_count, gone_at IS NULL, service_id, channel_id"
    " FROM services_stagedentry ORDER BY source_id",
    "SELECT entry_id, field, choice, reason, until || '', source_value, drifted + 0, in_use + 0"
    " FROM services_fielddecision ORDER BY id",
    "SELECT key, free_of_charge + 0, target_groups, modified_at || '' FROM services_servicefacts ORDER BY key",
    "SELECT key, number, modified_at || '' FROM services_channelfacts ORDER BY key",
    "SELECT source, outcome, counts FROM services_registryrun ORDER BY id",
)
"""What a read that was killed and one that was not have in common; instants of reading apart."""


@pytest.fixture(params=[pytest.param(11, id="v11"), pytest.param(12, id="v12")])
def told(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[World, int, list[str]]]:
    """A running registry, its version, and the arguments of the command that reads it."""
    monkeypatch.setenv("PTV_TEST_KEY", KEY)
    world, version = World(), request.param
    with registry_of(world) as address:
        made(world, address, version)
        more = [] if version == 11 else ["--key-env", "PTV_TEST_KEY"]
        yield world, version, [f"{address}/api/v{version}/", "--full", *more]


def read(arguments: list[str]) -> str:
    out = StringIO()
    call_command("read_ptv", *arguments, stdout=out)
    return out.getvalue().splitlines()[-1]


def everything(number: int, kind: int = v11.SERVICE) -> dict[str, Wish]:
    """Takes every field that the source says."""
    return {one.field: Wish(Choice.TAKE) for one in compared(staged(number, kind), None) if one.theirs is not None}


def decide_on_all() -> None:
    """Ours with an override, one that is new to us, the phone of both, and one that is to vanish."""
    for code in ("fi", "sv"):
        builders.locale(code)
    ours, leaves = builders.service(free_of_charge=False), builders.service("leiri")
    phone = decide(staged(1, v11.CHANNEL), everything(1, v11.CHANNEL), user=None, into=NewEntry("Tiimi"))
    phone.words.get(locale__language_code="fi").get_latest_revision().publish()
    until = timezone.localdate() + timedelta(days=30)
    wishes = dict.fromkeys(everything(1), Wish(Choice.KEEP)) | {
        "free_of_charge": Wish(Choice.OVERRIDE, "Maksu muuttuu", until), "target_groups": Wish(Choice.TAKE),
        "ways": Wish(Choice.TAKE),
    }  # fmt: skip
    decide(staged(1), wishes, user=None, into=ours)
    new = decide(staged(2), everything(2), user=None, into=NewEntry("Tiimi"))
    new.words.get(locale__language_code="fi").get_latest_revision().publish()
    decide(staged(7), {"target_groups": Wish(Choice.TAKE)}, user=None, into=leaves)


def change(world: World, version: int) -> dict[str, Any]:
    """Another name and price, another number, and a service less; gives the one that is gone."""
    first = services_of(world, version)[0]
    if version == 11:
        first["serviceNames"][0]["value"] = "Lähteen uusi nimi"
    else:
        first["languageVersions"]["fi"]["name"] = "Lähteen uusi nimi"
    charged(world, version, 1)
    phone = world.entries[NAMES[version][1]][0]
    if version == 11:
        phone["phoneNumbers"] = [v11.phone("799999999")]
    else:
        phone["languageVersions"]["fi"]["phoneNumbers"] = [v12.phone("799999999")]
    return services_of(world, version).pop()


def text(path: str) -> str:
    response = Client().get(path)
    assert response.status_code == 200
    return response.content.decode()


def keys(editor: Client, kind: str, chosen: str) -> set[str]:
    found = editor.get(f"/cms/{kind}/results/?drift={chosen}").context["object_list"]
    return set(found.values_list("key", flat=True))


def test_from_payloads_to_pages(told: tuple[World, int, list[str]], editor: Client) -> None:
    world, version, arguments = told
    assert "10 read, 10 new" in read(arguments)
    assert ServiceFacts.objects.count() == 0
    decide_on_all()
    before = [text(path) for path in (OURS, NEW, GONE)]
    assert all("Lähde: PTV, luettu" in one for one in before)
    assert "079 123 4567" in before[0].replace("0791234567", "079 123 4567")
    gone = change(world, version)
    for number in range(2):
        # The second time nothing of it is new any more.
        assert f"{1 - number} vanished" in read(arguments).replace("2 changed", "")
        said = dict(FieldDecision.objects.filter(drifted=True).values_list("field", "entry__source_id"))
        assert set(said) == {"fi:name", "free_of_charge", "number"}
        assert (staged(1).state, staged(1, v11.CHANNEL).state, staged(7).state) == ("changed", "changed", "vanished")
    # Nothing that a reader sees has changed: neither a name nor a number, nor the page of what has vanished.
    assert [text(path) for path in (OURS, NEW, GONE)] == before
    facts = ServiceFacts.objects.get(key="kotipalvelu")
    assert (facts.free_of_charge, facts.target_groups) == (False, ["KR1.2"])
    seen_by_the_editor(editor)
    services_of(world, version).append(gone)
    assert "1 restored" in read(arguments)
    assert (staged(7).state, keys(editor, "services", "gone")) == ("restored", set())
    decide(staged(1, v11.CHANNEL), {"number": Wish(Choice.TAKE)}, user=None)
    assert ChannelFacts.objects.get(key="kanava-1").number == "0799999999"
    assert "799999999" in text(OURS).replace(" ", "")
    FieldDecision.objects.filter(choice=Choice.OVERRIDE).update(until=timezone.localdate() - timedelta(days=1))
    assert keys(editor, "services", "ended") == {"kotipalvelu"}
    assert ServiceFacts.objects.get(key="kotipalvelu").free_of_charge is False


def seen_by_the_editor(editor: Client) -> None:
    """What the front page, the listings and the entry's own page say after a change and a service less."""
    front = editor.get("/cms/").content.decode()
    for address, said in (
        ("/cms/services/?drift=drifted", "Palvelut: tietoja, jotka eroavat palvelutietovarannosta: 2"),
        ("/cms/channels/?drift=drifted", "Kanavat: tietoja, jotka eroavat palvelutietovarannosta: 1"),
        ("/cms/registry/?state=vanished", "Palvelutietovaranto: kadonneita tietoja: 1"),
        ("/cms/registry/?state=changed", "Palvelutietovaranto: muuttuneita tietoja: 2"),
    ):
        assert f'<a href="{address}">{said}</a>' in front
    assert "Palvelutietovaranto luettiin" in front
    assert keys(editor, "services", "drifted") == {"kotipalvelu"}
    assert keys(editor, "channels", "drifted") == {"kanava-1"}
    assert keys(editor, "services", "gone") == {"leiri"}
    page = editor.get(f"/cms/registry/{staged(1).pk}/").content.decode()
    assert "Lähteen uusi nimi" in page
    assert "Maksu muuttuu" in page


@pytest.mark.wide
@pytest.mark.skipif(connection.vendor != "sqlite", reason="copies the database as a file")
def test_a_read_that_is_killed_ends_as_one_that_is_not(told: tuple[World, int, list[str]], tmp_path: Path) -> None:
    world, version, arguments = told
    read(arguments)
    decide_on_all()
    change(world, version)
    file = tmp_path / "portal.sqlite3"
    copied_to(file)
    before = rows(file)
    where = "guids=" + v11.an_id(v11.SERVICE, 4) if version == 11 else "service/search?page=2"
    world.wishes = [Fault(Trouble.SLOW, where, 1)]
    command = [PYTHON, "-u", "manage.py", "read_ptv", *arguments]
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}", "VAR_DIR": str(tmp_path)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert any(line.startswith("service: 1/") for line in process.stdout)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    # It had begun, and it had not ended.
    assert before[0] != rows(file)[0] != rows_here()[0]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Going on" in done.stdout
    read(arguments)
    for resumed, whole in zip(rows(file), rows_here(), strict=True):
        assert resumed == whole, set(map(repr, resumed)) ^ set(map(repr, whole))
    assert states() == {"new": 6, "unchanged": 1, "changed": 2, "vanished": 1}


def copied_to(file: Path) -> None:
    """The catalogue and what was read of the registry, as another database. (SQLite copies none that is being written.)"""
    with sqlite3.connect(file) as copy:
        for statement in connection.connection.iterdump():
            if statement.startswith(BEGINNINGS):
                copy.execute(statement)
    copy.close()


def rows(file: Path) -> list[list[tuple[Any, ...]]]:
    with sqlite3.connect(file) as database:
        found = [database.execute(one).fetchall() for one in TABLES]
    database.close()
    return found


def rows_here() -> list[list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        return [list(cursor.execute(one).fetchall()) for one in TABLES]
