"""What is sealed at the desk: opened letters, messages to the sender, items for the sender's box."""

from __future__ import annotations

import json
from datetime import datetime

from portal.desk.keys import desk_keys, recipients
from portal.desk.models import DeskMessage
from portal.vault.sealing import canonical, open_envelope, seal
from portal.vault.secrets import seal_for_box

LETTER_COLUMNS = (
    "id", "form_token", "digest", "belongs_to", "relation", "kind", "area", "language", "urgency", "arrival",
    "schema_version", "reference", "box_key", "due_at", "sealed",
)  # fmt: skip
"""Every column of a letter that travels to the desk: all but taken_at."""


def seal_message(message: DeskMessage, text: str) -> bytes:
    """The text sealed for the desk and recovery, bound to the message's contact, author and time."""
    return seal(
        canonical({"text": text}), recipients=recipients(), context=message_context(message), aad=_message_aad(message)
    )


def open_message(message: DeskMessage) -> str:
    """The text of a message. Raises CannotOpen."""
    plain = open_envelope(
        bytes(message.sealed_for_desk), keys=desk_keys(), context=message_context(message), aad=_message_aad(message)
    )
    return str(json.loads(plain)["text"])


def seal_state(reference: str, box_key: bytes, state: str, at: datetime) -> bytes:
    """A state for the sender's box. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "state", "state": state, "at": at.isoformat()})


def seal_text(reference: str, box_key: bytes, text: str, at: datetime) -> bytes:
    """A message for the sender's box. Raises CannotSeal when the box's key is none."""
    return _seal_for_box(reference, box_key, {"type": "message", "text": text, "at": at.isoformat()})


def _seal_for_box(reference: str, box_key: bytes, item: dict[str, str]) -> bytes:
    return seal_for_box(canonical(item), box_key, f"box:{reference}")


def message_context(message: DeskMessage) -> str:
    """The context that a message is sealed in: its id."""
    return f"message:{message.id}"


def _message_aad(message: DeskMessage) -> bytes:
    return canonical({"contact": str(message.contact_id), "author": message.author_id, "at": message.at.isoformat()})
