"""What is said about a service in one language variant."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from portal.services.models.entry_words import RICH_TEXT, PageWords, lines
from portal.services.models.facts import ServiceFacts


class ServiceWords(PageWords):
    """The words of one service in one language variant."""

    PREVIEW_TEMPLATE: ClassVar[str] = "services/service.html"
    PREVIEW_CONTEXT: ClassVar[str] = "portal.services.presentation.context_of"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = (
        "everyday_names",
        "summary",
        "description",
        "who_for",
        "grounds",
        "how_to_start",
        "referral",
        "decides",
        "cost",
        "what_next",
        "promise",
        "language_rights",
        "self_help",
        "for_professionals",
        "consult",
    )

    facts = models.ForeignKey(
        ServiceFacts, on_delete=models.PROTECT, related_name="words", editable=False, verbose_name=_("service")
    )
    everyday_names = models.TextField(
        _("Everyday names"), blank=True, help_text=_("What people call it. One name on each line.")
    )
    description = RichTextField(_("What it is"), features=RICH_TEXT)
    who_for = RichTextField(_("Who it is for"), features=RICH_TEXT, blank=True)
    grounds = RichTextField(
        _("How one is guided here"), features=RICH_TEXT, blank=True, help_text=_("On what grounds one is guided here.")
    )
    how_to_start = models.TextField(
        _("How you become a client"), help_text=_("One step on each line. The page numbers them.")
    )
    referral = models.TextField(
        _("Referral"), blank=True, help_text=_("Where a referral goes, or that none is needed.")
    )
    decides = models.TextField(_("Who decides"), blank=True, help_text=_("Who decides, and on what."))
    cost = models.TextField(_("What it costs"), blank=True)
    what_next = RichTextField(_("What happens next"), features=RICH_TEXT, blank=True)
    promise = models.TextField(
        _("When we answer"), blank=True, help_text=_("The county's own promise. Never show it as a limit of the law.")
    )
    language_rights = models.TextField(
        _("Your language"), blank=True, help_text=_("The right to Swedish, an interpreter, sign language.")
    )
    self_help = models.TextField(
        _("What you can do yourself"), blank=True, help_text=_("One piece of advice on each line.")
    )
    for_professionals = RichTextField(
        _("For professionals"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("When to guide here, how, and what to write."),
    )
    consult = RichTextField(
        _("Consulting without a name"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("Whom a professional may consult without naming the client."),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="service_words")

    class Meta(PageWords.Meta):
        verbose_name = _("words of a service")
        verbose_name_plural = _("words of services")

    @property
    def steps(self) -> list[str]:
        """The steps of how one becomes a client, in order."""
        return lines(self.how_to_start)

    @property
    def other_names(self) -> list[str]:
        """What people call the service."""
        return lines(self.everyday_names)

    @property
    def self_help_lines(self) -> list[str]:
        """What one can do oneself, one piece of advice each."""
        return lines(self.self_help)
