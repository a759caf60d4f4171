"""Public pages of the catalogue: own views, no Wagtail pages, cacheable whole."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.core.locales import current_variant
from portal.core.responses import cacheable, keep_until
from portal.services.addresses import list_url
from portal.services.browse.pages import found_by
from portal.services.finding import live_words
from portal.services.models import ServiceWords
from portal.services.open_data.linked_data import of_service
from portal.services.presentation import context_of, list_breadcrumbs, page_alternates

CACHE_SECONDS: Final = 300


@cacheable(CACHE_SECONDS)
def service_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A service in the variant of the path; a fixed number of queries, whatever the size of the catalogue.

    404 where the variant has no live words at this address; 410 with a way onwards where the service has ended.
    """
    words, live = live_words(ServiceWords, slug)
    if words.facts.archived_on is not None:
        return _ended(request, words)
    context = {
        **context_of(words, live=live),
        "found_by": found_by(words.facts, current_variant().code),
        "canonical": request.build_absolute_uri(request.path),
    }
    context.update(of_service(request, context))
    return keep_until(render(request, "services/service.html", context), context["facts"].true_until())


def _ended(request: HttpRequest, words: ServiceWords) -> HttpResponse:
    language = current_variant().code
    context = {
        "words": words,
        "list_url": list_url(language),
        "alternates": page_alternates({}, language),
        "breadcrumbs": [*list_breadcrumbs(language), {"text": words.name}],
    }
    return render(request, "services/ended.html", context, status=410)
