"""Finds the words of an entry at an address, and all live words beside them."""

from __future__ import annotations

from typing import TypeVar

from django.http import Http404

from portal.core.locales import current_variant
from portal.services.models import PageWords

Found = TypeVar("Found", bound=PageWords)


def live_words(model: type[Found], slug: str) -> tuple[Found, list[Found]]:
    """The live words at an address of the current variant, and those of every variant; one query.

    Raises Http404 where the variant has no live words at this address.
    """
    language = current_variant().code
    # One filter() with all conditions of the join: the words at this address lead to all live words of their entry.
    live = list(
        model._default_manager.filter(
            facts__words__slug=slug, facts__words__locale__language_code=language, facts__words__live=True, live=True
        ).select_related("facts", "locale")
    )
    words = next((one for one in live if one.locale.language_code == language), None)
    if words is None:
        raise Http404
    return words, live
