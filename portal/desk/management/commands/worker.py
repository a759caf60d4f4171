"""Makes and ends workers' accounts, and lets a worker set up a new second factor."""

from __future__ import annotations

import sys
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.desk.models import Role, Team, Worker
from portal.desk.permissions import team_keys
from portal.desk.workers import change_worker, create_worker, end_account, remove_second_factor


class Command(BaseCommand):
    help = "Make a worker's account, change role and teams, end it, or let the worker set up a new second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do, and with whose account."""
        parser.add_argument("action", choices=["create", "change", "end", "new-second-factor"])
        parser.add_argument("email")
        parser.add_argument("--name", default="", help="the name that colleagues see (create)")
        parser.add_argument("--language", choices=["fi", "sv"], default="fi", help="the desk's language (create)")
        parser.add_argument("--role", choices=Role.values, default="", help="what the worker is (create, change)")
        parser.add_argument(
            "--team", action="append", default=[], help="the key of a team to join; may be repeated (create, change)"
        )

    def handle(self, *args: Any, action: str, email: str, **options: Any) -> None:
        """Does it, or says in one sentence why not."""
        teams = [self._team(key) for key in options["team"]]
        if action == "create":
            self._create(email, options["name"], options["language"], options["role"] or Role.WORKER, teams)
            return
        try:
            worker = Worker.objects.get_by_natural_key(email)
        except Worker.DoesNotExist:
            raise CommandError("No worker has this e-mail address.") from None
        if action == "change":
            change_worker(worker, role=options["role"], teams=teams)
            self.stdout.write(f"{worker.email}: {worker.role}; {', '.join(team_keys(worker)) or 'in no team'}.")
        elif action == "end":
            end_account(worker)
            self.stdout.write("The account has ended; open sessions end with their next request.")
        else:
            remove_second_factor(worker)
            self.stdout.write("The worker sets up a new second factor at the next sign-in.")

    @staticmethod
    def _team(key: str) -> Team:
        try:
            return Team.objects.get(pk=key)
        except Team.DoesNotExist:
            known = ", ".join(Team.objects.values_list("pk", flat=True))
            raise CommandError(f"No team has the key {key}. There are: {known}.") from None

    def _create(self, email: str, name: str, language: str, role: str, teams: list[Team]) -> None:
        # Never an argument: a password would stay in the shell's history and in the list of processes.
        password = getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            create_worker(email=email, name=name, language=language, password=password, role=role, teams=teams)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write("The account is made. The worker sets up the second factor at the first sign-in.")
