"""From a path to a page, in one query whatever its depth."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.url_routing import RouteResult


def find_below(home: Any, request: HttpRequest, path_components: list[str]) -> Any:
    """The route to the live page at this path under a front page.

    Raises Http404 where there is none, and where the front page is not of the request's variant: Wagtail answers a
    variant that has no front page of its own with the Finnish one, which would be Finnish text at a Swedish address.
    """
    if home.locale.language_code != get_language():
        raise Http404
    if not path_components:
        if not home.live:
            raise Http404
        return RouteResult(home)
    url_path = home.url_path + "".join(f"{one}/" for one in path_components)
    found = Page.objects.descendant_of(home).filter(url_path=url_path, live=True).select_related("locale").specific()
    page = found.first()
    if page is None:
        return _by_its_own_route(home, request, path_components)
    return RouteResult(page)


def _by_its_own_route(home: Any, request: HttpRequest, path_components: list[str]) -> Any:
    """A page may answer for paths below itself: the deepest live page on the way is asked."""
    paths = [home.url_path + "".join(f"{one}/" for one in path_components[:end]) for end in range(len(path_components))]
    nearest = (
        Page.objects.descendant_of(home).filter(url_path__in=paths[1:], live=True).order_by("-depth").specific().first()
    )
    if nearest is None or type(nearest).route is Page.route:
        raise Http404
    rest = path_components[nearest.depth - home.depth :]
    return nearest.route(request, rest)
