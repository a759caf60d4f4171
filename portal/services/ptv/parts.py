"""What the records are made of: texts, contact details, addresses, areas, problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

Texts = Mapping[str, str]
"""Texts by language (fi, sv, en, se, smn, sms); a language without a text has no key."""

TextLists = Mapping[str, tuple[str, ...]]
"""Several short texts by language."""

FINLAND: Final = "+358"


class What(StrEnum):
    """What is the matter with a value of the source."""

    MISSING = "missing"
    UNKNOWN_VALUE = "unknown_value"
    WRONG_SHAPE = "wrong_shape"
    NOT_AN_ID = "not_an_id"
    NOT_A_TIME = "not_a_time"
    NOT_A_DAY = "not_a_day"
    NOT_A_NUMBER = "not_a_number"
    NOT_A_WEB_ADDRESS = "not_a_web_address"
    OUTSIDE_FINLAND = "outside_finland"
    LEADING_ZERO = "leading_zero"
    TOO_LONG = "too_long"
    ENDS_BEFORE_IT_BEGINS = "ends_before_it_begins"
    SEVERAL_WHERE_ONE_IS_ALLOWED = "several_where_one_is_allowed"
    TWO_READINGS = "two_readings"
    ODD_OR_EVEN_WEEKS = "odd_or_even_weeks"
    PARTLY_BY_APPOINTMENT = "partly_by_appointment"
    EXCEPTION_BY_APPOINTMENT = "exception_by_appointment"
    SEVERAL_TIMETABLES_AT_ONCE = "several_timetables_at_once"


@dataclass(frozen=True, slots=True)
class Problem:
    """A value that was not understood. `field` is the wire's name, `raw` the value as JSON, at most 500 signs."""

    field: str
    what: What
    raw: str = ""


class Charge(StrEnum):
    """Whether something costs money."""

    FREE = "free"
    CHARGED = "charged"
    EXTRA = "extra"
    OTHER = "other"


class PhoneUse(StrEnum):
    """What a number is for."""

    CALL = "call"
    TEXT = "text"
    FAX = "fax"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as it was given: `prefix` is a country's ("+358"), or empty for a number dialled within Finland only."""

    number: str
    prefix: str = ""
    use: PhoneUse = PhoneUse.CALL
    charge: Charge | None = None
    charge_note: str = ""
    note: str = ""
    language: str = ""

    @property
    def display(self) -> str:
        """As it is shown: the prefix and the number, or the number alone where it has no prefix."""
        return f"{self.prefix} {self.number}".strip()

    @property
    def national(self) -> str:
        """As it is dialled within Finland; the same as `display` for other countries' numbers."""
        return f"0{self.number}" if self.prefix == FINLAND else self.display


@dataclass(frozen=True, slots=True)
class Email:
    """A mailbox."""

    address: str
    note: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class WebPage:
    """An address on the web, always http or https."""

    url: str
    name: str = ""
    note: str = ""
    language: str = ""
    form: str = ""
    """What kind of file it is (pdf, doc, excel, rtf, odt); empty for a page."""


@dataclass(frozen=True, slots=True)
class Law:
    """A law, its name and addresses by language."""

    name: Texts
    url: Texts


class AddressUse(StrEnum):
    """What an address is for."""

    VISIT = "visit"
    POST = "post"
    DELIVERY = "delivery"


@dataclass(frozen=True, slots=True)
class AccessibilityGroup:
    """Sentences of the national accessibility register about one part of the way, each by language."""

    name: Texts
    sentences: tuple[Texts, ...]
    entrance: Texts = field(default_factory=dict)
    is_main_entrance: bool = True


@dataclass(frozen=True, slots=True)
class Address:
    """An address; `latitude` and `longitude` are WGS 84, both or neither.

    `lines` holds an address abroad or instructions for a delivery; `accessibility_id` is the service point in the national
    accessibility register, whose sentences v12 does not carry.
    """

    use: AddressUse
    street: Texts = field(default_factory=dict)
    number: str = ""
    po_box: Texts = field(default_factory=dict)
    postal_code: str = ""
    post_office: Texts = field(default_factory=dict)
    municipality: str = ""
    country: str = ""
    note: Texts = field(default_factory=dict)
    receiver: Texts = field(default_factory=dict)
    lines: Texts = field(default_factory=dict)
    latitude: float | None = None
    longitude: float | None = None
    accessibility: tuple[AccessibilityGroup, ...] = ()
    accessibility_id: str = ""


class Coverage(StrEnum):
    """How much of the country something is for."""

    COUNTRY = "country"
    COUNTRY_WITHOUT_ALAND = "country_without_aland"
    LIMITED = "limited"


@dataclass(frozen=True, slots=True)
class Area:
    """Where something is offered, by codes; `coverage` is None where the source did not say.

    `municipalities` are those named by themselves, `county_municipalities` those that the source lists under a larger area.
    `others` holds larger areas that are neither regions nor wellbeing services counties, as "type code".
    """

    coverage: Coverage | None = None
    municipalities: tuple[str, ...] = ()
    county_municipalities: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    counties: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


class Provision(StrEnum):
    """How a service is produced."""

    OWN = "own"
    PURCHASED = "purchased"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Producer:
    """Who produces a service: an organisation of the registry by its id, or one outside it by its name alone."""

    provision: Provision | None
    organisation: str = ""
    name: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Accessibility:
    """How accessible an online service says it is, in one language: full, partial, none or unknown."""

    level: str
    wcag: str = ""
    statement: str = ""
    language: str = ""
