"""The demo county's desk half: its workers."""

from __future__ import annotations

from django.apps import AppConfig


class DeskDemoConfig(AppConfig):
    name = "portal.demo.desk"
    label = "demo_desk"
