"""Addresses of this room: the pages. They come after every other room's, because they take any path."""

from __future__ import annotations

from django.urls import URLPattern, re_path
from wagtail.urls import serve_pattern

from portal.core.locales import localized_path
from portal.home.handout_views import topic_handout, topic_handout_pdf
from portal.home.routing import serve_page

HANDOUTS = {"fi": "tulosteet/<str:slug>/", "sv": "utskrifter/<str:slug>/", "fi-simple": "tulosteet/<str:slug>/"}
PDFS = {code: f"{route.removesuffix('/')}.pdf" for code, route in HANDOUTS.items()}

urlpatterns: list[URLPattern] = [
    *localized_path(HANDOUTS, topic_handout, name="topic-handout"),
    *localized_path(PDFS, topic_handout_pdf, name="topic-handout-pdf"),
    re_path(serve_pattern, serve_page, name="page"),
]
