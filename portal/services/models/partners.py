"""A partner (yhteistyökumppani): an organisation or a role that families and professionals may turn to."""

from __future__ import annotations

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from portal.services.models.classifications import check_needs, check_target_groups
from portal.services.models.entry import EntryFacts, Provider


class PartnerRole(models.TextChoices):
    """What a partner is in the network around a family."""

    SCHOOL_CURATOR = "school_curator", _("School curator")
    SCHOOL_PSYCHOLOGIST = "school_psychologist", _("School psychologist")
    SCHOOL_NURSE = "school_nurse", _("School nurse")
    CHILD_HEALTH_CLINIC = "child_health_clinic", _("Child health clinic")
    FAMILY_COUNSELLING = "family_counselling", _("Family counselling")
    ADULT_SOCIAL_WORK = "adult_social_work", _("Adult social work")
    MENTAL_HEALTH = "mental_health", _("Mental health services")
    SUBSTANCE = "substance", _("Substance services")
    YOUTH_OUTREACH = "youth_outreach", _("Youth outreach")
    ANKKURI = "ankkuri", _("Police-led Ankkuri team")
    SHELTER = "shelter", _("Shelter")
    ASSOCIATION = "association", _("Association")
    PARISH = "parish", _("Parish")
    DEBT_ADVICE = "debt_advice", _("Debt advice")
    KELA = "kela", _("Social Insurance Institution")
    EMPLOYMENT = "employment", _("Employment services")
    IMMIGRATION = "immigration", _("Services for newcomers")
    LEGAL_AID = "legal_aid", _("Legal aid")
    DISABILITY = "disability", _("Disability organisation")
    OLDER_PEOPLE = "older_people", _("Organisation of older people")


class PartnerFacts(EntryFacts):
    """A partner: its role, how to reach it, and whether it takes part in joint assessments."""

    role = models.CharField(_("Role"), max_length=20, choices=PartnerRole.choices, db_index=True)
    provider = models.CharField(
        _("Kind of organisation"), max_length=20, choices=Provider.choices, default=Provider.ASSOCIATION
    )
    email = models.EmailField(_("Email"), blank=True, help_text=_("A mailbox of the team, never of one person."))
    url = models.URLField(_("Web address"), max_length=300, blank=True)
    target_groups = models.JSONField(_("Target groups"), default=list, blank=True, validators=[check_target_groups])
    needs = models.JSONField(_("Support needs it answers"), default=list, blank=True, validators=[check_needs])
    joint_assessment = models.BooleanField(
        _("Takes part in joint assessments"), default=False, help_text=_("May be invited to a joint need assessment.")
    )
    available = models.BooleanField(_("Available now"), default=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="partner_facts")

    class Meta(EntryFacts.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class PartnershipRole(models.TextChoices):
    """What a partner does in a service."""

    PRODUCES = "produces", _("Produces the service")
    REFERS = "refers", _("Guides people here")
    WORKS_WITH = "works_with", _("Works with the service")


class ServicePartner(Orderable):
    """A partner of a service and what it does there."""

    facts = ParentalKey("services.ServiceFacts", on_delete=models.CASCADE, related_name="partner_links")
    partner = models.ForeignKey(
        PartnerFacts, on_delete=models.PROTECT, related_name="service_links", verbose_name=_("partner")
    )
    role = models.CharField(
        _("Role"), max_length=10, choices=PartnershipRole.choices, default=PartnershipRole.WORKS_WITH
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["facts", "partner"], name="services_partner_once_in_service")]
