"""What those who keep entries are to be reminded of, as the room that writes the reminders reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from portal.services.cms.care import expiring, in_use
from portal.services.cms.variants import name_for_editors, with_words
from portal.services.kinds import KINDS
from portal.services.models import ChannelFacts
from portal.services.models.entry_words import rows_of


@dataclass(frozen=True, slots=True)
class DueEntry:
    """An entry that somebody must look at, or a channel that is about to expire."""

    subject: str
    """The entry's own name among all kinds, such as services:12."""
    name: str
    path: str
    """Its address in the CMS."""
    owner: str
    day: date
    """When the review is, or was, due; the last day on which an expiring channel is seen."""
    expires: bool = False


def due_entries(today: date, until: date) -> list[DueEntry]:
    """The entries in use whose review is due by a day, overdue ones included, and the professional channels that expire.

    Two queries for each kind, two for the channels.
    """
    return [*_reviews(until), *_expiring(today)]


def _reviews(until: date) -> Iterator[DueEntry]:
    for kind in KINDS:
        rows = in_use(rows_of(kind.facts)).filter(next_review__lte=until).order_by("next_review", "key")
        for facts in with_words(rows):
            yield _due(kind.name, facts, facts.next_review)


def _expiring(today: date) -> Iterator[DueEntry]:
    for facts in with_words(expiring(ChannelFacts.objects.all(), today).order_by("expires_on", "key")):
        yield _due("channels", facts, facts.expires_on, expires=True)


def _due(kind: str, facts: Any, day: date, *, expires: bool = False) -> DueEntry:
    path = reverse(f"{kind}_facts:edit", args=[facts.pk])
    return DueEntry(f"{kind}:{facts.pk}", name_for_editors(facts), path, facts.owner, day, expires)
