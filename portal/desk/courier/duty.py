"""What a duty address is told: how many contacts wait, why, and their references. Nothing of what anyone wrote.

Teams read Finnish or Swedish, so every mail says it in both.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.desk.courier.mail import Mail, Transport
from portal.desk.models import Notice
from portal.intake.safe_contact import Channel, Decision, Message, Purpose, Said
from portal.intake.service import may_be_sent

LANGUAGES: Final = ("fi", "sv")
MOST_REFERENCES: Final = 20

Waiting = Mapping[str, Sequence[str]]
"""For each kind of notice the references of the contacts that it is about."""


@dataclass(frozen=True, slots=True)
class DutyMail:
    """What is to be said to a duty address, and under which Message-ID."""

    message_id: str
    address: str
    waiting: Waiting


def send_duty_mail(mail: DutyMail, now: datetime, transport: Transport, *, duty_addresses: Sequence[str]) -> Decision:
    """Sends the mail where it may be sent, and says whether it was. Raises what the transport raises."""
    question = Message(Purpose.DUTY_MAIL, Channel.EMAIL, mail.address)
    decision = may_be_sent(Said(), question, now, duty_addresses=duty_addresses)
    if decision.may_send:
        transport(Mail(mail.message_id, mail.address, _both(_subject, mail.waiting, " / "), _body(mail.waiting)))
    return decision


def _body(waiting: Waiting) -> str:
    return _both(_text, waiting, "\n\n---\n\n") + "\n"


def _both(say: Callable[[Waiting], str], waiting: Waiting, between: str) -> str:
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said.append(say(waiting))
    return between.join(said)


def _subject(waiting: Waiting) -> str:
    references = sorted({one for found in waiting.values() for one in found})
    count = len(references)
    if set(waiting) != {Notice.Kind.URGENT}:
        return ngettext(
            "%(count)d contact needs attention this morning",
            "%(count)d contacts need attention this morning",
            count,
        ) % {"count": count}
    if count == 1:
        return _("A new urgent contact is waiting, reference %(reference)s") % {"reference": plain(references[0])}
    return _("%(count)d new urgent contacts are waiting") % {"count": count}


def _text(waiting: Waiting) -> str:
    headings = {
        Notice.Kind.URGENT: _("Urgent, just arrived"),
        Notice.Kind.LATE: pgettext("duty mail", "Late"),
        Notice.Kind.DUE_TODAY: _("To be dealt with today"),
        Notice.Kind.DUE_IN_TWO_DAYS: _("Due within two working days"),
        Notice.Kind.UNASSIGNED: pgettext("duty mail", "Not taken by anyone"),
        Notice.Kind.UNOPENED: pgettext("duty mail", "Not opened by anyone"),
    }
    lines = [
        f"{heading}: {_named(sorted(set(waiting[kind])))}" for kind, heading in headings.items() if waiting.get(kind)
    ]
    closing = _("Open the intake desk to see more. This mail has no links, and nobody reads answers to it.")
    return "\n".join([*lines, "", closing])


def _named(references: Sequence[str]) -> str:
    """How many, and which; only the first twenty are named."""
    named = ", ".join(plain(one) for one in references[:MOST_REFERENCES])
    more = len(references) - MOST_REFERENCES
    if more > 0:
        named += " " + _("and %(count)d more") % {"count": more}
    return f"{len(references)} ({named})"


def plain(reference: str) -> str:
    """The reference without any sign that no reference has: a header ends at a line break, and a mail shows no more."""
    return "".join(one for one in reference if one.isascii() and (one.isalnum() or one == "-"))
