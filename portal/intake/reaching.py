"""May this message leave for this person? The question that every sender asks, in this county's calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from portal.intake.deadlines import working_days
from portal.intake.rule_files import deadline_rules
from portal.intake.safe_contact import Decision, Message, Said, decide


def may_be_sent(said: Said, message: Message, now: datetime, *, duty_addresses: Iterable[str] = ()) -> Decision:
    """Whether the message may be sent now, when, and with which words. Raises ValueError for a naive time."""
    return decide(said, message, now, working_days(deadline_rules().calendar), duty_addresses=duty_addresses)
