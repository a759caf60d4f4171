"""Keyed fingerprints of what contacts may share: made when a letter is filed, and again when key or texts change.

A fingerprint is HMAC-SHA-256, cut to 16 bytes, under a key that is derived from the desk's own private key: it stands
in no database and no backup of one, so that nobody can try out phone numbers against the table. A guarded contact
(portal/desk/sides.py) has none; a closed one loses them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from portal.desk.keys import desk_keys
from portal.desk.models import Contact, FiledLetter, Fingerprint, FingerprintedContact, Status
from portal.desk.reading import open_letter
from portal.desk.sides import GUARDED, Side, Sign, side_of
from portal.intake.service import ContentError
from portal.vault import service as vault
from portal.vault.sealing import CannotOpen
from portal.vault.secrets import fingerprint, fingerprint_key

ACTOR: Final = "machine:courier"
DESK: Final = "default"
RECIPE: Final = "1"
"""Another recipe for signs gets another number: then everything is marked anew."""
BATCH: Final = 100

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class MarkingKey:
    """The key of today's fingerprints, and its name."""

    key_id: str
    key: bytes = field(repr=False)

    @classmethod
    def current(cls) -> MarkingKey:
        """Derived from the newest key of the desk. Raises KeyProblem."""
        newest = desk_keys()[0]
        return cls(f"{newest.kid}/{RECIPE}", fingerprint_key(newest.private_key, f"duplicates/{RECIPE}"))

    def marks(self, sides: Iterable[Side]) -> frozenset[bytes]:
        """The fingerprints of a contact by the sides of all its texts; none where one of them is guarded."""
        found = list(sides)
        if any(one.is_guarded for one in found):
            return frozenset()
        return frozenset(self.mark(*sign) for one in found for sign in one.signs)

    def mark(self, sign: Sign, value: str) -> bytes:
        """The fingerprint of one sign."""
        return fingerprint(self.key, f"{sign}|{value}")


def sides_of(letters: Iterable[FiledLetter]) -> tuple[Side, ...]:
    """Whose texts these are; a text that does not open counts as guarded. Raises KeyProblem."""
    return tuple(_side(one) for one in letters)


def keep_marks(contact: Contact, marks: Iterable[bytes], key_id: str) -> None:
    """Stores the fingerprints in place of those that stood, in the caller's transaction."""
    forget_marks(contact.pk)
    FingerprintedContact.objects.create(contact=contact, key_id=key_id)
    Fingerprint.objects.bulk_create(Fingerprint(contact=contact, mark=one) for one in sorted(marks))


def forget_marks(contact_id: UUID) -> None:
    """Takes a contact's fingerprints away; while it is open, the courier makes them anew from all its texts."""
    Fingerprint.objects.filter(contact_id=contact_id).delete()
    FingerprintedContact.objects.filter(contact_id=contact_id).delete()


def keep_up(*, go_on: Callable[[], bool]) -> int:
    """How many contacts were marked anew: open ones whose marks are missing or were made with an older key.

    Those of closed contacts go. Raises KeyProblem.
    """
    key, made = MarkingKey.current(), 0
    _forget_closed()
    for pk in _waiting(key.key_id):
        if not go_on():
            break
        made += _mark_anew(pk, key)
    return made


def _waiting(key_id: str) -> list[UUID]:
    ready = FingerprintedContact.objects.filter(contact=OuterRef("pk"), key_id=key_id)
    found = Contact.objects.filter(~Exists(ready), _is_current("")).order_by("received_at")
    return list(found.values_list("pk", flat=True)[:BATCH])


def _forget_closed() -> None:
    closed = list(
        FingerprintedContact.objects.exclude(_is_current("contact__")).values_list("contact_id", flat=True)[:BATCH]
    )
    if closed:
        with transaction.atomic(using=DESK):
            Fingerprint.objects.filter(contact_id__in=closed).delete()
            FingerprintedContact.objects.filter(contact_id__in=closed).delete()


def _is_current(prefix: str) -> Q:
    """Open contacts, and those that were joined to another one."""
    return ~Q(**{f"{prefix}status": Status.CLOSED}) | Q(**{f"{prefix}joined_to__isnull": False})


def _mark_anew(contact_id: UUID, key: MarkingKey) -> bool:
    """Whether it was marked: not when a letter came in between, which is left to the next time."""
    letters = list(FiledLetter.objects.filter(contact_id=contact_id))
    marks = key.marks(sides_of(letters))
    with transaction.atomic(using=DESK):
        contact = Contact.objects.select_for_update().get(pk=contact_id)
        if FiledLetter.objects.filter(contact=contact).count() != len(letters):
            return False
        keep_marks(contact, marks, key.key_id)
        vault.record(
            actor=ACTOR, action="contact.fingerprinted", subject=f"contact:{contact_id}", detail={"key": key.key_id}
        )
    return True


def _side(letter: FiledLetter) -> Side:
    try:
        return side_of(open_letter(letter))
    except (CannotOpen, ContentError):
        return GUARDED
