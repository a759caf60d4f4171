"""Contacts that somebody must be told of by mail, and what was sent."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core import mail as outgoing
from django.utils import timezone

from portal.desk.courier import post
from portal.desk.models import Contact, Urgency
from tests.desk.builders import rows

HELSINKI = ZoneInfo("Europe/Helsinki")
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=HELSINKI)
DUTY = "duty@county.example"
POINTS_OF_MAILING = ("courier.before_mail", "courier.after_mail")
"""Where a courier may be killed around a mail."""


def urgent(**given: Any) -> Contact:
    return rows(1, urgency=Urgency.URGENT, **given)[0]


def waiting_since(days: int, count: int = 1, **given: Any) -> list[Contact]:
    """Contacts that came so many days ago, are due far ahead, and that nobody has opened or taken."""
    came = timezone.now() - timedelta(days=days)
    return rows(count, urgency=Urgency.NORMAL, arrival=came, due_on=date(2027, 6, 1), **given)


def post_all() -> int:
    return post.Postman().deliver(go_on=lambda: True)


def sent() -> list[Any]:
    return outgoing.outbox
