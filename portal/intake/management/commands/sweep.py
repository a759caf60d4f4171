"""Deletes expired drafts; run each minute by the starter or a timer."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from portal.intake.drafts import sweep


class Command(BaseCommand):
    """Deletes what has expired."""

    help = "Deletes expired drafts. Run it each minute; an expired draft is refused even before."

    def handle(self, *args: Any, **options: Any) -> None:
        """Says how many drafts were deleted, on request only: once a minute is too often for a line."""
        deleted = sweep()
        if options["verbosity"] > 1:
            self.stdout.write(f"{deleted} expired drafts deleted.")
