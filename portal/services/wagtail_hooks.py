"""The catalogue in the CMS: one entry in the menu, one listing for each kind, one row for each entry."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.services.cms import care_hooks, edit_handlers, registry_hooks
from portal.services.cms.dashboard import show_more
from portal.services.cms.registry_lines import drift_lines
from portal.services.cms.verifying import VerifyAction
from portal.services.cms.views import (
    EntriesIndexView,
    FactsCreateView,
    FactsDeleteView,
    FactsEditView,
    NoPreviewOnCreate,
    StartVariantView,
    WordsCreateView,
    WordsEditView,
    WordsIndexView,
    WordsWorkflowActionView,
)
from portal.services.kinds import CHANNELS, PARTNERS, PLACES, SERVICES, Kind


class FactsViewSet(SnippetViewSet):
    """Facts: public at once, without autosave; the listing of a kind."""

    kind: Kind
    copy_view_enabled = False
    index_view_class = EntriesIndexView
    add_view_class = FactsCreateView
    edit_view_class = FactsEditView
    delete_view_class = FactsDeleteView
    index_template_name = "services/cms/index.html"
    search_fields = ["key"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["key"]

    def __init__(self, **kwargs: Any) -> None:
        self.model = self.kind.facts
        self.admin_url_namespace = f"{self.kind.name}_facts"
        self.base_url_path = self.kind.name
        super().__init__(**kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's own addresses and the one where a variant begins."""
        start = StartVariantView.as_view(kind=self.kind)
        return [*super().get_urlpatterns(), path("start/<int:pk>/<slug:code>/", start, name="start_variant")]


class WordsViewSet(SnippetViewSet):
    """Words: drafts, revisions, workflow, locks, preview; they begin from an entry and have no listing of their own."""

    kind: Kind
    icon = "doc-full"
    # The facts' own entry leads here, so no entry "Snippets" is wanted for it.
    menu_item_is_registered = True
    copy_view_enabled = False
    search_backend_name = None
    index_view_class = WordsIndexView
    add_view_class = WordsCreateView
    edit_view_class = WordsEditView
    preview_on_add_view_class = NoPreviewOnCreate
    workflow_action_view_class = WordsWorkflowActionView

    def __init__(self, **kwargs: Any) -> None:
        self.model = self.kind.words
        self.admin_url_namespace = f"{self.kind.name}_words"
        self.base_url_path = f"{self.kind.name[:-1]}-words"
        super().__init__(**kwargs)


class ServiceFactsViewSet(FactsViewSet):
    """Services."""

    kind = SERVICES
    icon = "list-ul"
    menu_label = _("Services")
    edit_handler = edit_handlers.SERVICE_FACTS


class ChannelFactsViewSet(FactsViewSet):
    """Channels."""

    kind = CHANNELS
    icon = "mail"
    menu_label = _("Channels")
    edit_handler = edit_handlers.CHANNEL_FACTS


class PlaceFactsViewSet(FactsViewSet):
    """Places."""

    kind = PLACES
    icon = "home"
    menu_label = _("Places")
    edit_handler = edit_handlers.PLACE_FACTS


class PartnerFactsViewSet(FactsViewSet):
    """Partners."""

    kind = PARTNERS
    icon = "group"
    menu_label = _("Partners")
    edit_handler = edit_handlers.PARTNER_FACTS


class CatalogueGroup(SnippetViewSetGroup):
    """The entry in the menu that holds the four listings."""

    items = (ServiceFactsViewSet, ChannelFactsViewSet, PlaceFactsViewSet, PartnerFactsViewSet)
    menu_label = _("Catalogue")
    menu_icon = "list-ul"
    menu_order = 150


class ServiceWordsViewSet(WordsViewSet):
    """Words of services."""

    kind = SERVICES
    edit_handler = edit_handlers.SERVICE_WORDS


class ChannelWordsViewSet(WordsViewSet):
    """Words of channels."""

    kind = CHANNELS
    edit_handler = edit_handlers.CHANNEL_WORDS


class PlaceWordsViewSet(WordsViewSet):
    """Words of places."""

    kind = PLACES
    edit_handler = edit_handlers.PLACE_WORDS


class PartnerWordsViewSet(WordsViewSet):
    """Words of partners."""

    kind = PARTNERS
    edit_handler = edit_handlers.PARTNER_WORDS


register_snippet(CatalogueGroup)
for _words in (ServiceWordsViewSet, ChannelWordsViewSet, PlaceWordsViewSet, PartnerWordsViewSet):
    register_snippet(_words)
hooks.register("register_bulk_action", VerifyAction)
hooks.register("register_admin_urls", care_hooks.admin_urls)
hooks.register("register_reports_menu_item", care_hooks.completeness_item)
hooks.register("register_reports_menu_item", care_hooks.coverage_item)
hooks.register("construct_homepage_panels", care_hooks.add_panel)
hooks.register("register_admin_urls", registry_hooks.admin_urls)
hooks.register("register_admin_menu_item", registry_hooks.menu_item)
hooks.register("register_log_actions", registry_hooks.log_actions)
show_more(drift_lines)
