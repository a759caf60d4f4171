"""The courier's one row: that it lives, what it saw, and on SQLite that it is the only one."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Final

from django.db import connections, transaction
from django.utils import timezone

from portal.desk.courier.boxes import LETTER_BOX
from portal.desk.courier.filing import DESK
from portal.desk.courier.letters import Waiting
from portal.desk.models import CourierBeat

EACH: Final = timedelta(seconds=5)
LEASE: Final = timedelta(seconds=30)


def holder() -> str:
    """How the lease names the process that asks."""
    return str(os.getpid())


def take_lease() -> bool:
    """Whether this process may carry. On PostgreSQL several couriers may: there each letter is locked by itself.

    On SQLite all couriers live on one machine, so the lease of a process that has ended is free at once.
    """
    if connections[LETTER_BOX].features.has_select_for_update_skip_locked:
        return True
    now = timezone.now()
    with transaction.atomic(using=DESK):
        row, _ = CourierBeat.objects.select_for_update().get_or_create(pk=CourierBeat.ONLY)
        is_held = row.lease_until is not None and row.lease_until > now
        if row.holder != holder() and is_held and _lives(row.holder):
            return False
        row.holder, row.lease_until = holder(), now + LEASE
        row.save(update_fields=["holder", "lease_until"])
    return True


def give_lease_back() -> None:
    """Frees the lease when the courier ends by itself."""
    CourierBeat.objects.filter(pk=CourierBeat.ONLY, holder=holder()).update(holder="", lease_until=None)


def tell(seen: Waiting | None) -> None:
    """Writes that the courier lives and what it saw in the letter box; None when the letter box does not answer."""
    now = timezone.now()
    row, _ = CourierBeat.objects.get_or_create(pk=CourierBeat.ONLY)
    row.beat_at = now
    if seen is None:
        row.letter_box_down_since = row.letter_box_down_since or now
    else:
        row.letter_box_down_since = None
        row.untaken, row.oldest_untaken_at = len(seen.ids), seen.oldest_at
    row.save(update_fields=["beat_at", "untaken", "oldest_untaken_at", "letter_box_down_since"])


def _lives(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
