"""The demo county's public half: pages, services, a questionnaire."""

from __future__ import annotations

from django.apps import AppConfig


class PublicDemoConfig(AppConfig):
    name = "portal.demo.public"
    label = "demo_public"
