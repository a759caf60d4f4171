"""Addresses of this room."""

from __future__ import annotations

from typing import Final

from django.urls import path

from portal.core.locales import localized_path
from portal.services.browse.urls import finding_patterns
from portal.services.browse.views import service_list
from portal.services.kiosk_views import kiosk, kiosk_switch
from portal.services.paper_urls import paper_patterns
from portal.services.place_views import partner_list, partner_page, place_list, place_page
from portal.services.professional_views import professional, shortlist
from portal.services.views import service_page

LIST_ROUTES: Final = {"fi": "palvelut/", "sv": "tjanster/", "fi-simple": "palvelut/"}
PLACE_ROUTES: Final = {"fi": "paikat/", "sv": "platser/", "fi-simple": "paikat/"}
PARTNER_ROUTES: Final = {"fi": "kumppanit/", "sv": "samarbetspartner/", "fi-simple": "kumppanit/"}

PROFESSIONAL_ROUTES: Final = {
    "fi": "ammattilaiselle/palvelut/",
    "sv": "for-yrkespersoner/tjanster/",
    "fi-simple": "ammattilaiselle/palvelut/",
}
SHORTLIST_ROUTES: Final = {
    "fi": "ammattilaiselle/palvelut/lista/",
    "sv": "for-yrkespersoner/tjanster/lista/",
    "fi-simple": "ammattilaiselle/palvelut/lista/",
}


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
    path("k/<int:number>/", kiosk, name="kiosk"),
    path("k/<int:number>/switch/", kiosk_switch, name="kiosk-switch"),
    *localized_path(PROFESSIONAL_ROUTES, professional, name="professional"),
    *localized_path(SHORTLIST_ROUTES, shortlist, name="professional-shortlist"),
    *paper_patterns(PAGE_ROUTES, _pages(PLACE_ROUTES), _pages(PARTNER_ROUTES)),
]
