"""What is sealed at the desk: opened letters, messages to the sender, items for the sender's box."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portal.desk.keys import desk_keys, recipients
from portal.desk.models import AccessReason, DeskMessage
from portal.vault.sealing import canonical, open_envelope, seal
from portal.vault.secrets import seal_for_box

LETTER_COLUMNS = (
    "id", "form_token", "digest", "belongs_to", "relation", "kind", "area", "language", "urgency", "arrival",
    "schema_version", "reference", "box_key", "due_at", "sealed",
)  # fmt: skip
"""Every column of a letter that travels to the desk: all but taken_at."""


def seal_message(message: DeskMessage, text: str, more: Mapping[str, object] | None = None) -> bytes:
    """The text sealed for the desk and recovery, bound to the message's contact, author and time.

    `more` is what a program reads beside the text (an agreed task, who handles the matter); it is JSON data.
    """
    plain = canonical({**(more or {}), "text": text})
    return seal(plain, recipients=recipients(), context=message_context(message), aad=_message_aad(message))


def open_message(message: DeskMessage) -> str:
    """The text of a message. Raises CannotOpen."""
    return str(message_content(message)["text"])


def message_content(message: DeskMessage) -> dict[str, Any]:
    """The text of a message under "text", and what was sealed beside it. Raises CannotOpen."""
    plain = open_envelope(
        bytes(message.sealed_for_desk), keys=desk_keys(), context=message_context(message), aad=_message_aad(message)
    )
    content: dict[str, Any] = json.loads(plain)
    return content


def seal_reason(reason: AccessReason, text: str) -> bytes:
    """What was written as a reason, sealed for the desk and recovery, bound to its contact, worker and time."""
    return seal(
        canonical({"text": text}), recipients=recipients(), context=reason_context(reason), aad=_reason_aad(reason)
    )


def open_reason(reason: AccessReason) -> str:
    """What was written as a reason. Raises CannotOpen."""
    plain = open_envelope(
        bytes(reason.sealed_for_desk), keys=desk_keys(), context=reason_context(reason), aad=_reason_aad(reason)
    )
    return str(json.loads(plain)["text"])


def reason_context(reason: AccessReason) -> str:
    """The context that a reason is sealed in: its id."""
    return f"reason:{reason.id}"


def _reason_aad(reason: AccessReason) -> bytes:
    return canonical({"contact": str(reason.contact_id), "worker": reason.worker_id, "at": reason.at.isoformat()})


def seal_state(reference: str, box_key: bytes, state: str, at: datetime) -> bytes:
    """A state for the sender's box. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "state", "state": state, "at": at.isoformat()})


def seal_text(reference: str, box_key: bytes, text: str, at: datetime) -> bytes:
    """A message for the sender's box. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "message", "text": text, "at": at.isoformat()})


def seal_worker(reference: str, box_key: bytes, told: Mapping[str, str], at: datetime) -> bytes:
    """Who handles the matter, for the sender's box: name, phone, hours. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "worker", **told, "at": at.isoformat()})


def seal_next(reference: str, box_key: bytes, told: Mapping[str, str], at: datetime) -> bytes:
    """What happens next, for the sender's box: text, due. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "next", **told, "at": at.isoformat()})


def seal_task(reference: str, box_key: bytes, told: Mapping[str, str], at: datetime) -> bytes:
    """An agreed task for the sender's box: id, text, due, state. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "task", **told, "at": at.isoformat()})


def seal_heard(reference: str, box_key: bytes, kind: str, task: str, at: datetime) -> bytes:
    """That the desk has what the sender sent at that time, for the box. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "heard", "kind": kind, "task": task, "at": at.isoformat()})


def _seal_for_box(reference: str, box_key: bytes, item: dict[str, str]) -> bytes:
    return seal_for_box(canonical(item), box_key, f"box:{reference}")


def message_context(message: DeskMessage) -> str:
    """The context that a message is sealed in: its id."""
    return f"message:{message.id}"


def _message_aad(message: DeskMessage) -> bytes:
    return canonical({"contact": str(message.contact_id), "author": message.author_id, "at": message.at.isoformat()})
