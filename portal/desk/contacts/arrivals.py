"""When a matter became pending (vireilletulo): with its first letter, or earlier where a worker already knew of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk import dues
from portal.desk.contacts.keeping import keep
from portal.desk.contacts.writing import NotPossible
from portal.desk.models import Contact, EarlierArrival, Worker
from portal.intake import deadlines


def counted_from(contact: Contact) -> tuple[datetime, deadlines.EarlierArrival | None]:
    """When the first letter arrived, and since when the matter was known earlier, where somebody has said so."""
    entries = list(EarlierArrival.objects.filter(contact=contact).order_by("at", "id"))
    if not entries:
        return contact.arrival, None
    return max(one.before for one in entries), _known(contact.arrival, entries[-1])


def set_earlier_arrival(contact_id: UUID, worker: Worker, arrival: datetime, reason: str, *, entry_id: UUID) -> None:
    """Sets an earlier arrival, never a later one, and counts every limit of the law anew from it.

    What the county promised stays as it was promised. Raises Contact.DoesNotExist and NotPossible.
    """
    before = Contact.objects.values_list("arrival", flat=True).get(pk=contact_id)
    entry = EarlierArrival(
        id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), arrival=arrival, before=before
    )

    def change(contact: Contact) -> None:
        if contact.arrival != before:
            raise NotPossible(_("Somebody else has changed the arrival. See what it is now and try again."))
        if arrival >= before:
            raise NotPossible(_("The arrival may be set earlier, never later."))
        first, _earlier = counted_from(contact)
        contact.arrival = arrival
        dues.recount(contact, first, _known(arrival, entry))
        contact.save(update_fields=["arrival", "due_on", "warn_on"])

    keep(entry, {"text": reason}, worker, "contact.earlier_arrival", change=change)


def _known(at: datetime, entry: EarlierArrival) -> deadlines.EarlierArrival:
    # The kernel wants to know that there is a reason; the reason itself lies sealed in the entry.
    return deadlines.EarlierArrival(at, f"entry {entry.pk}")
