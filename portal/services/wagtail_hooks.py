"""The catalogue in the CMS: one entry in the menu, one row for each service."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.services.cms.forms import ServiceFactsForm, ServiceWordsForm
from portal.services.cms.panels import FactsPanel, VariantsPanel
from portal.services.cms.views import (
    FactsCreateView,
    FactsEditView,
    NoPreviewOnCreate,
    ServicesIndexView,
    StartVariantView,
    WordsCreateView,
    WordsEditView,
    WordsIndexView,
    WordsWorkflowActionView,
)
from portal.services.models import ServiceFacts, ServiceWords


class ServiceFactsViewSet(SnippetViewSet):
    """Facts: public at once, without autosave; the listing of services."""

    model = ServiceFacts
    admin_url_namespace = "services_facts"
    base_url_path = "services"
    icon = "list-ul"
    menu_label = _("Services")
    add_to_admin_menu = True
    menu_order = 150
    copy_view_enabled = False
    index_view_class = ServicesIndexView
    add_view_class = FactsCreateView
    edit_view_class = FactsEditView
    search_fields = ["key"]
    search_backend_name = None
    list_per_page = 50
    ordering = ["key"]
    edit_handler = ObjectList(
        [
            VariantsPanel(heading=_("Words in each language")),
            FieldPanel("key"),
            MultiFieldPanel(
                [
                    FieldPanel("phone"),
                    InlinePanel(
                        "phone_hours",
                        label=_("Phone hours"),
                        panels=[
                            FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                            FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                        ],
                    ),
                    FieldPanel("email"),
                    FieldPanel("street"),
                    FieldRowPanel([FieldPanel("postal_code"), FieldPanel("municipality")]),
                ],
                heading=_("How to reach it"),
            ),
            MultiFieldPanel(
                [FieldPanel("provider"), FieldPanel("self_referral"), FieldPanel("free_of_charge")],
                heading=_("Conditions of the service"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("needs"),
                    FieldPanel("target_groups"),
                    FieldPanel("service_classes"),
                    FieldRowPanel([FieldPanel("minimum_age"), FieldPanel("maximum_age")]),
                    FieldRowPanel([FieldPanel("law_act"), FieldPanel("law_section")]),
                ],
                heading=_("National codes and law"),
            ),
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("verified_on"), FieldPanel("verified_by")]), FieldPanel("archived_on")],
                heading=_("Upkeep"),
            ),
        ],
        base_form_class=ServiceFactsForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        """Wagtail's own addresses and the one where a variant begins."""
        start = path("start/<int:pk>/<slug:code>/", StartVariantView.as_view(), name="start_variant")
        return [*super().get_urlpatterns(), start]


class ServiceWordsViewSet(SnippetViewSet):
    """Words: drafts, revisions, workflow, locks, preview; they begin from a service and have no listing of their own."""

    model = ServiceWords
    admin_url_namespace = "services_words"
    base_url_path = "service-words"
    icon = "doc-full"
    # The services' own entry leads here, so no entry "Snippets" is wanted for it.
    menu_item_is_registered = True
    copy_view_enabled = False
    search_backend_name = None
    index_view_class = WordsIndexView
    add_view_class = WordsCreateView
    edit_view_class = WordsEditView
    preview_on_add_view_class = NoPreviewOnCreate
    workflow_action_view_class = WordsWorkflowActionView
    edit_handler = ObjectList(
        [
            FactsPanel(heading=_("Facts of the service")),
            FieldPanel("name"),
            FieldPanel("slug"),
            FieldPanel("summary"),
            FieldPanel("everyday_names"),
            FieldPanel("description"),
            FieldPanel("who_for"),
            FieldPanel("how_to_start"),
            FieldPanel("cost"),
            FieldPanel("what_next"),
            FieldPanel("promise"),
            FieldPanel("for_professionals"),
        ],
        base_form_class=ServiceWordsForm,
    )


register_snippet(ServiceFactsViewSet)
register_snippet(ServiceWordsViewSet)
