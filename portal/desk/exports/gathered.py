"""What an export is made of: one contact with its letters opened in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

CORRECTION: Final = "amendment"


@dataclass(frozen=True, slots=True)
class GatheredLetter:
    """One letter. `content` follows contact-1, and is None where the seal does not open with today's keys."""

    id: UUID
    relation: str
    reference: str
    arrival: datetime
    content: Mapping[str, Any] | None
    of_contact: str = ""
    """The reference of the contact that it came to; another one than the export's where contacts were joined."""


@dataclass(frozen=True, slots=True)
class JoinedContact:
    """A contact that was joined to the exported one."""

    id: UUID
    reference: str
    kind: str
    kind_name: str
    arrival: datetime


@dataclass(frozen=True, slots=True)
class Assessed:
    """The newest first assessment (1009, in child welfare 1006), in our own keys of the national sets."""

    document: str
    made_on: date
    made_by: str
    urgency: str
    urgency_grounds: str = ""
    aged_75: bool = False
    highest_care_allowance: bool = False
    special_support_child: bool = False
    way: str = ""
    needs: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    service_task: str = ""
    services: tuple[str, ...] = ()
    next_steps: str = ""
    earlier_notices: str = ""
    clientships: tuple[str, ...] = ()
    other_clientship: str = ""
    information: str = ""
    description: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class GatheredContact:
    """A contact as it stands, with its letters by arrival. `county_codes` are codes that the county has filled in.

    `service_task` is our key of 1221 for the team that has the contact; empty where the team stands for none.
    """

    id: UUID
    reference: str
    kind: str
    kind_name: str
    language: str
    urgency: str
    status: str
    arrival: datetime
    due_on: date | None
    made_at: datetime
    letters: tuple[GatheredLetter, ...]
    service_task: str = ""
    assessed: Assessed | None = None
    county_codes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    joined: tuple[JoinedContact, ...] = ()

    @property
    def unopened(self) -> tuple[GatheredLetter, ...]:
        """The letters that do not open."""
        return tuple(one for one in self.letters if one.content is None)

    def arrival_of(self, letter: GatheredLetter) -> datetime:
        """When the letter's text arrived: the first of its form where it was corrected later."""
        return min(one.arrival for one in self.letters if one.reference == letter.reference)

    @property
    def valid_letters(self) -> tuple[GatheredLetter, ...]:
        """For each text the newest that opens: a corrected text takes the place of the one that it corrects.

        Messages, withdrawals and the like are no texts of their own here; they stand among the letters.
        """
        newest: dict[str, GatheredLetter] = {}
        for one in sorted(self.letters, key=lambda one: one.arrival):
            if one.content is not None and one.relation in ("", CORRECTION):
                newest[one.reference] = one
        return tuple(newest.values())
