"""The county's reference data, read once from its file by both halves."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from portal.core.locales import Words


@dataclass(frozen=True, slots=True)
class Area:
    """A service area (palvelualue) that contacts are routed by."""

    key: str
    name: Words


@dataclass(frozen=True, slots=True)
class Municipality:
    """A municipality of the county with its national code and the service area it belongs to."""

    code: str
    name: Words
    bilingual: bool
    area: str


@dataclass(frozen=True, slots=True)
class UrgentNumber:
    """A number for urgent matters, with whose it is and when to call it."""

    key: str
    number: Words
    label: Words
    when: Words
    in_bar: bool
    source: str
    checked_on: date

    def tel(self) -> str:
        """The number as a tel: link needs it."""
        return "tel:" + "".join(sign for sign in str(self.number) if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class AdvicePhone:
    """The county's advice phone (ohjaus ja neuvonta) with its hours in words."""

    number: Words
    label: Words
    hours: Words

    def tel(self) -> str:
        """The number as a tel: link needs it."""
        return "tel:" + "".join(sign for sign in str(self.number) if sign.isdigit() or sign == "+")


@dataclass(frozen=True, slots=True)
class ServicePromise:
    """The county's own promise of when it answers. It is no limit of the law and is never shown as one."""

    rule_id: str
    version: str
    working_days: int
    text: Words


@dataclass(frozen=True, slots=True)
class Contactable:
    """An address for feedback with the days in which it is answered (306/2019: 14 days)."""

    email: str
    answer_days: int


@dataclass(frozen=True, slots=True)
class Supervisor:
    """The authority that accessibility complaints go to."""

    name: Words
    url: str


@dataclass(frozen=True, slots=True)
class County:
    """A wellbeing services county (hyvinvointialue, välfärdsområde)."""

    code: str
    name: Words
    service_name: Words
    areas: tuple[Area, ...]
    municipalities: tuple[Municipality, ...]
    urgent_numbers: tuple[UrgentNumber, ...]
    advice_phone: AdvicePhone
    promise: ServicePromise
    feedback: Contactable
    supervisor: Supervisor
    exit_label: Words
    deadlines: Mapping[str, Any] = field(default_factory=dict)
    """How the county sets the deadlines of the law, as its file says it; the intake room reads it."""

    def municipality(self, code: str) -> Municipality | None:
        """The municipality of that national code, or None."""
        return next((one for one in self.municipalities if one.code == code), None)

    def area_of(self, municipality_code: str) -> str:
        """The key of the municipality's service area, or an empty text where the municipality is not known."""
        found = self.municipality(municipality_code)
        return found.area if found else ""

    def area(self, key: str) -> Area | None:
        """The service area of that key, or None."""
        return next((one for one in self.areas if one.key == key), None)

    def urgent(self, key: str) -> UrgentNumber:
        """The urgent number of that key. Raises KeyError when the county's file has none."""
        for one in self.urgent_numbers:
            if one.key == key:
                return one
        raise KeyError(key)

    def bar_numbers(self) -> tuple[UrgentNumber, ...]:
        """The numbers that stand in the urgent-help bar of every page."""
        return tuple(one for one in self.urgent_numbers if one.in_bar)


@cache
def county() -> County:
    """The county whose file the setting COUNTY_FILE names.

    Raises ImproperlyConfigured with a sentence that names the file and what is wrong with it.
    """
    return read_county(Path(settings.COUNTY_FILE))


def read_county(file: Path) -> County:
    """The county in a file. Raises ImproperlyConfigured when it cannot be read or lacks something."""
    try:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ImproperlyConfigured(f"The county file {file} cannot be read: {error.strerror}.") from error
    except tomllib.TOMLDecodeError as error:
        raise ImproperlyConfigured(f"The county file {file} is not valid TOML: {error}.") from error
    try:
        return _county(data)
    except KeyError as error:
        raise ImproperlyConfigured(f"The county file {file} lacks {error.args[0]!r}.") from error


def _words(data: dict[str, str]) -> Words:
    if not data.get("fi") or not data.get("sv"):
        raise KeyError("a text in fi and sv")
    return Words(dict(data))


def _county(data: dict[str, Any]) -> County:
    phone, promise = data["advice_phone"], data["promise"]
    return County(
        code=data["code"],
        name=_words(data["name"]),
        service_name=_words(data["service_name"]),
        areas=tuple(Area(one["key"], _words(one["name"])) for one in data["areas"]),
        municipalities=tuple(
            Municipality(one["code"], _words(one["name"]), one["bilingual"], one["area"])
            for one in data["municipalities"]
        ),
        urgent_numbers=tuple(_urgent(one) for one in data["urgent_numbers"]),
        advice_phone=AdvicePhone(_words(phone["number"]), _words(phone["label"]), _words(phone["hours"])),
        promise=ServicePromise(promise["id"], promise["version"], promise["working_days"], _words(promise["text"])),
        feedback=Contactable(data["feedback"]["email"], data["feedback"]["answer_days"]),
        supervisor=Supervisor(_words(data["supervisor"]["name"]), data["supervisor"]["url"]),
        exit_label=_words(data["exit"]["label"]),
        deadlines=data.get("deadlines", {}),
    )


def _urgent(one: dict[str, Any]) -> UrgentNumber:
    return UrgentNumber(
        key=one["key"],
        number=_words(one["number"]),
        label=_words(one["label"]),
        when=_words(one["when"]),
        in_bar=one["in_bar"],
        source=one["source"],
        checked_on=one["checked_on"],
    )
