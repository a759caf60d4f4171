"""Loads the demo county's desk half, or takes it away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, transaction

from portal.demo.desk import people, texts


class Command(BaseCommand):
    """Everything in one transaction: after an error nothing has changed."""

    help = "Loads the demo's workers, teams, duty days and texts. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Dry run and removal; both may be given together."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--remove", action="store_true", help="Take away what this command has made.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads or removes. Raises CommandError in production."""
        if settings.PRODUCTION:
            raise CommandError("This is a production installation: invented workers are never loaded here.")
        actions = (people.remove, texts.remove) if options["remove"] else (people.load, texts.load)
        with transaction.atomic(using=DEFAULT_DB_ALIAS):
            for action in actions:
                action(lambda line: self.stdout.write(f"    {line}"))
            if options["dry_run"]:
                transaction.set_rollback(True, using=DEFAULT_DB_ALIAS)
        self.stdout.write("Nothing was changed: this was a dry run." if options["dry_run"] else "Done.")
