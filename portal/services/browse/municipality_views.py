"""Services near a municipality or in an area, and the form that chooses a municipality and remembers it on one's wish."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from portal.core.county import county
from portal.core.frame import alternates_at
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import cacheable, keep_until
from portal.core.same_origin import same_origin_only
from portal.services.addresses import list_url, place_url
from portal.services.browse.counting import found
from portal.services.browse.listing import page_of
from portal.services.browse.pages import (
    CodeLink,
    breadcrumbs,
    count_in_words,
    elsewhere,
    find_step,
    listing_shared,
)
from portal.services.browse.remembered import (
    forget,
    municipality_context,
    private_where_remembered,
    remember,
)
from portal.services.browse.routes_in import promised
from portal.services.browse.selection import Selection, codes_of
from portal.services.models import Dimension, PlaceFacts
from portal.services.opening import now_in_words, opening_hours
from portal.services.presentation import PlaceLink
from portal.services.ways import address_lines, soonest, with_hours

CACHE_SECONDS: Final = 300
MOST_PLACES: Final = 50


@private_where_remembered
@cacheable(CACHE_SECONDS)
def municipality_page(request: HttpRequest, code: str) -> HttpResponse:
    """What there is in a municipality: places with their hours now, ways to get in touch, services, what was promised.

    A fixed number of queries. 404 for a code that is none of the county's.
    """
    town = county().municipality(code)
    if town is None:
        raise Http404
    language, now = current_variant().code, timezone.now()
    selection = Selection(((Dimension.MUNICIPALITY, code),))
    left = found(language, selection, now)
    page = page_of(language, left)
    places = _places([code], language)
    area = county().area(town.area)
    context = {
        "heading": _("Services in %(town)s") % {"town": town.name},
        "town": town,
        "area": area,
        "area_url": reverse_in("service-area", language, key=town.area),
        "places": [one for one, is_low in places if not is_low],
        "low_places": [one for one, is_low in places if is_low],
        "services": promised(page, town.area),
        "total": left.total,
        "total_in_words": count_in_words(left.total),
        "all_url": list_url(language) + selection.query(),
        "channels": [
            CodeLink(
                name,
                list_url(language) + selection.but(Dimension.CHANNEL, channel).query(),
                count_in_words(left.counts[Dimension.CHANNEL.value, channel]),
            )
            for channel, name in codes_of(Dimension.CHANNEL).items()
            if left.counts.get((Dimension.CHANNEL.value, channel))
        ],
        "promise": county().promise.text,
        "alternates": alternates_at(lambda other: reverse_in("municipality", other, code=code)),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": breadcrumbs(language, find_step(language), {"text": str(town.name)}),
        **elsewhere(language),
        **municipality_context(request, language),
    }
    context["shared"] = listing_shared(context["heading"], context["promise"], context)
    return keep_until(render(request, "services/browse/municipality.html", context), _true_until(places))


@cacheable(CACHE_SECONDS)
def area_page(request: HttpRequest, key: str) -> HttpResponse:
    """The municipalities of a service area (palvelualue), its places, and what is promised; 404 for no area."""
    area = county().area(key)
    if area is None:
        raise Http404
    language = current_variant().code
    towns = [one for one in county().municipalities if one.area == key]
    places = _places([one.code for one in towns], language)
    context = {
        "heading": str(area.name),
        "towns": [CodeLink(str(one.name), reverse_in("municipality", language, code=one.code)) for one in towns],
        "places": [one for one, is_low in places if not is_low],
        "low_places": [one for one, is_low in places if is_low],
        "promise": county().promise.text,
        "list_url": list_url(language),
        "alternates": alternates_at(lambda other: reverse_in("service-area", other, key=key)),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": breadcrumbs(language, find_step(language), {"text": str(area.name)}),
        **elsewhere(language),
    }
    context["shared"] = listing_shared(context["heading"], context["promise"], context)
    return keep_until(render(request, "services/browse/area.html", context), _true_until(places))


def _places(towns: Iterable[str], language: str) -> list[tuple[PlaceLink, bool]]:
    """The places of some municipalities that have words in the variant, by name, each with whether its threshold is low.

    Four queries, whatever their number; so many at most.
    """
    rows = PlaceFacts.objects.filter(municipality__in=towns, archived_on=None)
    rows = rows.filter(words__locale__language_code=language, words__live=True).order_by("words__name", "pk")
    now = timezone.now()
    places = []
    for place in with_hours(rows[:MOST_PLACES], language):
        if words := next(iter(getattr(place, "words_here", ())), None):
            hours = opening_hours(place, list(place.hours.all()), list(place.exceptions.all()))
            shown_now = now_in_words(hours, now, is_phone=False)
            url = place_url(language, words.slug)
            link = PlaceLink(words.name, url, address_lines(place), shown_now, place, hours)
            places.append((link, place.low_threshold))
    return places


def _true_until(places: Iterable[tuple[PlaceLink, bool]]) -> Any:
    return soonest(one.now for one, _is_low in places)


@same_origin_only
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """To the page of the chosen municipality, remembered where the visitor ticked so; or forgets it. 404 for no code."""
    language = current_variant().code
    if "forget" in request.POST:
        response = _see_other(reverse_in("find-service", language))
        forget(response)
        return response
    code = request.POST.get("municipality", "")
    if not code:
        return _see_other(reverse_in("find-service", language))
    if county().municipality(code) is None:
        raise Http404
    response = _see_other(reverse_in("municipality", language, code=code))
    if request.POST.get("remember") == "1":
        remember(response, code)
    return response


def _see_other(url: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(url, status=303)
