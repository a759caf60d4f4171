"""Addresses of what one takes along, below the page that it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from django.urls import URLPattern

from portal.core.locales import View, localized_path
from portal.services import paper_views

CARD = {"fi": "yhteystiedot.vcf", "sv": "kontaktuppgifter.vcf"}
HANDOUT = {"fi": "tuloste/", "sv": "utskrift/"}
PDF = {"fi": "tuloste.pdf", "sv": "utskrift.pdf"}


def paper_patterns(
    services: Mapping[str, str], places: Mapping[str, str], partners: Mapping[str, str]
) -> list[URLPattern]:
    """The patterns below the pages of services, places and partners, whose routes are given by variant."""

    def below(pages: Mapping[str, str], ending: Mapping[str, str], view: View, name: str) -> list[URLPattern]:
        routes = {code: f"{page}{ending.get(code, ending['fi'])}" for code, page in pages.items()}
        return localized_path(routes, view, name=name)

    return [
        *below(services, CARD, paper_views.service_card, "service-card"),
        *below(places, CARD, paper_views.place_card, "place-card"),
        *below(partners, CARD, paper_views.partner_card, "partner-card"),
        *below(services, HANDOUT, paper_views.service_handout, "service-handout"),
        *below(services, PDF, paper_views.service_handout_pdf, "service-handout-pdf"),
    ]
