"""A place (palvelupiste): where one can come, and what one can do there."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.services.models.classifications import check_municipality, check_needs, check_target_groups
from portal.services.models.hours import ExceptionalHours, OpenableFacts, WeeklyHours


class PlaceFacts(OpenableFacts):
    """A place: its address, hours, and whether one may simply walk in."""

    street = models.CharField(_("Street address"), max_length=120, blank=True)
    postal_code = models.CharField(
        _("Postal code"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}$", _("Write five digits."))]
    )
    municipality = models.CharField(_("Municipality"), max_length=3, validators=[check_municipality], db_index=True)
    latitude = models.FloatField(
        _("Latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("Longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    walk_in = models.BooleanField(_("One may come without an appointment"), default=True)
    low_threshold = models.BooleanField(_("Low-threshold place"), default=False)
    target_groups = models.JSONField(_("Target groups"), default=list, blank=True, validators=[check_target_groups])
    needs = models.JSONField(_("Support needs it answers"), default=list, blank=True, validators=[check_needs])
    kiosk = models.BooleanField(_("A shared tablet stands there"), default=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="place_facts")

    class Meta(OpenableFacts.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="services_place_both_coordinates",
                violation_error_message=_("Give both coordinates, or neither."),
            ),
        ]


class PlaceHours(WeeklyHours):
    """Weekly hours of a place."""

    facts = ParentalKey(PlaceFacts, on_delete=models.CASCADE, related_name="hours")


class PlaceException(ExceptionalHours):
    """Exceptional days of a place."""

    facts = ParentalKey(PlaceFacts, on_delete=models.CASCADE, related_name="exceptions")


class Outreach(WeeklyHours):
    """When somebody comes to a place (jalkautuva työ): a service or a partner, on which days, from when to when."""

    facts = ParentalKey(PlaceFacts, on_delete=models.CASCADE, related_name="outreach")
    service = models.ForeignKey(
        "services.ServiceFacts",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outreach",
        verbose_name=_("service"),
    )
    partner = models.ForeignKey(
        "services.PartnerFacts",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="outreach",
        verbose_name=_("partner"),
    )

    class Meta(WeeklyHours.Meta):
        verbose_name = _("outreach time")
        verbose_name_plural = _("outreach times")
        constraints = [
            *WeeklyHours.Meta.constraints,
            models.CheckConstraint(
                condition=Q(service__isnull=False, partner__isnull=True)
                | Q(service__isnull=True, partner__isnull=False),
                name="services_outreach_one_comes",
                violation_error_message=_("Say which service or which partner comes: one of them."),
            ),
        ]


class ServicePlace(Orderable):
    """A place where a service is given."""

    facts = ParentalKey("services.ServiceFacts", on_delete=models.CASCADE, related_name="place_links")
    place = models.ForeignKey(
        PlaceFacts, on_delete=models.PROTECT, related_name="service_links", verbose_name=_("place")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["facts", "place"], name="services_place_once_in_service")]
