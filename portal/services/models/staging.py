"""What was read from the national service registry (PTV), kept apart from the catalogue until an editor has decided."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.services.models.channels import ChannelFacts
from portal.services.models.entry import EntryFacts
from portal.services.models.facts import ServiceFacts
from portal.services.models.partners import PartnerFacts
from portal.services.models.places import PlaceFacts


class RunOutcome(models.TextChoices):
    """How a read of the registry ended."""

    RUNNING = "running", _("Being read, or interrupted")
    DONE = "done", _("Read")
    FAILED = "failed", _("The registry could not be read on")
    INCOMPLETE = "incomplete", _("A part of the registry was no list")
    STOPPED = "stopped", _("Stopped: too much would have vanished")


class RegistryRun(models.Model):
    """One read of the registry; it goes on after what it holds, however it was interrupted."""

    source = models.CharField(_("Source"), max_length=300)
    since = models.DateTimeField(_("Changed since"), null=True, blank=True, help_text=_("Empty: everything was read."))
    started = models.DateTimeField(_("Started"), default=timezone.now)
    ended = models.DateTimeField(_("Ended"), null=True, blank=True)
    cursors = models.JSONField(_("How far each kind was read"), default=dict)
    counts = models.JSONField(_("Counts"), default=dict)
    outcome = models.CharField(
        _("Outcome"), max_length=10, choices=RunOutcome.choices, default=RunOutcome.RUNNING, db_index=True
    )

    class Meta:
        verbose_name = _("read of the registry")
        verbose_name_plural = _("reads of the registry")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.started:%Y-%m-%d %H:%M}"


class StagedKind(models.TextChoices):
    """What an entry of the registry is for the catalogue."""

    SERVICE = "service", _("Service")
    CHANNEL = "channel", _("Channel")
    PLACE = "place", _("Place")
    ORGANISATION = "organisation", _("Organisation")


class StagedState(models.TextChoices):
    """What has happened to an entry of the registry since an editor last decided."""

    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    VANISHED = "vanished", _("Vanished")
    RESTORED = "restored", _("Came back")
    UNCHANGED = "unchanged", _("Decided, unchanged since")
    ACKNOWLEDGED = "acknowledged", _("Seen, nothing to do")


class StagedEntry(models.Model):
    """One entry of the registry as it was last read, and the entry of the catalogue that it is, if any.

    `payload` is what came, `record` what was made of it. Neither ever reaches a public page by itself.
    """

    kind = models.CharField(_("Kind"), max_length=12, choices=StagedKind.choices, db_index=True)
    source_id = models.CharField(_("Id in the registry"), max_length=36, unique=True)
    wire = models.CharField(_("Read as"), max_length=8)
    name = models.CharField(_("Name"), max_length=300)
    state = models.CharField(
        _("State"), max_length=12, choices=StagedState.choices, default=StagedState.NEW, db_index=True
    )
    payload = models.JSONField(_("As it came"))
    record = models.JSONField(_("As it was understood"))
    version = models.CharField(_("Version"), max_length=64)
    field_versions = models.JSONField(_("Versions of the fields"))
    problem_count = models.PositiveIntegerField(_("Problems"), default=0)
    read_at = models.DateTimeField(_("Read on"))
    changed_at = models.DateTimeField(_("Changed in the source"))
    gone_at = models.DateTimeField(_("Vanished on"), null=True, blank=True)
    seen_in = models.ForeignKey(
        RegistryRun, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("last seen in")
    )
    service = models.OneToOneField(
        ServiceFacts, on_delete=models.SET_NULL, null=True, blank=True, related_name="staged"
    )
    channel = models.OneToOneField(
        ChannelFacts, on_delete=models.SET_NULL, null=True, blank=True, related_name="staged"
    )
    place = models.OneToOneField(PlaceFacts, on_delete=models.SET_NULL, null=True, blank=True, related_name="staged")
    partner = models.OneToOneField(
        PartnerFacts, on_delete=models.SET_NULL, null=True, blank=True, related_name="staged"
    )

    class Meta:
        verbose_name = _("entry of the national registry")
        verbose_name_plural = _("entries of the national registry")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["kind", "gone_at"], name="services_staged_there")]

    def __str__(self) -> str:
        return self.name

    @property
    def tie(self) -> str:
        """The name of the key that ties an entry of this kind to the catalogue."""
        return "partner" if self.kind == StagedKind.ORGANISATION else self.kind

    @property
    def facts(self) -> EntryFacts | None:
        """The entry of the catalogue that this one is; None where nobody has said so."""
        found: EntryFacts | None = getattr(self, self.tie)
        return found


class Choice(models.TextChoices):
    """What an editor decides of one field."""

    TAKE = "take", _("Take the source")
    KEEP = "keep", _("Keep ours")
    OVERRIDE = "override", _("Ours until a day, for a reason")


class DecisionQuerySet(models.QuerySet["FieldDecision"]):
    """Decisions by what is to be done about them."""

    def open(self, today: Any) -> DecisionQuerySet:
        """Those that ask an editor again: the source has changed since, or the day until which ours held has passed."""
        return self.filter(Q(drifted=True) | Q(choice=Choice.OVERRIDE, until__lt=today))

    def past(self, today: Any) -> DecisionQuerySet:
        """Those by which ours was to hold until a day that has passed."""
        return self.filter(choice=Choice.OVERRIDE, until__lt=today)


class FieldDecision(models.Model):
    """What an editor decided of one field of an entry, and what the source said then."""

    entry = models.ForeignKey(StagedEntry, on_delete=models.CASCADE, related_name="decisions")
    field = models.CharField(_("Field"), max_length=40)
    choice = models.CharField(_("Decision"), max_length=8, choices=Choice.choices)
    reason = models.CharField(_("Reason"), max_length=200, blank=True)
    until = models.DateField(_("Until"), null=True, blank=True)
    source_value = models.JSONField(_("What the source said"), null=True)
    read_at = models.DateTimeField(_("Read on"))
    decided_at = models.DateTimeField(_("Decided on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    drifted = models.BooleanField(_("The source has changed since"), default=False, db_index=True)
    in_use = models.BooleanField(
        _("The catalogue says what the source said"), default=False, help_text=_("Kept up whenever facts are saved.")
    )

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision on a field")
        verbose_name_plural = _("decisions on fields")
        ordering = ["field"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "field"], name="services_decision_once"),
            models.CheckConstraint(
                condition=~Q(choice="override") | (~Q(reason="") & Q(until__isnull=False)),
                name="services_override_says_why",
                violation_error_message=_("Say why ours holds, and until which day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}: {self.choice}"
