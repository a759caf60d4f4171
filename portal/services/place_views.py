"""Public pages of places and partners: own views, cacheable whole."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.core.county import county
from portal.core.frame import alternates_at
from portal.core.locales import current_variant
from portal.core.responses import cacheable, keep_until
from portal.services.addresses import partner_url, partners_url, place_url, places_url
from portal.services.browse.pages import listing_shared
from portal.services.finding import live_words
from portal.services.models import PartnerRole, PartnerWords, PlaceWords
from portal.services.open_data.linked_data import of_partner, of_place
from portal.services.presentation import Listed
from portal.services.presentation_of_places import partner_context, place_context

CACHE_SECONDS: Final = 300


@cacheable(CACHE_SECONDS)
def place_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A place in the variant of the path; 404 where it has no live words there, 410 where it has closed for good."""
    words, live = live_words(PlaceWords, slug)
    if words.facts.archived_on is not None:
        return _gone(request, words.name, places_url)
    context = {**place_context(words, live=live), "canonical": request.build_absolute_uri(request.path)}
    context.update(of_place(request, context))
    return keep_until(render(request, "services/place.html", context), context["place"].true_until())


@cacheable(CACHE_SECONDS)
def partner_page(request: HttpRequest, slug: str) -> HttpResponse:
    """A partner in the variant of the path; 404 where it has no live words there, 410 where it has ended."""
    words, live = live_words(PartnerWords, slug)
    if words.facts.archived_on is not None:
        return _gone(request, words.name, partners_url)
    context = {**partner_context(words, live=live), "canonical": request.build_absolute_uri(request.path)}
    context.update(of_partner(request, context))
    return keep_until(render(request, "services/partner.html", context), context["partner"].true_until())


@cacheable(CACHE_SECONDS)
def place_list(request: HttpRequest) -> HttpResponse:
    """The places of one variant by municipality, with one query."""
    language = current_variant().code
    rows = PlaceWords.objects.filter(locale__language_code=language, live=True, facts__archived_on=None)
    found = list(rows.order_by("name", "pk").values_list("facts__municipality", "name", "summary", "slug"))
    groups = [
        (str(town.name), [Listed(row[1], row[2], place_url(language, row[3])) for row in found if row[0] == town.code])
        for town in county().municipalities
    ]
    return _list(request, _("Places"), groups, places_url)


@cacheable(CACHE_SECONDS)
def partner_list(request: HttpRequest) -> HttpResponse:
    """The partners of one variant by role, with one query."""
    language = current_variant().code
    rows = PartnerWords.objects.filter(locale__language_code=language, live=True, facts__archived_on=None)
    found = sorted(rows.values_list("facts__role", "name", "summary", "slug"))
    groups = [
        (str(PartnerRole(role).label), [Listed(row[1], row[2], partner_url(language, row[3])) for row in of_role])
        for role, of_role in groupby(found, key=lambda row: row[0])
    ]
    return _list(request, _("Partners"), sorted(groups, key=lambda group: group[0]), partners_url)


def _list(request: HttpRequest, heading: str, groups: Iterable[tuple[str, list[Listed]]], url: Any) -> HttpResponse:
    language = current_variant().code
    context: dict[str, Any] = {
        "heading": heading,
        "groups": [group for group in groups if group[1]],
        "alternates": alternates_at(url),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": [{"text": _("Home page"), "href": f"/{language}/"}, {"text": heading}],
    }
    context["shared"] = listing_shared(heading, county().name, context)
    return render(request, "services/grouped_list.html", context)


def _gone(request: HttpRequest, name: str, url: Any) -> HttpResponse:
    language = current_variant().code
    context = {"name": name, "list_url": url(language), "alternates": alternates_at(url)}
    return render(request, "services/gone.html", context, status=410)
