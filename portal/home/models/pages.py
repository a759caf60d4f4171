"""The kinds of pages: the front page, topics, advice, and what one must know about the portal itself."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from portal.core.locales import VARIANTS
from portal.home.blocks import BodyBlock
from portal.home.forms import AdvicePageForm
from portal.home.links import help_url, invite_url
from portal.home.models.base import BasePage
from portal.home.presentation import body_context, cards_of, live_children
from portal.services.service import list_url


class HomePage(BasePage):
    """The front page of one variant: its topics, and the ways in."""

    schema_type = "WebSite"
    template = "home/home_page.html"
    plain_template = "home/plain/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = len(VARIANTS)
    page_description = _("The front page of one language. There is one for each.")
    # subpage_types stay open: a questionnaire stands here too, and this room knows no higher one. Each type names its
    # own parents instead.
    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels]

    class Meta(BasePage.Meta):
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The live topics, and what else can be started here, in a fixed number of queries."""
        below = live_children(self)
        language = self.locale.language_code
        invite = {
            "title": gettext("Invite people to a joint mapping"),
            "summary": gettext(
                "Do several people help your family, or should they? Ask us to call them together, so that you need "
                "not tell the same things many times."
            ),
            "url": invite_url(language),
        }
        return {
            **super().get_context(request, *args, **kwargs),
            "topic_cards": cards_of((one for one in below if isinstance(one, TopicPage)), request),
            "tool_cards": [
                *cards_of((one for one in below if not isinstance(one, TopicPage | ProcessPage)), request),
                invite,
            ],
            "help_url": help_url(language),
            "services_url": list_url(language),
        }


class TopicPage(BasePage):
    """A topic: the advice pages under it, each with its summary."""

    schema_type = "CollectionPage"
    template = "home/topic_page.html"
    plain_template = "home/plain/topic_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    page_description = _("A topic such as “Strength for everyday life”. It lists the advice pages below it.")

    class Meta(BasePage.Meta):
        verbose_name = _("topic page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The live pages below, in a fixed number of queries."""
        return {**super().get_context(request, *args, **kwargs), "cards": cards_of(live_children(self), request)}


class AdvicePage(BasePage):
    """Advice on one matter: what to do, when to call, who helps."""

    body = StreamField(BodyBlock(), verbose_name=_("body"), help_text=_("The first part answers: what can I do now?"))
    related_service_keys = models.JSONField(_("related services"), default=list, blank=True)
    sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_(
            "Somebody may be in danger if another person sees this page. It then says how to leave it quickly."
        ),
    )

    schema_type = "Article"
    template = "home/advice_page.html"
    plain_template = "home/plain/advice_page.html"
    base_form_class = AdvicePageForm
    parent_page_types: ClassVar[list[str]] = ["home.TopicPage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Advice on one matter, in the reader's own words.")
    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("related_service_keys"),
        FieldPanel("sensitive"),
    ]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("related_service_keys", overridable=False),
        SynchronizedField("sensitive", overridable=False),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta(BasePage.Meta):
        verbose_name = _("advice page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The services beside the advice, and what its blocks need, in a fixed number of queries."""
        beside = list(self.related_service_keys or [])
        context = {**super().get_context(request, *args, **kwargs), **body_context(self, request, beside)}
        cards = context["service_cards"]
        return {**context, "related_services": [cards[key] for key in dict.fromkeys(beside) if key in cards]}


class ProcessPage(BasePage):
    """What one must know of the portal itself: accessibility, privacy, rights, what happens next.

    The frame finds each by its key, so that its links hold in every variant whatever the page is called.
    """

    class Key(models.TextChoices):
        """Which of the portal's own pages this is."""

        ACCESSIBILITY = "accessibility", _("Accessibility statement")
        PRIVACY = "privacy", _("Privacy")
        RIGHTS = "rights", _("Rights of a client")
        NEXT = "what_happens_next", _("What happens after a contact")
        INVITE = "about_invite", _("About the collaboration invite")
        TAKE_PART = "take_part", _("Taking part")

    key = models.CharField(_("which page this is"), max_length=40, choices=Key.choices)
    body = StreamField(BodyBlock(), verbose_name=_("body"))

    schema_type = "WebPage"
    template = "home/process_page.html"
    plain_template = "home/plain/process_page.html"
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("One of the portal's own pages: accessibility, privacy, rights, what happens next.")
    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("key"), FieldPanel("body")]
    override_translatable_fields: ClassVar[list[SynchronizedField]] = [
        *BasePage.override_translatable_fields,
        SynchronizedField("key", overridable=False),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta(BasePage.Meta):
        verbose_name = _("process page")

    def clean(self) -> None:
        """Raises ValidationError when another page of this variant has the key."""
        super().clean()
        others = ProcessPage.objects.filter(key=self.key, locale=self.locale_id).exclude(pk=self.pk)
        if self.locale_id and others.exists():
            raise ValidationError({"key": _("Another page of this language is that page already.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the page's blocks need, in a fixed number of queries; the page about the invite also leads to it."""
        starts = invite_url(self.locale.language_code) if self.key == self.Key.INVITE else ""
        return {**super().get_context(request, *args, **kwargs), **body_context(self, request), "invite_url": starts}
