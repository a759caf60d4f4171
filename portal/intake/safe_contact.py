"""Safe contact: may this message be sent to this person by this way now, and with which words? Every sender asks it.

A kernel: it imports no framework. Only `safe` allows. What the sender did not say is `not_asked`, and to a way that is
not asked, not safe or not given no machine sends anything: no confirmation by mail or text message either
(docs/decisions). What a machine may say never tells what it is about: the words have an id of their own that names no
topic. Whatever somebody wrote about hours that is not understood surely is left to a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Final, Self
from zoneinfo import ZoneInfo

from portal.intake.contact_hours import DayTest, Hours, read_hours

FINLAND: Final = ZoneInfo("Europe/Helsinki")


class Channel(StrEnum):
    """By what a message goes. BOX is the sealed box behind the sender's own words: nothing reaches anybody by itself."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    OWN_WORKER = "own_worker"
    BOX = "box"


class Safety(StrEnum):
    """What the person said about a way."""

    NOT_ASKED = "not_asked"
    SAFE = "safe"
    NOT_SAFE = "not_safe"


class Author(StrEnum):
    """Who sends: a worker who calls, writes or talks themself; all that a program sends, pressed or not, is a MACHINE."""

    MACHINE = "machine"
    WORKER = "worker"


class Purpose(StrEnum):
    """What a message is for. DUTY_MAIL goes to a duty address of the county, never to a resident."""

    ACKNOWLEDGEMENT = "acknowledgement"
    ANSWER = "answer"
    MESSAGE_WAITS = "message_waits"
    STATE_CHANGED = "state_changed"
    REMINDER = "reminder"
    INVITE = "invite"
    DUTY_MAIL = "duty_mail"


class Outcome(StrEnum):
    """SEND now; LATER, not before a time; BY_HAND, a worker only, with care; NO, nobody."""

    SEND = "send"
    LATER = "later"
    BY_HAND = "by_hand"
    NO = "no"


class Wording(StrEnum):
    """Which words may be used; none names a topic. The texts stand outside the kernel.

    NEUTRAL: something arrived or waits to be read, no name, no number. DUTY: a contact waits, with its reference. OWN: words in
    the sealed box, or a worker's own, within what the person said may be said.
    """

    NEUTRAL = "neutral"
    DUTY = "duty"
    OWN = "own"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SaidOfAWay:
    """What the person said about one way. `when` and `may_say` are the person's own words and stand verbatim."""

    channel: Channel
    address: str
    safe: Safety = Safety.NOT_ASKED
    when: str = ""
    may_say: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What the person said about being reached, and who must not know (in their own words, empty when nobody)."""

    ways: tuple[SaidOfAWay, ...] = ()
    must_not_know: str = ""

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> Self:
        """What a contact of the schema contact-1 says. Anything but the word `safe` is not safe; odd ways are left out."""
        ways = content.get("ways")
        return cls(
            tuple(found for one in (ways if isinstance(ways, list) else ()) if (found := _way(one))),
            str(content.get("must_not_know") or ""),
        )


@dataclass(frozen=True, slots=True)
class Message:
    """A message that somebody wants to send: what for, by which way, to which address, and who sends it."""

    purpose: Purpose
    channel: Channel
    address: str = ""
    author: Author = Author.MACHINE


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a message may go. `not_before` is set for LATER alone; `may_say` is what the person said, for a worker."""

    outcome: Outcome
    wording: Wording
    reasons: tuple[str, ...]
    not_before: datetime | None = None
    may_say: str = ""

    @property
    def may_send(self) -> bool:
        """Whether it may be sent now, without a further question."""
        return self.outcome is Outcome.SEND


QUIET_UNTIL: Final = time(8)
QUIET_FROM: Final = time(20)
"""When a machine's text message may not ring where the person named no time of day."""
_FINNISH_NUMBER: Final = "358"


def decide(
    said: Said,
    message: Message,
    now: datetime,
    is_working_day: DayTest,
    *,
    duty_addresses: Iterable[str] = (),
) -> Decision:
    """Whether the message may be sent now, when, and with which words, with the reasons as codes.

    `duty_addresses` are the county's own; DUTY_MAIL goes to nobody else. Raises ValueError for a naive time.
    """
    if now.tzinfo is None:
        raise ValueError("A message needs a time with its time zone.")
    if message.purpose is Purpose.DUTY_MAIL:
        return _duty_mail(message, duty_addresses)
    if message.channel is Channel.BOX:
        return Decision(Outcome.SEND, Wording.OWN, ("opened_with_their_words_only",))
    return _to_the_person(said, message, now.astimezone(FINLAND), is_working_day)


