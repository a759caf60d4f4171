"""What a worker does with a contact. Every reading and every change writes its audit row in the same transaction."""

from __future__ import annotations

from portal.desk.contacts.arrivals import set_earlier_arrival
from portal.desk.contacts.assessments import TEXTS, document_of, read_assessments, save_assessment
from portal.desk.contacts.decisions import close, decide
from portal.desk.contacts.duplicates import Hint, hints
from portal.desk.contacts.handovers import accept, decline, offer, offered_to, withdraw
from portal.desk.contacts.matter import ReadMatter, read_matter, senders_of
from portal.desk.contacts.merging import CrossesLine, join, separate
from portal.desk.contacts.messages import write_to_sender
from portal.desk.contacts.names import KIND_NAMES, RELATION_NAMES, kind_name
from portal.desk.contacts.notes import add_note
from portal.desk.contacts.opened import ReadContact, ReadLetter, ReadMessage, open_part, read_contact
from portal.desk.contacts.spam import may_be_suspected, suspect, take_back
from portal.desk.contacts.steps import NEXT_STATUS, assign, change_status, take
from portal.desk.contacts.writing import DESK, Joined, NotPossible, actor

__all__ = [
    "DESK",
    "KIND_NAMES",
    "NEXT_STATUS",
    "RELATION_NAMES",
    "TEXTS",
    "CrossesLine",
    "Hint",
    "Joined",
    "NotPossible",
    "ReadContact",
    "ReadLetter",
    "ReadMatter",
    "ReadMessage",
    "accept",
    "actor",
    "add_note",
    "assign",
    "change_status",
    "close",
    "decide",
    "decline",
    "document_of",
    "hints",
    "join",
    "kind_name",
    "may_be_suspected",
    "offer",
    "offered_to",
    "open_part",
    "read_assessments",
    "read_contact",
    "read_matter",
    "save_assessment",
    "senders_of",
    "separate",
    "set_earlier_arrival",
    "suspect",
    "take",
    "take_back",
    "withdraw",
    "write_to_sender",
]
