"""What the courier remembers: letters it could not file, and that it lives."""

from __future__ import annotations

from typing import Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SetAsideLetter(models.Model):
    """A letter that the courier could not open or file. It stays in the letter box, untaken, and is tried again."""

    class Reason(models.TextChoices):
        """Why it was set aside."""

        SEAL = "seal", _("The seal does not open with the desk's key")
        CONTENT = "content", _("The content is not in the form that the desk knows")
        REFUSED = "refused", _("The desk could not file it")

    id = models.UUIDField(primary_key=True, editable=False)
    arrival = models.DateTimeField()
    reason = models.CharField(max_length=8, choices=Reason)
    since = models.DateTimeField(default=timezone.now, editable=False)
    tried_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=1)
    filed_at = models.DateTimeField(null=True, blank=True)
    """When it could be filed after all."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reason__in=["seal", "content", "refused"]),
                name="set_aside_reason_known",
                violation_error_message=_("The reason is not one that the desk knows."),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class CourierBeat(models.Model):
    """One row: when the courier last lived, what it saw in the letter box, and who holds its lease on SQLite."""

    ONLY: Final = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY, editable=False)
    beat_at = models.DateTimeField(null=True)
    untaken = models.PositiveIntegerField(default=0)
    oldest_untaken_at = models.DateTimeField(null=True)
    """Since when the oldest due letter waits that is not set aside."""
    letter_box_down_since = models.DateTimeField(null=True)
    digest_on = models.DateField(null=True)
    """The day whose morning summaries were made last."""
    holder = models.CharField(max_length=64, blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(id=1),
                name="courier_beat_one_row",
                violation_error_message=_("There is one row for the courier."),
            )
        ]

    def __str__(self) -> str:
        return "courier"
