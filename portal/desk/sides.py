"""Whose contact it is, and the line that no hint crosses: one parent's contact is never named to the other's reader.

The desk cannot know who is a parent of whom. So the line is strict and goes by what the texts say alone:

1. A contact is guarded where any of its texts names somebody who must not know, a secret address (turvakielto), a
   secret or anonymous sender, a dispute about custody or violence against a child, and where a text does not open.
   A guarded contact is named nowhere, and names nothing.
2. Two contacts from people (not from professionals) are of one side only where the same person sent both.
3. Where a professional sent one of them, the adults whom it is about must be those of the other one, all of them.

Two are the same person by the same personal identity code or the same name and date of birth; a phone number or an
e-mail address, which a family may share, counts only under the very same name. Plain Python over opened letters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from portal.desk.reading import OpenedLetter
from portal.desk.routing_facts import CHILD_ROLES, PERSONAL_ID, date_of_birth
from portal.desk.search_words import digits, folded
from portal.intake.service import Person

YES: Final = "yes"
AT_WORK: Final = frozenset({"professional", "authority"})
STAFF: Final = "staff"
ABOUT_ONESELF: Final = frozenset({"person", "not_asked"})
PHONE_WAYS: Final = frozenset({"call", "text"})
FEWEST_PHONE_DIGITS: Final = 6
FEWEST_SIGNS_OF_TEXT: Final = 40
"""A shorter text ("I need help") is no sign that two contacts are about the same matter."""


class Sign(StrEnum):
    """By what two contacts may be about the same matter."""

    PERSONAL_ID = "personal_id"
    BORN = "born"
    PHONE = "phone"
    EMAIL = "email"
    TEXT = "text"


class Line(StrEnum):
    """Why two contacts are not named together."""

    GUARDED = "guarded"
    OTHER_SENDER = "other_sender"
    OTHER_ADULTS = "other_adults"


Signs = frozenset[tuple[Sign, str]]
CERTAIN: Final = frozenset({Sign.PERSONAL_ID, Sign.BORN})


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person as a text names them: the words of the name, in no order, and what they can be known by."""

    name: frozenset[str] = field(repr=False)
    signs: Signs = field(repr=False)

    def is_same(self, other: Somebody) -> bool:
        """Whether both are certainly the same person."""
        shared = self.signs & other.signs
        if any(_differ(self, other, sign) for sign in CERTAIN):
            return False
        if any(sign in CERTAIN for sign, _ in shared):
            return True
        return bool(shared and self.name) and self.name == other.name


@dataclass(frozen=True, slots=True)
class Side:
    """Whose a contact is. `sender` is None where somebody sent it in their work; `signs` hold those of everybody."""

    is_guarded: bool
    sender: Somebody | None = field(repr=False, default=None)
    adults: tuple[Somebody, ...] = field(repr=False, default=())
    signs: Signs = field(repr=False, default=frozenset())

    @property
    def people(self) -> tuple[Somebody, ...]:
        """The adults of whose side it is."""
        return (self.sender,) if self.sender else self.adults


GUARDED: Final = Side(is_guarded=True)


def side_of(text: OpenedLetter) -> Side:
    """Whose one text is."""
    if _is_guarded(text):
        return GUARDED
    people = [_somebody(one) for one in text.persons]
    adults = tuple(who for who, one in zip(people, text.persons, strict=True) if one.role not in CHILD_ROLES)
    sender, others = _sender(text), _others_to_reach(text)
    named = [*people, *(one for one in (sender, others) if one)]
    return Side(
        is_guarded=False,
        sender=sender,
        adults=(*adults, *((others,) if others else ())),
        signs=frozenset[tuple[Sign, str]]().union(*(one.signs for one in named), _text(text)),
    )


def line_between(ours: Sequence[Side], theirs: Sequence[Side]) -> Line | None:
    """The line between two contacts, each given by the sides of all its texts; None where they may be named together."""
    found = {_line(one, other) for one in ours for other in theirs}
    return next((line for line in Line if line in found), None) if ours and theirs else Line.GUARDED


