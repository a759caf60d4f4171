"""Teams: who is in them, who is on duty, who is away, and who stands in."""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.core.county import county

FALLBACK_KEY: Final = "intake"
"""The key of the fallback team that the migration makes. A county changes its names, not its key."""


class ServiceGroup(models.TextChoices):
    """Which contacts a team takes. The groups are the desk's own; they stand for no national code."""

    ANY = "any", pgettext_lazy("service group", "Any contact")
    FAMILIES = "families", pgettext_lazy("service group", "Families with children")
    CHILD_WELFARE = "child_welfare", pgettext_lazy("service group", "Child welfare")
    ADULTS = "adults", pgettext_lazy("service group", "Adults of working age")
    OLDER_PEOPLE = "older_people", pgettext_lazy("service group", "Older people")
    URGENT = "urgent", pgettext_lazy("service group", "Urgent contacts")


class Team(models.Model):
    """A team (tiimi) that contacts are routed to by area and service group; its key names it in rows and in the log.

    A team without areas serves the whole county. The fallback team takes whatever no other team does, so that nothing
    is unrouted; it is never deleted.
    """

    key = models.SlugField(_("key"), primary_key=True, max_length=40)
    name_fi = models.CharField(_("name in Finnish"), max_length=100)
    name_sv = models.CharField(_("name in Swedish"), max_length=100)
    areas = models.JSONField(_("areas"), default=list, blank=True)
    """Keys of the county's service areas; an empty list is all of them."""
    service_group = models.CharField(_("service group"), max_length=16, choices=ServiceGroup, default=ServiceGroup.ANY)
    duty_email = models.EmailField(_("duty e-mail address"), blank=True)
    """Where reminders without any content go."""
    is_fallback = models.BooleanField(_("takes what no other team takes"), default=False, editable=False)

    class Meta:
        ordering = ["key"]
        constraints = [
            # The key is unique, so this leaves room for one fallback and lets no other team become it.
            models.CheckConstraint(
                condition=Q(key=FALLBACK_KEY, is_fallback=True) | (~Q(key=FALLBACK_KEY) & Q(is_fallback=False)),
                name="team_one_fallback",
                violation_error_message=_("There is one fallback team."),
            ),
            models.CheckConstraint(
                condition=Q(service_group__in=ServiceGroup.values),
                name="team_service_group_known",
                violation_error_message=_("The service group is not one that the desk knows."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_sv if (get_language() or "").startswith("sv") else self.name_fi

    def clean(self) -> None:
        """Areas that the county has, each once, in the county's order. Raises ValidationError for another one."""
        super().clean()
        known = [one.key for one in county().areas]
        if not isinstance(self.areas, list) or not set(self.areas) <= set(known):
            raise ValidationError({"areas": _("The county has no such area.")})
        self.areas = [one for one in known if one in self.areas]

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """What was deleted. Raises ValidationError for the fallback team."""
        if self.is_fallback:
            raise ValidationError(_("The fallback team stays."))
        return super().delete(*args, **kwargs)


class TeamMember(models.Model):
    """A worker's place in a team."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="memberships")
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "worker"],
                name="team_member_once",
                violation_error_message=_("This worker is in the team already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id}: {self.worker_id}"


class DutyDay(models.Model):
    """Who is on duty (päivystysvuoro) in a team on one day, before absences are counted."""

    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="duty_days")
    date = models.DateField(_("date"))
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="duty_days")

    class Meta:
        ordering = ["date", "team"]
        constraints = [
            models.UniqueConstraint(
                fields=["team", "date"],
                name="duty_day_one_worker",
                violation_error_message=_("Somebody is on duty in this team on this day already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.date}"


class Absence(models.Model):
    """Days on which a worker is away, the first and the last included, and who stands in (sijainen)."""

    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences")
    from_date = models.DateField(_("first day"))
    until_date = models.DateField(_("last day"))
    stand_in = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="stands_in"
    )

    class Meta:
        ordering = ["from_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_date__gte=F("from_date")),
                name="absence_ends_after_it_begins",
                violation_error_message=_("The last day is not before the first day."),
            ),
            models.CheckConstraint(
                condition=Q(stand_in__isnull=True) | ~Q(stand_in=F("worker")),
                name="absence_stand_in_is_another",
                violation_error_message=_("Nobody stands in for themselves."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worker_id} {self.from_date}–{self.until_date}"
