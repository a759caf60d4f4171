"""What the desk tells the sender besides messages: who handles the matter, what happens next, agreed tasks.

Each is a message of its own, sealed for the desk and for the sender's box, with one audit row. Nothing leaves but to
the box, which opens with the words of the receipt.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk.contacts.writing import DESK, NotPossible, into_outbox, locked_with_queue, written_down
from portal.desk.models import Contact, DeskMessage, Worker
from portal.desk.sealed import seal_message, seal_next, seal_task, seal_worker
from portal.desk.tasks import AgreedTask, TaskState

Seal = Callable[[str, bytes, Mapping[str, str], datetime], bytes]

TOLD: Final = {"worker": "contact.told_worker", "next": "contact.told_next", "task": "contact.told_task"}
"""How the audit log says what was told."""


@dataclass(frozen=True, slots=True)
class HandledBy:
    """Who handles the matter, as the sender sees it: a name or a role, and how to reach them."""

    name: str = field(repr=False)
    phone: str = field(default="", repr=False)
    hours: str = field(default="", repr=False)

    def as_told(self) -> dict[str, str]:
        """The three as the box carries them."""
        return {"name": self.name, "phone": self.phone, "hours": self.hours}

    def as_text(self) -> str:
        """The same as one text for the desk's own record."""
        return "\n".join(one for one in (self.name, self.phone, self.hours) if one)


def tell_worker(contact_id: UUID, worker: Worker, handled_by: HandledBy, *, message_id: UUID | None = None) -> None:
    """Tells the sender who handles the matter. Raises Contact.DoesNotExist and NotPossible.

    As with every function here, the form carries `message_id`: the same form sent twice tells it once.
    """
    told = handled_by.as_told()
    _tell(contact_id, worker, "worker", told, text=handled_by.as_text(), seal=seal_worker, message_id=message_id)


def tell_next(contact_id: UUID, worker: Worker, text: str, due: date | None, *, message_id: UUID | None = None) -> None:
    """Tells the sender what happens next, and by when where a day is known. Raises as `tell_worker` does."""
    told = {"text": text, "due": due.isoformat() if due else ""}
    _tell(contact_id, worker, "next", told, text=text, seal=seal_next, message_id=message_id)


def give_task(contact_id: UUID, worker: Worker, text: str, due: date | None, *, message_id: UUID | None = None) -> UUID:
    """The id of a task that the sender has agreed to do; the box shows it to be ticked. Raises as `tell_worker` does."""
    message_id = message_id or uuid4()
    told = _task_told(message_id, text, due, TaskState.OPEN)
    _tell(contact_id, worker, "task", told, text=text, seal=seal_task, message_id=message_id)
    return message_id


def change_task(
    contact_id: UUID, worker: Worker, task: AgreedTask, state: TaskState, *, message_id: UUID | None = None
) -> None:
    """Tells the sender that an agreed task is done, is open again, or falls away. Raises as `tell_worker` does."""
    told = _task_told(task.id, task.text, task.due, state)
    _tell(contact_id, worker, "task", told, text=task.text, seal=seal_task, message_id=message_id)


def _task_told(task_id: UUID, text: str, due: date | None, state: TaskState) -> dict[str, str]:
    return {"id": str(task_id), "text": text, "due": due.isoformat() if due else "", "state": str(state)}


def _tell(
    contact_id: UUID,
    worker: Worker,
    what: str,
    told: Mapping[str, str],
    *,
    text: str,
    seal: Seal,
    message_id: UUID | None,
) -> None:
    now = timezone.now()
    contact = Contact.objects.get(pk=contact_id)
    message = DeskMessage(id=message_id or uuid4(), contact=contact, author=worker, at=now)
    beside = {name: value for name, value in told.items() if name != "text"}
    message.sealed_for_desk = seal_message(message, text, {what: beside})
    with transaction.atomic(using=DESK):
        contact, _in_queue = locked_with_queue(contact_id)
        if DeskMessage.objects.filter(pk=message.pk).exists():
            return
        reached("desk.inside_message")
        outbox = into_outbox(contact, partial(_sealed, seal, contact.reference, told, now), now)
        if outbox is None:
            raise NotPossible(_("This contact has no box that the sender can read. Use one of the safe ways."))
        message.outbox = outbox
        message.save(force_insert=True)
        written_down(worker, TOLD[what], contact, {"message": str(message.pk)})
    reached("desk.after_commit")


def _sealed(seal: Seal, reference: str, told: Mapping[str, str], at: datetime, box_key: bytes) -> bytes:
    return seal(reference, box_key, told, at)