def shared_signs(ours: Sequence[Side], theirs: Sequence[Side]) -> tuple[Sign, ...]:
    """By what the two may be about the same matter, the surest first."""
    shared = {sign for one in ours for other in theirs for sign, _ in one.signs & other.signs}
    return tuple(one for one in Sign if one in shared)


def _line(one: Side, other: Side) -> Line | None:
    if one.is_guarded or other.is_guarded:
        return Line.GUARDED
    if one.sender and other.sender:
        return None if one.sender.is_same(other.sender) else Line.OTHER_SENDER
    if not one.people or not other.people or (_covers(one, other) and _covers(other, one)):
        return None
    return Line.OTHER_ADULTS


def _covers(one: Side, other: Side) -> bool:
    return all(any(who.is_same(mine) for mine in one.people) for who in other.people)


def _is_guarded(text: OpenedLetter) -> bool:
    return (
        bool(text.must_not_know.strip())
        or text.sender.identity_is_secret
        or text.sender.is_anonymous
        or YES in (text.circumstances.custody_conflict, text.circumstances.violence_to_child)
        or any(one.address_is_secret == YES for one in text.persons)
    )


def _sender(text: OpenedLetter) -> Somebody | None:
    """Who sent it, where it was not sent in somebody's work; what a member of the team keyed in is from the caller."""
    if text.sender.role in AT_WORK:
        return None
    signs = set(_ways(text))
    name = text.name
    if text.sender.role != STAFF:
        signs |= set(_signs_of(text.sender.phone, text.sender.email))
        name = text.sender.name or text.name
    if text.sender.role in ABOUT_ONESELF:
        for one in text.persons:
            if one.role == "person":
                signs |= _somebody(one).signs
                name = name or one.full_name
    return Somebody(_name(name), frozenset(signs))


def _others_to_reach(text: OpenedLetter) -> Somebody | None:
    """Somebody whom a professional's contact tells how to reach and who is not the professional."""
    if text.sender.role not in AT_WORK:
        return None
    signs = frozenset(_ways(text)) - frozenset(_signs_of(text.sender.phone, text.sender.email))
    name = "" if text.name == text.sender.name else text.name
    return Somebody(_name(name), signs) if signs or name else None


def _somebody(person: Person) -> Somebody:
    signs = set(_signs_of(person.phone, ""))
    personal_id = person.personal_id.strip().upper()
    if PERSONAL_ID.fullmatch(personal_id):
        signs.add((Sign.PERSONAL_ID, personal_id))
    born, name = date_of_birth(person), _name(person.full_name)
    if born and name:
        signs.add((Sign.BORN, f"{' '.join(sorted(name))}|{born.isoformat()}"))
    return Somebody(name, frozenset(signs))


def _ways(text: OpenedLetter) -> Iterator[tuple[Sign, str]]:
    for one in text.ways:
        if one.way in PHONE_WAYS:
            yield from _signs_of(one.address, "")
        elif one.way == "email":
            yield from _signs_of("", one.address)


def _signs_of(phone: str, email: str) -> Iterator[tuple[Sign, str]]:
    number, address = digits(folded(phone)), folded(email)
    if len(number) >= FEWEST_PHONE_DIGITS:
        yield Sign.PHONE, number
    if "@" in address:
        yield Sign.EMAIL, address


def _text(text: OpenedLetter) -> Signs:
    words = folded(f"{text.own_words} {text.situation}")
    return frozenset({(Sign.TEXT, words)}) if len(words) >= FEWEST_SIGNS_OF_TEXT else frozenset()


def _name(text: str) -> frozenset[str]:
    return frozenset(folded(text).split())


def _differ(one: Somebody, other: Somebody, sign: Sign) -> bool:
    mine, theirs = ({value for kind, value in who.signs if kind == sign} for who in (one, other))
    return bool(mine and theirs) and not mine & theirs
