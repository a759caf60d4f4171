"""Runs the courier."""

from __future__ import annotations

import signal
from threading import Event
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.utils import DatabaseError, InterfaceError

from portal.desk.courier import mail
from portal.desk.courier.boxes import LETTER_BOX
from portal.desk.courier.loop import Courier
from portal.desk.keys import require_keys


class Command(BaseCommand):
    help = "Carries letters from the letter box to the desk, and what the desk wrote to senders' boxes; mails duty addresses."

    def add_arguments(self, parser: CommandParser) -> None:
        """--once carries what is due now and ends."""
        parser.add_argument("--once", action="store_true", help="carry what is due now, then end")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        """Carries until SIGTERM or SIGINT, or once."""
        if LETTER_BOX not in settings.DATABASES:
            raise CommandError("The courier has no way to the letter box: PORTAL_DATABASE_URL is missing.")
        if not mail.has_server():
            raise CommandError("The courier has no mail server for duty addresses: EMAIL_URL is missing.")
        require_keys()
        stop = Event()
        courier = Courier(stop)
        if once:
            self._once(courier)
            return
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop.set())
        self.stdout.write("The courier is on its way.")
        if mail.folder():
            self.stdout.write(f"Its mail is written to {mail.folder()}; none is sent to anyone.")
        courier.run()
        self.stdout.write("The courier has stopped.")

    def _once(self, courier: Courier) -> None:
        carried = 0
        try:
            while step := courier.round():
                carried += step
        except (DatabaseError, InterfaceError) as error:
            raise CommandError(f"A database does not answer ({type(error).__name__}).") from None
        self.stdout.write(f"Carried {carried}.")
