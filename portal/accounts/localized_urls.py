"""Addresses by which a professional signs in, the same below the prefix of every variant."""

from __future__ import annotations

from django.urls import path

from portal.accounts import views

urlpatterns = [
    path("p/", views.ask_address, name="professional-sign-in"),
    path("p/code/", views.ask_code, name="professional-code"),
]
