"""Brings what services are found by to the present day; run daily by the starter or a timer."""

from __future__ import annotations

import logging
import time
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error, close_old_connections
from django.utils import timezone

from portal.services.browse.refreshing import refresh_all

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Writes facets and open times of every service anew."""

    help = (
        "Writes anew what services are found by: codes, letters, and the hours of the coming two weeks. Run it daily."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How often to look whether a new day has begun; once without it."""
        parser.add_argument(
            "--every", type=int, default=0, metavar="SECONDS", help="Go on; look so often whether it is another day."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many services were brought up to date."""
        done_on: date | None = None
        while True:
            if done_on != timezone.localdate() and self._refresh(goes_on=bool(options["every"])):
                done_on = timezone.localdate()
            if not options["every"]:
                return
            time.sleep(options["every"])

    def _refresh(self, *, goes_on: bool) -> bool:
        close_old_connections()
        try:
            count = refresh_all()
        except Error as error:
            if not goes_on:
                raise
            log.warning("What services are found by could not be brought up to date (%s).", type(error).__name__)
            return False
        self.stdout.write(f"{count} services can be found as they are today.")
        return True
