"""What every page of the portal has and does."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPMethod
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, Panel, PublishingPanel
from wagtail.models import Page, PageViewRestriction, Revision
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.core.responses import cacheable
from portal.home.forms import BasePageForm
from portal.home.guards import check_saving, refuse_unready
from portal.home.linked_data import said_to_machines
from portal.home.panels import SourceChangesPanel
from portal.home.publishing import publish_guarded
from portal.home.variants import PLAIN, surroundings

SECONDS_IN_CACHE = 300


@method_decorator(cacheable(SECONDS_IN_CACHE), name="serve")
class BasePage(Page):
    """A public page in one variant: a summary, who owns it and when it was last read through.

    Its words differ by variant; the dates of review are facts and follow the Finnish page into the Swedish one.
    """

    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("One or two sentences. They stand under the heading and in lists.")
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    next_review = models.DateField(_("next review by"), null=True, blank=True)
    owner_role = models.CharField(
        _("who looks after the page"), max_length=120, blank=True, help_text=_("A team or a role, never a person.")
    )

    schema_type: ClassVar[str] = ""
    """What the page is by schema.org; a page without it says nothing of itself to machines."""

    plain_template: ClassVar[str] = ""
    """The leaner template of the plain-language variant."""

    base_form_class = BasePageForm
    # A page behind a password could not be kept by caches, and there is none: what is not public is a draft.
    private_page_options: ClassVar[list[str]] = []
    allowed_http_methods: ClassVar[list[HTTPMethod]] = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]

    writing_help: ClassVar[str | Promise] = _(
        "<p>Write to one person in distress: the next step first, short sentences, no blame.</p>"
        "<ul><li>A heading says what the part is about.</li>"
        "<li>A link says where it leads, never “here”.</li>"
        "<li>Phone numbers come from the contact block; do not type them.</li></ul>"
    )
    content_panels: ClassVar[list[Panel]] = [
        HelpPanel(heading=_("How to write this page"), content=writing_help),
        SourceChangesPanel(heading=_("What has changed in the Finnish page")),
        *Page.content_panels,
        FieldPanel("summary"),
    ]
    review_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel("reviewed_on"), FieldPanel("next_review"), FieldPanel("owner_role")], heading=_("Review")
        ),
    ]
    promote_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")], _("Search")),
        *review_panels,
    ]
    settings_panels: ClassVar[list[Panel]] = [PublishingPanel()]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        SynchronizedField("owner_role", overridable=False),
        SynchronizedField("reviewed_on", overridable=False),
        SynchronizedField("next_review", overridable=False),
        SynchronizedField("show_in_menus", overridable=False),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*Page.search_fields, index.SearchField("summary")]

    class Meta:
        abstract = True
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(next_review__isnull=True)
                | Q(reviewed_on__isnull=True)
                | Q(next_review__gt=F("reviewed_on")),
                name="%(app_label)s_%(class)s_reviewed_before_next",
                violation_error_message=_("The next review must be later than the last one."),
            )
        ]

    @property
    def is_plain(self) -> bool:
        """Whether this is the plain-language variant."""
        return bool(self.locale.language_code == PLAIN)

    def own_reason_against(self) -> str:
        """Why a page of this type may not go live for reasons of its own, in a sentence; empty when it may."""
        return ""

    def save(self, clean: bool = True, user: Any = None, log_action: bool | str = False, **kwargs: Any) -> None:
        """Writes the page. Raises RefusedError when its text may not go live as it is; see guards.py."""
        check_saving(self, kwargs.get("update_fields"))
        super().save(clean=clean, user=user, log_action=log_action, **kwargs)

    def publish(self, revision: Revision, **kwargs: Any) -> None:
        """Publishes a revision, now or at its time. Raises PublishingRefusedError; the scheduled run is told by its log."""
        publish_guarded(self, revision, super().publish, **kwargs)

    def get_view_restrictions(self) -> Any:
        """Restrictions set on this page or above it, in one query; the CMS offers none, so there are none."""
        above = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=above)

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """The template of the page's variant."""
        return self.plain_template if self.is_plain and self.plain_template else str(self.template)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its breadcrumb and its addresses in every variant, found in one query."""
        around = surroundings(self, request)
        return {
            **super().get_context(request, *args, **kwargs),
            "breadcrumbs": around.breadcrumbs,
            "alternates": around.alternates,
            "hreflangs": around.hreflangs,
            "canonical_url": around.canonical_url,
            **said_to_machines(self, around, request),
        }


def refuse_unready_revision(revision: Revision) -> None:
    """Nothing when the revision's text may go live. Raises PublishingRefusedError otherwise."""
    page = revision.as_object()
    if isinstance(page, BasePage):
        refuse_unready(page)


def base_page_models() -> Iterable[type[BasePage]]:
    """Every page type of the portal, those of other rooms included."""
    waiting = list(BasePage.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if not model._meta.abstract:
            yield model
