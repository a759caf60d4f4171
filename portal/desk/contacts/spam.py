"""The box of suspected spam (roskapostiepäily): out of the usual views of the queue, and never away.

Its count stands above the queue at all times, the dates of what lies there run on, alarms of them ring as any other's,
and whoever may handle a contact takes it back. The sender sees no difference.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk.contacts.keeping import keep
from portal.desk.contacts.writing import NotPossible
from portal.desk.models import Contact, Status, Suspicion, Urgency, Worker

BY_WORKER: Final = "worker"
NEVER: Final = frozenset({"need_notice", "child_welfare_notice", "prenatal_notice"})
"""Kinds that the law says what is done with: they are assessed and closed with their outcome."""


def may_be_suspected(contact: Contact) -> bool:
    """Whether the contact is one that may ever lie in the box: no urgent one and no notice, nor one joined to it."""
    members = Contact.objects.filter(Q(pk=contact.pk) | Q(joined_to=contact))
    return not members.filter(Q(urgency=Urgency.URGENT) | Q(kind__in=NEVER)).exists()


def suspect(contact_id: UUID, worker: Worker, reason: str, *, entry_id: UUID) -> None:
    """Puts the contact into the box, with the reason. Raises Contact.DoesNotExist and NotPossible."""
    entry = Suspicion(id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), choice=Suspicion.Choice.PUT)

    def change(contact: Contact) -> None:
        if contact.status == Status.CLOSED:
            raise NotPossible(_("The contact is closed."))
        if contact.suspected_at is not None:
            raise NotPossible(_("The contact lies in suspected spam already."))
        if not may_be_suspected(contact):
            raise NotPossible(
                _("An urgent contact or a notice is never put into suspected spam. Close it with its outcome.")
            )
        contact.suspected_at, contact.suspected_by = entry.at, BY_WORKER
        contact.save(update_fields=["suspected_at", "suspected_by"])

    keep(entry, {"text": reason}, worker, "contact.suspected", change=change)


def take_back(contact_id: UUID, worker: Worker, reason: str, *, entry_id: UUID) -> None:
    """Takes the contact back into the queue. Raises Contact.DoesNotExist and NotPossible."""
    entry = Suspicion(
        id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), choice=Suspicion.Choice.TAKEN_BACK
    )

    def change(contact: Contact) -> None:
        if contact.suspected_at is None:
            raise NotPossible(_("The contact does not lie in suspected spam."))
        contact.suspected_at, contact.suspected_by = None, ""
        contact.save(update_fields=["suspected_at", "suspected_by"])

    keep(entry, {"text": reason}, worker, "contact.unsuspected", change=change)
