"""Fills the frame of every public page: topics, services, the ways to help, and the portal's own pages by name."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from portal.core.county import county
from portal.core.frame import Frame, NavigationLink, kept_frame
from portal.core.locales import current_variant, reverse_in
from portal.home.links import help_url, status_url
from portal.services.service import list_url

logger = logging.getLogger(__name__)

SECONDS_KEPT: Final = 60.0
"""A change made in another process shows within a minute; one made in this process shows at once."""


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Where the live pages of one variant begin in the tree, its live topics, and its live process pages by key."""

    home_path: str = ""
    topics: tuple[NavigationLink, ...] = ()
    processes: Mapping[str, NavigationLink] = field(default_factory=dict)


class LinkMemory:
    """The links of each variant, read with one query and then kept in memory for a minute."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[float, SiteLinks]] = {}
        self._lock = threading.Lock()

    def links(self, code: str) -> SiteLinks:
        """The links of a variant. Raises DatabaseError when they must be read and cannot be."""
        with self._lock:
            kept = self._kept.get(code)
        if kept is not None and kept[0] > time.monotonic():
            return kept[1]
        read = read_links(code)
        with self._lock:
            self._kept[code] = (time.monotonic() + SECONDS_KEPT, read)
        return read

    def forget(self) -> None:
        """Has the links read anew at the next request."""
        with self._lock:
            self._kept.clear()


link_memory: Final = LinkMemory()


def read_links(code: str) -> SiteLinks:
    """The live front page, topics and process pages of a variant, in one query."""
    kinds = Q(homepage__isnull=False) | Q(topicpage__isnull=False) | Q(processpage__isnull=False)
    pages = (
        Page.objects.filter(kinds, live=True, locale__language_code=code)
        .select_related("locale", "homepage", "topicpage", "processpage")
        .order_by("path")
    )
    homes = [page for page in pages if hasattr(page, "homepage")]
    return SiteLinks(
        home_path=homes[0].url_path if homes else "",
        topics=tuple(_link(page) for page in pages if hasattr(page, "topicpage")),
        processes={page.processpage.key: _link(page) for page in pages if hasattr(page, "processpage")},
    )


def _link(page: Any) -> NavigationLink:
    return NavigationLink(page.title, page.get_url() or "")


def fill_frame(request: HttpRequest) -> Frame:
    """The frame of this request in its variant; the last one that was kept when the database does not answer."""
    code = current_variant().code
    here = county()
    try:
        links = link_memory.links(code)
    except DatabaseError as error:
        logger.warning("The frame's links cannot be read: %s", type(error).__name__)
        return kept_frame(request)
    finding = reverse_in("find-service", code)
    doors = (
        NavigationLink(_("Find a service"), finding, is_current=request.path.startswith((finding, list_url(code)))),
        NavigationLink(_("Ask for help"), help_url(code)),
        NavigationLink(_("Status of my contact"), status_url(code)),
    )
    return Frame(
        county_name=here.name.get(code),
        service_name=here.service_name.get(code),
        home_url=f"/{code}/",
        navigation=tuple(_marked(link, request.path) for link in (*links.topics, *doors) if link.url),
        urgent_numbers=here.bar_numbers(),
        advice_phone=here.advice_phone,
        named_links=_named(links, code),
    )


def _marked(link: NavigationLink, path: str) -> NavigationLink:
    return replace(link, is_current=link.is_current or path.startswith(link.url))


def _named(links: SiteLinks, code: str) -> dict[str, NavigationLink]:
    named = dict(links.processes)
    named["feedback"] = NavigationLink(_("Feedback"), reverse_in("feedback", code))
    return named
