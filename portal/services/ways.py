"""Channels and places as a page shows them: the words of its language beside the facts that all languages share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from portal.core.county import county
from portal.services.hours import OpeningHours
from portal.services.hours_in_words import hours_in_words
from portal.services.models import ChannelFacts, ChannelKind, ChannelWords, PlaceFacts, PlaceWords
from portal.services.models.classifications import LANGUAGES
from portal.services.models.entry import VOUCHED_FOR
from portal.services.opening import Now, now_in_words, opening_hours


@dataclass(frozen=True, slots=True)
class Way:
    """One way to get in touch, said in the language of the page."""

    key: str
    kind: str
    kind_label: str
    name: str
    description: str
    who_answers: str
    cost: str
    number: str
    tel: str
    url: str
    host: str
    hours: list[str]
    now: Now | None
    free_of_charge: bool
    for_urgent: bool
    anonymous: bool
    protected: bool
    languages: tuple[str, ...]
    audience: str
    verified_on: date
    opening: OpeningHours | None
    language_codes: tuple[str, ...]

    @property
    def is_phone(self) -> bool:
        """Whether one calls."""
        return self.kind == ChannelKind.PHONE

    @property
    def is_old(self) -> bool:
        """Whether nobody has verified it for over twelve months."""
        return timezone.localdate() - self.verified_on > VOUCHED_FOR


def readable(channels: QuerySet[ChannelFacts], language: str) -> QuerySet[ChannelFacts]:
    """The channels with all that `way_of` reads: three queries more, whatever their number."""
    words = ChannelWords.objects.filter(locale__language_code=language, live=True)
    return channels.prefetch_related("hours", "exceptions", Prefetch("words", queryset=words, to_attr="words_here"))


def with_hours(places: QuerySet[PlaceFacts], language: str) -> QuerySet[PlaceFacts]:
    """The places with their hours and their live words (`words_here`): three queries more, whatever their number."""
    words = PlaceWords.objects.filter(locale__language_code=language, live=True)
    return places.prefetch_related("hours", "exceptions", Prefetch("words", queryset=words, to_attr="words_here"))


def way_of(channel: ChannelFacts, at: datetime) -> Way:
    """A channel from `readable`, in the active language."""
    words = next(iter(getattr(channel, "words_here", ())), None)
    weekly, exceptions = list(channel.hours.all()), list(channel.exceptions.all())
    number, tel = _number(channel)
    is_phone = channel.kind == ChannelKind.PHONE
    opening = opening_hours(channel, weekly, exceptions)
    return Way(
        key=channel.key,
        kind=channel.kind,
        kind_label=str(ChannelKind(channel.kind).label),
        name=words.name if words else str(ChannelKind(channel.kind).label),
        description=words.description if words else "",
        who_answers=words.who_answers if words else "",
        cost=words.cost if words else "",
        number=number,
        tel=tel,
        url=channel.url,
        host=urlsplit(channel.url).hostname or "",
        hours=hours_in_words(channel, weekly, exceptions, timezone.localdate(at)),
        now=now_in_words(opening, at, is_phone=is_phone),
        free_of_charge=channel.free_of_charge,
        for_urgent=channel.for_urgent,
        anonymous=channel.anonymous,
        protected=channel.protected,
        languages=tuple(str(LANGUAGES[code]) for code in channel.languages if code in LANGUAGES),
        audience=channel.audience,
        verified_on=channel.verified_on,
        opening=opening,
        language_codes=tuple(code for code in channel.languages if code in LANGUAGES),
    )


def _number(channel: ChannelFacts) -> tuple[str, str]:
    if channel.national:
        national = county().urgent(channel.national)
        return str(national.number), national.tel()
    return channel.number, "tel:" + channel.number.replace(" ", "") if channel.number else ""


def address_lines(place: PlaceFacts) -> tuple[str, ...]:
    """The lines of a place's address, in the active language."""
    town = county().municipality(place.municipality)
    last = " ".join(part for part in (place.postal_code, str(town.name) if town else "") if part)
    return tuple(line for line in (place.street, last) if line)


def soonest(moments: Iterable[Now | None]) -> datetime | None:
    """When the first of several sayings of now stops being true."""
    return min((one.until for one in moments if one and one.until), default=None)


def first_phone(ways: Sequence[Way]) -> Way | None:
    """The phone to try first, if any."""
    return next((one for one in ways if one.is_phone and one.number), None)
