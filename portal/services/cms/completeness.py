"""How complete an entry of the catalogue is: what a good one of its kind says, and what this one lacks.

It asks nothing of the database: whoever calls it brings the entry with its rows (portal.services.cms.listing.for_care).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.core.locales import VARIANTS
from portal.services.models import Audience, ChannelKind, EntryFacts
from portal.services.models.entry import VOUCHED_FOR

ALWAYS_THERE: Final = frozenset({ChannelKind.ONLINE, ChannelKind.FORM, ChannelKind.WEB_PAGE, ChannelKind.BOOKING})
"""Channels on the web that need no hours."""


@dataclass(frozen=True, slots=True)
class Completeness:
    """How many of the things asked for an entry has, and the names of those that it lacks."""

    met: int
    asked: int
    missing: tuple[str, ...]

    @property
    def share(self) -> int:
        """Per cent, rounded down: a hundred only where nothing is missing."""
        return self.met * 100 // self.asked if self.asked else 100


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that a good entry has."""

    label: str | Promise
    is_met: Callable[[Any, date], bool]


def _filled(name: str, label: str | Promise) -> Demand:
    return Demand(label, lambda facts, today: bool(getattr(facts, name)))


def is_in_public_use(channel: Any, today: date) -> bool:
    """Whether everyone may see the channel on a day."""
    if channel.audience != Audience.PUBLIC or channel.archived_on:
        return False
    return channel.expires_on is None or bool(channel.expires_on >= today)


def says_its_hours(opened: Any) -> bool:
    """Whether somebody said when a channel or a place is open; a walk-in channel has the hours of its place."""
    if getattr(opened, "kind", "") in ALWAYS_THERE:
        return True
    if getattr(opened, "kind", "") == ChannelKind.WALK_IN and opened.place:
        opened = opened.place
    return bool(opened.always_open or opened.by_appointment or list(opened.hours.all()))


def _has_a_way(channels: Iterable[Any], today: date) -> bool:
    return any(is_in_public_use(one, today) and says_its_hours(one) for one in channels)


_UPKEEP: Final = (
    _filled("owner", _("Owner's mailbox")),
    Demand(_("Verified within a year"), lambda facts, today: today - facts.verified_on <= VOUCHED_FOR),
    Demand(_("Next review, not overdue"), lambda facts, today: bool(facts.next_review and facts.next_review >= today)),
    _filled("languages", _("Languages people are served in")),
)
_FOR_WHOM: Final = (_filled("needs", _("Support needs it answers")), _filled("target_groups", _("Target groups")))
_HOURS: Final = Demand(_("Opening hours"), lambda facts, today: says_its_hours(facts))

FACTS: Final[Mapping[str, tuple[Demand, ...]]] = {
    "services": (
        *_UPKEEP,
        *_FOR_WHOM,
        Demand(
            _("A public way to get in touch, with hours"),
            lambda facts, today: _has_a_way((link.channel for link in facts.channel_links.all()), today),
        ),
        Demand(_("Promise"), lambda facts, today: bool(list(facts.promises.all()))),
        _filled("service_classes", _("Service classes")),
        _filled("topics", _("Topics")),
    ),
    "channels": (
        *_UPKEEP,
        _HOURS,
        Demand(
            _("A service, place or partner that it leads to"),
            lambda facts, today: bool(facts.place_id or facts.partner_id or list(facts.service_links.all())),
        ),
    ),
    "places": (
        *_UPKEEP,
        *_FOR_WHOM,
        _HOURS,
        _filled("street", _("Street address")),
        Demand(_("Coordinates"), lambda facts, today: facts.latitude is not None),
    ),
    "partners": (
        *_UPKEEP,
        *_FOR_WHOM,
        Demand(
            _("A public way to get in touch"),
            lambda facts, today: (
                bool(facts.email or facts.url) or any(is_in_public_use(one, today) for one in facts.channels.all())
            ),
        ),
    ),
}
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "services": ("summary", "description", "who_for", "how_to_start", "cost", "what_next", "language_rights"),
    "channels": ("description", "who_answers"),
    "places": ("summary", "description", "what_you_can_do", "getting_there", "accessibility"),
    "partners": ("summary", "what_it_does", "when_to_turn"),
}
"""The fields of the words that a good entry of each kind has filled, in every variant."""


def completeness(kind: str, facts: EntryFacts, words: Iterable[Any], today: date) -> Completeness:
    """What the entry has of what is asked of its kind, in its facts and in each variant, and what it lacks.

    Words count when they are published. Raises KeyError for a kind that the catalogue does not have.
    """
    demands, names = FACTS[kind], WORDS[kind]
    missing = [str(one.label) for one in demands if not one.is_met(facts, today)]
    met = len(demands) - len(missing)
    asked = len(demands)
    rows = {row.locale.language_code: row for row in words}
    for variant in VARIANTS:
        asked += 1 + len(names)
        row = rows.get(variant.code)
        if row is None or not row.live:
            missing.append(f"{variant.own_name}: {_('published words')}")
            continue
        empty = [str(row._meta.get_field(name).verbose_name) for name in names if not getattr(row, name).strip()]
        met += 1 + len(names) - len(empty)
        missing += [f"{variant.own_name}: {label}" for label in empty]
    return Completeness(met, asked, tuple(missing))
