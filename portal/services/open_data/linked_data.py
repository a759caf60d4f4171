"""Services, places and partners as linked data (JSON-LD) by schema.org, from what their pages show; without any query.

Hours are those that surely hold in the coming weeks: on a day of which nobody knows, nothing is said. Where the
vocabulary has a place for special days, they stand there; where it has none, the weeks around them leave them out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from django.http import HttpRequest
from django.utils import timezone

from portal.core.county import county
from portal.core.linked_data import Absolute, Thing, as_script_text, breadcrumb_list, shared, the_county, thing
from portal.services.hours import OpeningHours
from portal.services.models import PlaceFacts, Provider
from portal.services.models.classifications import GROUPS
from portal.services.open_data.timetables import SpecialDays, special_days, timetables
from portal.services.presentation import FactsShown, PartnerLink, PlaceLink
from portal.services.presentation_of_places import PartnerShown, PlaceShown
from portal.services.ways import Way

DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MIDNIGHT: Final = time(0, 0)
PUBLIC_BODIES: Final = frozenset({Provider.OWN, Provider.PURCHASED, Provider.OTHER_AUTHORITY})


def of_service(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What a service's page adds to its context for machines."""
    return _page(request, context, _service(context, request.build_absolute_uri))


def of_place(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What a place's page adds to its context for machines."""
    words, place = context["words"], context["place"]
    return _page(request, context, _place(words, place, context["canonical"]))


def of_partner(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """What a partner's page adds to its context for machines."""
    words, partner = context["words"], context["partner"]
    return _page(request, context, _partner(words, partner, context["canonical"]))


def _page(request: HttpRequest, context: dict[str, Any], main: Thing) -> dict[str, Any]:
    words, here = context["words"], context["canonical"]
    way = breadcrumb_list(context["breadcrumbs"], request.build_absolute_uri, here)
    return {
        "linked_data": as_script_text({"@id": here, **main}, way),
        "shared": shared(words.name, words.summary, here, context["alternates"]),
    }


def _service(context: dict[str, Any], absolute: Absolute) -> Thing:
    words = context["words"]
    facts: FactsShown = context["facts"]
    entry = facts.entry
    group = GROUPS.get(entry.group)
    channels = [_channel(one, entry.languages) for one in facts.ways if one.number or one.url]
    return thing(
        "GovernmentService" if entry.provider in PUBLIC_BODIES else "Service",
        name=words.name,
        alternateName=[] if context["is_plain"] else words.other_names,  # as on the page
        description=words.summary,
        url=context["canonical"],
        serviceType=str(group) if group else "",
        audience=[thing("Audience", audienceType=one) for one in facts.target_groups],
        areaServed=_areas(entry.municipalities),
        availableChannel=[*channels, *(_at(one, absolute, entry.languages) for one in facts.places)],
        offers=thing("Offer", price="0", priceCurrency="EUR") if entry.free_of_charge else None,
        **_providers(entry.provider, facts.partners, absolute),
    )


def _providers(provider: str, partners: Iterable[PartnerLink], absolute: Absolute) -> dict[str, Any]:
    """Who provides it. Of another authority, an association or a company only those are named that the page names."""
    kind = "GovernmentOrganization" if provider == Provider.OTHER_AUTHORITY else "Organization"
    producers = [thing(kind, name=one.name, url=absolute(one.url)) for one in partners if one.is_producer]
    if provider == Provider.OWN:
        return {"provider": the_county(absolute)}
    if provider == Provider.PURCHASED:
        return {"provider": the_county(absolute), "serviceOperator": producers}
    return {"provider": producers}


def _areas(codes: Iterable[str]) -> list[Thing]:
    names = [str(town.name) for code in codes if (town := county().municipality(code))]
    return [thing("AdministrativeArea", name=one) for one in names or [str(county().name)]]


def _channel(way: Way, languages: Iterable[str]) -> Thing:
    return thing(
        "ServiceChannel",
        name=way.name,
        description=way.description,
        servicePhone=_phone(way) if way.number else None,
        serviceUrl=way.url,
        availableLanguage=list(way.language_codes or languages),
    )


def _phone(way: Way) -> Thing:
    return thing(
        "ContactPoint",
        telephone=way.number,
        availableLanguage=list(way.language_codes),
        hoursAvailable=_weeks(way.opening),
    )


def _at(place: PlaceLink, absolute: Absolute, languages: Iterable[str]) -> Thing:
    where = thing(
        "CivicStructure", name=place.name, url=absolute(place.url), **_where(place.facts), **_hours(place.opening)
    )
    return thing("ServiceChannel", serviceLocation=where, availableLanguage=list(place.facts.languages or languages))


def _place(words: Any, place: PlaceShown, here: str) -> Thing:
    return thing(
        "CivicStructure",
        name=words.name,
        description=words.summary,
        url=here,
        telephone=[way.number for way in place.ways if way.number],
        **_where(place.facts),
        **_hours(place.opening),
    )


def _where(facts: PlaceFacts) -> dict[str, Any]:
    town = county().municipality(facts.municipality)
    address = thing(
        "PostalAddress",
        streetAddress=facts.street,
        postalCode=facts.postal_code,
        addressLocality=str(town.name) if town else "",
        addressCountry="FI",
    )
    if facts.latitude is None or facts.longitude is None:
        return {"address": address}
    return {
        "address": address,
        "geo": thing("GeoCoordinates", latitude=facts.latitude, longitude=facts.longitude),
    }


def _partner(words: Any, partner: PartnerShown, here: str) -> Thing:
    facts = partner.facts
    is_public = facts.provider in {Provider.OWN, Provider.OTHER_AUTHORITY}
    points = [
        thing(
            "ContactPoint",
            name=way.name,
            telephone=way.number,
            url=way.url,
            availableLanguage=list(way.language_codes),
            hoursAvailable=_weeks(way.opening),
        )
        for way in partner.ways
        if way.number or way.url
    ]
    return thing(
        "GovernmentOrganization" if is_public else "Organization",
        name=words.name,
        description=words.summary,
        url=here,
        sameAs=facts.url,
        email=facts.email,
        areaServed=_areas(facts.municipalities),
        contactPoint=points,
    )


def _hours(hours: OpeningHours | None) -> dict[str, Any]:
    """The hours of a place: its weeks, and its special days, which go before them."""
    today = timezone.localdate()
    return {
        "openingHoursSpecification": _weeks(hours, specials_apart=True),
        "specialOpeningHoursSpecification": [
            one for special in special_days(hours, today) for one in _special(special)
        ],
    }


def _weeks(hours: OpeningHours | None, *, specials_apart: bool = False) -> list[Thing]:
    found = timetables(hours, timezone.localdate(), specials_apart=specials_apart)
    return [
        thing(
            "OpeningHoursSpecification",
            dayOfWeek=[f"https://schema.org/{DAYS[day]}" for day in one.days],
            **_between(one.opens, one.closes),
            **_period(one.since, one.until),
        )
        for one in found
    ]


def _special(days: SpecialDays) -> list[Thing]:
    """One for each interval; without times: closed."""
    period = _period(days.since, days.until)
    if not days.hours:
        return [thing("OpeningHoursSpecification", **period)]
    return [thing("OpeningHoursSpecification", **_between(one.opens, one.closes), **period) for one in days.hours]


def _between(opens: time, closes: time) -> dict[str, str]:
    """The times; a whole day ends a minute before midnight, since the same time twice would be no time at all."""
    end = time(23, 59) if opens == closes == MIDNIGHT else closes
    return {"opens": f"{opens:%H:%M}", "closes": f"{end:%H:%M}"}


def _period(since: date, until: date) -> dict[str, str]:
    return {"validFrom": since.isoformat(), "validThrough": until.isoformat()}
