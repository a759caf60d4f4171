"""Makes the key pairs of the desk and of recovery."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal.vault.keys import KeyProblem, new_key, write_keys


class Command(BaseCommand):
    """Writes three files: the desk's private key, the recovery private key, the public keys of both."""

    help = "Make the key pairs of the desk and of recovery. Keys that exist are never overwritten."
    # Must run before there are keys, a database or built files to check.
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--directory",
            type=Path,
            help="Write desk.json, recovery.json and public.json there, instead of where the settings say.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        desk_file, recovery_file, public_file = _places(options["directory"])
        for file in (desk_file, recovery_file, public_file):
            if file.exists():
                raise CommandError(f"The file {file} exists already. Keys are never overwritten; nothing was made.")
        desk, recovery = new_key("desk"), new_key("recovery")
        try:
            write_keys(recovery_file, [recovery], private=True)
            write_keys(desk_file, [desk], private=True)
            write_keys(public_file, [desk, recovery], private=False)
        except KeyProblem as problem:
            raise CommandError(str(problem)) from None
        self.stdout.write(f"Private key of the desk:      {desk_file}")
        self.stdout.write(f"Private key for recovery:     {recovery_file}")
        self.stdout.write(f"Public keys for both halves:  {public_file}")
        self.stdout.write("In production: keep the recovery key offline and delete it here.")


def _places(directory: Path | None) -> tuple[Path, Path, Path]:
    if directory is not None:
        return directory / "desk.json", directory / "recovery.json", directory / "public.json"
    private = getattr(settings, "PRIVATE_KEY_FILE", None)
    if private is None:
        raise CommandError("This half knows no private key file: run make_keys in the desk half or with --directory.")
    return private, private.with_name("recovery.json"), settings.PUBLIC_KEYS_FILE
