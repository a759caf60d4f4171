"""Addresses of this room: signing in, and nothing else."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("portal.core.sign_in_urls"))]
