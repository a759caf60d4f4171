"""What an editor must know to keep entries true: what is overdue, what lacks a language, what is about to expire."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from portal.core.locales import DEFAULT_VARIANT, VARIANTS
from portal.services.cms.completeness import Completeness, completeness
from portal.services.kinds import CHANNELS, KINDS, PARTNERS, PLACES, SERVICES, Kind, kind_of
from portal.services.models import Audience, ChannelFacts, EntryFacts
from portal.services.models.entry import VOUCHED_FOR
from portal.services.models.entry_words import rows_of

EXPIRES_SOON: Final = timedelta(days=30)
OTHER_VARIANTS: Final = tuple(one for one in VARIANTS if one.code != DEFAULT_VARIANT.code)

_ROWS: Final[dict[str, tuple[str, ...]]] = {
    SERVICES.name: ("promises", "channel_links__channel__hours", "channel_links__channel__place__hours"),
    CHANNELS.name: ("hours", "place__hours", "service_links"),
    PLACES.name: ("hours",),
    PARTNERS.name: ("channels",),
}


def kind_of_model(model: type[EntryFacts]) -> Kind:
    """The kind whose facts the model holds. Raises LookupError for any other."""
    return next((one for one in KINDS if one.facts is model), None) or kind_of(model())


def for_care(facts: QuerySet[Any]) -> QuerySet[Any]:
    """The entries with all that `completeness_of` reads: a fixed number of queries more, whatever their number."""
    kind = kind_of_model(facts.model)
    words = rows_of(kind.words).select_related("locale")
    return facts.prefetch_related(Prefetch("words", queryset=words), *_ROWS[kind.name])


def completeness_of(facts: Any) -> Completeness:
    """How complete an entry is today; an entry from `for_care` costs no query."""
    return completeness(kind_of(facts).name, facts, facts.words.all(), timezone.localdate())


def in_use(facts: QuerySet[Any]) -> QuerySet[Any]:
    """Those that have not ended."""
    return facts.filter(archived_on=None)


def overdue(facts: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those in use whose review should have been done before a day."""
    return in_use(facts).filter(next_review__lt=today)


def not_verified_for_a_year(facts: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Those in use whose readers are told that nobody has checked them for over twelve months."""
    return in_use(facts).filter(verified_on__lt=today - VOUCHED_FOR)


def lacking(facts: QuerySet[Any], code: str) -> QuerySet[Any]:
    """Those in use without published words in a variant."""
    words = rows_of(kind_of_model(facts.model).words)
    there = words.filter(facts=OuterRef("pk"), locale__language_code=code, live=True)
    return in_use(facts).filter(~Exists(there))


def expired(channels: QuerySet[ChannelFacts], today: date) -> QuerySet[ChannelFacts]:
    """Channels that nobody sees any more because their last day has passed."""
    return in_use(channels).filter(expires_on__lt=today)


def expiring(channels: QuerySet[ChannelFacts], today: date) -> QuerySet[ChannelFacts]:
    """Channels for professionals or staff that are seen today, and for thirty days more at most."""
    soon = Q(expires_on__gte=today, expires_on__lte=today + EXPIRES_SOON)
    return in_use(channels).filter(soon).exclude(audience=Audience.PUBLIC)
