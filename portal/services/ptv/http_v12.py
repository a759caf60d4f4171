"""v12 over HTTP: pages of whole entries; the connections of services are asked for and put beside them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from portal.services.ptv.accessibility_register import AccessibilityRegister
from portal.services.ptv.fetching import Fetcher, Missing
from portal.services.ptv.records import Kind, Source
from portal.services.ptv.sources import (
    CannotRead,
    Entry,
    Fault,
    IdPage,
    Page,
    PageCount,
    checked_id,
    entry_of,
    position,
)
from portal.services.ptv.wire import an_id

PATHS: Final = {
    Kind.SERVICE: "service",
    Kind.CHANNEL: "service-channel",
    Kind.ORGANISATION: "organization",
    Kind.CONNECTION: "connection",
}
ON_A_PAGE: Final = 100
IDS_AT_ONCE: Final = 20
"""How many services may be named in one search of connections."""
REASONS: Final = frozenset({"NotPublished", "Unknown"})
MOST_PAGES: Final = 1_000
"""Of one question for connections: more than a registry in order can have."""
Parameters = list[tuple[str, str]]


class V12Registry:
    """The registry's version 12. The fetcher sends the key (`x-api-key`); `county` is a county's code, or empty.

    With an accessibility register each place has the sentences that it holds of it.

    Connections are listed too: since an instant, they tell whose services to read again with `entry`.
    """

    kinds: tuple[Kind, ...] = tuple(PATHS)

    def __init__(
        self, fetcher: Fetcher, *, county: str = "", accessibility: AccessibilityRegister | None = None
    ) -> None:
        self.fetcher = fetcher
        self.county = county
        self.accessibility = accessibility

    def pages(self, kind: Kind, *, since: datetime | None = None, cursor: str = "") -> Iterator[Page]:
        """See Registry. A page is a page of the registry."""
        for number, count, after, items, fault in self._search(kind, since, cursor):
            entries = tuple(entry_of(Source.V12, kind, one) for one in self._whole(kind, items))
            yield Page(entries, after, number, count, fault=fault)

    def listed(self, kind: Kind, *, cursor: str = "") -> Iterator[IdPage]:
        """See Registry. v12 has no list of ids alone: the entries come with them and are dropped."""
        for _, _, after, items, fault in self._search(kind, None, cursor):
            yield IdPage(_ids(kind, items), after, fault)

    def withdrawn(self, kind: Kind, *, since: datetime, cursor: str = "") -> Iterator[IdPage]:
        """See Registry."""
        parameters = [("archivedAtOrAfter", _instant(since))]
        for _, _, after, items, fault in self._paged(f"{_path(kind)}/archived", parameters, cursor):
            yield IdPage(_ids(kind, items), after, fault)

    def entry(self, kind: Kind, source_id: str) -> Entry | None:
        """See Registry. Withdrawn is what the registry itself says is not published or unknown to it."""
        ids = source_id.split(":") if kind is Kind.CONNECTION else [source_id]
        path = "/".join([_path(kind), *(checked_id(one) for one in ids)])
        try:
            answer = self.fetcher.get(path)
        except Missing as problem:
            if isinstance(problem.answer, dict) and problem.answer.get("reason") in REASONS:
                return None
            raise CannotRead(f"{path}: HTTP 404 without the registry's reason") from problem
        return entry_of(Source.V12, kind, self._whole(kind, [answer])[0])

    def _search(
        self, kind: Kind, since: datetime | None, cursor: str
    ) -> Iterator[tuple[int, int, str, list[Any], Fault | None]]:
        parameters: Parameters = [("publishedAtOrAfter", _instant(since))] if since else []
        if self.county and kind is not Kind.CONNECTION:
            parameters += [("areaType", "LimitedArea"), ("wellbeingServicesCounties", self.county)]
        return self._paged(f"{_path(kind)}/search", parameters, cursor)

    def _paged(
        self, path: str, parameters: Parameters, cursor: str
    ) -> Iterator[tuple[int, int, str, list[Any], Fault | None]]:
        """Of each page its number, the count of pages, the cursor after it, its items and what was wrong."""
        number, _ = position(cursor)
        pages = PageCount(number)
        while number <= pages.count:
            paging = [("page", str(number)), ("pageSize", str(ON_A_PAGE))]
            try:
                answer = self.fetcher.get(path, paging + parameters)
            except Missing as problem:
                if not pages.is_open:
                    raise CannotRead(f"{path}: no such list") from problem
                answer = {"items": []}
            if not isinstance(answer, dict) or "items" not in answer:
                raise CannotRead(f"{path}: no page of a list")
            fault = None if isinstance(answer["items"], list) else Fault.NO_LIST
            items = pages.of(answer.get("totalPages"), number, [] if fault else answer["items"])
            count = pages.count
            yield number, count, f"{number + 1}.0" if number < count else "", items, fault
            number += 1

    def _whole(self, kind: Kind, items: list[Any]) -> list[Any]:
        if kind is Kind.SERVICE:
            return self._with_connections(items)
        if kind is Kind.CHANNEL and self.accessibility:
            return [self.accessibility.with_sentences(one) for one in items]
        return items

    def _with_connections(self, services: list[Any]) -> list[Any]:
        ids = sorted(set(_ids(Kind.SERVICE, services)))
        found: dict[str, list[Any]] = {}
        for start in range(0, len(ids), IDS_AT_ONCE):
            named = [("serviceContentIds", one) for one in ids[start : start + IDS_AT_ONCE]]
            for number, _, _, items, fault in self._paged("connection/search", named, ""):
                if fault or number > MOST_PAGES:
                    raise CannotRead("connection/search: no page of a list")
                for one in items:
                    if isinstance(one, dict):
                        found.setdefault(an_id(one.get("serviceContentId")), []).append(one)
        return [
            {**one, "connections": found.get(an_id(one.get("contentId")), [])} if isinstance(one, dict) else one
            for one in services
        ]


def _path(kind: Kind) -> str:
    if kind not in PATHS:
        raise ValueError(f"Version 12 has no list of the kind {kind}.")
    return PATHS[kind]


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _ids(kind: Kind, items: list[Any]) -> tuple[str, ...]:
    keys = ("serviceContentId", "channelContentId") if kind is Kind.CONNECTION else ("contentId",)
    found = [[an_id(one.get(key)) for key in keys] for one in items if isinstance(one, dict)]
    return tuple(":".join(parts) for parts in found if all(parts))
