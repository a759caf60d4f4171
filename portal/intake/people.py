"""Who a contact is about and who sends it, what was told to whom, and in which circumstances: parts of contact-1.

Every part has neutral defaults: what a kind of contact does not ask stays empty, or `not_asked`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Self

YES: Final = "yes"
NO: Final = "no"
UNKNOWN: Final = "unknown"
NOT_ASKED: Final = "not_asked"
ANSWERS: Final = (YES, NO, UNKNOWN, NOT_ASKED)

MOST_PERSONS: Final = 8


class Part:
    """A part of a contact that JSON holds under the names of its fields."""

    __slots__ = ()

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """The part in JSON data that follows the schema."""
        lists = {name: tuple(value) for name, value in data.items() if isinstance(value, list)}
        return cls(**{**data, **lists})


@dataclass(frozen=True, slots=True)
class Sender(Part):
    """Who sends the contact. `role` is `not_asked` where the form does not ask it.

    `reporter` is a code of 1243 (Palvelutarpeen ilmoittaja) or empty. `relation` says in words who the sender is to
    the person. Nothing that a sender writes of themselves is verified until somebody has verified it.
    """

    role: str = NOT_ASKED
    reporter: str = ""
    name: str = ""
    title: str = ""
    unit: str = ""
    phone: str = ""
    email: str = ""
    relation: str = ""
    is_verified: bool = False
    is_anonymous: bool = False
    identity_is_secret: bool = False
    secrecy_grounds: str = ""


@dataclass(frozen=True, slots=True)
class Person(Part):
    """One person whom the contact is about or who belongs to them; `needs` are codes of 1282 (Tuen tarve).

    `born_on` is YYYY-MM-DD or empty; `age` is what the sender knows of it, in words. `address_is_secret`: turvakielto.
    """

    role: str = "person"
    family_name: str = ""
    first_names: str = ""
    personal_id: str = ""
    born_on: str = ""
    age: str = ""
    phone: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    address_is_secret: str = NOT_ASKED
    lives_with: str = ""
    needs: tuple[str, ...] = ()
    needs_more: str = ""

    @property
    def full_name(self) -> str:
        """First names and family name, as far as they are known."""
        return " ".join(part for part in (self.first_names, self.family_name) if part)


@dataclass(frozen=True, slots=True)
class Consent(Part):
    """Consent to the contact (suostumus, SHL 35 § 1 mom.): by whom, and the very words that the sender was shown.

    `confirmed_by_family_at` is ISO 8601 with its offset where the family read a professional's text and sent it itself.
    """

    given: str = NOT_ASKED
    by: str = ""
    told_what: str = ""
    confirmed_by_family_at: str = ""


@dataclass(frozen=True, slots=True)
class Told(Part):
    """Who has been told that the contact is made."""

    child: str = NOT_ASKED
    guardian: str = NOT_ASKED
    expectant_mother: str = NOT_ASKED
    other_parent: str = NOT_ASKED
    more: str = ""


@dataclass(frozen=True, slots=True)
class Criteria(Part):
    """The five criteria of a first assessment, as the sender sees them."""

    clear_need: str = NOT_ASKED
    coordination: str = NOT_ASKED
    many_services: str = NOT_ASKED
    childs_conditions: str = NOT_ASKED
    urgency: str = NOT_ASKED


@dataclass(frozen=True, slots=True)
class Circumstances(Part):
    """What makes a route or a time limit of its own."""

    aged_75: str = NOT_ASKED
    highest_care_allowance: str = NOT_ASKED
    special_support_child: str = NOT_ASKED
    is_client: str = NOT_ASKED
    has_children: str = NOT_ASKED
    violence_to_child: str = NOT_ASKED
    custody_conflict: str = NOT_ASKED
    unborn_child: str = NOT_ASKED
    own_worker: str = ""


@dataclass(frozen=True, slots=True)
class Home(Part):
    """Family and housing, earlier support and the expected birth (perhe- ja asumistilanne, 4019), in words."""

    housing: str = ""
    family_situation: str = ""
    earlier_support: str = ""
    expected_birth: str = ""
