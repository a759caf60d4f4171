"""Services as records of Open Referral's Human Services Data Specification (HSDS) 3.

Ids are UUIDs of version 5, made of the entry's key, so that they stay the same in every export. Schedules say what RFC
5545 can say of a week in a period, for the coming weeks; days on which another rule holds are left out of the period.
Left out: appointments, what is not known, the county's promises by area, partners, life events, and texts for which the
specification has no field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from portal.core.county import County, county
from portal.services.addresses import page_url
from portal.services.models import ChannelFacts, ChannelKind, PlaceFacts, ServiceFacts
from portal.services.models.classifications import LANGUAGES, SERVICE_CLASSES
from portal.services.models.open_ids import identity
from portal.services.open_data.entries import DAYS, Absolute, text
from portal.services.open_data.reading import public_channels
from portal.services.open_data.timetables import timetables
from portal.services.opening import opening_hours
from portal.services.ways import readable, with_hours

WEEKS_SAID: Final = 26
Record = dict[str, Any]


def _id(kind: str, *keys: str) -> str:
    return str(identity(kind, *keys))


def _given(record: Mapping[str, Any]) -> Record:
    """The record without the fields of which nothing is said."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {})}


def organization(of: County, language: str) -> Record:
    """The county."""
    name = of.name.get(language)
    return {"id": _id("organization"), "name": name, "description": name}


def listed(words: Any, absolute: Absolute) -> Record:
    """A service as it stands in a list: its own fields and the organisation."""
    facts, language = words.facts, words.locale.language_code
    how = "\n".join([*words.steps, words.referral]).strip()
    return _given(
        {
            "id": str(facts.open_id),
            "name": words.name,
            "alternate_name": ", ".join(words.other_names),
            "description": text(f"<p>{words.summary}</p>{words.description}"),
            "url": absolute(page_url(language, words.slug)),
            "email": facts.email,
            "status": "active",
            "interpretation_services": words.language_rights if facts.interpreter else "",
            "application_process": how,
            "fees_description": words.cost,
            "wait_time": words.promise,
            "eligibility_description": text(words.who_for),
            "minimum_age": facts.minimum_age,
            "maximum_age": facts.maximum_age,
            "assured_date": facts.verified_on.isoformat(),
            "last_modified": max(facts.modified_at, words.modified_at).isoformat(),
            "organization": organization(county(), language),
        }
    )


def whole(words: Any, absolute: Absolute) -> Record:
    """A service with its phones, schedules, places, languages, areas and classes; a fixed number of queries."""
    facts, language = words.facts, words.locale.language_code
    with override(language):
        channels = list(readable(_channels(facts, language), language))
        record = {
            **listed(words, absolute),
            "phones": [one for channel in channels for one in _phones(channel, facts)],
            "schedules": [one for channel in channels if channel.kind == ChannelKind.PHONE for one in _of(channel)],
            "service_at_locations": [_at(place, facts, language) for place in _places(facts, language)],
            "languages": list(_languages(facts.languages, "service", facts.key, str(facts.open_id))),
            "service_areas": list(_areas(facts, language)),
            "attributes": list(_classes(facts, language)),
        }
    return _given(record)


def _channels(facts: Any, language: str) -> QuerySet[ChannelFacts]:
    shown = public_channels().filter(
        service_links__facts=facts, words__live=True, words__locale__language_code=language
    )
    return shown.order_by("service_links__sort_order", "pk")


def _places(facts: Any, language: str) -> Iterable[PlaceFacts]:
    rows = PlaceFacts.objects.filter(service_links__facts=facts, archived_on=None)
    found = with_hours(rows.order_by("service_links__sort_order", "pk"), language)
    return [one for one in found if getattr(one, "words_here", ())]


def _phones(channel: ChannelFacts, service: ServiceFacts) -> Iterator[Record]:
    number = str(county().urgent(channel.national).number) if channel.national else channel.number
    if channel.kind == ChannelKind.PHONE and number:
        said = getattr(channel, "words_here", ())
        phone = _id("phone", service.key, channel.key)
        yield _given(
            {
                "id": phone,
                "service_id": str(service.open_id),
                "number": number,
                "type": "voice",
                "description": said[0].name if said else "",
                "languages": list(_languages(channel.languages, "phone", channel.key, phone)),
            }
        )


