"""Pages as linked data (JSON-LD) by schema.org, and what stands beside a link to them; without any query."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from portal.core.linked_data import as_script_text, breadcrumb_list, shared, the_county, thing
from portal.home.variants import Surroundings


def said_to_machines(page: Any, around: Surroundings, request: HttpRequest | None) -> dict[str, Any]:
    """What a page adds to its context for machines; nothing for a kind of page that says nothing, and for a preview."""
    here = around.canonical_url
    if request is None or not page.schema_type or not here or getattr(request, "is_preview", False):
        return {}
    absolute = request.build_absolute_uri
    sentence = page.search_description or page.summary
    main = thing(
        page.schema_type,
        name=page.title,
        headline=page.title if page.schema_type == "Article" else "",
        description=sentence,
        url=here,
        inLanguage=page.locale.language_code,
        datePublished=page.first_published_at.isoformat() if page.first_published_at else "",
        dateModified=page.last_published_at.isoformat() if page.last_published_at else "",
        publisher=the_county(absolute),
    )
    way = [breadcrumb_list(around.breadcrumbs, absolute, here)] if around.breadcrumbs else []
    kind = "article" if page.schema_type == "Article" else "website"
    return {
        "linked_data": as_script_text({"@id": here, **main}, *way),
        "shared": shared(page.seo_title or page.title, sentence, here, around.alternates, kind),
    }
