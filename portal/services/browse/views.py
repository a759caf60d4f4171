"""The list of services with what it can be narrowed by, A–Z, and the pages of codes: cacheable whole."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.frame import alternates_at
from portal.core.locales import current_variant, reverse_in
from portal.core.responses import cacheable, keep_until
from portal.services.addresses import list_url
from portal.services.browse.counting import OPEN_KEY, Found, found, letter_counts
from portal.services.browse.letters import LETTERS, OTHER
from portal.services.browse.listing import page_of
from portal.services.browse.pages import (
    CodeLink,
    area_links,
    breadcrumbs,
    code_links,
    code_url,
    count_in_words,
    elsewhere,
    find_step,
    lead,
    listing_shared,
    professionals_url,
)
from portal.services.browse.remembered import municipality_context, private_where_remembered
from portal.services.browse.routes_in import promised, routes_in
from portal.services.browse.selection import PARAMETERS, Selection, codes_of, read_selection
from portal.services.models import Dimension
from portal.services.presentation import ListPage, list_breadcrumbs

CACHE_SECONDS: Final = 300


@private_where_remembered
@cacheable(CACHE_SECONDS)
def service_list(request: HttpRequest) -> HttpResponse:
    """The services of one variant that a choice of codes leaves, by name, paged by key (`after`: the last entry before).

    At most six queries, whatever the size of the catalogue. 404 for an unknown code or `after`.
    """
    language, now = current_variant().code, timezone.now()
    selection = read_selection(request.GET)
    if selection is None:
        raise Http404
    left, after = found(language, selection, now), request.GET.get("after", "")
    page = page_of(language, left if selection else None, after=after)
    here = list_url(language)
    shown = ListPage(
        services=page.services,
        url=here + selection.query(**({"after": after} if after else {})),
        next_url=here + selection.query(after=page.last_key) if page.last_key else "",
        is_first=not after,
    )
    context = {
        "page": shown,
        "total": left.total,
        "total_in_words": count_in_words(left.total),
        "facets": _facets(selection, left),
        "chips": _chips(selection, here),
        "open_count": count_in_words(left.counts.get(OPEN_KEY, 0)),
        "is_open_chosen": selection.open_now,
        "is_narrowed": bool(selection),
        "alternates": alternates_at(lambda code: list_url(code) + selection.query()),
        "canonical": request.build_absolute_uri(shown.url),
        "breadcrumbs": list_breadcrumbs(language, is_current=True),
        "list_url": here,
        "first_url": here + selection.query(),
        "letters_url": reverse_in("service-letters", language),
        **elsewhere(language),
        **municipality_context(request, language),
    }
    context["shared"] = listing_shared(_("Services"), lead(), context)
    return keep_until(render(request, "services/service_list.html", context), left.true_until)


def _facets(selection: Selection, left: Found) -> list[dict[str, Any]]:
    """Each dimension as a field: its name, and its codes with how many services each would leave."""
    fields = []
    for name, dimension in PARAMETERS.items():
        chosen = selection.code(dimension)
        options = [
            (code, f"{label} ({count_in_words(count)})", code == chosen)
            for code, label in codes_of(dimension).items()
            if (count := left.counts.get((dimension.value, code), 0)) or code == chosen
        ]
        if options:
            fields.append({"name": name, "label": dimension.label, "options": options})
    return fields


def _chips(selection: Selection, here: str) -> list[CodeLink]:
    """What was chosen, each with the address of the list without it."""
    chips = [
        CodeLink(codes_of(dimension)[code], here + selection.but(dimension).query())
        for dimension, code in selection.codes
    ]
    if selection.open_now:
        chips.append(CodeLink(_("Open now"), here + Selection(selection.codes).query()))
    return chips


@cacheable(CACHE_SECONDS)
def letter_page(request: HttpRequest, letter: str = "") -> HttpResponse:
    """The services of a letter, or all of them, by name and paged by key; 404 for what is no letter."""
    if letter and (len(letter) != 1 or letter not in LETTERS + OTHER):
        raise Http404
    language, now = current_variant().code, timezone.now()
    after = request.GET.get("after", "")
    left = found(language, Selection(), now, letter) if letter else None
    page = page_of(language, left, after=after)
    here = _letter_url(language, letter)
    context = {
        "page": ListPage(page.services, here, f"{here}?after={page.last_key}" if page.last_key else "", not after),
        "first_url": here,
        "letter": _letter_name(letter),
        "letters": _letters(language, letter),
        "alternates": alternates_at(lambda code: _letter_url(code, letter)),
        "canonical": request.build_absolute_uri(here + (f"?after={int(after)}" if after else "")),
        "breadcrumbs": breadcrumbs(language, find_step(language), {"text": _("Services from A to Z")}),
        **elsewhere(language),
    }
    context["shared"] = listing_shared(_("Services from A to Z"), lead(), context)
    return render(request, "services/browse/letters.html", context)


def _letter_url(language: str, letter: str) -> str:
    return reverse_in("service-letter", language, letter=letter) if letter else reverse_in("service-letters", language)


def _letter_name(letter: str) -> str:
    return _("Others") if letter == OTHER else letter.upper()


def _letters(language: str, chosen: str) -> list[dict[str, Any]]:
    counts = letter_counts(language)
    return [
        {
            "name": _letter_name(one),
            "url": _letter_url(language, one) if counts.get(one) else "",
            "is_chosen": one == chosen,
        }
        for one in LETTERS + OTHER
        if one != OTHER or counts.get(one)
    ]


@private_where_remembered
@cacheable(CACHE_SECONDS)
def find_page(request: HttpRequest) -> HttpResponse:
    """All the ways to find a service: needs, topics, life events, groups, municipalities, areas, letters, the finder."""
    language, now = current_variant().code, timezone.now()
    left = found(language, Selection(), now)
    context = {
        "needs": code_links(Dimension.NEED, left.counts, language, also_empty=True),
        "topics": code_links(Dimension.TOPIC, left.counts, language),
        "life_events": code_links(Dimension.LIFE_EVENT, left.counts, language),
        "groups": code_links(Dimension.GROUP, left.counts, language, also_empty=True),
        "target_groups": code_links(Dimension.TARGET_GROUP, left.counts, language),
        "channels": code_links(Dimension.CHANNEL, left.counts, language),
        "letters": _letters(language, ""),
        "open": CodeLink(
            _("Open now"),
            list_url(language) + Selection((), open_now=True).query(),
            count_in_words(left.counts.get(OPEN_KEY, 0)),
        ),
        "low": code_links(Dimension.LOW_THRESHOLD, left.counts, language),
        "areas": area_links(language),
        "list_url": list_url(language),
        "letters_url": reverse_in("service-letters", language),
        "alternates": alternates_at(lambda code: reverse_in("find-service", code)),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": breadcrumbs(language, {"text": _("Find a service")}),
        **elsewhere(language),
        **municipality_context(request, language),
    }
    context["shared"] = listing_shared(_("Find a service"), lead(), context)
    return keep_until(render(request, "services/browse/find.html", context), left.true_until)


@cacheable(CACHE_SECONDS)
def code_page(request: HttpRequest, code: str, dimension: Dimension) -> HttpResponse:
    """The services behind one need, topic or life event; where there is none, what to do instead. 404 for no code."""
    language = current_variant().code
    name = codes_of(dimension).get(code)
    if name is None:
        raise Http404
    context = {
        **_of_code(language, dimension, code),
        "heading": name,
        "kind": dimension.label,
        "alternates": alternates_at(lambda other: code_url(dimension, code, other)),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": breadcrumbs(language, find_step(language), {"text": name}),
        **elsewhere(language),
    }
    context["shared"] = listing_shared(name, lead(), context)
    return render(request, "services/browse/code.html", context)


def _of_code(language: str, dimension: Dimension, code: str) -> dict[str, Any]:
    """The first services of a code, with the way to all of them and to those of each municipality."""
    selection, now = Selection(((dimension, code),)), timezone.now()
    left = found(language, selection, now)
    page = page_of(language, left)
    towns = codes_of(Dimension.MUNICIPALITY)
    return {
        "services": promised(page, ""),
        "total": left.total,
        "all_url": list_url(language) + selection.query() if page.last_key else "",
        "towns": [
            CodeLink(
                towns[one],
                list_url(language) + selection.but(Dimension.MUNICIPALITY, one).query(),
                count_in_words(left.counts[Dimension.MUNICIPALITY.value, one]),
            )
            for one in towns
            if left.counts.get((Dimension.MUNICIPALITY.value, one))
        ],
    }


@cacheable(CACHE_SECONDS)
def group_page(request: HttpRequest, code: str) -> HttpResponse:
    """The routes into the services of one group: on what grounds one is guided there, and by which steps."""
    language, now = current_variant().code, timezone.now()
    name = codes_of(Dimension.GROUP).get(code)
    if name is None:
        raise Http404
    selection = Selection(((Dimension.GROUP, code),))
    left = found(language, selection, now)
    page = page_of(language, left)
    context = {
        "heading": name,
        "routes": routes_in(page, language),
        "all_url": list_url(language) + selection.query() if page.last_key else "",
        "professionals_url": professionals_url(language),
        "alternates": alternates_at(lambda other: code_url(Dimension.GROUP, code, other)),
        "canonical": request.build_absolute_uri(request.path),
        "breadcrumbs": breadcrumbs(language, find_step(language), {"text": name}),
        **elsewhere(language),
    }
    context["shared"] = listing_shared(name, _("How one is guided to the services"), context)
    return render(request, "services/browse/group.html", context)
