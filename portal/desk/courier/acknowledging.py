"""That a contact has arrived, told to its sender by mail: once for a contact, and only where its own text asks for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core.cache import cache
from django.utils import timezone

from portal.desk.courier.notices import make_mail
from portal.desk.fingerprints import MarkingKey
from portal.desk.models import Contact, OutgoingMail
from portal.desk.reading import OpenedLetter
from portal.desk.search_words import folded
from portal.desk.sides import Sign
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


def had_enough(address: str) -> bool:
    """Whether the address has got as many acknowledgements as it may in a day. Raises KeyProblem."""
    return int(cache.get(_name(address), 0)) >= MOST_A_DAY


def count(address: str) -> None:
    """Remembers for a day that the address got one; under a keyed fingerprint, and in no database. Raises KeyProblem."""
    cache.set(_name(address), int(cache.get(_name(address), 0)) + 1, timedelta(days=1).total_seconds())


def _name(address: str) -> str:
    return f"acknowledged:{MarkingKey.current().mark(Sign.EMAIL, folded(address)).hex()}"
