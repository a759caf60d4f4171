"""Pairs of contacts that are one matter, and what workers do with them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from portal.desk import contacts, dues
from portal.desk.models import Contact, Worker
from portal.desk.queue import Filters, page, sight_of
from tests.desk.builders import Sender as FormSender
from tests.desk.builders import contact

FIRST, SECOND = "Tarvitsen apua, canary-eka.", "Tarvitsen yhä apua, canary-toka."
DAY = timedelta(days=1)


def two(**given: Any) -> tuple[Contact, Contact, FormSender, FormSender]:
    """Two contacts of one sender with two forms, the second one a day older."""
    one, other = FormSender.new(), FormSender.new()
    kept = contact(one, words=FIRST, **given)
    joined = contact(other, words=SECOND, arrival=timezone.now() - DAY)
    return kept, joined, one, other


def join(kept: Contact, joined: Contact, someone: Worker, reason: str = "", entry_id: UUID | None = None) -> None:
    contacts.join(kept.pk, joined.pk, someone, reason, entry_id=entry_id or uuid4())


def separate(kept: Contact, joined: Contact, someone: Worker) -> None:
    contacts.separate(kept.pk, joined.pk, someone, entry_id=uuid4())


def fresh(*found: Contact) -> list[Contact]:
    return [Contact.objects.get(pk=one.pk) for one in found]


def queued(someone: Worker, **filters: str) -> set[str]:
    return {one.reference for one in page(Filters(**filters), sight_of(someone)).contacts}


def standing(found: Contact) -> dict[str, Any]:
    return {one.rule_id: (one.due, one.met_on) for one in dues.current(found)}
