"""One letter into the desk's database, in one transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.desk import dues
from portal.desk.contacts.steps import tell_joined
from portal.desk.contacts.writing import locked_with_queue
from portal.desk.courier import suspicion
from portal.desk.fingerprints import MarkingKey, forget_marks, keep_marks
from portal.desk.models import Contact, ContactDue, FiledLetter, OutboxItem, Status, StatusChange, Urgency
from portal.desk.own_workers import own_worker_of, teams_of
from portal.desk.reading import OpenedLetter, open_letter
from portal.desk.routing import Routed, route, routing_table
from portal.desk.routing_facts import facts_of
from portal.desk.sealed import LETTER_COLUMNS, seal_state
from portal.desk.sides import side_of
from portal.intake.service import EMPTY_BOX, WHOLE_TEXTS, Letter
from portal.vault import service as vault
from portal.vault.sealing import CannotSeal

ACTOR = "machine:courier"
DESK = "default"
WithLetter = Callable[[Contact, Letter, OpenedLetter], None]


def file_letter(
    letter: Letter, *, actor: str = ACTOR, action: str = "letter.opened", also: WithLetter | None = None
) -> Contact:
    """The contact that the letter now stands under. A letter that is filed already changes nothing.

    `actor` and `action` are what the audit log says of it: the courier opened it, or a worker keyed it in. `also` is
    done in the same transaction.

    Raises CannotOpen and ContentError for a letter that cannot be read, and whatever the database refuses.
    """
    filed = FiledLetter.objects.select_related("contact").filter(pk=letter.pk).first()
    if filed is not None:
        return filed.contact
    # Sealing stays outside the transaction: on SQLite every transaction holds the one pen there is.
    opened = open_letter(letter)
    due, routed, key = dues.dues_of(letter, opened), _routed(letter, opened), MarkingKey.current()
    side = side_of(opened)
    marks = key.marks([side])
    is_suspected = actor == ACTOR and suspicion.is_suspected(letter, opened, side, key)
    with transaction.atomic(using=DESK, durable=True):
        contact, is_new = _contact(letter, routed)
        FiledLetter.objects.create(contact=contact, **{name: getattr(letter, name) for name in LETTER_COLUMNS})
        reached("courier.inside_copy")
        if is_new:
            dues.add(contact, due if letter.relation in WHOLE_TEXTS else ())
            contact.save(update_fields=["due_on", "warn_on"])
            keep_marks(contact, marks, key.key_id)
            if is_suspected:
                suspicion.put_into_box(contact)
        elif letter.kind != EMPTY_BOX:  # which asks for nothing that a worker does
            is_new = _settle(contact, letter, due, routed)
            forget_marks(contact.pk)
        if also:
            also(contact, letter, opened)
        vault.record(actor=actor, action=action, subject=f"contact:{contact.pk}", detail={"letter": str(letter.pk)})
        if is_new:
            vault.record(
                actor=actor,
                action="contact.routed",
                subject=f"contact:{contact.pk}",
                detail={"team": routed.team, "rule": routed.rule},
            )
    return contact


def _routed(letter: Letter, opened: OpenedLetter) -> Routed:
    facts = facts_of(opened, letter.urgency, timezone.localdate(letter.arrival))
    known = replace(facts, own_teams=teams_of(own_worker_of(opened)))
    return route(letter.kind, letter.area, known, routing_table())


def _contact(letter: Letter, routed: Routed) -> tuple[Contact, bool]:
    contact, is_new = Contact.objects.get_or_create(
        reference=letter.belongs_to or letter.reference,
        defaults={
            **_queue_columns(letter),
            "box_key": bytes(letter.box_key),
            "team_id": routed.team,
            "due_on": timezone.localdate(letter.arrival),
        },
    )
    if is_new:
        StatusChange.objects.create(contact=contact, status=Status.RECEIVED, at=letter.arrival)
        return contact, True
    return locked_with_queue(contact.pk)[0], False


def _queue_columns(letter: Letter) -> dict[str, Any]:
    return {
        "kind": letter.kind,
        "area": letter.area,
        "language": letter.language,
        "urgency": letter.urgency,
        "arrival": letter.arrival,
    }


def _settle(contact: Contact, letter: Letter, due: Sequence[ContactDue], routed: Routed) -> bool:
    """What a further letter changes: letters come in any order, and the result is the same. Whether it set the team.

    The original gives the queue its columns and, once and for all, the box its key; of two originals the earlier one
    wins. The arrival and the due dates are the earliest, and one urgent letter makes the contact urgent. The original
    sets the team while nobody has opened the contact: from then on it moves only by hand.
    """
    sets_team = False
    originals = contact.letters.filter(belongs_to="").exclude(pk=letter.pk)
    if not letter.belongs_to:
        if not originals.exists():
            contact.box_key = bytes(letter.box_key)
        if not originals.filter(arrival__lte=letter.arrival).exists():
            contact.kind, contact.area, contact.language = letter.kind, letter.area, letter.language
            if contact.opened_at is None and contact.assignee_id is None:
                contact.team_id, sets_team = routed.team, True
    in_queue = _in_queue(contact)
    for one in {contact.pk: contact, in_queue.pk: in_queue}.values():
        _take_out_of_the_box(one, letter)
        if letter.urgency == Urgency.URGENT:
            one.urgency = Urgency.URGENT
    if letter.relation in WHOLE_TEXTS:
        _count(contact, in_queue, letter.arrival, due)
    _tell_of_news(in_queue)
    contact.save()
    if in_queue is not contact:
        dues.settle(in_queue)
        in_queue.save()
    return sets_team


def _tell_of_news(contact: Contact) -> None:
    if contact.opened_at:
        contact.news_at = timezone.now()
    if contact.status == Status.CLOSED:
        _reopen(contact)


def _count(contact: Contact, in_queue: Contact, arrival: datetime, due: Sequence[ContactDue]) -> None:
    """Counts what a text makes due, from the earliest arrival of the whole matter. Neither contact is saved."""
    before = in_queue.arrival
    contact.arrival = min(contact.arrival, arrival)
    if arrival < before:
        in_queue.arrival = arrival
        dues.recount(in_queue, arrival)
    dues.add(contact, dues.counted_from(due, in_queue.arrival))


def _in_queue(contact: Contact) -> Contact:
    """The contact that stands in the queue for it, locked: itself, unless it was joined to another one."""
    if contact.joined_to_id is None:
        return contact
    return Contact.objects.select_for_update().get(pk=contact.joined_to_id)


def _take_out_of_the_box(contact: Contact, letter: Letter) -> None:
    """Whoever writes again is taken out of suspected spam. The contact is not saved."""
    if contact.suspected_at is None:
        return
    contact.suspected_at, contact.suspected_by = None, ""
    vault.record(
        actor=ACTOR,
        action="contact.unsuspected",
        subject=f"contact:{contact.pk}",
        detail={"letter": str(letter.pk)},
    )


def _reopen(contact: Contact) -> None:
    """A new letter opens a closed contact again, so that nobody's words lie unread behind it."""
    contact.status = Status.BEING_HANDLED
    change = StatusChange.objects.create(contact=contact, status=contact.status)
    tell_joined(contact, change.at)
    try:
        sealed = seal_state(contact.reference, bytes(contact.box_key), contact.status, change.at)
    except CannotSeal:
        return
    OutboxItem.objects.create(
        contact=contact, box_key=bytes(contact.box_key), sealed_for_box=sealed, created_at=change.at
    )
