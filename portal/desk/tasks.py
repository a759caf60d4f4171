"""Agreed tasks (sovitut tehtävät): what the sender has agreed to do, as the desk told it and as the sender ticked it.

A task has no row of its own. Each time it is told it is a message to the sender, sealed like any other, with the task
beside the text; the newest telling counts. So its history is kept, and the text stands in no column.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.desk.models import Contact
from portal.desk.reading import OpenedLetter, open_letter
from portal.desk.sealed import message_content
from portal.intake.service import TASK_DONE, TASK_SCHEMA, ContentError
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen


class TaskState(StrEnum):
    """How far an agreed task has come, in the desk's word."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


STATE_NAMES = {TaskState.OPEN: _("Open task"), TaskState.DONE: _("Task done"), TaskState.DROPPED: _("Task dropped")}


@dataclass(frozen=True, slots=True)
class AgreedTask:
    """A task as the desk last told it. `said_done_at` is when the sender's word that it is done arrived after that."""

    id: UUID
    text: str = field(repr=False)
    due: date | None
    state: TaskState
    at: datetime
    author: str
    said_done_at: datetime | None = None

    @property
    def state_name(self) -> str:
        """The state in the reader's language."""
        return str(STATE_NAMES[self.state])


def agreed_tasks(contact: Contact) -> tuple[AgreedTask, ...]:
    """The contact's tasks, in the order in which they were first told. It opens messages: the caller writes that down."""
    newest: dict[UUID, AgreedTask] = {}
    for message in contact.messages.select_related("author").order_by("at", "pk"):
        try:
            content = message_content(message)
        except (CannotOpen, KeyProblem):
            continue
        if told := content.get("task"):
            task = _task(told, content["text"], message.at, str(message.author))
            newest[task.id] = task
    said = dict(_said_done(contact)) if newest else {}
    return tuple(
        replace(one, said_done_at=said[one.id]) if one.id in said and said[one.id] > one.at else one
        for one in newest.values()
    )


def task_said_done(opened: OpenedLetter) -> UUID | None:
    """The task that the letter says is done; None where it names none."""
    for document in opened.documents:
        items = [item for section in document.sections for item in section.items]
        if document.schema == TASK_SCHEMA and items:
            try:
                return UUID(items[-1].value)
            except ValueError:
                return None
    return None


def _said_done(contact: Contact) -> Iterable[tuple[UUID, datetime]]:
    for letter in contact.letters.filter(kind=TASK_DONE).order_by("arrival"):
        try:
            task = task_said_done(open_letter(letter))
        except (CannotOpen, ContentError, KeyProblem):
            continue
        if task:
            yield task, letter.arrival


def _task(told: dict[str, Any], text: str, at: datetime, author: str) -> AgreedTask:
    due = date.fromisoformat(told["due"]) if told["due"] else None
    return AgreedTask(UUID(told["id"]), text, due, TaskState(told["state"]), at, author)
