"""Reasons for opening another team's contact: given, sealed, written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from portal.desk.contacts import DESK, actor
from portal.desk.models import AccessReason, Contact, Worker
from portal.desk.permissions import reason_holds_until, team_keys
from portal.desk.sealed import open_reason, seal_reason
from portal.vault import service as vault
from portal.vault.keys import KeyProblem
from portal.vault.sealing import CannotOpen

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class ReadReason:
    """A reason, opened for a lead. `text` is None where the seal does not open with today's key."""

    reason: AccessReason
    text: str | None


def give_reason(contact: Contact, worker: Worker, *, code: str, text: str) -> AccessReason:
    """The reason, which holds until midnight. The audit row names it; what was written lies sealed in it."""
    now = timezone.now()
    reason = AccessReason(worker=worker, contact=contact, at=now, valid_until=reason_holds_until(now), code=code)
    reason.sealed_for_desk = seal_reason(reason, text)
    with transaction.atomic(using=DESK):
        reason.save(force_insert=True)
        vault.record(
            actor=actor(worker),
            action="contact.opened_elsewhere",
            subject=f"contact:{contact.pk}",
            detail={"reason": str(reason.pk), "code": code, "team": str(contact.team_id)},
        )
    return reason


def read_reasons(lead: Worker, *, page: int = 0) -> tuple[list[ReadReason], bool]:
    """The reasons given for contacts of the lead's teams, the newest first, and whether there are older ones.

    The contacts themselves stay closed. One row of the log says that the reasons were read.
    """
    teams = team_keys(lead)
    with transaction.atomic(using=DESK):
        found = (
            AccessReason.objects.select_related("worker", "contact__team")
            .filter(contact__team_id__in=teams)
            .order_by("-at", "pk")[page * PAGE : (page + 1) * PAGE + 1]
        )
        rows = list(found)
        vault.record(actor=actor(lead), action="reasons.read", subject=actor(lead), detail={"teams": ",".join(teams)})
    return [ReadReason(one, _opened(one)) for one in rows[:PAGE]], len(rows) > PAGE


def _opened(reason: AccessReason) -> str | None:
    try:
        return open_reason(reason)
    except (CannotOpen, KeyProblem):
        return None
