"""The pages' part of the map for search engines: every live page under the front page of its own variant."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from portal.core.locales import VARIANT_CODES
from portal.core.registries import InSitemap, SitemapPart, sitemap_parts
from portal.home.frame import link_memory


def register() -> None:
    """Registers the pages. Sittings, forms, receipts and the finder are no pages, so they never stand in it."""
    sitemap_parts.register("pages", SitemapPart(lambda: _keys().count(), _entries))


def _live() -> Any:
    return Page.objects.live().filter(depth__gt=1)


def _keys() -> Any:
    return _live().order_by("translation_key").values_list("translation_key", flat=True).distinct()


def _entries(begin: int, end: int) -> Iterator[InSitemap]:
    rows = _live().filter(translation_key__in=list(_keys()[begin:end])).order_by("translation_key", "pk")
    found: dict[Any, tuple[dict[str, str], list[Any]]] = {}
    homes = {code: link_memory.links(code).home_path for code in VARIANT_CODES}
    for key, code, path, published in rows.values_list(
        "translation_key", "locale__language_code", "url_path", "last_published_at"
    ):
        home = homes.get(code)
        if home and path.startswith(home):
            paths, moments = found.setdefault(key, ({}, []))
            paths[code] = f"/{code}/{path.removeprefix(home)}"
            moments += [published] if published else []
    for paths, moments in found.values():
        yield InSitemap(paths, max(moments, default=None))
