"""Gives the desk a new key and wraps everything anew for it."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.vault.audit import record
from portal.vault.keys import KeyProblem, load_private_keys, load_public_keys
from portal.vault.rotation import SealedColumn, Tally, begin_or_resume, drop_old_keys, rewrap_column, sealed_columns

ACTOR = "machine:rotate_keys"


class Command(BaseCommand):
    """Begins a rotation or goes on with one; with --drop-old-key ends it."""

    help = (
        "Make a new key for the desk and wrap every sealed column for it. Safe to interrupt and to run again. "
        "When no letter waits any more that was sealed for the old key, end with --drop-old-key."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--drop-old-key", action="store_true", help="Take the old key out of the private key file.")
        choice.add_argument(
            "--keep-key",
            action="store_true",
            help="Make no new key; wrap for the public keys as they are, for instance after a new recovery key.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["drop_old_key"]:
                self._drop()
            else:
                self._rotate(keep_key=options["keep_key"])
        except KeyProblem as problem:
            raise CommandError(str(problem)) from None

    def _rotate(self, *, keep_key: bool) -> None:
        if not keep_key:
            newest, is_new = begin_or_resume(settings.PRIVATE_KEY_FILE, settings.PUBLIC_KEYS_FILE)
            self.stdout.write(f"{'New key' if is_new else 'Going on with key'} {newest.public.kid}")
            self.stdout.write(f"Give {settings.PUBLIC_KEYS_FILE} to every machine of the portal half.")
        tallies = [
            self._rewrap(name, sealed) for name, sealed in zip(sealed_columns.names(), sealed_columns, strict=True)
        ]
        rewrapped = sum(tally.rewrapped for tally in tallies)
        closed = sum(len(tally.closed) for tally in tallies)
        if rewrapped:
            kid = load_public_keys(settings.PUBLIC_KEYS_FILE)[0].kid
            record(actor=ACTOR, action="keys.rotated", subject=f"key:{kid}", detail={"rewrapped": str(rewrapped)})
        if closed:
            raise CommandError(f"{closed} rows do not open with the keys at hand; they were left as they are.")

    def _rewrap(self, name: str, sealed: SealedColumn) -> Tally:
        tally = rewrap_column(
            sealed,
            keys=load_private_keys(settings.PRIVATE_KEY_FILE),
            recipients=load_public_keys(settings.PUBLIC_KEYS_FILE),
            progress=lambda so_far: self.stdout.write(f"{name}: {so_far.seen} rows"),
        )
        self.stdout.write(
            f"{name}: {tally.rewrapped} wrapped anew, {tally.ready} were ready, {len(tally.closed)} closed"
        )
        for key in tally.closed:
            self.stderr.write(f"{name}: row {key} does not open")
        return tally

    def _drop(self) -> None:
        dropped = drop_old_keys(settings.PRIVATE_KEY_FILE)
        if not dropped:
            self.stdout.write("There is no old key.")
            return
        for kid in dropped:
            record(actor=ACTOR, action="keys.dropped", subject=f"key:{kid}")
            self.stdout.write(f"Dropped {kid}. Backups keep what is wrapped for it until they expire.")
