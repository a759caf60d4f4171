"""Public pages of the catalogue: own views, no Wagtail pages, cacheable whole."""

from __future__ import annotations

from typing import Final

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from portal.core.locales import current_variant
from portal.core.responses import cacheable, keep_until
from portal.services.addresses import list_url, page_url
from portal.services.finding import live_words
from portal.services.models import ServiceWords
from portal.services.presentation import (
    Listed,
    ListPage,
    context_of,
    list_alternates,
    list_breadcrumbs,
    page_alternates,
)

PAGE_LENGTH: Final = 50
CACHE_SECONDS: Final = 300
LARGEST_KEY: Final = 2**63 - 1
LONGEST_KEY: Final = 19


@cacheable(CACHE_SECONDS)
def service_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A service in the variant of the path; a fixed number of queries, whatever the size of the catalogue.

    404 where the variant has no live words at this address; 410 with a way onwards where the service has ended.
    """
    words, live = live_words(ServiceWords, slug)
    if words.facts.archived_on is not None:
        return _ended(request, words)
    context = {**context_of(words, live=live), "canonical": request.build_absolute_uri(request.path)}
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


@cacheable(CACHE_SECONDS)
def service_list(request: HttpRequest) -> HttpResponse:
    """The services of one variant by name, paged by key: `after` is the last entry of the page before.

    One query on the first page and two on the others, whatever the size of the catalogue. 404 for an unknown `after`.
    """
    language = current_variant().code
    page = _list_page(language, request.GET.get("after", ""))
    context = {
        "page": page,
        "alternates": list_alternates(),
        "canonical": request.build_absolute_uri(page.url),
        "breadcrumbs": list_breadcrumbs(language, is_current=True),
        "list_url": list_url(language),
    }
    return render(request, "services/service_list.html", context)


def _list_page(language: str, after: str) -> ListPage:
    rows = ServiceWords.objects.filter(locale__language_code=language, live=True, facts__archived_on=None)
    last_key = _key(after) if after else 0
    if last_key:
        last = rows.filter(pk=last_key).values_list("name", "pk").first()
        if last is None:
            raise Http404
        rows = rows.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1]))
    found = list(rows.order_by("name", "pk").values_list("pk", "name", "summary", "slug")[: PAGE_LENGTH + 1])
    shown = found[:PAGE_LENGTH]
    return ListPage(
        services=tuple(Listed(name, summary, page_url(language, slug)) for _pk, name, summary, slug in shown),
        url=f"{list_url(language)}?after={last_key}" if last_key else list_url(language),
        next_url=f"{list_url(language)}?after={shown[-1][0]}" if len(found) > PAGE_LENGTH else "",
        is_first=not last_key,
    )


def _key(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= LONGEST_KEY) or not 0 < int(text) <= LARGEST_KEY:
        raise Http404
    return int(text)
