"""The desk's own rows: workers and teams, contacts and their letters, messages, what waits to be carried out.

Nothing here points into the letter box's tables: they stand in another database. What people wrote stands in the
columns named `sealed…` only.
"""

from __future__ import annotations

from portal.desk.models.access import AccessReason
from portal.desk.models.contacts import Contact, FiledLetter, Status, StatusChange, Urgency
from portal.desk.models.courier import CourierBeat, SetAsideLetter
from portal.desk.models.messages import DeskMessage, OutboxItem
from portal.desk.models.notices import Notice, OutgoingMail
from portal.desk.models.teams import FALLBACK_KEY, Absence, DutyDay, ServiceGroup, Team, TeamMember
from portal.desk.models.workers import LANGUAGES, Role, Worker, WorkerManager

__all__ = [
    "FALLBACK_KEY",
    "LANGUAGES",
    "Absence",
    "AccessReason",
    "Contact",
    "CourierBeat",
    "DeskMessage",
    "DutyDay",
    "FiledLetter",
    "Notice",
    "OutboxItem",
    "OutgoingMail",
    "Role",
    "ServiceGroup",
    "SetAsideLetter",
    "Status",
    "StatusChange",
    "Team",
    "TeamMember",
    "Urgency",
    "Worker",
    "WorkerManager",
]
