"""Addresses of this room: for machines in both halves, for visitors in the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.core import views
from portal.core.locales import localized_path

urlpatterns: list[URLPattern] = [
    path("health/live", views.live, name="health-live"),
    path("health/ready", views.ready, name="health-ready"),
]

public_urlpatterns: list[URLPattern] = [
    path("", views.choose_language, name="choose-language"),
    path("exit/", views.leave, name="exit"),
    path("away/", views.away, name="away"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("media/original_images/<str:name>", views.original_picture, name="original-picture"),
]

localized_urlpatterns: list[URLPattern] = [
    *localized_path({"fi": "palaute/", "sv": "respons/", "fi-simple": "palaute/"}, views.feedback, name="feedback"),
    *localized_path(
        {"fi": "poistuminen/", "sv": "lamna-sidan/", "fi-simple": "poistuminen/"}, views.about_exit, name="about-exit"
    ),
]
