"""Advice pages and the portal's frame."""

from __future__ import annotations

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "portal.home"
    label = "home"

    def ready(self) -> None:
        # Signals, the frame and the pages to offer need loaded models.
        from portal.core.frame import set_frame_filler
        from portal.core.registries import nearest_pages
        from portal.home import signal_handlers, sitemap
        from portal.home.frame import fill_frame
        from portal.home.nearest import nearest_to

        signal_handlers.connect()
        set_frame_filler(fill_frame)
        nearest_pages.register("home", nearest_to)
        sitemap.register()
