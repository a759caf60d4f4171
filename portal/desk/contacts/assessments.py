"""The first assessment (ensiarviointi): saved again and again, each time as an entry of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from portal.desk import dues
from portal.desk.contacts.arrivals import counted_from
from portal.desk.contacts.keeping import keep
from portal.desk.contacts.opened import open_part
from portal.desk.entries import ReadEntry, read_entry
from portal.desk.models import Contact, FirstAssessment, Worker

TEXTS: Final = (
    "urgency_grounds", "description", "next_steps", "information", "other_clientship", "more",
)  # fmt: skip
"""What is written in words, and so sealed."""

CHILD_WELFARE_KINDS: Final = frozenset({"child_welfare_notice", "prenatal_notice"})


def document_of(contact: Contact) -> str:
    """The national document that the contact's first assessment follows: 1006 in child welfare, else 1009."""
    # A child welfare notice is joined to no contact of another kind, so the kind in the queue tells of all of them.
    is_child_welfare = contact.kind in CHILD_WELFARE_KINDS
    return FirstAssessment.Document.CHILD_WELFARE if is_child_welfare else FirstAssessment.Document.ASSESSMENT


def save_assessment(
    contact_id: UUID, worker: Worker, codes: Mapping[str, Any], texts: Mapping[str, str], *, entry_id: UUID
) -> None:
    """Keeps the first assessment as it is now; a switch that is on adds the law's dates, counted from the arrival.

    `codes` are columns of FirstAssessment. Raises Contact.DoesNotExist. The same form sent twice is one entry.
    """
    entry = FirstAssessment(id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), **codes)

    def change(contact: Contact) -> None:
        facts = [fact for name, fact in dues.SWITCHES.items() if getattr(entry, name)]
        arrival, earlier = counted_from(contact)
        dues.switch(contact, facts, arrival, earlier)
        contact.save(update_fields=["due_on", "warn_on"])

    on = [name for name in FirstAssessment.SWITCHES if getattr(entry, name)]
    detail = {"document": str(entry.document), "urgency": str(entry.urgency), "switches": ",".join(on)}
    keep(entry, texts, worker, "contact.assessed", change=change, detail=detail)


def read_assessments(contact_id: UUID, worker: Worker) -> tuple[Contact, tuple[ReadEntry, ...]]:
    """The contact and every version of its first assessment, the newest first. One audit row says who read them.

    Raises Contact.DoesNotExist.
    """
    contact = open_part(contact_id, worker, "assessment")
    of = Q(contact=contact) | Q(contact__joined_to=contact)
    found = FirstAssessment.objects.filter(of).select_related("by").order_by("-at", "-id")
    return contact, tuple(read_entry(one) for one in found)
