"""What has happened to a contact, in one line of time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from portal.desk.entries import read_entry
from portal.desk.models import (
    Contact,
    Decision,
    EarlierArrival,
    Entry,
    FirstAssessment,
    Handover,
    Joining,
    Outcome,
    Suspicion,
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened: when, what, by whom (empty: the courier), and what was written about it.

    `text` is None where nothing was written, or where it does not open: then `is_unreadable` says so.
    """

    at: datetime
    what: str
    by: str = ""
    text: str | None = field(default=None, repr=False)
    is_unreadable: bool = False


def timeline(contact: Contact) -> tuple[Event, ...]:
    """Everything that happened to the contact, the oldest first. Eight queries; the caller writes the reading down."""
    found = [
        *(Event(one.at, one.get_status_display(), str(one.by or "")) for one in contact.history.all()),
        *_decisions(contact),
        *_outcomes(contact),
        *_arrivals(contact),
        *_handovers(contact),
        *_assessments(contact),
        *_joinings(contact),
        *_suspicions(contact),
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _decisions(contact: Contact) -> Iterator[Event]:
    for one in Decision.objects.filter(contact=contact).select_related("by"):
        yield _event(one, f"{one.get_choice_display()}, {date_format(one.decided_on, 'j.n.Y')}")


def _outcomes(contact: Contact) -> Iterator[Event]:
    for one in Outcome.objects.filter(contact=contact).select_related("by"):
        day = f", {date_format(one.left_on, 'j.n.Y')}" if one.left_on else ""
        yield _event(one, f"{one.get_code_display()}{day}")


def _arrivals(contact: Contact) -> Iterator[Event]:
    for one in EarlierArrival.objects.filter(contact=contact).select_related("by"):
        days = {
            "before": date_format(localtime(one.before), "j.n.Y H.i"),
            "after": date_format(localtime(one.arrival), "j.n.Y H.i"),
        }
        yield _event(one, _("Arrival set earlier: %(after)s (was %(before)s)") % days)


def _handovers(contact: Contact) -> Iterator[Event]:
    found = Handover.objects.filter(contact=contact)
    for one in found.select_related("by", "to_worker", "to_team", "answer", "answer__by"):
        receiver = str(one.to_worker or one.to_team)
        yield _event(one, _("Offered to be handed over to %(receiver)s") % {"receiver": receiver})
        if hasattr(one, "answer"):
            yield Event(
                one.answer.at, _("Handover: %(answer)s") % {"answer": one.answer.get_code_display()}, str(one.answer.by)
            )


def _assessments(contact: Contact) -> Iterator[Event]:
    for one in FirstAssessment.objects.filter(contact=contact).select_related("by"):
        yield Event(one.at, _("First assessment saved"), str(one.by))


def _joinings(contact: Contact) -> Iterator[Event]:
    """What was joined to the contact; where it stands by itself also to what it was joined."""
    of = Q(kept=contact) if contact.joined_to_id else Q(kept=contact) | Q(contact=contact)
    for one in Joining.objects.filter(of).select_related("by", "contact", "kept"):
        both = {"joined": one.contact.reference, "kept": one.kept.reference}
        if one.choice == Joining.Choice.JOINED:
            yield _event(one, _("%(joined)s was joined to %(kept)s") % both)
        else:
            yield _event(one, _("%(joined)s was separated from %(kept)s") % both)


def _suspicions(contact: Contact) -> Iterator[Event]:
    if contact.suspected_at and contact.suspected_by != "worker":
        yield Event(contact.suspected_at, _("Put into suspected spam: the very same text came very often"))
    for one in Suspicion.objects.filter(contact=contact).select_related("by"):
        yield _event(one, one.get_choice_display())


def _event(entry: Entry, what: str) -> Event:
    read = read_entry(entry)
    return Event(read.at, what, read.by, read.text or None, is_unreadable=read.texts is None)
