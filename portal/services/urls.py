"""Addresses of this room."""

from __future__ import annotations

from typing import Final

from portal.core.locales import localized_path
from portal.services.views import service_list, service_page

LIST_ROUTES: Final = {"fi": "palvelut/", "sv": "tjanster/", "fi-simple": "palvelut/"}
PAGE_ROUTES: Final = {code: f"{route}<slug:slug>/" for code, route in LIST_ROUTES.items()}

urlpatterns = [
    *localized_path(LIST_ROUTES, service_list, name="services"),
    *localized_path(PAGE_ROUTES, service_page, name="service"),
]
