"""Whom the courier must tell of what: an urgent contact at once, everything else in one summary each working morning.

Each minute it looks for urgent contacts that nobody has read. On a working day, once the hour of DUTY_DIGEST_AT has
come, it makes one summary for each duty address of the alarms that were not told yet. A team without a duty address
has its mail sent to the fallback team's; where that has none either, nothing is made: the alarms stand on the screen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import Final, TypeVar
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from portal.desk.courier.filing import DESK
from portal.desk.courier.mail import message_id
from portal.desk.models import (
    FALLBACK_KEY,
    Contact,
    ContactDue,
    CourierBeat,
    FiledLetter,
    Notice,
    OutgoingMail,
    Status,
    Team,
    Urgency,
)
from portal.desk.queue.alarms import alarms_of, bounds, has_alarm
from portal.intake.deadlines import Alert, working_days
from portal.intake.service import deadline_rules

T = TypeVar("T")

EACH: Final = timedelta(minutes=1)
BATCH: Final = 500
OF_A_DEADLINE: Final = frozenset({Alert.LATE, Alert.DUE_TODAY, Alert.DUE_IN_TWO_DAYS})
UNREAD: Final = Q(opened_at__isnull=True) | Q(news_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Due:
    """A notice to be made: of which contact, what, and by which deadline or letter (empty where none speaks)."""

    contact: Contact
    kind: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The duty addresses of the teams."""

    by_team: Mapping[str, str]

    @classmethod
    def read(cls) -> Addresses:
        """The addresses as they are now."""
        return cls(dict(Team.objects.values_list("key", "duty_email")))

    def team_for(self, team: str | None) -> str:
        """The key of the team whose address its mail goes to; empty where there is none."""
        return next((one for one in (team, FALLBACK_KEY) if one and self.by_team.get(one)), "")

    def known(self) -> tuple[str, ...]:
        """Every duty address there is."""
        return tuple(one for one in self.by_team.values() if one)


def look() -> int:
    """How many mails were made."""
    now = timezone.now()
    with transaction.atomic(using=DESK):
        # The lock keeps two couriers from telling the same.
        beat = CourierBeat.objects.select_for_update().get_or_create(pk=CourierBeat.ONLY)[0]
        addresses = Addresses.read()
        made = _make(OutgoingMail.Kind.URGENT, _urgent(), addresses, now)
        if is_time_for_digest(now) and beat.digest_on != timezone.localdate(now):
            made += _make(OutgoingMail.Kind.DIGEST, alarms(open_contacts(), now), addresses, now)
            beat.digest_on = timezone.localdate(now)
            beat.save(update_fields=["digest_on"])
    return made


def is_time_for_digest(now: datetime) -> bool:
    """Whether the morning's summary may be made: a working day in Finland, from the hour of DUTY_DIGEST_AT on."""
    local = timezone.localtime(now)
    is_working_day = working_days(deadline_rules().calendar)
    return is_working_day(local.date()) and local.time() >= settings.DUTY_DIGEST_AT


def open_contacts() -> QuerySet[Contact]:
    """The contacts that are not closed, each with its dates that hold and are not met."""
    standing = ContactDue.objects.filter(replaced_at__isnull=True, left_on__isnull=True, met_on__isnull=True)
    found = Contact.objects.exclude(status=Status.CLOSED).defer("box_key")
    return found.prefetch_related(Prefetch("dues", standing, to_attr="standing"))


def alarms(contacts: QuerySet[Contact], now: datetime) -> Iterator[Due]:
    """The alarms that hold for contacts of `open_contacts` now: the same that stand on the screen."""
    at = bounds(now)
    ringing = reduce(or_, (has_alarm(one, at) for one in Alert))
    for contact in contacts.filter(ringing).iterator(chunk_size=BATCH):
        for alert in alarms_of(contact, at):
            yield Due(contact, alert.value, _deadline(contact) if alert in OF_A_DEADLINE else "")


def _deadline(contact: Contact) -> str:
    """The rule that set the contact's earliest date; empty for the day of an urgent contact's arrival."""
    rows: list[ContactDue] = getattr(contact, "standing", [])
    return min((one.rule_id for one in rows if one.due == contact.due_on), default="")


def _urgent() -> Iterator[Due]:
    """The urgent contacts that nobody has read, each with the letter that was filed last: every letter is told once."""
    letters = FiledLetter.objects.filter(contact=OuterRef("pk")).order_by("-filed_at", "-id")
    found = Contact.objects.exclude(status=Status.CLOSED).filter(UNREAD, urgency=Urgency.URGENT)
    with_letter = found.annotate(last_letter=Subquery(letters.values("pk")[:1])).defer("box_key")
    return (Due(one, Notice.Kind.URGENT, str(one.last_letter or "")) for one in with_letter)


def _make(kind: str, found: Iterable[Due], addresses: Addresses, now: datetime) -> int:
    """One mail for each address that has something to be told, with a notice for each thing that was not told yet."""
    by_team: dict[str, list[Due]] = defaultdict(list)
    for one in found:
        if team := addresses.team_for(one.contact.team_id):
            by_team[team].append(one)
    told = _told({one.contact.pk for dues in by_team.values() for one in dues})
    made = 0
    for team, dues in by_team.items():
        new = [one for one in dues if (one.contact.pk, one.kind, one.rule) not in told]
        if not new:
            continue
        mail = make_mail(kind, now, team_id=team)
        Notice.objects.bulk_create(
            Notice(kind=one.kind, rule=one.rule, contact=one.contact, mail=mail, created_at=now) for one in new
        )
        made += 1
    return made


def _told(contacts: set[UUID]) -> set[tuple[UUID, str, str]]:
    told: set[tuple[UUID, str, str]] = set()
    for some in batches(list(contacts)):
        found = Notice.objects.filter(contact_id__in=some, cancelled_at__isnull=True)
        told.update(found.values_list("contact_id", "kind", "rule"))
    return told


def batches(found: Sequence[T]) -> Iterator[Sequence[T]]:
    """What was found in portions that a query can name one by one."""
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def make_mail(kind: str, now: datetime, *, team_id: str | None = None, contact: Contact | None = None) -> OutgoingMail:
    """A mail that waits to be sent, with the Message-ID that it keeps."""
    mail_id = uuid4()
    return OutgoingMail.objects.create(
        id=mail_id,
        kind=kind,
        team_id=team_id,
        contact=contact,
        created_at=now,
        due_at=now,
        message_id=message_id(mail_id),
    )
