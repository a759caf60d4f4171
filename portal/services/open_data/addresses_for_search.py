"""The catalogue's part of the map for search engines: its lists, services, places and partners."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from portal.core.locales import VARIANT_CODES
from portal.core.registries import InSitemap, SitemapPart, sitemap_parts
from portal.services.addresses import list_url, page_url, partner_url, partners_url, place_url, places_url
from portal.services.kinds import PARTNERS, PLACES, SERVICES, Kind
from portal.services.models.entry_words import rows_of

LISTS = (list_url, places_url, partners_url)


def register() -> None:
    """Registers the parts: the lists, and each kind of entry that has pages."""
    sitemap_parts.register("lists", SitemapPart(lambda: len(LISTS), _lists))
    for kind, address in ((SERVICES, page_url), (PLACES, place_url), (PARTNERS, partner_url)):
        sitemap_parts.register(kind.name, _part(kind, address))


def _lists(begin: int, end: int) -> Iterator[InSitemap]:
    for address in LISTS[begin:end]:
        yield InSitemap({code: address(code) for code in VARIANT_CODES})


def _part(kind: Kind, address: Callable[[str, str], str]) -> SitemapPart:
    def live() -> Any:
        return rows_of(kind.facts).filter(archived_on=None, words__live=True).distinct().order_by("pk")

    def entries(begin: int, end: int) -> Iterator[InSitemap]:
        keys = list(live().values_list("pk", flat=True)[begin:end])
        rows = rows_of(kind.words).filter(facts__in=keys, live=True).order_by("facts_id", "pk")
        found: dict[int, tuple[dict[str, str], list[Any]]] = {}
        for facts, code, slug, said, known in rows.values_list(
            "facts_id", "locale__language_code", "slug", "modified_at", "facts__modified_at"
        ):
            paths, moments = found.setdefault(facts, ({}, []))
            paths[code] = address(code, slug)
            moments += [said, known]
        for paths, moments in found.values():
            yield InSitemap(paths, max(moments))

    return SitemapPart(lambda: live().count(), entries)
