"""The map of the public pages for search engines, with each page's other variants beside it.

Every room registers its part (`portal.core.registries.sitemap_parts`). While everything fits into one file,
/sitemap.xml is that file; after that it is an index of files. Neutral pages are in no part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core.locales import DEFAULT_VARIANT, VARIANT_CODES
from portal.core.registries import InSitemap, sitemap_parts
from portal.core.responses import cacheable

CACHE_SECONDS: Final = 3600
PAGES_IN_A_FILE: Final = 2000
"""Each page has up to three addresses, and a file holds at most 50,000."""
XML: Final = "application/xml"


@dataclass(frozen=True, slots=True)
class Address:
    """One address with the date of its last change, empty where unknown, and all addresses of the page."""

    url: str
    modified: str
    alternates: tuple[tuple[str, str], ...]


@require_safe
@cacheable(CACHE_SECONDS)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The whole map, or the index of its files."""
    counts = {name: part.count() for name in sitemap_parts.names() if (part := sitemap_parts.get(name))}
    if sum(counts.values()) <= PAGES_IN_A_FILE:
        entries = [one for name, count in counts.items() for one in _entries(name, 0, count)]
        return _urlset(request, entries)
    files = [
        request.build_absolute_uri(f"/sitemap/{name}-{number}.xml")
        for name, count in counts.items()
        for number in range(1, -(-count // PAGES_IN_A_FILE) + 1)
    ]
    return render(request, "core/sitemap_index.xml", {"files": files}, content_type=XML)


@require_safe
@cacheable(CACHE_SECONDS)
def sitemap_file(request: HttpRequest, part: str, number: int) -> HttpResponse:
    """One file of the map. Raises Http404 where there is none."""
    begin = (number - 1) * PAGES_IN_A_FILE
    entries = _entries(part, begin, begin + PAGES_IN_A_FILE) if 1 <= number <= PAGES_IN_A_FILE else []
    if not entries:
        raise Http404
    return _urlset(request, entries)


@require_safe
@cacheable(CACHE_SECONDS)
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is. Pages that must not be found say so themselves."""
    text = f"User-agent: *\nDisallow: /cms/\nSitemap: {request.build_absolute_uri('/sitemap.xml')}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _entries(name: str, begin: int, end: int) -> list[InSitemap]:
    part = sitemap_parts.get(name)
    return list(part.entries(begin, end)) if part else []


def _urlset(request: HttpRequest, entries: Iterable[InSitemap]) -> HttpResponse:
    addresses = [one for entry in entries for one in _addresses(entry, request.build_absolute_uri)]
    return render(request, "core/sitemap.xml", {"addresses": addresses}, content_type=XML)


def _addresses(entry: InSitemap, absolute: Callable[[str], str]) -> Iterator[Address]:
    alternates = [(code, absolute(entry.paths[code])) for code in VARIANT_CODES if code in entry.paths]
    default = [("x-default", url) for code, url in alternates if code == DEFAULT_VARIANT.code]
    modified = entry.modified.isoformat(timespec="seconds") if entry.modified else ""
    for _code, url in alternates:
        yield Address(url, modified, (*alternates, *default))
