"""What is said about channels, places and partners in one language variant."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField

from portal.services.models.channels import ChannelFacts
from portal.services.models.entry_words import RICH_TEXT, EntryWords, PageWords, lines
from portal.services.models.partners import PartnerFacts
from portal.services.models.places import PlaceFacts


class ChannelWords(EntryWords):
    """The words of one channel in one language variant; a channel has no page of its own."""

    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("description", "who_answers", "cost")

    facts = models.ForeignKey(
        ChannelFacts, on_delete=models.PROTECT, related_name="words", editable=False, verbose_name=_("channel")
    )
    description = models.TextField(_("What it is for"), blank=True, validators=[MaxLengthValidator(300)])
    who_answers = models.CharField(_("Who answers"), max_length=120, blank=True)
    cost = models.CharField(_("What it costs"), max_length=120, blank=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="channel_words")

    class Meta(EntryWords.Meta):
        verbose_name = _("words of a channel")
        verbose_name_plural = _("words of channels")

    def is_previewable(self) -> bool:
        """Never: a channel is seen on the pages that use it."""
        return False


class PlaceWords(PageWords):
    """The words of one place in one language variant."""

    PREVIEW_TEMPLATE: ClassVar[str] = "services/place.html"
    PREVIEW_CONTEXT: ClassVar[str] = "portal.services.presentation_of_places.place_context"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = (
        "summary",
        "description",
        "what_you_can_do",
        "getting_there",
        "accessibility",
    )

    facts = models.ForeignKey(
        PlaceFacts, on_delete=models.PROTECT, related_name="words", editable=False, verbose_name=_("place")
    )
    description = RichTextField(_("What it is"), features=RICH_TEXT, blank=True)
    what_you_can_do = models.TextField(_("What you can do there"), blank=True, help_text=_("One thing on each line."))
    getting_there = models.TextField(_("How to get there"), blank=True)
    accessibility = models.TextField(
        _("Accessibility"), blank=True, help_text=_("One sentence on each line: doors, steps, toilet, hearing loop.")
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="place_words")

    class Meta(PageWords.Meta):
        verbose_name = _("words of a place")
        verbose_name_plural = _("words of places")

    @property
    def things_to_do(self) -> list[str]:
        """What one can do there."""
        return lines(self.what_you_can_do)

    @property
    def accessibility_lines(self) -> list[str]:
        """The sentences on accessibility."""
        return lines(self.accessibility)


class PartnerWords(PageWords):
    """The words of one partner in one language variant."""

    PREVIEW_TEMPLATE: ClassVar[str] = "services/partner.html"
    PREVIEW_CONTEXT: ClassVar[str] = "portal.services.presentation_of_places.partner_context"
    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ("summary", "what_it_does", "when_to_turn", "for_professionals")

    facts = models.ForeignKey(
        PartnerFacts, on_delete=models.PROTECT, related_name="words", editable=False, verbose_name=_("partner")
    )
    what_it_does = RichTextField(_("What it does"), features=RICH_TEXT)
    when_to_turn = RichTextField(_("When to turn to it"), features=RICH_TEXT, blank=True)
    for_professionals = RichTextField(_("For professionals"), features=RICH_TEXT, blank=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="partner_words")

    class Meta(PageWords.Meta):
        verbose_name = _("words of a partner")
        verbose_name_plural = _("words of partners")
