"""Reasons for opening another team's contact: given, sealed, written down."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from portal.desk.contacts import DESK, actor
from portal.desk.models import AccessReason, Contact, Worker
from portal.desk.permissions import reason_holds_until
from portal.desk.sealed import seal_reason
from portal.vault import service as vault


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
