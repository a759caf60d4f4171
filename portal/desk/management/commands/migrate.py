"""Migrates the desk's own database and no other."""

from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> None:
        """Refuses every database but the desk's.

        A desk that migrated the portal's database would record migrations there without making their tables.
        """
        if options["database"] != DEFAULT_DB_ALIAS:
            raise CommandError(
                "The desk migrates its own database only. The letter box is migrated by the portal: "
                "manage.py migrate --settings=portal.settings.portal"
            )
        super().handle(*args, **options)
