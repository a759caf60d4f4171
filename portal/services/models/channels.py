"""A channel (asiointikanava): one way to reach a service or a partner, entered once and shared by all who use it."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.services.models.classifications import check_urgent_number
from portal.services.models.entry import PHONE_SHAPE
from portal.services.models.hours import ExceptionalHours, OpenableFacts, WeeklyHours
from portal.services.models.partners import PartnerFacts
from portal.services.models.places import PlaceFacts


class ChannelKind(models.TextChoices):
    """What one does on a channel."""

    PHONE = "phone", _("Phone")
    CHAT = "chat", _("Chat")
    ONLINE = "online", _("Online service")
    WALK_IN = "walk_in", _("Come in person")
    FORM = "form", _("Form")
    WEB_PAGE = "web_page", _("Web page")
    BOOKING = "booking", _("Booking")


class Audience(models.TextChoices):
    """Who may see a channel. Only a public one ever stands on a public page, in the open data or in a cache."""

    PUBLIC = "public", _("Everyone")
    PROFESSIONALS = "professionals", _("Professionals who have signed in")
    STAFF = "staff", _("The county's own staff")


class ChannelQuerySet(models.QuerySet["ChannelFacts"]):
    """Channels as their readers may see them."""

    def in_use(self, on: date) -> Self:
        """Those that have neither ended nor expired on a day."""
        return self.filter(archived_on=None).filter(Q(expires_on=None) | Q(expires_on__gte=on))

    def public(self, on: date) -> Self:
        """Those that everyone may see on a day."""
        return self.in_use(on).filter(audience=Audience.PUBLIC)

    def professional(self, on: date) -> Self:
        """Those that a professional who has signed in may see on a day, besides the public ones."""
        return self.in_use(on).filter(audience=Audience.PROFESSIONALS)


class ChannelFacts(OpenableFacts):
    """A channel: its kind, its number or address, hours, and who may see it."""

    kind = models.CharField(_("Kind"), max_length=10, choices=ChannelKind.choices, db_index=True)
    number = models.CharField(_("Phone number"), max_length=30, blank=True, validators=[PHONE_SHAPE])
    national = models.CharField(
        _("National number"),
        max_length=40,
        blank=True,
        validators=[check_urgent_number],
        help_text=_("The key of a number in the county's reference data, instead of a number of its own."),
    )
    url = models.URLField(_("Web address"), max_length=300, blank=True)
    place = models.ForeignKey(
        PlaceFacts,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("place"),
        help_text=_("Where one comes in person; its own hours hold."),
    )
    partner = models.ForeignKey(
        PartnerFacts,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="channels",
        verbose_name=_("partner"),
        help_text=_("Whose channel it is, where it is not the county's."),
    )
    audience = models.CharField(
        _("Who may see it"), max_length=14, choices=Audience.choices, default=Audience.PUBLIC, db_index=True
    )
    expires_on = models.DateField(
        _("Shown until"), null=True, blank=True, help_text=_("After this day nobody sees it any more.")
    )
    for_urgent = models.BooleanField(_("For urgent matters"), default=False)
    anonymous = models.BooleanField(_("May be used without a name"), default=False)
    protected = models.BooleanField(_("Protected: strong sign-in, encrypted"), default=False)
    free_of_charge = models.BooleanField(_("Free of charge"), default=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="channel_facts")

    objects = ChannelQuerySet.as_manager()

    class Meta(OpenableFacts.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="phone") | ~Q(number="") | ~Q(national=""),
                name="services_channel_phone_has_number",
                violation_error_message=_("A phone needs a number."),
            ),
            models.CheckConstraint(
                condition=Q(number="") | Q(national=""),
                name="services_channel_one_number",
                violation_error_message=_("Give a number of its own or a national one, not both."),
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["chat", "online", "form", "web_page", "booking"]) | ~Q(url=""),
                name="services_channel_has_address",
                violation_error_message=_("A channel on the web needs its address."),
            ),
            models.CheckConstraint(
                condition=~Q(kind="walk_in") | Q(place__isnull=False),
                name="services_channel_walk_in_has_place",
                violation_error_message=_("Say which place one comes to."),
            ),
            models.CheckConstraint(
                condition=Q(audience="public") | Q(expires_on__isnull=False),
                name="services_channel_unpublic_expires",
                violation_error_message=_("A channel that is not public needs a day until which it is shown."),
            ),
        ]


class ChannelHours(WeeklyHours):
    """Weekly hours of a channel."""

    facts = ParentalKey(ChannelFacts, on_delete=models.CASCADE, related_name="hours")


class ChannelException(ExceptionalHours):
    """Exceptional days of a channel."""

    facts = ParentalKey(ChannelFacts, on_delete=models.CASCADE, related_name="exceptions")


class ServiceChannel(Orderable):
    """A channel of a service; the first is the one to try first."""

    facts = ParentalKey("services.ServiceFacts", on_delete=models.CASCADE, related_name="channel_links")
    channel = models.ForeignKey(
        ChannelFacts, on_delete=models.PROTECT, related_name="service_links", verbose_name=_("channel")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["facts", "channel"], name="services_channel_once_in_service")]
