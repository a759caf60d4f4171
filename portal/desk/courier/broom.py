"""Erases from the portal's database what is over: letters taken long ago, and box items whose time has ended.

It is a role of its own on PostgreSQL: it sees ids and times only, and the database holds the waiting time once more.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models.functions import Now
from django.utils import timezone

from portal.core.routers import broom_alias
from portal.intake.service import BoxItem, Letter

EACH: Final = timedelta(minutes=1)


def end_items(ids: Sequence[UUID]) -> int:
    """How many box items end now, whose time had not ended yet; the next sweep erases them."""
    items = BoxItem.objects.using(broom_alias()).filter(pk__in=ids, ended_at__gt=Now())
    return items.update(ended_at=Now())


def sweep() -> tuple[int, int]:
    """How many letters and how many box items were erased."""
    alias, now = broom_alias(), timezone.now()
    letters, _ = (
        Letter.objects.using(alias).filter(taken_at__lt=now - timedelta(hours=settings.LETTER_KEEP_HOURS)).delete()
    )
    items, _ = BoxItem.objects.using(alias).filter(ended_at__lt=now).delete()
    return letters, items
