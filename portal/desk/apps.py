"""The intake team's half."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "portal.desk"
    label = "desk"

    def ready(self) -> None:
        from portal.core.frame import set_frame_filler
        from portal.desk.frame import desk_frame  # its models are loaded only now
        from portal.desk.rotation import register_sealed_columns

        set_frame_filler(desk_frame)
        register_sealed_columns()
