"""Contact cards to save in a phone (vCard 4.0, RFC 6350): public facts alone, in the language of the page.

A card names a service, a place or a partner, never a person. What it says of hours may change after it was saved, so
it says on which day the details were checked and where the page is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.services.models import PlaceFacts
from portal.services.ways import Way

OCTETS_IN_LINE: Final = 75
CONTENT_TYPE: Final = "text/vcard; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on a card; `language` is that of its words."""

    name: str
    summary: str
    url: str
    language: str
    ways: tuple[Way, ...]
    verified_on: date
    email: str = ""
    place: PlaceFacts | None = None
    hours: tuple[str, ...] = ()
    is_of_county: bool = True


def as_vcard(card: Card) -> bytes:
    """The card in UTF-8, with folded lines that end as the standard says."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(card)).encode()


def _lines(card: Card) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield f"KIND:{'location' if card.place else 'org'}"
    yield f"FN:{escaped(card.name)}"
    yield f"ORG:{escaped(str(county().name) if card.is_of_county else card.name)}"
    for number, way in enumerate((one for one in card.ways if one.number), start=1):
        yield f"TEL;TYPE=voice;PREF={min(number, 100)}:{escaped(way.number)}"
    if card.email:
        yield f"EMAIL:{escaped(card.email)}"
    if card.place:
        yield from _address(card.place)
    yield f"URL:{_uri(card.url)}"
    for way in card.ways:
        if way.url:
            yield f"URL:{_uri(way.url)}"
    yield f"LANG:{card.language}"
    yield f"NOTE:{escaped(_note(card))}"
    yield f"UID:{_uri(card.url)}"
    yield f"REV:{card.verified_on:%Y%m%d}T000000Z"
    yield "END:VCARD"


def _address(place: PlaceFacts) -> Iterator[str]:
    town = county().municipality(place.municipality)
    parts = ("", "", place.street, str(town.name) if town else "", "", place.postal_code, _("Finland"))
    yield f"ADR:{';'.join(map(escaped, parts))}"
    if place.latitude is not None and place.longitude is not None:
        yield f"GEO:geo:{place.latitude:.6f},{place.longitude:.6f}"


def _note(card: Card) -> str:
    return "\n".join(_note_lines(card))


def _note_lines(card: Card) -> Iterable[str]:
    yield card.summary
    yield from card.hours
    for way in card.ways:
        said = ", ".join(filter(None, (way.number or way.host, *way.hours)))
        yield f"{way.name}: {said}" if said else way.name
    yield _("Contact details checked on %(date)s.") % {"date": date_format(card.verified_on, "j.n.Y")}


def escaped(text: str) -> str:
    """A text as a value may hold it: no sign of it ends the value, the component or the line (RFC 6350, 3.4)."""
    plain = "\n".join(text.splitlines()).replace("\\", "\\\\").replace("\n", "\\n")
    plain = plain.replace(",", "\\,").replace(";", "\\;")
    return "".join(sign for sign in plain if sign >= " " and sign != "\x7f")


def _uri(address: str) -> str:
    """An address as a value of its own kind, which knows no escapes; what could end its line is left out."""
    return "".join(sign for sign in address if sign > " " and sign != "\x7f")


def _folded(line: str) -> str:
    """The line in parts of at most 75 octets, none of which splits a sign."""
    parts, part, length = [], "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > OCTETS_IN_LINE:
            parts.append(part)
            part, length = "", 1
        part, length = part + sign, length + size
    return "\r\n ".join([*parts, part])
