"""Walks along the audit log's chain."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from portal.vault.audit import ChainReport, Problem, verify_chain

SENTENCES: Final = {
    Problem.CHANGED: "Entry {number} was changed or put in after it was written.",
    Problem.MISSING: "Entry {number} is missing.",
    Problem.TAIL_CUT: "The anchored head is not in the chain: entries after {count} were cut off, or all rewritten.",
}


class Command(BaseCommand):
    """Prints the head and the number of entries, or what is wrong with exit code 1."""

    help = "Verify the audit log. Keep the printed head elsewhere, and give it to a later run as --expect."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--expect", metavar="HEAD", help="A head that an earlier run printed.")

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify_chain(options["expect"])
        self.stdout.write(f"entries {report.count}")
        self.stdout.write(f"head {report.head}")
        if not report.is_whole:
            raise CommandError(_sentence(report))


def _sentence(report: ChainReport) -> str:
    return SENTENCES[report.problem].format(number=report.broken_at, count=report.count)
