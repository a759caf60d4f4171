"""Entries of the catalogue put into the shapes of the open data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Any, Final

from portal.core.county import county
from portal.core.plainness import plain_text
from portal.services.addresses import page_url, partner_url, place_url
from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES
from portal.services.models.entry import VOUCHED_FOR
from portal.services.models.entry_words import lines
from portal.services.open_data import shapes
from portal.services.open_data.reading import Links

DAYS: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Absolute = Callable[[str], str]


def text(html: str) -> str:
    """The text without markup, one line for each paragraph or item."""
    return "\n".join(lines(plain_text(html)))


def _clock(moment: time) -> str:
    return f"{moment:%H:%M}"


def _common(words: Any) -> dict[str, Any]:
    facts = words.facts
    return {
        "id": facts.key,
        "lang": words.locale.language_code,
        "name": words.name,
        "modified": max(facts.modified_at, words.modified_at),
        "verified_on": facts.verified_on,
        "verified_by": facts.verified_by,
        "languages": facts.languages,
        "municipalities": facts.municipalities,
    }


def _same(source: Any, *names: str) -> dict[str, Any]:
    return {name: getattr(source, name) for name in names}


def _plain(words: Any, *names: str) -> dict[str, Any]:
    return {name: text(getattr(words, name)) for name in names}


def opening(facts: Any) -> shapes.Opening:
    """What was said of hours, as it was said."""
    return shapes.Opening(
        **_same(facts, "always_open", "by_appointment", "on_holidays", "on_eves"),
        vouched_until=facts.verified_on + VOUCHED_FOR,
        weekly=[
            shapes.Weekly(
                days=list(DAYS[one.first_day : one.last_day + 1]),
                opens=_clock(one.opens),
                closes=_clock(one.closes),
                since=one.since,
                until=one.until,
            )
            for one in facts.hours.all()
        ],
        exceptions=[_exception(one.since, one.until, one.opens, one.closes) for one in facts.exceptions.all()],
    )


def _exception(since: date, until: date, opens: time | None, closes: time | None) -> shapes.Exceptional:
    return shapes.Exceptional(
        since=since, until=until, opens=_clock(opens) if opens else None, closes=_clock(closes) if closes else None
    )


def service(words: Any, absolute: Absolute, links: Links) -> shapes.ServiceOut:
    """A service with the keys of what it leads to."""
    facts = words.facts
    return shapes.ServiceOut(
        **_common(words),
        **_same(facts, "group", "needs", "service_classes", "target_groups", "life_events", "topics", "minimum_age"),
        **_same(facts, "maximum_age", "provider", "self_referral", "free_of_charge", "interpreter", "email"),
        **_same(words, "summary", "referral", "decides", "cost", "promise", "language_rights"),
        **_plain(words, "description", "who_for", "grounds", "what_next"),
        url=absolute(page_url(words.locale.language_code, words.slug)),
        everyday_names=words.other_names,
        how_to_start=words.steps,
        self_help=words.self_help_lines,
        law=shapes.Law(act=facts.law_act, section=facts.law_section) if facts.law_act else None,
        promises=[shapes.Promise(area=area, working_days=days) for area, days in links.promises.get(facts.pk, ())],
        channels=links.channels.get(facts.pk, []),
        places=links.places.get(facts.pk, []),
        partners=[shapes.Partnership(id=key, role=role) for key, role in links.partners.get(facts.pk, ())],
    )


def channel(words: Any, _absolute: Absolute, _links: Links) -> shapes.ChannelOut:
    """A channel with its number in the language of the words."""
    facts = words.facts
    national = county().urgent(facts.national).number.get(words.locale.language_code) if facts.national else ""
    return shapes.ChannelOut(
        **_common(words),
        **_same(facts, "kind", "url", "for_urgent", "anonymous", "protected", "free_of_charge"),
        **_same(words, "description", "who_answers", "cost"),
        number=national or facts.number,
        place=facts.place.key if facts.place else None,
        partner=facts.partner.key if facts.partner else None,
        opening=opening(facts),
    )


def place(words: Any, absolute: Absolute, _links: Links) -> shapes.PlaceOut:
    """A place."""
    facts = words.facts
    return shapes.PlaceOut(
        **_common(words),
        **_same(facts, "street", "postal_code", "municipality", "latitude", "longitude", "walk_in", "low_threshold"),
        **_same(facts, "target_groups", "needs"),
        **_same(words, "summary", "getting_there"),
        description=text(words.description),
        what_you_can_do=words.things_to_do,
        accessibility=words.accessibility_lines,
        url=absolute(place_url(words.locale.language_code, words.slug)),
        opening=opening(facts),
    )


def partner(words: Any, absolute: Absolute, _links: Links) -> shapes.PartnerOut:
    """A partner."""
    facts = words.facts
    return shapes.PartnerOut(
        **_common(words),
        **_same(facts, "role", "provider", "email", "target_groups", "needs", "joint_assessment", "available"),
        summary=words.summary,
        what_it_does=text(words.what_it_does),
        when_to_turn=text(words.when_to_turn),
        website=facts.url,
        url=absolute(partner_url(words.locale.language_code, words.slug)),
    )


MAKERS: Final[Mapping[str, Callable[[Any, Absolute, Links], shapes.AnyEntry]]] = {
    SERVICES.name: service,
    CHANNELS.name: channel,
    PLACES.name: place,
    PARTNERS.name: partner,
}
