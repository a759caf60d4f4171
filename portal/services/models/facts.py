"""What is true of a service in every language: numbers, addresses, hours, codes."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from portal.services.models.classifications import (
    check_municipality,
    check_needs,
    check_service_classes,
    check_target_groups,
)


class Provider(models.TextChoices):
    """Who provides the service (tuottaja)."""

    OWN = "own", _("The county itself")
    PURCHASED = "purchased", _("Purchased by the county")
    OTHER_AUTHORITY = "other_authority", _("Another authority")
    ASSOCIATION = "association", _("An association")
    PRIVATE = "private", _("A private company")


class ServiceFacts(RevisionMixin, ClusterableModel):
    """A service of the catalogue: what holds in every language variant. Each save is public at once."""

    key = models.SlugField(
        _("Key"), max_length=80, unique=True, help_text=_("The service's own name in files and links. It stays.")
    )
    phone = models.CharField(
        _("Phone"),
        max_length=30,
        validators=[
            RegexValidator(
                r"^\+?\d[\d ]{2,28}$", _("Write the number with digits and spaces, for example 079 123 4567.")
            )
        ],
    )
    email = models.EmailField(_("Email"), blank=True, help_text=_("A mailbox of the team, never of one person."))
    street = models.CharField(_("Street address"), max_length=120, blank=True)
    postal_code = models.CharField(
        _("Postal code"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}$", _("Write five digits."))]
    )
    municipality = models.CharField(_("Municipality"), max_length=3, blank=True, validators=[check_municipality])
    needs = models.JSONField(_("Support needs it answers"), default=list, blank=True, validators=[check_needs])
    service_classes = models.JSONField(
        _("Service classes"), default=list, blank=True, validators=[check_service_classes]
    )
    target_groups = models.JSONField(_("Target groups"), default=list, blank=True, validators=[check_target_groups])
    minimum_age = models.PositiveSmallIntegerField(_("Youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("Oldest age"), null=True, blank=True)
    provider = models.CharField(_("Provider"), max_length=20, choices=Provider.choices, default=Provider.OWN)
    self_referral = models.BooleanField(_("May be contacted without a referral"), default=True)
    free_of_charge = models.BooleanField(_("Free of charge"), default=True)
    law_act = models.CharField(_("Act"), max_length=120, blank=True)
    law_section = models.CharField(_("Section"), max_length=40, blank=True)
    verified_on = models.DateField(_("Verified on"))
    verified_by = models.CharField(_("Verified by"), max_length=120, help_text=_("A team or a role, never a person."))
    archived_on = models.DateField(
        _("Ended on"),
        null=True,
        blank=True,
        help_text=_("With a date, the public pages say that the service has ended."),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="service_facts")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
                name="services_facts_ages_in_order",
                violation_error_message=_("The oldest age cannot be lower than the youngest."),
            ),
            models.CheckConstraint(
                condition=~Q(phone=""),
                name="services_facts_has_phone",
                violation_error_message=_("A service needs a phone number."),
            ),
            models.CheckConstraint(
                condition=Q(law_section="") | ~Q(law_act=""),
                name="services_facts_section_of_an_act",
                violation_error_message=_("Name the act that the section belongs to."),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def revisions(self) -> Any:
        """The revisions of these facts, newest last."""
        return self._revisions

    @property
    def tel(self) -> str:
        """The phone number as a tel: link needs it."""
        return "tel:" + self.phone.replace(" ", "")


class Weekday(models.IntegerChoices):
    """A day of the week, counted as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class PhoneHours(models.Model):
    """When the service's phone is answered: one interval, the same on each day from the first to the last."""

    facts = ParentalKey(ServiceFacts, on_delete=models.CASCADE, related_name="phone_hours")
    first_day = models.PositiveSmallIntegerField(_("First day"), choices=Weekday.choices, default=Weekday.MONDAY)
    last_day = models.PositiveSmallIntegerField(_("Last day"), choices=Weekday.choices, default=Weekday.FRIDAY)
    opens = models.TimeField(_("Opens"))
    closes = models.TimeField(_("Closes"), help_text=_("00:00 to 23:59 means round the clock."))

    class Meta:
        verbose_name = _("phone hours")
        verbose_name_plural = _("phone hours")
        ordering = ["first_day", "opens", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day"), last_day__lte=6),
                name="services_hours_days_in_order",
                violation_error_message=_("The last day comes before the first."),
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")),
                name="services_hours_close_after_opening",
                violation_error_message=_("The closing time comes before the opening time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first_day}-{self.last_day} {self.opens:%H:%M}-{self.closes:%H:%M}"
