"""Addresses of the portal half. Each room brings its own; the CMS's pages come last."""

from __future__ import annotations

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as cms_urls

from portal.core.urls import localized_urlpatterns, public_urlpatterns

urlpatterns = [
    path("", include("portal.core.urls")),
    *public_urlpatterns,
    path("api/v1/", include("portal.core.open_api")),
    path(settings.CMS_PATH, include(cms_urls)),
    path("accounts/", include("portal.accounts.urls")),
    *i18n_patterns(
        *localized_urlpatterns,
        path("", include("portal.intake.urls")),
        path("", include("portal.selfcheck.urls")),
        path("", include("portal.invites.urls")),
        path("", include("portal.accounts.localized_urls")),
        path("", include("portal.services.urls")),
        path("", include("portal.home.urls")),
        path("", include(wagtail_urls)),
    ),
]
handler400 = "portal.core.failures.bad_request"
handler404 = "portal.core.failures.not_found"
handler500 = "portal.core.failures.server_error"
