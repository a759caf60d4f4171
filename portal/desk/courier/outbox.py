"""What the desk wrote, into senders' boxes: leased, carried, marked; never given up."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.db.utils import DataError
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.desk.courier.boxes import deliver
from portal.desk.courier.filing import DESK
from portal.desk.courier.post import make_word
from portal.desk.models import OutboxItem

CEILING: Final = timedelta(minutes=5)

logger = logging.getLogger(__name__)


def carry_out(*, go_on: Callable[[], bool]) -> int:
    """How many items were put into their boxes."""
    delivered = 0
    while go_on() and (item := _leased()) is not None:
        reached("courier.before_outbox_insert")
        try:
            deliver(item)
        except (IntegrityError, DataError):
            # The lease has made it wait; the next attempt comes later each time, up to the ceiling.
            logger.exception("An outbox item was refused by the letter box; it will be tried again.")
            continue
        reached("courier.after_outbox_insert")
        make_word(item)
        OutboxItem.objects.filter(pk=item.pk).update(delivered_at=timezone.now(), lease_until=None)
        delivered += 1
    return delivered


def lease_for(attempts: int) -> timedelta:
    """How long an attempt holds its item: 2, 4, 8 … seconds, at most five minutes; so also the wait before the next."""
    return min(timedelta(seconds=2 ** min(attempts, 16)), CEILING)


def _leased() -> OutboxItem | None:
    """The oldest item that is due, leased to this courier; None when nothing is due."""
    now = timezone.now()
    with transaction.atomic(using=DESK):
        item = (
            OutboxItem.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("contact")
            .filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now), delivered_at__isnull=True)
            .order_by("created_at", "id")
            .first()
        )
        if item is not None:
            item.attempts += 1
            item.lease_until = now + lease_for(item.attempts)
            item.save(update_fields=["attempts", "lease_until"])
    return item
