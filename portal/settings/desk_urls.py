"""Addresses of the desk half."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("portal.core.urls")),
    path("", include("portal.desk.urls")),
]
handler400 = "portal.core.failures.bad_request"
handler403 = "portal.desk.views.refusals.not_allowed"
handler404 = "portal.core.failures.not_found"
handler500 = "portal.core.failures.server_error"
