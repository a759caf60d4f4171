"""What page templates show, put together before they see it: templates make no queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from portal.home.blocks import RelatedServicesBlock
from portal.home.pictures import prepare_pictures
from portal.home.running_text import localise_links
from portal.services.service import services_by_keys


def live_children(page: Any) -> list[Any]:
    """The live pages below a page in their order: one query, and one more for each kind among them."""
    return list(page.get_children().live().specific()) if page.pk else []


def cards_of(pages: Iterable[Any], request: HttpRequest | None) -> list[dict[str, str]]:
    """Title, address and summary of each page."""
    return [
        {"title": page.title, "url": page.get_url(request) or "", "summary": getattr(page, "summary", "")}
        for page in pages
    ]


def body_context(page: Any, request: HttpRequest | None, more_keys: Iterable[str] = ()) -> dict[str, Any]:
    """The cards of every service that a page names, by key; links and pictures of its body are made ready.

    At most three queries, whatever the number of blocks.
    """
    language = page.locale.language_code
    prepare_pictures(page.body)
    localise_links(page.body, language, request)
    named = [
        key for one in page.body or () if isinstance(one.block, RelatedServicesBlock) for key in one.value["services"]
    ]
    return {"service_cards": services_by_keys([*more_keys, *named], language)}
