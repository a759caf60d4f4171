"""Reads the national service registry (PTV) into the staged entries: manage.py read_ptv SOURCE [--full] [--dry-run]."""

from __future__ import annotations

import fcntl
import logging
import os
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.core.county import county
from portal.services.models import RegistryRun, RunOutcome
from portal.services.ptv import CannotRead, Kind, Page, registry_at
from portal.services.staging.reading import Reader, TooManyVanished, run_for

log = logging.getLogger(__name__)
COUNTS = ("read", "new", "changed", "restored", "same", "vanished", "unreadable")


class Command(BaseCommand):
    """Reads; nothing of it reaches the catalogue before an editor has decided."""

    help = (
        "Reads the national service registry and shows editors what is new, changed or gone. Goes on where it stopped."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to read and how much."""
        parser.add_argument("source", help="the registry's address, or a folder of files")
        parser.add_argument("--full", action="store_true", help="read everything, and find what has vanished")
        parser.add_argument("--since", metavar="TIME", help="ISO 8601; else what changed since the last good read")
        parser.add_argument("--dry-run", action="store_true", help="read and count; write nothing")
        parser.add_argument("--key-env", metavar="NAME", help="the environment variable that holds the key (v12)")
        parser.add_argument("--county", metavar="CODE", help="a county's code; empty for the whole country")
        parser.add_argument(
            "--accessibility", metavar="ADDRESS", default="", help="the accessibility register, for the places of v12"
        )
        parser.add_argument(
            "--accept-vanished", action="store_true", help="somebody has checked that so much really is gone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads, tells how far it is and what it found. Raises CommandError where the read did not end well."""
        if options["full"] and options["since"]:
            raise CommandError("Either --full or --since.")
        code = county().code if options["county"] is None else options["county"]
        try:
            registry = registry_at(
                options["source"],
                contact=county().feedback.email,
                key=_key(options["key_env"]),
                county=code,
                accessibility=options["accessibility"],
            )
        except (ValueError, CannotRead) as problem:
            raise CommandError(str(problem)) from problem
        with _alone():
            run = run_for(options["source"], since=_instant(options["since"]), is_full=options["full"])
            if options["dry_run"]:
                run = RegistryRun(source=run.source, since=run.since)
            self._read(Reader(registry, run, options["dry_run"], options["accept_vanished"], self._tell))

    def _read(self, reader: Reader) -> None:
        began = time.monotonic()
        self.stdout.write(self._beginning(reader.run))
        try:
            reader.read_all()
        except CannotRead as problem:
            raise CommandError(f"Not read to the end, run it again to go on: {problem}") from problem
        except TooManyVanished as problem:
            log.exception("A read of the national registry was stopped: too much would have vanished.")
            raise CommandError(
                "Stopped: more than a fifth would have vanished. Nothing was marked. "
                "Check the source; with --accept-vanished it is believed."
            ) from problem
        finally:
            took = max(time.monotonic() - began, 0.001)
            told = ", ".join(f"{reader.counts[one]} {one}" for one in COUNTS)
            self.stdout.write(f"{told}; {reader.read / took:.0f} records per second")
        if reader.run.outcome == RunOutcome.INCOMPLETE:
            raise CommandError(
                "A part of the registry was no list. What came is staged; nothing was held for vanished."
            )

    def _beginning(self, run: RegistryRun) -> str:
        extent = f"what changed since {run.since.isoformat(timespec='seconds')}" if run.since else "everything"
        return f"Going on: {extent}." if run.cursors else f"Reading {extent}."

    def _tell(self, kind: Kind, page: Page, count: int) -> None:
        self.stdout.write(f"{kind.value}: {page.number}/{page.count}, {count} entries")


def _key(name: str | None) -> str:
    if not name:
        return ""
    if not os.environ.get(name):
        raise CommandError(f"The environment has no {name}.")
    return os.environ[name]


def _instant(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        raise CommandError(f"--since: {problem}") from problem
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


@contextmanager
def _alone() -> Iterator[None]:
    """Holds the lock of reading; the machine lets it go however the process ends."""
    with (Path(settings.VAR_DIR) / "read_ptv.lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            raise CommandError("The registry is being read already.") from problem
        yield
