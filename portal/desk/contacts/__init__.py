"""What a worker does with a contact. Every reading and every change writes its audit row in the same transaction."""

from __future__ import annotations

from portal.desk.contacts.messages import write_to_sender
from portal.desk.contacts.names import KIND_NAMES, RELATION_NAMES, kind_name
from portal.desk.contacts.opened import ReadContact, ReadLetter, ReadMessage, read_contact
from portal.desk.contacts.steps import NEXT_STATUS, change_status, take
from portal.desk.contacts.writing import DESK, NotPossible, actor

__all__ = [
    "DESK",
    "KIND_NAMES",
    "NEXT_STATUS",
    "RELATION_NAMES",
    "NotPossible",
    "ReadContact",
    "ReadLetter",
    "ReadMessage",
    "actor",
    "change_status",
    "kind_name",
    "read_contact",
    "take",
    "write_to_sender",
]
