"""What services are found by: flat rows of codes, kept beside the facts so that finding never reads lists."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.services.models.facts import ServiceFacts


class Dimension(models.TextChoices):
    """What a facet is about."""

    NEED = "need", _("Need")
    TOPIC = "topic", _("Topic")
    LIFE_EVENT = "life_event", _("Life event")
    TARGET_GROUP = "target_group", _("For whom")
    MUNICIPALITY = "municipality", _("Municipality")
    CHANNEL = "channel", _("Way to get in touch")
    GROUP = "group", _("Group of services")
    LANGUAGE = "language", _("Language")
    LOW_THRESHOLD = "low_threshold", _("Low threshold")
    LISTED = "listed", _("Listed in a language")
    LETTER = "letter", _("First letter in a language")


EVERYWHERE = "*"
"""The code of a service that is offered in every municipality."""


class ServiceFacet(models.Model):
    """One code of one service in one dimension, from public facts only; written whenever the facts change."""

    facts = models.ForeignKey(ServiceFacts, on_delete=models.CASCADE, related_name="facets")
    dimension = models.CharField(max_length=14, choices=Dimension.choices)
    code = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["facts", "dimension", "code"], name="services_facet_once_in_service")
        ]
        indexes = [models.Index(fields=["dimension", "code", "facts"], name="services_facet_finding")]

    def __str__(self) -> str:
        return f"{self.dimension}={self.code}"


class FacetBits(models.Model):
    """All services with one code, as one bit for each: what facets are counted by, derived from the rows above.

    The bit of a service stands at the place of its primary key, the lowest in the first byte.
    """

    dimension = models.CharField(max_length=14, choices=Dimension.choices)
    code = models.CharField(max_length=20)
    bits = models.BinaryField(default=bytes)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="services_bits_once_for_a_code")]

    def __str__(self) -> str:
        return f"{self.dimension}={self.code}"


class OpenSpan(models.Model):
    """A time in which some public way to a service is open, known from its hours; only for the coming days."""

    facts = models.ForeignKey(ServiceFacts, on_delete=models.CASCADE, related_name="open_spans")
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["since", "until", "facts"], name="services_open_by_start")]

    def __str__(self) -> str:
        return f"{self.since} - {self.until}"
