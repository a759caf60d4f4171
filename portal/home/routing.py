"""From a path to a page in a few queries, whatever the page's depth.

Wagtail walks the tree, two queries for each level, and answers a variant that has no front page of its own with the
Finnish pages: Finnish text at a Swedish address. Here the path itself is looked up, under the variant's own live front
page.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from portal.core.locales import current_variant
from portal.home.frame import link_memory

KEPT_ROUTE: Final = "_wagtail_route_for_request"
"""Where Wagtail keeps the route of a request, and looks first (Page.route_for_request)."""


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """The page at this path in the variant of the request, served by Wagtail with all its hooks. Raises Http404."""
    setattr(request, KEPT_ROUTE, find_route(request, [one for one in path.split("/") if one]))
    response: HttpResponse = serve(request, path)
    return response


def find_route(request: HttpRequest, components: list[str]) -> RouteResult:
    """The route to the live page at this path. Raises Http404 where the variant has none."""
    home = link_memory.links(current_variant().code).home_path
    if not home:
        raise Http404
    base = _live_at([home + "".join(f"{one}/" for one in components)])
    if base is not None:
        return RouteResult(_specific(base))
    return _by_its_own_route(request, home, components)


def _by_its_own_route(request: HttpRequest, home: str, components: list[str]) -> RouteResult:
    """A page may answer for paths below itself: the deepest live page on the way is asked."""
    ends = range(len(components) - 1, 0, -1)
    base = _live_at([home + "".join(f"{one}/" for one in components[:end]) for end in ends])
    if base is None or (base.specific_class or Page).route is Page.route:
        raise Http404
    below = base.url_path.removeprefix(home).count("/")
    result: RouteResult = _specific(base).route(request, components[below:])
    return result


def _live_at(paths: list[str]) -> Any:
    """The deepest live page at these paths; one that was put into another variant's tree is not there."""
    here = Page.objects.filter(url_path__in=paths, live=True, locale__language_code=current_variant().code)
    return here.select_related("locale").order_by("-depth").first()


def _specific(base: Any) -> Any:
    page = base.specific
    page.locale = base.locale
    return page
