"""Addresses of this room: for machines in both halves, for visitors in the portal."""

from __future__ import annotations

from django.urls import URLPattern, path

from portal.core import kiosk_views, sitemap, views
from portal.core.locales import localized_path

urlpatterns: list[URLPattern] = [
    path("health/live", views.live, name="health-live"),
    path("health/ready", views.ready, name="health-ready"),
]

public_urlpatterns: list[URLPattern] = [
    path("", views.choose_language, name="choose-language"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap/<slug:part>-<int:number>.xml", sitemap.sitemap_file, name="sitemap-file"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("exit/", views.leave, name="exit"),
    path("away/", views.away, name="away"),
    path("media/images/<str:name>", views.picture, name="picture"),
    path("media/original_images/<str:name>", views.original_picture, name="original-picture"),
]

localized_urlpatterns: list[URLPattern] = [
    path("k/clear/", kiosk_views.clear, name="kiosk-clear"),
    path("k/still/", kiosk_views.still_there, name="kiosk-still-there"),
    path("k/nobody/", kiosk_views.nobody_there, name="kiosk-nobody-there"),
    *localized_path({"fi": "palaute/", "sv": "respons/", "fi-simple": "palaute/"}, views.feedback, name="feedback"),
    *localized_path(
        {"fi": "poistuminen/", "sv": "lamna-sidan/", "fi-simple": "poistuminen/"}, views.about_exit, name="about-exit"
    ),
]
