"""Loads the demo county's public half, or takes it away."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS, transaction

from portal.demo.public.loading import steps


@contextmanager
def _without_a_line_for_each_page() -> Iterator[None]:
    """Wagtail's own messages about each page and redirect would bury the progress."""
    loggers = [logging.getLogger(name) for name in ("wagtail", "django_tasks")]
    levels = [one.level for one in loggers]
    for one in loggers:
        one.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for one, level in zip(loggers, levels, strict=True):
            one.setLevel(level)


class Command(BaseCommand):
    """Everything in one transaction: after an error nothing has changed."""

    help = "Loads the fictional county: pages, services, a questionnaire, editors. Running it again changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        """Dry run and removal; both may be given together."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")
        parser.add_argument("--remove", action="store_true", help="Take away exactly what this command has made.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs the steps in order, or undoes them in the opposite one. Raises CommandError in production."""
        if settings.PRODUCTION:
            raise CommandError("This is a production installation: invented content is never loaded here.")
        wanted = list(reversed(steps())) if options["remove"] else steps()
        try:
            with _without_a_line_for_each_page(), transaction.atomic(using=DEFAULT_DB_ALIAS):
                for number, step in enumerate(wanted, start=1):
                    self._run(step.remove if options["remove"] else step.load, f"[{number}/{len(wanted)}] {step.name}")
                if options["dry_run"]:
                    transaction.set_rollback(True, using=DEFAULT_DB_ALIAS)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write("Nothing was changed: this was a dry run." if options["dry_run"] else "Done.")

    def _run(self, action: Any, name: str) -> None:
        begun = time.monotonic()
        self.stdout.write(name)
        action(lambda line: self.stdout.write(f"    {line}"))
        self.stdout.write(f"    {time.monotonic() - begun:.1f} s")
        self.stdout.flush()
