"""What the contact cards and the handout of a service say, put together from what its page shows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.core.handouts import Handout, Part
from portal.services.contact_cards import Card
from portal.services.models import PartnerWords, PlaceWords, Provider, ServiceWords
from portal.services.presentation import FactsShown
from portal.services.presentation_of_places import PartnerShown, PlaceShown
from portal.services.ways import Way

MOST_WAYS: Final = 5
MOST_PLACES: Final = 4


def card_of_service(words: ServiceWords, facts: FactsShown, url: str, language: str) -> Card:
    """The contact card of a service."""
    return Card(
        words.name,
        words.summary,
        url,
        language,
        facts.ways,
        facts.verified_on,
        email=facts.email,
        is_of_county=facts.entry.provider in {Provider.OWN, Provider.PURCHASED},
    )


def card_of_place(words: PlaceWords, place: PlaceShown, url: str, language: str) -> Card:
    """The contact card of a place, with its address, coordinates and hours."""
    return Card(
        words.name,
        words.summary,
        url,
        language,
        place.ways,
        place.facts.verified_on,
        place=place.facts,
        hours=tuple(place.hours),
    )


def card_of_partner(words: PartnerWords, partner: PartnerShown, url: str, language: str) -> Card:
    """The contact card of a partner."""
    facts = partner.facts
    is_own = facts.provider == Provider.OWN
    return Card(
        words.name, words.summary, url, language, partner.ways, facts.verified_on, facts.email, is_of_county=is_own
    )


def handout_of_service(words: ServiceWords, facts: FactsShown, url: str) -> Handout:
    """The handout of a service: how to get in touch stands first."""
    return Handout(
        title=words.name,
        summary=words.summary,
        parts=tuple(_parts(words, facts)),
        url=url,
        note=_("Contact details checked on %(date)s.") % {"date": date_format(facts.verified_on, "j.n.Y")},
        made_on=facts.verified_on,
    )


def _parts(words: ServiceWords, facts: FactsShown) -> Iterator[Part]:
    ways = tuple(_said(way) for way in facts.ways[:MOST_WAYS])
    yield Part(_("Get in touch"), (*ways, *([facts.email] if facts.email else ())))
    yield Part(_("How you become a client"), tuple(words.steps), is_numbered=True)
    places = (", ".join((one.name, *one.address)) for one in facts.places[:MOST_PLACES])
    yield Part(_("Where to come"), tuple(places))
    cost = words.cost or (_("Free of charge") if facts.free_of_charge else "")
    yield Part(_("What it costs"), (cost,) if cost else ())
    yield Part(_("Languages"), (", ".join(facts.languages),) if facts.languages else ())


def _said(way: Way) -> str:
    where = way.number or way.host
    name = f"{way.name}: {where}" if where else way.name
    return ". ".join((name, *way.hours))
