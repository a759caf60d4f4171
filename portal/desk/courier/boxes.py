"""Items for the sender's box in the portal's database, where the courier may only INSERT."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.desk.models import Contact, OutboxItem, Status
from portal.desk.sealed import seal_state
from portal.intake.service import BoxItem, Letter
from portal.vault.sealing import CannotSeal

LETTER_BOX: Final = "portal"
RECEIVED_ID: Final = uuid.UUID("6f1e33a2-2c51-5c6e-9a43-6f5b8f0c52aa")
"""The namespace of the ids of "received" items."""


def open_box(contact: Contact, letter: Letter) -> None:
    """Puts the state "received" into the box of the letter's own words. A repeat changes nothing.

    A letter whose box key cannot be used has no box; the desk still has the letter and its ways.
    """
    box_key = bytes(letter.box_key)
    try:
        sealed = seal_state(contact.reference, box_key, Status.RECEIVED, letter.arrival)
    except CannotSeal:
        return
    put(
        BoxItem(
            id=uuid.uuid5(RECEIVED_ID, f"{contact.reference}|{box_key.hex()}"),
            reference=contact.reference,
            box_key=box_key,
            created_at=letter.arrival,
            ended_at=_kept_until(),
            sealed=sealed,
        )
    )


def deliver(item: OutboxItem) -> None:
    """Puts an outbox item into the box under its own id. A repeat changes nothing."""
    put(
        BoxItem(
            id=item.id,
            reference=item.contact.reference,
            box_key=bytes(item.box_key),
            created_at=item.created_at,
            ended_at=_kept_until(),
            sealed=bytes(item.sealed_for_box),
        )
    )


def put(item: BoxItem) -> None:
    """Inserts the item, unless it is there already. Every other refusal of the database is an error."""
    try:
        with transaction.atomic(using=LETTER_BOX):
            item.save(using=LETTER_BOX, force_insert=True)
    except IntegrityError as error:
        if not is_repeat(error):
            raise


def is_repeat(error: IntegrityError) -> bool:
    """Whether the database refused an item because one with that id is there."""
    diagnosis = getattr(error.__cause__, "diag", None)
    table = BoxItem._meta.db_table
    if diagnosis is not None:
        return bool(diagnosis.constraint_name == f"{table}_pkey")
    return str(error) == f"UNIQUE constraint failed: {table}.id"


def _kept_until() -> datetime:
    return timezone.now() + timedelta(days=settings.BOX_KEEP_DAYS)
