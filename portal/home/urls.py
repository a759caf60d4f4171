"""Addresses of this room: the pages. They come after every other room's, because they take any path."""

from __future__ import annotations

from django.urls import URLPattern, re_path
from wagtail.urls import serve_pattern

from portal.home.routing import serve_page

urlpatterns: list[URLPattern] = [re_path(serve_pattern, serve_page, name="page")]