def _of(entry: Any) -> Iterator[Record]:
    """The schedules of a channel or a place."""
    today = timezone.localdate()
    hours = opening_hours(entry, list(entry.hours.all()), list(entry.exceptions.all()))
    name = entry.words_here[0].name if getattr(entry, "words_here", ()) else ""
    for one in timetables(hours, today, WEEKS_SAID * 7):
        first = next(day for day in _days_from(one.since) if day.weekday() in one.days)
        days = ",".join(DAYS[day] for day in one.days)
        key = (entry.key, one.since.isoformat(), days, one.opens.isoformat(), one.closes.isoformat())
        yield _given(
            {
                "id": _id("schedule", *key),
                "valid_from": one.since.isoformat(),
                "valid_to": one.until.isoformat(),
                "dtstart": first.isoformat(),
                "until": one.until.isoformat(),
                "wkst": "MO",
                "freq": "WEEKLY",
                "interval": 1,
                "byday": days,
                "opens_at": f"{one.opens:%H:%M}",
                "closes_at": f"{one.closes:%H:%M}",
                "description": name,
            }
        )


def _days_from(day: Any) -> Iterator[Any]:
    return (day + timedelta(days=number) for number in range(7))


def _at(place: Any, service: ServiceFacts, language: str) -> Record:
    location = _id("location", place.key)
    return {
        "id": _id("service_at_location", service.key, place.key),
        "service_id": str(service.open_id),
        "location_id": location,
        "location": _location(place, location, language),
    }


def _location(place: Any, location: str, language: str) -> Record:
    words = place.words_here[0]
    lines = [("accessibility", number, line) for number, line in enumerate(words.accessibility_lines)]
    return _given(
        {
            "id": location,
            "location_type": "physical",
            "name": words.name,
            "description": words.summary,
            "transportation": words.getting_there,
            "latitude": place.latitude,
            "longitude": place.longitude,
            "addresses": list(_addresses(place, location, language)),
            "accessibility": [
                {"id": _id(kind, place.key, str(number)), "location_id": location, "description": line}
                for kind, number, line in lines
            ],
            "languages": list(_languages(place.languages, "location", place.key, location)),
            "schedules": list(_of(place)),
        }
    )


def _addresses(place: Any, location: str, language: str) -> Iterator[Record]:
    town = county().municipality(place.municipality)
    if place.street and town:
        yield {
            "id": _id("address", place.key),
            "location_id": location,
            "address_1": place.street,
            "city": town.name.get(language),
            "state_province": county().name.get(language),
            "postal_code": place.postal_code,
            "country": "FI",
            "address_type": "physical",
        }


def _languages(codes: Iterable[str], kind: str, key: str, owner: str) -> Iterator[Record]:
    for code in codes:
        if code in LANGUAGES:
            yield {
                "id": _id("language", kind, key, code),
                f"{kind}_id": owner,
                "name": str(LANGUAGES[code]),
                "code": code,
            }


def _areas(facts: Any, language: str) -> Iterator[Record]:
    towns = [one for code in facts.municipalities if (one := county().municipality(code))]
    names = [(one.code, one.name.get(language)) for one in towns] or [("all", county().name.get(language))]
    for code, name in names:
        yield {"id": _id("service_area", facts.key, code), "service_id": str(facts.open_id), "name": name}


def _classes(facts: Any, language: str) -> Iterator[Record]:
    for code in facts.service_classes:
        if code in SERVICE_CLASSES:
            term, name = _id("taxonomy_term", code), SERVICE_CLASSES[code].get(language)
            yield {
                "id": _id("attribute", facts.key, code),
                "link_id": str(facts.open_id),
                "taxonomy_term_id": term,
                "link_entity": "service",
                "value": code,
                "taxonomy_term": {
                    "id": term,
                    "code": code,
                    "name": name,
                    "description": name,
                    "taxonomy": "PTV",
                    "term_uri": f"http://uri.suomi.fi/codelist/ptv/ptvserclass2/code/{code}",
                },
            }
