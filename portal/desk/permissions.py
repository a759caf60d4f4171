"""What each role may do at the desk, and which contacts a worker may open. Deny by default.

The table is code, so that a change of it is a change that somebody reads. Which page needs which permission stands at
the view itself (portal/desk/views/gates.py); a page without one is refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from django.db.models import Q
from django.utils import timezone

from portal.desk.models import AccessReason, Contact, Role, TeamMember, Worker


class Permission(StrEnum):
    """Something that a page of the desk lets its reader do."""

    SIGN_IN = "sign_in"
    """One's own sign-in and account pages."""
    QUEUE = "queue"
    """The queue, its counts, and the search in it."""
    READ_CONTACT = "read_contact"
    """Open a contact that the worker may open."""
    HANDLE_CONTACT = "handle_contact"
    """Take it, write to its sender, decide, note, hand over."""
    ASSIGN = "assign"
    """Give a contact to another worker."""
    EXPORT = "export"
    """Take a contact out of the desk, as a file or on paper."""
    BULK = "bulk"
    """Do one thing to many contacts at once."""
    READ_DUTY = "read_duty"
    """See who is on duty and who is away."""
    EDIT_DUTY = "edit_duty"
    """Enter duty days and absences."""
    READ_REASONS = "read_reasons"
    """Read why contacts of one's teams were opened from elsewhere."""
    EDIT_TEAMS = "edit_teams"
    """Change a team's names, areas, service group, duty address and members."""
    EDIT_TEXTS = "edit_texts"
    """Change the desk's own help pages and reply templates."""
    EDIT_RULES = "edit_rules"
    """Change the county's choices of deadlines, and the outage switch."""
    EDIT_CODES = "edit_codes"
    """Fill in national codes that the portal does not know."""
    READ_AUDIT = "read_audit"
    """Read the audit log: who, when, what, by ids."""
    MANAGE_WORKERS = "manage_workers"
    """See the workers' accounts, end them, take a second factor away."""


_EVERYONE: Final = frozenset({Permission.SIGN_IN})
_WORKER: Final = _EVERYONE | {
    Permission.QUEUE,
    Permission.READ_CONTACT,
    Permission.HANDLE_CONTACT,
    Permission.EXPORT,
    Permission.READ_DUTY,
}
_LEAD: Final = _WORKER | {
    Permission.ASSIGN,
    Permission.BULK,
    Permission.EDIT_DUTY,
    Permission.READ_REASONS,
    Permission.EDIT_TEAMS,
    Permission.EDIT_TEXTS,
    Permission.EDIT_RULES,
    Permission.EDIT_CODES,
}

MAY: Final[Mapping[str, frozenset[Permission]]] = MappingProxyType(
    {
        Role.WORKER: _WORKER,
        Role.LEAD: _LEAD,
        Role.AUDITOR: _EVERYONE | {Permission.READ_AUDIT},
        Role.TECHNICAL: _EVERYONE | {Permission.MANAGE_WORKERS, Permission.EDIT_CODES},
    }
)


class Access(StrEnum):
    """How a worker stands to one contact."""

    OWN = "own"
    """It is assigned to the worker or in one of their teams: it opens without a reason."""
    REASON_GIVEN = "reason_given"
    """Another team's, and the worker has given a reason that still holds."""
    NEEDS_REASON = "needs_reason"
    """Another team's: it opens when a reason is given."""
    NEVER = "never"
    """The worker's role opens no contacts."""


def may(worker: Worker, permission: Permission) -> bool:
    """Whether the worker's role may do it. A role that stands in no line may do nothing."""
    return permission in MAY.get(worker.role, frozenset())


def may_open(access: Access) -> bool:
    """Whether the contact opens."""
    return access in (Access.OWN, Access.REASON_GIVEN)


def openable(worker: Worker) -> Q:
    """The contacts that the worker may open without giving a reason, for a filter over Contact. None for some roles."""
    if not may(worker, Permission.READ_CONTACT):
        return Q(pk__in=[])
    return Q(assignee_id=worker.pk) | Q(team_id__in=team_keys(worker))


def team_keys(worker: Worker) -> tuple[str, ...]:
    """The keys of the worker's teams, in order. One query."""
    found = TeamMember.objects.filter(worker_id=worker.pk).order_by("team_id")
    return tuple(found.values_list("team_id", flat=True))


def access_to(worker: Worker, contact: Contact) -> Access:
    """How the worker stands to the contact. At most two queries; writes nothing."""
    if not may(worker, Permission.READ_CONTACT):
        return Access.NEVER
    if contact.assignee_id == worker.pk or contact.team_id in team_keys(worker):
        return Access.OWN
    return Access.REASON_GIVEN if valid_reason(worker, contact) else Access.NEEDS_REASON


def reason_in_use(worker: Worker, contact: Contact) -> AccessReason | None:
    """The reason by which another team's contact opens to the worker; None where it opens without one."""
    if contact.assignee_id == worker.pk or contact.team_id in team_keys(worker):
        return None
    return valid_reason(worker, contact)


def valid_reason(worker: Worker, contact: Contact) -> AccessReason | None:
    """The newest reason of that worker for that contact that still holds."""
    return (
        AccessReason.objects.filter(worker_id=worker.pk, contact_id=contact.pk, valid_until__gt=timezone.now())
        .order_by("-at")
        .first()
    )


def reason_holds_until(now: datetime) -> datetime:
    """The next midnight in Finland: a reason holds for the day on which it was given."""
    tomorrow = timezone.localdate(now) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(tomorrow, time.min))
