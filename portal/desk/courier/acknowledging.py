"""That a contact has arrived, told to its sender by mail: once for a contact, and only where its own text asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from portal.desk.courier.notices import make_mail
from portal.desk.courier.word import SaidInLetters
from portal.desk.fingerprints import MarkingKey
from portal.desk.models import Contact, OutgoingMail
from portal.desk.reading import OpenedLetter
from portal.desk.search_words import folded
from portal.desk.sides import Sign
from portal.intake.safe_contact import Decision
from portal.intake.service import WHOLE_TEXTS, Letter

KIND: Final = OutgoingMail.Kind.RECEIVED
MOST_A_DAY: Final = 10
"""How many acknowledgements an address gets in a day: nobody is to be flooded because somebody names their address."""


def acknowledge(contact: Contact, letter: Letter, opened: OpenedLetter) -> None:
    """Lets an acknowledgement wait, in the transaction in which the letter is filed.

    The first whole text of the contact that asks for it makes one, suspected spam makes none. Whether it may go, and
    when, is found out when it is sent.
    """
    if letter.relation not in WHOLE_TEXTS or contact.suspected_at is not None:
        return
    if any(one.send_word for one in opened.ways) and not contact.mails.filter(kind=KIND).exists():
        make_mail(KIND, timezone.now(), contact=contact)


def tell_of_arrival(
    contact: Contact, read: Callable[[], SaidInLetters | None], tell: Callable[[SaidInLetters], Decision]
) -> Decision | None:
    """What was decided about a waiting acknowledgement; None where none is due: the whole rule stands here.

    What was put into suspected spam is not acknowledged, and its letters are not opened for it; nor does an address
    get more than MOST_A_DAY, of which only those count that were sent. Raises KeyProblem, and what `tell` raises.
    """
    said = read() if contact.suspected_at is None else None
    if said is None or had_enough(said.address):
        return None
    decision = tell(said)
    if decision.may_send:
        count(said.address)
    return decision


def had_enough(address: str) -> bool:
    """Whether the address has got as many acknowledgements as it may in a day. Raises KeyProblem."""
    return int(cache.get(_name(address), 0)) >= MOST_A_DAY


def count(address: str) -> None:
    """Remembers for a day that the address got one; under a keyed fingerprint, and in no database. Raises KeyProblem."""
    cache.set(_name(address), int(cache.get(_name(address), 0)) + 1, timedelta(days=1).total_seconds())


def _name(address: str) -> str:
    return f"acknowledged:{MarkingKey.current().mark(Sign.EMAIL, folded(address)).hex()}"
