"""Items for the sender's box in the portal's database, where the courier may only INSERT."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.desk.courier import broom
from portal.desk.models import Contact, OutboxItem, Status
from portal.desk.reading import open_letter
from portal.desk.sealed import seal_heard, seal_state
from portal.desk.tasks import task_said_done
from portal.intake.service import EMPTY_BOX, TASK_DONE, BoxItem, Letter, Relation
from portal.vault.sealing import CannotSeal

LETTER_BOX: Final = "portal"
RECEIVED_ID: Final = uuid.UUID("6f1e33a2-2c51-5c6e-9a43-6f5b8f0c52aa")
"""The namespace of the ids of "received" items."""
HEARD_ID: Final = uuid.UUID("0b6a2f3e-9d0c-5a35-8f6e-4c1b7a2d9e58")
"""The namespace of the ids of items that tell what else the desk has."""
FROM_THE_STATUS_PAGE: Final = (Relation.MESSAGE, Relation.WITHDRAWAL)


def answer_letter(contact: Contact, letter: Letter) -> None:
    """Tells the sender's box of a letter that is filed: that the desk has it; or empties the box, where it asks for it."""
    if letter.kind == EMPTY_BOX:
        broom.end_items(items_told_before(contact, letter.arrival))
    else:
        open_box(contact, letter)


def items_told_before(contact: Contact, moment: datetime) -> list[uuid.UUID]:
    """The ids of everything that was put into the contact's box for its sender before that moment."""
    letters = contact.letters.filter(arrival__lt=moment)
    told = [one.pk for one in contact.outbox.filter(created_at__lt=moment).only("pk")]
    for letter in letters.only("pk", "box_key", "relation"):
        told += [_received_id(contact, bytes(letter.box_key)), uuid.uuid5(HEARD_ID, str(letter.pk))]
    return told


def open_box(contact: Contact, letter: Letter) -> None:
    """Puts into the box of the letter's own words that the desk has it. A repeat changes nothing.

    The first text is told as the state "received"; what belongs to it is told each by itself. A letter whose box key
    cannot be used has no box; the desk still has the letter and its ways.
    """
    box_key = bytes(letter.box_key)
    try:
        if letter.relation in FROM_THE_STATUS_PAGE:
            item_id = uuid.uuid5(HEARD_ID, str(letter.pk))
            kind = TASK_DONE if letter.kind == TASK_DONE else letter.relation
            sealed = seal_heard(contact.reference, box_key, kind, _task_said_done(letter), letter.arrival)
        else:
            item_id = _received_id(contact, box_key)
            sealed = seal_state(contact.reference, box_key, Status.RECEIVED, letter.arrival)
    except CannotSeal:
        return
    put(
        BoxItem(
            id=item_id,
            reference=contact.reference,
            box_key=box_key,
            created_at=letter.arrival,
            ended_at=_kept_until(),
            sealed=sealed,
        )
    )


def _received_id(contact: Contact, box_key: bytes) -> uuid.UUID:
    return uuid.uuid5(RECEIVED_ID, f"{contact.reference}|{box_key.hex()}")


def _task_said_done(letter: Letter) -> str:
    found = task_said_done(open_letter(letter)) if letter.kind == TASK_DONE else None
    return str(found) if found else ""


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
