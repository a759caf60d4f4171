"""What is true of a service in every language: codes, conditions, what was promised, and what it is reached by."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

from portal.services.models.classifications import (
    check_area,
    check_group,
    check_life_events,
    check_needs,
    check_service_classes,
    check_target_groups,
    check_topics,
)
from portal.services.models.entry import EntryFacts, Provider
from portal.services.models.open_ids import ServiceOpenIdField


class ServiceFacts(EntryFacts):
    """A service of the catalogue: what holds in every language variant. Each save is public at once."""

    group = models.CharField(_("Group of services"), max_length=12, blank=True, validators=[check_group], db_index=True)
    email = models.EmailField(_("Email"), blank=True, help_text=_("A mailbox of the team, never of one person."))
    needs = models.JSONField(_("Support needs it answers"), default=list, blank=True, validators=[check_needs])
    service_classes = models.JSONField(
        _("Service classes"), default=list, blank=True, validators=[check_service_classes]
    )
    target_groups = models.JSONField(_("Target groups"), default=list, blank=True, validators=[check_target_groups])
    life_events = models.JSONField(_("Life events"), default=list, blank=True, validators=[check_life_events])
    topics = models.JSONField(_("Topics"), default=list, blank=True, validators=[check_topics])
    minimum_age = models.PositiveSmallIntegerField(_("Youngest age"), null=True, blank=True)
    maximum_age = models.PositiveSmallIntegerField(_("Oldest age"), null=True, blank=True)
    provider = models.CharField(_("Provider"), max_length=20, choices=Provider.choices, default=Provider.OWN)
    self_referral = models.BooleanField(_("May be contacted without a referral"), default=True)
    free_of_charge = models.BooleanField(_("Free of charge"), default=True)
    interpreter = models.BooleanField(_("An interpreter can be arranged"), default=False)
    law_act = models.CharField(_("Act"), max_length=120, blank=True)
    law_section = models.CharField(_("Section"), max_length=40, blank=True)
    open_id = ServiceOpenIdField(db_index=True, editable=False, blank=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="service_facts")

    class Meta(EntryFacts.Meta):
        verbose_name = _("service")
        verbose_name_plural = _("services")
        constraints = [
            models.CheckConstraint(
                condition=Q(minimum_age__isnull=True)
                | Q(maximum_age__isnull=True)
                | Q(maximum_age__gte=F("minimum_age")),
                name="services_facts_ages_in_order",
                violation_error_message=_("The oldest age cannot be lower than the youngest."),
            ),
            models.CheckConstraint(
                condition=Q(law_section="") | ~Q(law_act=""),
                name="services_facts_section_of_an_act",
                violation_error_message=_("Name the act that the section belongs to."),
            ),
        ]


class ServicePromise(models.Model):
    """The county's own promise of when a service answers (palvelulupaus), for one area or everywhere."""

    facts = ParentalKey(ServiceFacts, on_delete=models.CASCADE, related_name="promises")
    area = models.CharField(
        _("Service area"),
        max_length=40,
        blank=True,
        validators=[check_area],
        help_text=_("No area: everywhere else."),
    )
    working_days = models.PositiveSmallIntegerField(_("Working days"))

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["area", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["facts", "area"],
                name="services_promise_once_in_area",
                violation_error_message=_("This area already has a promise."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area or '*'} {self.working_days}"


class RelatedAdvice(Orderable):
    """An advice page that belongs to a service, as its page in the default variant."""

    facts = ParentalKey(ServiceFacts, on_delete=models.CASCADE, related_name="advice_links")
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("advice page"))

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["facts", "page"], name="services_advice_once_in_service")]
