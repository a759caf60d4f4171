"""Where the national registry stands in the CMS: its addresses, its entry in the menu, what the log says of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from portal.services.cms.registry import RegistryEntryView, RegistryIndexView, may_decide


class RegistryMenuItem(MenuItem):
    """The entry in the menu, for who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may decide."""
        return may_decide(request.user)


def admin_urls() -> list[URLPattern | URLResolver]:
    """The listing and the page of one entry."""
    pages = [
        path("", RegistryIndexView.as_view(), name="index"),
        path("<int:pk>/", RegistryEntryView.as_view(), name="entry"),
    ]
    return [path("registry/", include((pages, "registry"), namespace="registry"))]


def menu_item() -> RegistryMenuItem:
    """The entry in the menu."""
    return RegistryMenuItem(_("National registry"), reverse("registry:index"), icon_name="download", order=155)


def log_actions(actions: Any) -> None:
    """What the log says of what an editor did."""
    actions.register_action(
        "services.registry.decide", _("Decide on the registry"), _("Decided on fields of the registry")
    )
    actions.register_action("services.registry.acknowledge", _("Acknowledge"), _("Saw it, nothing to do"))
