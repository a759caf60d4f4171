"""Hints that another open contact is probably about the same matter: only what the worker may open without a reason.

The table of fingerprints finds who may be meant; then the texts of both are looked at in memory, and a line between
the two (portal/desk/sides.py) forbids the hint. The reading of the contact writes down which others were named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import pgettext_lazy

from portal.desk.contacts.names import kind_name
from portal.desk.fingerprints import sides_of
from portal.desk.models import Contact, FiledLetter, Fingerprint, Status, Worker
from portal.desk.permissions import openable
from portal.desk.sides import Side, Sign, line_between, shared_signs
from portal.vault.keys import KeyProblem

LOOKED_AT: Final = 40
SHOWN: Final = 5

SIGNS: Final = {
    Sign.PERSONAL_ID: pgettext_lazy("the same", "the same personal identity code"),
    Sign.BORN: pgettext_lazy("the same", "the same name and date of birth"),
    Sign.PHONE: pgettext_lazy("the same", "the same phone number"),
    Sign.EMAIL: pgettext_lazy("the same", "the same e-mail address"),
    Sign.TEXT: pgettext_lazy("the same", "the very same text"),
}


@dataclass(frozen=True, slots=True)
class Hint:
    """An open contact that is probably about the same matter, and by what."""

    contact: Contact
    signs: tuple[Sign, ...]

    @property
    def kind(self) -> str:
        """Its kind in the reader's language."""
        return kind_name(self.contact.kind)

    @property
    def words(self) -> str:
        """What both share, in the reader's language."""
        return ", ".join(str(SIGNS[one]) for one in self.signs)


def hints(contact_id: UUID, worker: Worker) -> tuple[Hint, ...]:
    """At most five, the newest arrival first. Two to five queries; the caller writes down what was named."""
    found = _candidates(contact_id, worker)
    if not found:
        return ()
    try:
        sides = sides_by_contact([contact_id, *(one.pk for one in found)])
    except KeyProblem:
        return ()
    ours = sides[contact_id]
    named = [Hint(one, shared_signs(ours, sides[one.pk])) for one in found if line_between(ours, sides[one.pk]) is None]
    return tuple(one for one in named if one.signs)[:SHOWN]


def sides_by_contact(contact_ids: Iterable[UUID]) -> Mapping[UUID, tuple[Side, ...]]:
    """The sides of all texts of each contact and of what was joined to it. Raises KeyProblem."""
    wanted = list(contact_ids)
    letters: dict[UUID, list[FiledLetter]] = {one: [] for one in wanted}
    found = FiledLetter.objects.filter(Q(contact__in=wanted) | Q(contact__joined_to__in=wanted))
    for letter in found.select_related("contact").defer("contact__box_key"):
        of = letter.contact
        letters[of.pk if of.pk in letters else of.joined_to_id or of.pk].append(letter)
    return {one: sides_of(some) for one, some in letters.items()}


def _candidates(contact_id: UUID, worker: Worker) -> list[Contact]:
    ours = Q(contact_id=contact_id) | Q(contact__joined_to_id=contact_id)
    marks = Fingerprint.objects.filter(ours).values("mark")
    sharing = Fingerprint.objects.filter(mark__in=marks).exclude(ours)
    may_open = Contact.objects.filter(openable(worker)).exclude(status=Status.CLOSED).exclude(pk=contact_id)
    found = may_open.filter(Q(pk__in=sharing.values("contact_id")) | Q(pk__in=sharing.values("contact__joined_to_id")))
    return list(found.select_related("assignee").defer("box_key").order_by("-arrival", "pk")[:LOOKED_AT])
