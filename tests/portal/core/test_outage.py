"""The notice of a disruption: told in each variant while it holds, broken never, and the forms go on accepting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client, override_settings

from portal.core import outage
from portal.core.locales import Words
from portal.core.outage import Outage, current_outage, end_outage, read_outage, write_outage

SAID = {"fi": "Puhelimet ovat poikki.\nTule palvelupisteeseen.", "sv": "Telefonerna är ur funktion.", "fi-simple": ""}


@pytest.fixture(autouse=True)
def file(tmp_path: Path) -> Iterator[Path]:
    outage.forget()
    with override_settings(OUTAGE_FILE=tmp_path / "var" / "outage.toml"):
        yield tmp_path / "var" / "outage.toml"
    outage.forget()


def told(*words: str) -> str:
    out = StringIO()
    call_command("outage", *words, stdout=out)
    return out.getvalue()


def test_what_is_written_is_read_again(file: Path) -> None:
    since = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    ugly = Words({"fi": 'Rivi "1"\n\\ \t\x7f\x00 🌧️ <b>', "sv": "Å = ä # ö", "fi-simple": "'''"})
    written = Outage(ugly, since, since + timedelta(hours=2))
    write_outage(file, written)
    assert read_outage(file) == written
    end_outage(file)
    end_outage(file)
    assert read_outage(file) is None


def test_the_command_tells_and_ends() -> None:
    assert current_outage() is None
    said = told("--say-fi", SAID["fi"], "--say-sv", SAID["sv"])
    assert SAID["sv"] in said
    found = current_outage()
    assert found is not None
    assert found.text.get("fi-simple") == SAID["fi"]
    assert told("--end") == told() == "No disruption is told.\n"
    assert current_outage() is None


@pytest.mark.parametrize(
    "words",
    [
        ("--say-fi", "Vain suomeksi"),
        ("--say-fi", "a", "--say-sv", "b", "--until", "eilen"),
        ("--say-fi", "a", "--say-sv", "b", "--until", "2020-01-01T10:00"),
        ("--say-fi", " ", "--say-sv", "b"),
    ],
)
def test_what_cannot_be_told_is_refused_and_nothing_is_written(file: Path, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        told(*words)
    assert not file.exists()


def test_it_holds_from_its_beginning_to_its_end() -> None:
    with time_machine.travel(datetime(2026, 11, 22, 10, 0, tzinfo=UTC), tick=False) as clock:
        told("--say-fi", "a", "--say-sv", "b", "--from", "2026-11-22T13:00", "--until", "2026-11-22T14:00")
        for hour, holds in ((10, False), (11, True), (12, False)):
            clock.move_to(datetime(2026, 11, 22, hour, 0, tzinfo=UTC))
            assert (current_outage() is not None) == holds


@pytest.mark.parametrize(
    "text",
    ["", "x", "from = 1\n[say]\nfi='a'\nsv='b'", "[say]\nfi='a'\nsv='b'", "from = 2026-11-22T10:00:00Z\nsay = 'a'",
     "from = 2026-11-22T10:00:00Z\n[say]\nfi='a'", "from = 2026-11-22T10:00:00Z\n[say]\nfi=1\nsv='b'", "\x00\ufeff"],
)  # fmt: skip
def test_a_broken_file_is_no_disruption_and_the_command_tells_of_it(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    assert current_outage() is None
    with pytest.raises(CommandError, match="cannot be understood"):
        told()


def test_a_file_in_another_encoding_is_no_disruption(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe")
    assert current_outage() is None


def test_another_process_is_heard_within_seconds(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr("portal.core.outage.time.monotonic", lambda: now[0])
    assert current_outage() is None
    file.parent.mkdir()
    file.write_text("from = 2026-01-01T10:00:00Z\n[say]\nfi='a'\nsv='b'", encoding="utf-8")
    now[0] += outage.KEPT_SECONDS + 0.1
    assert current_outage() is not None


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "text"), [("fi", SAID["fi"]), ("sv", SAID["sv"]), ("fi-simple", SAID["fi"])])
def test_a_neutral_page_says_it_in_each_variant(language: str, text: str) -> None:
    before = Client().get(f"/{language}/s/").content.decode()
    assert "tp-outage" not in before
    told("--say-fi", SAID["fi"], "--say-sv", SAID["sv"])
    assert text.splitlines()[0] in Client().get(f"/{language}/s/").content.decode()
