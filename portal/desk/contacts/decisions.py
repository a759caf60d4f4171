"""Whether the assessment of the service need is started, and what came of a contact when it was closed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.desk import dues
from portal.desk.contacts.keeping import keep
from portal.desk.contacts.steps import move_on
from portal.desk.contacts.writing import NotPossible
from portal.desk.models import Contact, Decision, Outcome, Status, Worker


def decide(contact_id: UUID, worker: Worker, choice: str, decided_on: date, reason: str, *, entry_id: UUID) -> None:
    """Keeps a decision to start the assessment or not to, with its reason; what was due by then is done.

    Raises Contact.DoesNotExist, and NotPossible where nobody has the contact or the day is not between the arrival and
    today. The newest decision holds; an earlier one stays to be seen.
    """
    entry = Decision(
        id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), choice=choice, decided_on=decided_on
    )

    def change(contact: Contact) -> None:
        _must_be_taken(contact)
        if not timezone.localdate(contact.arrival) <= decided_on <= timezone.localdate():
            raise NotPossible(_("The day of the decision is between the arrival and today."))
        dues.meet(contact, "assessment_started", decided_on, is_whole=True)
        contact.save(update_fields=["due_on", "warn_on"])

    keep(entry, {"text": reason}, worker, "contact.decided", change=change, detail={"choice": choice})


def close(
    contact_id: UUID, worker: Worker, code: str, text: str, *, entry_id: UUID, left_on: date | None = None
) -> None:
    """Closes the contact with its outcome and tells the sender that it is closed.

    A transfer to another county has the day on which the matter left: our limits end then, and theirs begin. Raises
    Contact.DoesNotExist and NotPossible. The same form sent twice closes once.
    """
    entry = Outcome(id=entry_id, contact_id=contact_id, by=worker, at=timezone.now(), code=code, left_on=left_on)

    def change(contact: Contact) -> None:
        _must_be_taken(contact)
        if code == Outcome.Code.ASSESSMENT and not _is_started(contact):
            raise NotPossible(_("Write down the decision to start the assessment first."))
        if left_on and not timezone.localdate(contact.arrival) <= left_on <= timezone.localdate():
            raise NotPossible(_("The day of the transfer is between the arrival and today."))
        move_on(contact, worker, Status.CLOSED, entry.at)
        dues.meet(contact, "answered", timezone.localdate(entry.at), is_whole=True)
        if left_on:
            dues.end(contact, left_on)
        contact.save(update_fields=["status", "due_on", "warn_on"])

    keep(entry, {"text": text}, worker, "contact.closed", change=change, detail={"outcome": code})


def _must_be_taken(contact: Contact) -> None:
    if contact.assignee_id is None:
        raise NotPossible(_("Take the contact before you change its status."))


def _is_started(contact: Contact) -> bool:
    of = Q(contact=contact) | Q(contact__joined_to=contact)
    newest = Decision.objects.filter(of).order_by("-at", "-id").first()
    return newest is not None and newest.choice == Decision.Choice.START