def _to_the_person(said: Said, message: Message, now: datetime, is_working_day: DayTest) -> Decision:
    by_this_way = [one for one in said.ways if one.channel is message.channel]
    ways = [one for one in by_this_way if _is_same_address(message.channel, one.address, message.address)]
    if not ways:
        return _no("other_address" if by_this_way else "way_not_given")
    if any(one.safe is Safety.NOT_SAFE for one in ways):
        return _no("way_not_safe")
    if any(one.safe is not Safety.SAFE for one in ways):
        return _not_asked(message, said, ways)
    if message.author is Author.MACHINE and message.channel is Channel.CALL:
        return _no("machines_do_not_call")
    return _by_a_safe_way(message, said, ways, now, is_working_day)


def _not_asked(message: Message, said: Said, ways: list[SaidOfAWay]) -> Decision:
    if message.author is Author.MACHINE:
        return _no("way_not_asked")
    reasons = ("way_not_asked", *_known(said))
    return Decision(Outcome.BY_HAND, Wording.NEUTRAL, reasons, may_say=_may_say(ways))


def _by_a_safe_way(
    message: Message, said: Said, ways: list[SaidOfAWay], now: datetime, is_working_day: DayTest
) -> Decision:
    is_machine = message.author is Author.MACHINE
    wording = Wording.NEUTRAL if is_machine else Wording.OWN
    reasons, may_say = ("way_safe", *_known(said)), _may_say(ways)
    if is_machine and message.channel in {Channel.LETTER, Channel.OWN_WORKER}:
        return Decision(Outcome.BY_HAND, wording, (*reasons, "only_a_person_can"), may_say=may_say)
    hours = {read_hours(one.when) for one in ways}
    theirs = hours.pop()
    if theirs is None or hours:
        return Decision(Outcome.BY_HAND, wording, (*reasons, "hours_in_their_own_words"), may_say=may_say)
    chosen = _quiet(theirs) if is_machine and message.channel is Channel.TEXT else theirs
    if chosen.hold(now, is_working_day):
        return Decision(Outcome.SEND, wording, reasons, may_say=may_say)
    begins = chosen.begin_after(now, is_working_day)
    outside = "outside_their_hours" if chosen == theirs else "quiet_hours"
    outcome = Outcome.LATER if begins else Outcome.BY_HAND
    return Decision(outcome, wording, (*reasons, outside), not_before=begins, may_say=may_say)


def _quiet(hours: Hours) -> Hours:
    return Hours(hours.days, QUIET_UNTIL, QUIET_FROM) if hours.is_whole_day else hours


def _known(said: Said) -> tuple[str, ...]:
    return ("somebody_must_not_know",) if said.must_not_know.strip() else ()


def _may_say(ways: Iterable[SaidOfAWay]) -> str:
    return "\n".join(dict.fromkeys(one.may_say for one in ways if one.may_say))


def _no(reason: str) -> Decision:
    return Decision(Outcome.NO, Wording.NONE, (reason,))


def _duty_mail(message: Message, duty_addresses: Iterable[str]) -> Decision:
    is_theirs = any(_is_same_address(Channel.EMAIL, one, message.address) for one in duty_addresses)
    if message.channel is not Channel.EMAIL or not is_theirs:
        return _no("no_duty_address")
    return Decision(Outcome.SEND, Wording.DUTY, ("duty_address",))


def _is_same_address(channel: Channel, given: str, asked: str) -> bool:
    return bool(asked.strip()) and _plain(channel, given) == _plain(channel, asked) != ""


def _plain(channel: Channel, address: str) -> str:
    if channel in {Channel.CALL, Channel.TEXT}:
        digits = "".join(sign for sign in address if sign.isdecimal()).removeprefix("00")
        return digits.removeprefix(_FINNISH_NUMBER).removeprefix("0")
    return " ".join(address.casefold().split())


def _way(data: Any) -> SaidOfAWay | None:
    try:
        channel, address = Channel(data["way"]), str(data["address"])
        safe = Safety(data["safe"]) if data.get("safe") in tuple(Safety) else Safety.NOT_SAFE
        return SaidOfAWay(channel, address, safe, str(data.get("when") or ""), str(data.get("may_say") or ""))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
