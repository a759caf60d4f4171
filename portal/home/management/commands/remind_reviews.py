"""Reminds those who keep pages and entries true; run each day by the starter or a timer."""

from __future__ import annotations

import logging
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections

from portal.home.reminders import remind

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Sends the reminders of the day."""

    help = (
        "Mails to role mailboxes which reviews are due or overdue, and which professional channels expire. Run it each "
        "day; a second run on the same day sends nothing twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How often; once without it."""
        parser.add_argument("--every", type=int, default=0, metavar="SECONDS", help="Go on, and do it so often.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many mails went and how many mailboxes could not be reached."""
        while True:
            self._remind(goes_on=bool(options["every"]))
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _remind(self, *, goes_on: bool) -> None:
        if goes_on:
            close_old_connections()
        try:
            done = remind()
        except Error as error:
            if not goes_on:
                raise
            log.warning("The reminders could not be written (%s); the next run tries again.", type(error).__name__)
            return
        if done.sent or done.failed or not goes_on:
            self.stdout.write(f"{done.sent} reminders sent, {done.failed} mailboxes not reached.")
