"""The service catalogue."""

from __future__ import annotations

from django.apps import AppConfig

from portal.core.registries import own_cookies
from portal.services.browse.remembered import own_cookie


class ServicesConfig(AppConfig):
    name = "portal.services"
    label = "services"

    def ready(self) -> None:
        """Says what the roles may do here, and connects what this room listens to."""
        from portal.core.registries import api_routers
        from portal.services import permissions, promised, signal_handlers  # their models exist only now
        from portal.services.open_data import addresses_for_search
        from portal.services.open_data.api import router

        permissions.register()
        promised.register()
        signal_handlers.connect()
        api_routers.register("services", router)
        addresses_for_search.register()
        own_cookies.register("services municipality", own_cookie)
