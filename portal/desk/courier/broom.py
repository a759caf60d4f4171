"""Erases from the portal's database what is over: letters taken long ago, and box items whose time has ended.

It is a role of its own on PostgreSQL: it sees ids and times only, and the database holds the waiting time once more.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from portal.core.routers import broom_alias
from portal.intake.service import BoxItem, Letter

EACH: Final = timedelta(minutes=1)


def sweep() -> tuple[int, int]:
    """How many letters and how many box items were erased."""
    alias, now = broom_alias(), timezone.now()
    letters, _ = (
        Letter.objects.using(alias).filter(taken_at__lt=now - timedelta(hours=settings.LETTER_KEEP_HOURS)).delete()
    )
    items, _ = BoxItem.objects.using(alias).filter(ended_at__lt=now).delete()
    return letters, items
