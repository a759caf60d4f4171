"""Addresses of this room."""

from __future__ import annotations

from typing import Final

from portal.core.locales import localized_path
from portal.services.browse.urls import finding_patterns
from portal.services.browse.views import service_list
from portal.services.paper_urls import paper_patterns
from portal.services.place_views import partner_list, partner_page, place_list, place_page
from portal.services.views import service_page

LIST_ROUTES: Final = {"fi": "palvelut/", "sv": "tjanster/", "fi-simple": "palvelut/"}
PLACE_ROUTES: Final = {"fi": "paikat/", "sv": "platser/", "fi-simple": "paikat/"}
PARTNER_ROUTES: Final = {"fi": "kumppanit/", "sv": "samarbetspartner/", "fi-simple": "kumppanit/"}


def _pages(routes: dict[str, str]) -> dict[str, str]:
    return {code: f"{route}<slug:slug>/" for code, route in routes.items()}


PAGE_ROUTES: Final = _pages(LIST_ROUTES)

urlpatterns = [
    *localized_path(LIST_ROUTES, service_list, name="services"),
    *finding_patterns,
    *localized_path(PAGE_ROUTES, service_page, name="service"),
    *localized_path(PLACE_ROUTES, place_list, name="places"),
    *localized_path(_pages(PLACE_ROUTES), place_page, name="place"),
    *localized_path(PARTNER_ROUTES, partner_list, name="partners"),
    *localized_path(_pages(PARTNER_ROUTES), partner_page, name="partner"),
    *paper_patterns(PAGE_ROUTES, _pages(PLACE_ROUTES), _pages(PARTNER_ROUTES)),
]
