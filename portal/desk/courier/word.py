"""Word to a sender that their contact has arrived or an answer waits: by e-mail, without content, where they asked for it.

Every question is put to the kernel of safe contact first. It says no unless the sender called the way safe; and unless
the sender asked to be told (`send_word` of a way of contact-1), nothing is asked at all and no sender is written to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import translation
from django.utils.translation import gettext_lazy

from portal.desk.courier.mail import Mail, Transport
from portal.intake.safe_contact import Channel, Decision, Message, Outcome, Purpose, Said, Wording
from portal.intake.service import WHOLE_TEXTS, Relation, may_be_sent, neutral_text

ASKED: Final = "send_word"
"""The field of a way that is True where the sender asked to be told by it what this module tells."""
SUBJECTS: Final = {
    Purpose.MESSAGE_WAITS: gettext_lazy("A message is waiting"),
    Purpose.ACKNOWLEDGEMENT: gettext_lazy("Your message has arrived"),
}

NOT_ASKED_FOR: Final = Decision(Outcome.NO, Wording.NONE, ("not_asked_for",))
WITHDRAWN: Final = Decision(Outcome.NO, Wording.NONE, ("withdrawn",))


@dataclass(frozen=True, slots=True)
class SaidInLetters:
    """What all letters of a contact say about reaching its sender.

    `said` holds the ways of every letter, so that one "not safe" anywhere stands. `address` is where the newest whole
    text asks for word; empty where it does not.
    """

    said: Said = field(default_factory=Said, repr=False)
    address: str = field(default="", repr=False)
    language: str = "fi"
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class ReadLetter:
    """A letter's place in its contact, and its content as JSON data of contact-1."""

    relation: str
    arrival: datetime
    language: str
    content: Mapping[str, Any] = field(repr=False)


def said_in(letters: Iterable[ReadLetter]) -> SaidInLetters:
    """What the letters of one contact say, in whatever order they come."""
    found = sorted(letters, key=lambda one: one.arrival)
    each = [Said.from_content(one.content) for one in found]
    whole = [one for one in found if one.relation in WHOLE_TEXTS]
    return SaidInLetters(
        said=Said(
            ways=tuple(way for one in each for way in one.ways),
            must_not_know="\n".join(dict.fromkeys(one.must_not_know for one in each if one.must_not_know)),
        ),
        address=_asked_address(whole[-1].content) if whole else "",
        language=whole[-1].language if whole else "fi",
        is_withdrawn=any(one.relation == Relation.WITHDRAWAL for one in found),
    )


def send_word(
    letters: SaidInLetters, purpose: Purpose, message_id: str, now: datetime, transport: Transport
) -> Decision:
    """Sends word where it may be sent, and says what was decided. Raises what the transport raises.

    `purpose` is one of SUBJECTS.
    """
    if letters.is_withdrawn:
        return WITHDRAWN
    if not letters.address:
        return NOT_ASKED_FOR
    question = Message(purpose, Channel.EMAIL, letters.address)
    decision = may_be_sent(letters.said, question, now)
    if decision.may_send:
        with translation.override(letters.language):
            subject, body = str(SUBJECTS[purpose]), f"{neutral_text(decision.wording, purpose=purpose)}\n"
        transport(Mail(message_id, letters.address, subject, body))
    return decision


def _asked_address(content: Mapping[str, Any]) -> str:
    """The one e-mail address that asks for word; empty where none does, where two do, and where it is none."""
    ways = content.get("ways")
    asked = {
        str(one.get("address"))
        for one in (ways if isinstance(ways, list) else ())
        if isinstance(one, Mapping) and one.get("way") == Channel.EMAIL and one.get(ASKED) is True
    }
    address = asked.pop() if len(asked) == 1 else ""
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address
