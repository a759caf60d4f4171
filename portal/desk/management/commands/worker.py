"""Makes and ends workers' accounts, and lets a worker set up a new second factor."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.desk.models import Worker
from portal.desk.workers import create_worker, end_account, remove_second_factor


class Command(BaseCommand):
    help = "Make a worker's account, end it, or let the worker set up a new second factor at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with whose account."""
        parser.add_argument("action", choices=["create", "end", "new-second-factor"])
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name that colleagues see (create)")
        parser.add_argument("--language", choices=["fi", "sv"], default="fi", help="the desk's language (create)")

    def handle(self, *args: Any, action: str, email: str, **options: Any) -> None:
        """Does it, or says in one sentence why not."""
        if action == "create":
            self._create(email, options["name"], options["language"])
            return
        try:
            worker = Worker.objects.get_by_natural_key(email)
        except Worker.DoesNotExist:
            raise CommandError("No worker has this e-mail address.") from None
        if action == "end":
            end_account(worker)
            self.stdout.write("The account has ended; open sessions end with their next request.")
        else:
            remove_second_factor(worker)
            self.stdout.write("The worker sets up a new second factor at the next sign-in.")

    def _create(self, email: str, name: str, language: str) -> None:
        # Never an argument: a password would stay in the shell's history and in the list of processes.
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            create_worker(email=email, name=name, language=language, password=password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write("The account is made. The worker sets up the second factor at the first sign-in.")
