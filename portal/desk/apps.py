"""The intake team's half."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"
