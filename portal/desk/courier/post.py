"""Mail that waits: leased, put into words, sent, marked; never given up while it is still true.

What a mail says is found out when it is sent: a contact that was closed or moved on in the meantime falls out of it,
and a mail that has nothing left to say is cancelled. When the mail server fails, all mail rests a while, so that letters
do not wait for it; an address that it refuses keeps only its own mail back. /health/intake raises the alarm after ten
minutes.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from portal.core.checkpoints import reached
from portal.desk.courier import acknowledging, duty, mail, word
from portal.desk.courier.filing import ACTOR, DESK
from portal.desk.courier.notices import Addresses, alarms, batches, make_mail, open_contacts
from portal.desk.models import Contact, DeskMessage, Notice, OutboxItem, OutgoingMail, Status, StatusChange
from portal.desk.reading import letter_content
from portal.intake.safe_contact import Decision, Outcome, Purpose
from portal.intake.service import ContentError
from portal.vault import service as vault
from portal.vault.sealing import CannotOpen

CEILING: Final = timedelta(minutes=5)
TO_SENDERS: Final[Mapping[str, Purpose]] = {
    OutgoingMail.Kind.WORD: Purpose.MESSAGE_WAITS,
    OutgoingMail.Kind.RECEIVED: Purpose.ACKNOWLEDGEMENT,
}
"""What a mail to the sender of a contact is for; every other mail goes to a duty address."""

logger = logging.getLogger(__name__)


class Postman:
    """Sends what waits. After a failure it rests: one minute, then two, at most five."""

    def __init__(self) -> None:
        self._failures = 0
        self._rests_until: datetime | None = None

    def deliver(self, *, go_on: Callable[[], bool]) -> int:
        """How many mails were sent."""
        sent = 0
        while go_on() and not self._rests() and (waiting := _leased()) is not None:
            reached("courier.before_mail")
            try:
                sent += _deal_with(waiting)
            except mail.AddressRefused:
                # Its lease lets that mail alone wait: other teams' mail goes on.
                logger.warning("The mail server refuses the address of mail %s; trying again later.", waiting.pk)
            except mail.CannotSend as error:
                self._rest(error)
            else:
                self._failures, self._rests_until = 0, None
        return sent

    def _rests(self) -> bool:
        return self._rests_until is not None and timezone.now() < self._rests_until

    def _rest(self, error: mail.CannotSend) -> None:
        self._failures += 1
        pause = lease_for(self._failures)
        self._rests_until = timezone.now() + pause
        logger.warning("The mail server took no mail (%s); trying again in %.0f s.", error, pause.total_seconds())


def lease_for(attempts: int) -> timedelta:
    """How long an attempt holds its mail: 1, 2, 4 … minutes, at most five; so also the wait before the next."""
    return min(timedelta(minutes=2 ** min(max(attempts, 1) - 1, 8)), CEILING)


def make_word(item: OutboxItem) -> None:
    """Lets word wait for the sender of a message that was put into the box, unless word waits already.

    Whether the sender asked for it is found out when it is sent; where they did not, it is cancelled.
    """
    # By its one column that the courier may read: what workers wrote is none of its business.
    if not DeskMessage.objects.filter(outbox_id=item.pk).exists():
        return
    with transaction.atomic(using=DESK):
        contact = Contact.objects.select_for_update().get(pk=item.contact_id)
        waits = contact.mails.filter(kind=OutgoingMail.Kind.WORD, sent_at__isnull=True, cancelled_at__isnull=True)
        if not waits.exists():
            make_mail(OutgoingMail.Kind.WORD, timezone.now(), contact=contact)


def _leased() -> OutgoingMail | None:
    """The mail that was tried least and then is due longest, leased to this courier; None when nothing is due.

    So a mail that always fails comes after those that may not.
    """
    now = timezone.now()
    with transaction.atomic(using=DESK):
        found = (
            OutgoingMail.objects.select_for_update(skip_locked=True)
            .filter(
                Q(lease_until__isnull=True) | Q(lease_until__lte=now),
                due_at__lte=now,
                sent_at__isnull=True,
                cancelled_at__isnull=True,
            )
            .order_by("attempts", "due_at", "id")
            .first()
        )
        if found is not None:
            found.attempts += 1
            found.lease_until = now + lease_for(found.attempts)
            found.save(update_fields=["attempts", "lease_until"])
    return found


def _deal_with(waiting: OutgoingMail) -> bool:
    """Whether the mail was sent. One that may not be sent is cancelled, or waits for the hours the sender named."""
    now = timezone.now()
    purpose = TO_SENDERS.get(waiting.kind)
    decision = _word(waiting, purpose, now) if purpose else _duty(waiting, now)
    if decision is None or decision.outcome in {Outcome.NO, Outcome.BY_HAND}:
        _mark(waiting, cancelled_at=now)
        return False
    if decision.outcome is Outcome.LATER:
        # Waiting for hours is no failed attempt.
        _mark(waiting, due_at=decision.not_before, attempts=F("attempts") - 1)
        return False
    reached("courier.after_mail")
    _mark(waiting, sent_at=timezone.now())
    return True


def _mark(waiting: OutgoingMail, **columns: object) -> None:
    OutgoingMail.objects.filter(pk=waiting.pk).update(lease_until=None, **columns)


def _duty(waiting: OutgoingMail, now: datetime) -> Decision | None:
    """What was decided about a mail to a duty address; None when nothing of it is true any more."""
    addresses = Addresses.read()
    references: dict[str, list[str]] = defaultdict(list)
    for notice in still_true(waiting, addresses, now):
        references[notice.kind].append(notice.contact.reference)
    address = addresses.by_team.get(waiting.team_id or "", "")
    if not references or not address:
        waiting.notices.filter(cancelled_at__isnull=True).update(cancelled_at=now)
        return None
    told = duty.DutyMail(waiting.message_id, address, references)
    return duty.send_duty_mail(told, now, mail.send, duty_addresses=addresses.known())


def still_true(waiting: OutgoingMail, addresses: Addresses, now: datetime) -> list[Notice]:
    """The notices of a mail that are to be told. The others are cancelled, and what still holds is told anew later.

    A notice falls when the contact was closed, its status changed since, it went to another team, somebody has read
    the urgent contact, or the alarm has passed.
    """
    changed = StatusChange.objects.filter(contact=OuterRef("contact"), at__gt=OuterRef("created_at"))
    found = list(
        waiting.notices.filter(cancelled_at__isnull=True)
        .annotate(has_moved_on=Exists(changed))
        .select_related("contact")
        .order_by("contact__reference")
    )
    contacts = open_contacts().filter(notices__mail=waiting).distinct()
    ringing = {(one.contact.pk, one.kind, one.rule) for one in alarms(contacts, now)}
    kept: list[Notice] = []
    fallen: list[Notice] = []
    for one in found:
        holds = (
            _is_unread(one.contact)
            if one.kind == Notice.Kind.URGENT
            else (one.contact_id, one.kind, one.rule) in ringing
        )
        stays = addresses.team_for(one.contact.team_id) == waiting.team_id
        (kept if holds and stays and not getattr(one, "has_moved_on", False) else fallen).append(one)
    for some in batches(fallen):
        Notice.objects.filter(pk__in=[one.pk for one in some]).update(cancelled_at=now)
    return kept


def _is_unread(contact: Contact) -> bool:
    return contact.status != Status.CLOSED and (contact.opened_at is None or contact.news_at is not None)


def _word(waiting: OutgoingMail, purpose: Purpose, now: datetime) -> Decision | None:
    """What was decided about word to a sender; None where none is due. Acknowledging has rules of its own."""
    contact = waiting.contact
    if contact is None:
        return None

    def tell(said: word.SaidInLetters) -> Decision:
        return word.send_word(said, purpose, waiting.message_id, now, mail.send)

    if purpose is Purpose.ACKNOWLEDGEMENT:
        return acknowledging.tell_of_arrival(contact, partial(_said, waiting, contact), tell)
    said = _said(waiting, contact)
    return tell(said) if said else None


def _said(waiting: OutgoingMail, contact: Contact) -> word.SaidInLetters | None:
    """What the contact's letters say of reaching its sender: opened in memory, with an audit row. None if one is shut."""
    vault.record(
        actor=ACTOR, action="contact.ways_read", subject=f"contact:{contact.pk}", detail={"mail": str(waiting.pk)}
    )
    try:
        letters = [
            word.ReadLetter(one.relation, one.arrival, one.language, letter_content(one))
            for one in contact.letters.all()
        ]
    except (CannotOpen, ContentError):
        return None
    return word.said_in(letters)
