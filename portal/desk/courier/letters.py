"""Letters out of the letter box: one letter, one transaction on each side."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, connections, transaction
from django.db.models import F, Q
from django.db.utils import DatabaseError, DataError, InterfaceError
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.desk.courier.acknowledging import acknowledge
from portal.desk.courier.boxes import LETTER_BOX, answer_letter
from portal.desk.courier.filing import ACTOR, DESK, file_letter
from portal.desk.models import SetAsideLetter
from portal.intake.service import ContentError, Letter
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen

RETRY_AFTER: Final = timedelta(minutes=10)
"""How long a letter that was set aside rests before it is tried again."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies due in the letter box: ids in order of arrival, less those set aside, and since when the oldest."""

    ids: tuple[UUID, ...]
    to_try: tuple[UUID, ...]
    oldest_at: datetime | None


def waiting(*, with_all: bool = False) -> Waiting:
    """The letters that are due and untaken. `to_try` leaves out those that rest, or none of them `with_all`."""
    now = timezone.now()
    found = list(
        Letter.objects.using(LETTER_BOX)
        .filter(Q(due_at__isnull=True) | Q(due_at__lte=now), taken_at__isnull=True)
        .order_by("arrival", "id")
        .values_list("id", "arrival")
    )
    aside = dict(SetAsideLetter.objects.filter(filed_at__isnull=True).values_list("id", "tried_at"))
    whole = [(one, arrival) for one, arrival in found if one not in aside]
    return Waiting(
        ids=tuple(one for one, _ in whole),
        to_try=tuple(one for one, _ in found if with_all or one not in aside or aside[one] <= now - RETRY_AFTER),
        oldest_at=whole[0][1] if whole else None,
    )


def carry(ids: tuple[UUID, ...], *, go_on: Callable[[], bool]) -> int:
    """How many letters were taken. Stops between two letters when `go_on` says no."""
    taken = 0
    for letter_id in ids:
        if not go_on():
            break
        taken += _carry_one(letter_id)
    return taken


def _carry_one(letter_id: UUID) -> bool:
    """Whether the letter was taken. A letter that cannot be read is set aside.

    A database that is down and a key file that cannot be read are no fault of the letter: they are errors.
    """
    try:
        with _claimed(letter_id) as letter:
            if letter is None:
                return False
            reached("courier.after_read")
            contact = file_letter(letter, also=acknowledge)
            reached("courier.after_copy")
            with transaction.atomic(using=LETTER_BOX):
                answer_letter(contact, letter)
                reached("courier.after_box_insert")
                Letter.objects.using(LETTER_BOX).filter(pk=letter_id, taken_at__isnull=True).update(
                    taken_at=timezone.now()
                )
    except CannotOpen:
        _set_aside(letter_id, SetAsideLetter.Reason.SEAL)
        return False
    except ContentError:
        _set_aside(letter_id, SetAsideLetter.Reason.CONTENT)
        return False
    except (IntegrityError, DataError):
        _set_aside(letter_id, SetAsideLetter.Reason.REFUSED)
        return False
    except (DatabaseError, InterfaceError, KeyProblem):
        raise
    except Exception:
        # Whatever a letter breaks, the letters behind it are not to wait for it.
        logger.exception("A letter could not be filed.")
        _set_aside(letter_id, SetAsideLetter.Reason.REFUSED)
        return False
    reached("courier.after_mark")
    SetAsideLetter.objects.filter(pk=letter_id, filed_at__isnull=True).update(filed_at=timezone.now())
    return True


@contextmanager
def _claimed(letter_id: UUID) -> Iterator[Letter | None]:
    """The letter, locked against other couriers where the database can; None when it is taken or another has it."""
    letters = Letter.objects.using(LETTER_BOX).filter(pk=letter_id, taken_at__isnull=True)
    if not connections[LETTER_BOX].features.has_select_for_update_skip_locked:
        # SQLite: the lease makes this the only courier, and a transaction here would keep the portal from writing.
        yield letters.first()
        return
    with transaction.atomic(using=LETTER_BOX):
        yield letters.select_for_update(skip_locked=True).first()


def _set_aside(letter_id: UUID, reason: SetAsideLetter.Reason) -> None:
    """Remembers a letter that cannot be filed. It stays in the letter box, untaken; nobody deletes it."""
    now = timezone.now()
    arrival = Letter.objects.using(LETTER_BOX).values_list("arrival", flat=True).get(pk=letter_id)
    with transaction.atomic(using=DESK):
        row, is_new = SetAsideLetter.objects.get_or_create(
            id=letter_id, defaults={"arrival": arrival, "reason": reason, "since": now, "tried_at": now}
        )
        if not is_new:
            row.reason, row.tried_at, row.attempts = reason, now, F("attempts") + 1
            row.save(update_fields=["reason", "tried_at", "attempts"])
            return
        vault.record(actor=ACTOR, action="letter.set_aside", subject=f"letter:{letter_id}", detail={"reason": reason})
    logger.error("A letter was set aside: %s. It stays in the letter box.", row.reason)
