"""Joining two contacts that are one matter, and separating them again.

Nothing moves: each contact keeps its letters, its box and what was written to its sender, so that each reference works
as before and no sender ever sees a word of the other. The joined one is closed at the desk without a word to its
sender; the kept one stands in the queue with the texts of both, the earlier arrival and the strictest dates.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.checkpoints import reached
from portal.desk import dues
from portal.desk.contacts.arrivals import counted_from
from portal.desk.contacts.duplicates import sides_by_contact
from portal.desk.contacts.steps import end_offers, move_on, tell_status, told_status
from portal.desk.contacts.writing import DESK, NotPossible, locked_together, written_down
from portal.desk.entries import seal_entry
from portal.desk.models import Contact, EarlierArrival, FiledLetter, Joining, Status, Urgency, Worker
from portal.desk.permissions import access_to, may_open
from portal.desk.sides import Line, line_between
from portal.intake.service import WHOLE_TEXTS
from portal.vault.keys import KeyProblem

CHILD_WELFARE: Final = frozenset({"child_welfare_notice", "prenatal_notice"})


class CrossesLine(NotPossible):
    """The two may be from or about different sides, or one holds a secret: joining them takes a written reason."""


def join(kept_id: UUID, joined_id: UUID, worker: Worker, reason: str, *, entry_id: UUID) -> None:
    """Joins the one contact to the other, which is kept. The same form sent twice joins once.

    Raises Contact.DoesNotExist, CrossesLine without a reason, and NotPossible with a sentence for the worker, who needs
    the right to both.
    """
    if kept_id == joined_id:
        raise NotPossible(_("A contact cannot be joined to itself."))
    line = _line(kept_id, joined_id)
    with transaction.atomic(using=DESK):
        kept, joined = _both(kept_id, joined_id)
        if Joining.objects.filter(pk=entry_id).exists():
            return
        _check(kept, joined, worker)
        if line and not reason.strip():
            raise CrossesLine(_reason_asked(line))
        own_arrival, own_urgency = _own(kept)
        entry = Joining(
            id=entry_id, contact=joined, by=worker, at=timezone.now(), choice=Joining.Choice.JOINED,
            kept=kept, kept_arrival=own_arrival, kept_urgency=own_urgency,
        )  # fmt: skip
        entry.sealed_for_desk = seal_entry(entry, {"text": reason})
        _join(kept, joined, worker, entry.at)
        entry.save()
        detail = {"entry": str(entry.pk), "joined": str(joined.pk), "line": str(line or "")}
        written_down(worker, "contact.joined", kept, detail)
        written_down(worker, "contact.joined", joined, {"entry": str(entry.pk), "kept": str(kept.pk)})
    reached("desk.after_commit")


def separate(kept_id: UUID, joined_id: UUID, worker: Worker, *, entry_id: UUID) -> None:
    """Undoes a joining: both stand in the queue again, each with its own arrival, urgency and dates.

    What was done meanwhile stays done. Raises Contact.DoesNotExist and NotPossible; the worker needs the right to both.
    """
    with transaction.atomic(using=DESK):
        kept, joined = _both(kept_id, joined_id)
        if Joining.objects.filter(pk=entry_id).exists():
            return
        if joined.joined_to_id != kept.pk:
            raise NotPossible(_("These two contacts are not joined."))
        if kept.status == Status.CLOSED:
            raise NotPossible(_("Open the closed contact again first."))
        _needs_right(joined, worker)
        own_arrival, own_urgency = _own(kept)
        entry = Joining(
            id=entry_id, contact=joined, by=worker, at=timezone.now(), choice=Joining.Choice.SEPARATED,
            kept=kept, kept_arrival=own_arrival, kept_urgency=own_urgency,
        )  # fmt: skip
        entry.sealed_for_desk = seal_entry(entry, {"text": ""})
        _separate(kept, joined, own_arrival, own_urgency)
        entry.save()
        written_down(worker, "contact.separated", kept, {"entry": str(entry.pk), "joined": str(joined.pk)})
        written_down(worker, "contact.separated", joined, {"entry": str(entry.pk), "kept": str(kept.pk)})
    reached("desk.after_commit")


def _line(kept_id: UUID, joined_id: UUID) -> Line | None:
    """The line between both, by their texts opened in memory; without keys nothing is known, and it is drawn."""
    try:
        sides = sides_by_contact([kept_id, joined_id])
    except KeyProblem:
        return Line.GUARDED
    return line_between(sides[kept_id], sides[joined_id])


def _both(kept_id: UUID, joined_id: UUID) -> tuple[Contact, Contact]:
    found = locked_together(kept_id, joined_id)
    if len(found) < 2:
        raise Contact.DoesNotExist
    return found[kept_id], found[joined_id]


def _check(kept: Contact, joined: Contact, worker: Worker) -> None:
    _needs_right(joined, worker)
    if joined.joined_to_id or kept.joined_to_id:
        raise NotPossible(_("One of these contacts has been joined to another one already."))
    if Status.CLOSED in (kept.status, joined.status):
        raise NotPossible(_("Open the closed contact again first."))
    if joined.joined.exists():
        raise NotPossible(_("Other contacts are joined to that one. Open it and join this one to it instead."))
    if kept.suspected_at is not None:
        raise NotPossible(_("Take this contact back from suspected spam first."))
    if joined.kind in CHILD_WELFARE and kept.kind not in CHILD_WELFARE:
        raise NotPossible(_("That one is a child welfare notice. Open it and join this one to it instead."))


def _needs_right(contact: Contact, worker: Worker) -> None:
    if not may_open(access_to(worker, contact)):
        raise NotPossible(_("The other contact belongs to another team. Open it first, with a reason."))


def _reason_asked(line: Line) -> str:
    if line is Line.GUARDED:
        return _(
            "One of the two holds a secret (who must not know, an address, a sender) or a dispute, or a text that does "
            "not open. Write why they are one matter nevertheless."
        )
    return _("It is not certain that both come from the same side of the family. Write why they are one matter.")


def _join(kept: Contact, joined: Contact, worker: Worker, now: datetime) -> None:
    end_offers(joined, worker)
    kept.assignee_id = kept.assignee_id or joined.assignee_id
    if kept.status == Status.RECEIVED and joined.status == Status.BEING_HANDLED:
        move_on(kept, worker, Status.BEING_HANDLED, now)
    tell_status(joined, kept.status, now, worker)
    if joined.opened_at is None or joined.news_at is not None:
        kept.news_at = now
    if joined.urgency == Urgency.URGENT:
        kept.urgency = Urgency.URGENT
    joined.status, joined.joined_to = Status.CLOSED, kept
    joined.save()
    if kept.arrival != joined.arrival:
        kept.arrival = min(kept.arrival, joined.arrival)
        dues.recount(kept, kept.arrival)
    dues.settle(kept)
    kept.save()


def _separate(kept: Contact, joined: Contact, own_arrival: datetime, own_urgency: str) -> None:
    joined.status, joined.joined_to = told_status(joined), None
    joined.assignee_id = joined.assignee_id or (kept.assignee_id if joined.status != Status.RECEIVED else None)
    joined.save()
    others = list(kept.joined.all())
    kept.arrival = min([own_arrival, *(one.arrival for one in others)])
    is_urgent = Urgency.URGENT in (own_urgency, *(one.urgency for one in others))
    kept.urgency = Urgency.URGENT if is_urgent else Urgency.NORMAL
    for one in (joined, kept):
        dues.recount(one, *counted_from(one))
        dues.settle(one)
        one.save()


def _own(kept: Contact) -> tuple[datetime, str]:
    """The arrival and the urgency of the kept contact by itself, also while others are joined to it."""
    first = Joining.objects.filter(kept=kept, contact__joined_to=kept).order_by("at", "id").first()
    if first is None or not kept.joined.exists():
        return kept.arrival, kept.urgency
    letters = FiledLetter.objects.filter(contact=kept)
    arrivals = [
        first.kept_arrival,
        *letters.filter(relation__in=WHOLE_TEXTS).values_list("arrival", flat=True),
        *EarlierArrival.objects.filter(contact=kept).values_list("arrival", flat=True),
    ]
    is_urgent = Urgency.URGENT in (first.kept_urgency, *letters.values_list("urgency", flat=True))
    return min(arrivals), Urgency.URGENT if is_urgent else Urgency.NORMAL
