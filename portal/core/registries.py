"""Registries that a lower room holds and higher rooms fill at start-up.

A room may import only from floors below it. Where a lower room must call what a higher one knows, the higher one
registers it here when Django starts, and the whole list can be read in one place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from django.http import HttpRequest

if TYPE_CHECKING:  # the desk publishes nothing, so it loads no part of it
    from ninja import Router

Entry = TypeVar("Entry")


class Registry(Generic[Entry]):
    """Named entries in the order in which they were registered."""

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self._entries: dict[str, Entry] = {}

    def register(self, name: str, entry: Entry) -> None:
        """Adds an entry. Raises ValueError when the name is taken by another entry."""
        if self._entries.get(name, entry) != entry:
            raise ValueError(f"{name!r} is registered twice for: {self.purpose}")
        self._entries[name] = entry

    def get(self, name: str) -> Entry | None:
        """The entry of that name, or None."""
        return self._entries.get(name)

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries.values()))

    def names(self) -> tuple[str, ...]:
        """The names in order of registration."""
        return tuple(self._entries)


Eraser = Callable[[HttpRequest], None]
CookieNames = Callable[[HttpRequest], list[str]]
HealthCheck = Callable[[], str]

erasers: Final[Registry[Eraser]] = Registry("delete the server-side state that this browser's cookies name")
own_cookies: Final[Registry[CookieNames]] = Registry("names of our cookies in this request, to be expired on exit")
health_checks: Final[Registry[HealthCheck]] = Registry("an empty text when well, else what is wrong in one sentence")
api_routers: Final[Registry[Router]] = Registry("the open data of a room: its part of the one OpenAPI document")


@dataclass(frozen=True, slots=True)
class InSitemap:
    """One page for search engines: its path in each variant that it is live in, and when it changed last."""

    paths: Mapping[str, str]
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class SitemapPart:
    """Public pages of one kind: how many there are, and so many of them from a place in their order on."""

    count: Callable[[], int]
    entries: Callable[[int, int], Iterable[InSitemap]]


sitemap_parts: Final[Registry[SitemapPart]] = Registry("public pages that search engines may know; never neutral ones")


@dataclass(frozen=True, slots=True)
class NearestPages:
    """What a page that leads nowhere can offer: the same page in other variants, and the topics; (text, URL, lang)."""

    variants: tuple[tuple[str, str, str], ...] = ()
    topics: tuple[tuple[str, str, str], ...] = ()


nearest_pages: Final[Registry[Callable[[HttpRequest], NearestPages]]] = Registry(
    "what to offer instead of a page that is not there; home registers under its own name"
)
