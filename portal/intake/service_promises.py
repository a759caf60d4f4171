"""What a service's page promised: looked up when the contact begins, carried unseen, sealed into the letter.

The page's button posts nothing but the service's key. What it promises is asked of the room that keeps the catalogue,
and travels under this server's signature, bound to the form: what a form claims of a promise is never believed, and a
promise that changes while somebody writes stays the one that was shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from uuid import UUID

from django.core import signing
from django.utils import timezone

from portal.core.registries import Registry

MOST_WORKING_DAYS: Final = 240
"""A promise of more than about a year is none that a sender could wait for; the county's general one then holds."""

_SALT: Final = "tukiportti/service-promise/1|"
_KEY: Final = re.compile(r"[-a-zA-Z0-9_]{1,80}", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServicePage:
    """A public service: its name in the page's language, and its promises in working days by area ("": elsewhere)."""

    name: str
    working_days: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class AskedService:
    """The service page that a contact began from, and what it promised on that day.

    `on` is an ISO date. `working_days` is what was promised in `area` (empty: outside the areas named on the page);
    None where the page promised nothing there, and then the county's general promise holds.
    """

    key: str
    name: str
    on: str
    area: str = ""
    working_days: int | None = None

    def as_json(self) -> dict[str, Any]:
        """The page as it travels in the letter."""
        return asdict(self)

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> AskedService:
        """The page in JSON data that follows the schema of a letter."""
        return cls(data["key"], data["name"], data["on"], data["area"], data["working_days"])


service_pages: Final[Registry[Callable[[str, str], ServicePage | None]]] = Registry(
    "the public service of a key in a language, with what it promises; None where no page shows it"
)


def asked_of(key: str, language: str, token: UUID) -> str:
    """What the service's page promises today, signed for the form of that token; empty for no public service."""
    if not _KEY.fullmatch(key):
        return ""
    for find in service_pages:
        if page := find(key, language):
            shown = [key, page.name, timezone.localdate().isoformat(), dict(page.working_days)]
            return signing.dumps(shown, salt=f"{_SALT}{token}")
    return ""


def asked_in(signed: str, token: UUID, area: str) -> AskedService | None:
    """The page that the text of `asked_of` names, with its promise in the area; None for what this server did not sign."""
    if not signed:
        return None
    try:
        key, name, on, by_area = signing.loads(signed, salt=f"{_SALT}{token}")
    except signing.BadSignature:
        return None
    at = area if area in by_area else ""
    days = by_area.get(at)
    is_kept = days is not None and 1 <= days <= MOST_WORKING_DAYS
    return AskedService(key, name, on, at if is_kept else "", days if is_kept else None)
