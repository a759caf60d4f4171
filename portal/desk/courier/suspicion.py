"""The one rule by which the courier itself puts a contact into the box of suspected spam: the same text, very often.

It is narrow on purpose. Only the short kinds count, only what came by the public form and is not urgent, and only from
the twenty-first of the very same long text within an hour on: the first twenty stay in the queue. Nothing is deleted,
the dates run on, and a worker takes back what is none.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from portal.desk.fingerprints import ACTOR, MarkingKey
from portal.desk.models import Contact, Fingerprint, Urgency
from portal.desk.reading import OpenedLetter
from portal.desk.sides import AT_WORK, Side, Sign
from portal.intake.service import Letter
from portal.vault import service as vault

RULE: Final = "same_text"
KINDS: Final = frozenset({"help_request", "question"})
WITHIN: Final = timedelta(hours=1)
UNHURRIED: Final = frozenset({"not_urgent", "not_asked"})


def is_suspected(letter: Letter, opened: OpenedLetter, side: Side, key: MarkingKey) -> bool:
    """Whether the same text came as often as the setting says in the hour before. At most one query, by an index."""
    words = next((value for sign, value in side.signs if sign is Sign.TEXT), "")
    often: int = settings.SPAM_SAME_TEXT
    if not words or often <= 0 or not _may_be(letter, opened):
        return False
    same = Fingerprint.objects.filter(
        mark=key.mark(Sign.TEXT, words), contact__arrival__range=(letter.arrival - WITHIN, letter.arrival)
    )
    return len(same.values_list("pk", flat=True)[:often]) >= often


def put_into_box(contact: Contact) -> None:
    """Puts the contact into the box, in the caller's transaction, with an audit row of the rule."""
    contact.suspected_at, contact.suspected_by = timezone.now(), RULE
    contact.save(update_fields=["suspected_at", "suspected_by"])
    vault.record(actor=ACTOR, action="contact.suspected", subject=f"contact:{contact.pk}", detail={"rule": RULE})


def _may_be(letter: Letter, opened: OpenedLetter) -> bool:
    return (
        not letter.relation
        and letter.kind in KINDS
        and letter.urgency == Urgency.NORMAL
        and opened.urgency_answer in UNHURRIED
        and opened.channel == "form"
        and opened.sender.role not in AT_WORK
    )
