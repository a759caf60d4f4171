"""Addresses of the ways to find services."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path, register_converter

from portal.core.locales import localized_path
from portal.services.browse import finder_views, municipality_views, views
from portal.services.browse.finder_tokens import FinderTokenConverter
from portal.services.models import Dimension

FIND: Final = {"fi": "loyda-palvelu/", "sv": "hitta-tjanst/", "fi-simple": "loyda-palvelu/"}
LETTERS: Final = {"fi": "palvelut-a-o/", "sv": "tjanster-a-o/", "fi-simple": "palvelut-a-o/"}
BY_CODE: Final = {
    Dimension.NEED: {"fi": "tuen-tarve/", "sv": "stodbehov/", "fi-simple": "tuen-tarve/"},
    Dimension.TOPIC: {"fi": "palvelut-aiheittain/", "sv": "tjanster-enligt-tema/", "fi-simple": "palvelut-aiheittain/"},
    Dimension.LIFE_EVENT: {"fi": "elamantilanne/", "sv": "livssituation/", "fi-simple": "elamantilanne/"},
}
GROUP: Final = {"fi": "palveluryhma/", "sv": "tjanstegrupp/", "fi-simple": "palveluryhma/"}
MUNICIPALITY: Final = {"fi": "kunta/", "sv": "kommun/", "fi-simple": "kunta/"}
AREA: Final = {"fi": "palvelualue/", "sv": "serviceomrade/", "fi-simple": "palvelualue/"}


def _with(routes: dict[str, str], part: str) -> dict[str, str]:
    return {code: f"{route}<{part}>/" for code, route in routes.items()}


register_converter(FinderTokenConverter, "finder_token")

finding_patterns: Final[list[URLPattern]] = [
    *localized_path(FIND, views.find_page, name="find-service"),
    *localized_path(LETTERS, views.letter_page, name="service-letters"),
    *localized_path(_with(LETTERS, "str:letter"), views.letter_page, name="service-letter"),
    *(
        one
        for dimension, routes in BY_CODE.items()
        for one in localized_path(
            _with(routes, "str:code"),
            views.code_page,
            name=f"services-by-{dimension.value.replace('_', '-')}",
            kwargs={"dimension": dimension},
        )
    ),
    *localized_path(_with(GROUP, "str:code"), views.group_page, name="service-group"),
    *localized_path(_with(MUNICIPALITY, "str:code"), municipality_views.municipality_page, name="municipality"),
    *localized_path(_with(AREA, "str:key"), municipality_views.area_page, name="service-area"),
    path("m/", municipality_views.choose, name="choose-municipality"),
    path("n/", finder_views.begin, name="finder"),
    path("n/<finder_token:token>/", finder_views.step, name="finder-step"),
]
