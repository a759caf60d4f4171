"""Deletes expired drafts and held texts; run each minute by the starter or a timer."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from portal.intake import held
from portal.intake.drafts import sweep

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Deletes what has expired."""

    help = (
        "Deletes expired drafts and texts that no family confirmed. Run it each minute; they are refused even before."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How often; once without it."""
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="Go on, and do it so often.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how much was deleted, on request only: once a minute is too often for a line."""
        while True:
            self._sweep(options["verbosity"], goes_on=bool(options["every"]))
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _sweep(self, verbosity: int, *, goes_on: bool) -> None:
        close_old_connections()
        try:
            deleted, over = sweep(), held.sweep()
        except Error as error:
            if not goes_on:
                raise
            log.warning(
                "Expired drafts and texts could not be deleted (%s); they are refused all the same.",
                type(error).__name__,
            )
            return
        if verbosity > 1:
            self.stdout.write(f"{deleted} expired drafts and {over} unconfirmed texts deleted.")
