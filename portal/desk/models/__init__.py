"""The desk's own rows: workers and teams, contacts and their letters, messages, what waits to be carried out.

Nothing here points into the letter box's tables: they stand in another database. What people wrote stands in the
columns named `sealed…` only.
"""

from __future__ import annotations

from portal.desk.models.access import AccessReason
from portal.desk.models.codes import NationalCode
from portal.desk.models.contacts import NOTHING_DUE, Contact, FiledLetter, Status, StatusChange, Urgency
from portal.desk.models.courier import CourierBeat, SetAsideLetter
from portal.desk.models.drafts import KEPT_FOR, DeskDraft
from portal.desk.models.dues import ContactDue
from portal.desk.models.entries import (
    ContactNote,
    ContactOpen,
    Decision,
    EarlierArrival,
    Entry,
    FirstAssessment,
    KeptForever,
    Outcome,
)
from portal.desk.models.fingerprints import Fingerprint, FingerprintedContact
from portal.desk.models.handovers import Handover, HandoverAnswer
from portal.desk.models.joinings import Joining, Suspicion
from portal.desk.models.messages import DeskMessage, OutboxItem
from portal.desk.models.notices import Notice, OutgoingMail
from portal.desk.models.teams import FALLBACK_KEY, Absence, DutyDay, ServiceGroup, Team, TeamMember
from portal.desk.models.texts import HELP_LOCALES, REPLY_LOCALES, HelpPage, ReplyTemplate, TextVersion
from portal.desk.models.workers import LANGUAGES, Role, Worker, WorkerManager

__all__ = [
    "FALLBACK_KEY",
    "HELP_LOCALES",
    "KEPT_FOR",
    "LANGUAGES",
    "NOTHING_DUE",
    "REPLY_LOCALES",
    "Absence",
    "AccessReason",
    "Contact",
    "ContactDue",
    "ContactNote",
    "ContactOpen",
    "CourierBeat",
    "Decision",
    "DeskDraft",
    "DeskMessage",
    "DutyDay",
    "EarlierArrival",
    "Entry",
    "FiledLetter",
    "Fingerprint",
    "FingerprintedContact",
    "FirstAssessment",
    "Handover",
    "HandoverAnswer",
    "HelpPage",
    "Joining",
    "KeptForever",
    "NationalCode",
    "Notice",
    "OutboxItem",
    "Outcome",
    "OutgoingMail",
    "ReplyTemplate",
    "Role",
    "ServiceGroup",
    "SetAsideLetter",
    "Status",
    "StatusChange",
    "Suspicion",
    "Team",
    "TeamMember",
    "TextVersion",
    "Urgency",
    "Worker",
    "WorkerManager",
]
