"""Questionnaires and the sittings that answer them."""

from __future__ import annotations

from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "portal.selfcheck"
    label = "selfcheck"
