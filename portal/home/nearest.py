"""What to offer where a path leads nowhere: the same page in the variants that have it, and the topics."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from portal.core.locales import VARIANT_CODES, VARIANTS, variant
from portal.core.registries import NearestPages
from portal.home.frame import link_memory

LONGEST_PATH: Final = 500
"""Longer paths are no addresses of ours; nobody looks them up."""


def nearest_to(request: HttpRequest) -> NearestPages:
    """The live pages that share a key with the page at this path, whichever variant's path it is, and the topics.

    So a Finnish path under /sv/ leads to the Swedish page, and a page taken down in one variant to the others.
    """
    code = variant(get_language()).code
    topics = tuple((link.text, link.url, code) for link in link_memory.links(code).topics)
    return NearestPages(variants=_same_page(request), topics=topics)


def _same_page(request: HttpRequest) -> tuple[tuple[str, str, str], ...]:
    first, _slash, rest = request.path.strip("/").partition("/")
    if first not in VARIANT_CODES or not rest or len(rest) > LONGEST_PATH or "\x00" in rest:
        return ()
    homes = Page.objects.filter(depth=2).values_list("url_path", flat=True)
    paths = [f"{home}{rest.strip('/')}/" for home in homes]
    keys = Page.objects.filter(url_path__in=paths, depth__gt=2).values("translation_key")
    live = Page.objects.filter(translation_key__in=keys, live=True).select_related("locale")
    by_code = {page.locale.language_code: page for page in live}
    return tuple(
        (by_code[one.code].title, by_code[one.code].get_url(request) or "", one.code)
        for one in VARIANTS
        if one.code in by_code
    )
