"""The sender's box: what the desk put there, opened in memory for one request by who brings the words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from portal.intake.letter_box import lying
from portal.intake.models import BoxItem
from portal.vault.sealing import CannotOpen
from portal.vault.secrets import BoxKeys, open_box

STATES: Final = ("received", "being_handled", "closed")
TASK_STATES: Final = ("open", "done", "dropped")
HEARD: Final = ("amendment", "message", "withdrawal", "task_done")
"""What the desk says it has from the sender besides the first text."""

Plain = dict[str, Any]


@dataclass(frozen=True, slots=True)
class BoxMessage:
    """A message from the desk and when it was written."""

    text: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxWorker:
    """Who handles the matter: a name or a role, with phone and hours where they were told."""

    name: str = field(repr=False)
    phone: str = field(repr=False)
    hours: str = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxNext:
    """What happens next, and by when where a day was told."""

    text: str = field(repr=False)
    due: date | None
    at: datetime


@dataclass(frozen=True, slots=True)
class BoxTask:
    """An agreed task as the desk last told it. `said_done_at` is when the sender's word reached the desk, if it did."""

    id: UUID
    text: str = field(repr=False)
    due: date | None
    state: str
    at: datetime
    said_done_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A text of the sender's. `what` is empty where only its arrival is known; `is_at_desk`: whether the desk has it."""

    at: datetime
    what: str
    is_at_desk: bool


@dataclass(frozen=True, slots=True)
class BoxContent:
    """What lies in a box. `arrival` is None where the letter itself has left the portal; `unreadable` counts odd items.

    `state` is empty where the desk has the contact and the sender has had everything deleted that told of it.
    """

    state: str
    state_at: datetime | None
    arrival: datetime | None
    messages: tuple[BoxMessage, ...]
    unreadable: int
    worker: BoxWorker | None = None
    next: BoxNext | None = None
    tasks: tuple[BoxTask, ...] = ()
    sent: tuple[Sent, ...] = ()

    def task(self, task_id: UUID) -> BoxTask | None:
        """The open task of that id, or None."""
        return next((one for one in self.tasks if one.id == task_id and one.state == "open"), None)

    @property
    def withdrawn_at(self) -> datetime | None:
        """When the last withdrawal arrived that the desk has."""
        return max((one.at for one in self.sent if one.what == "withdrawal"), default=None)


def box_context(reference: str) -> str:
    """The context that an item of the box is sealed in."""
    return f"box:{reference}"


def look(reference: str, keys: BoxKeys) -> BoxContent | None:
    """What lies here for who brings the reference and the keys; None when neither a letter nor a box has both."""
    letters = lying(reference, keys.public_key)
    items = BoxItem.objects.filter(reference=reference, box_key=keys.public_key).order_by("created_at", "id")
    sealed = [bytes(one) for one in items.values_list("sealed", flat=True)]
    if not letters and not sealed:
        return None
    opened = [_opened(one, reference, keys) for one in sealed]
    by_type: dict[str, list[Plain]] = {name: [] for name in READERS}
    for one in opened:
        if one is not None:
            by_type[one["type"]].append(one)
    latest = {name: max(found, key=lambda one: one["at"], default=None) for name, found in by_type.items()}
    state, worker, following = latest["state"], latest["worker"], latest["next"]
    return BoxContent(
        state=state["state"] if state else "" if any(is_at_desk for _arrival, is_at_desk in letters) else STATES[0],
        state_at=state["at"] if state else None,
        arrival=letters[0][0] if letters else None,
        messages=tuple(BoxMessage(one["text"], one["at"]) for one in by_type["message"]),
        unreadable=opened.count(None),
        worker=BoxWorker(worker["name"], worker["phone"], worker["hours"], worker["at"]) if worker else None,
        next=BoxNext(following["text"], following["due"], following["at"]) if following else None,
        tasks=_tasks(by_type["task"], by_type["heard"]),
        sent=_sent(letters, by_type["heard"], by_type["state"]),
    )


def _tasks(told: Sequence[Plain], heard: Sequence[Plain]) -> tuple[BoxTask, ...]:
    """Each task as it was last told, in the order in which they were first told; a word about it counts until then."""
    newest: dict[UUID, Plain] = {}
    for one in sorted(told, key=lambda one: one["at"]):
        newest[one["id"]] = one
    said = {one["task"]: one["at"] for one in sorted(heard, key=lambda one: one["at"]) if one["task"]}
    return tuple(
        BoxTask(
            task_id,
            one["text"],
            one["due"],
            one["state"],
            one["at"],
            said_done_at=said[task_id] if task_id in said and said[task_id] > one["at"] else None,
        )
        for task_id, one in newest.items()
        if one["state"] != "dropped"
    )


def _sent(
    letters: Sequence[tuple[datetime, bool]], heard: Sequence[Plain], states: Sequence[Plain]
) -> tuple[Sent, ...]:
    """What the sender sent, earliest first: what still lies here by its arrival alone, the rest by the desk's word."""
    known = {one["at"]: Sent(one["at"], "contact", is_at_desk=True) for one in states if one["state"] == STATES[0]}
    if not known and letters:
        arrival, is_at_desk = letters[0]
        known[arrival] = Sent(arrival, "contact", is_at_desk)
    known |= {one["at"]: Sent(one["at"], one["kind"], is_at_desk=True) for one in heard}
    lying_here = {at: Sent(at, "", is_at_desk) for at, is_at_desk in letters}
    return tuple(sorted({**lying_here, **known}.values(), key=lambda one: one.at))


def _opened(sealed: bytes, reference: str, keys: BoxKeys) -> Plain | None:
    try:
        item = json.loads(open_box(sealed, keys.private_key, box_context(reference)))
        read = READERS[item["type"]](item)
        return {"type": item["type"], "at": datetime.fromisoformat(item["at"]), **read}
    except (CannotOpen, ValueError, KeyError, TypeError):
        return None


def _known(value: object, among: Sequence[str]) -> str:
    if value not in among:
        raise ValueError("The item says something that this page does not know.")
    return str(value)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


READERS: Final[Mapping[str, Callable[[Plain], Plain]]] = {
    "state": lambda item: {"state": _known(item["state"], STATES)},
    "message": lambda item: {"text": str(item["text"])},
    "worker": lambda item: {name: str(item[name]) for name in ("name", "phone", "hours")},
    "next": lambda item: {"text": str(item["text"]), "due": _day(item["due"])},
    "task": lambda item: {
        "id": UUID(item["id"]),
        "text": str(item["text"]),
        "due": _day(item["due"]),
        "state": _known(item["state"], TASK_STATES),
    },
    "heard": lambda item: {
        "kind": _known(item["kind"], HEARD),
        "task": UUID(item["task"]) if item["task"] else None,
    },
}
"""What is read of an item, by its type. Raises KeyError, ValueError or TypeError for an item of another form."""
