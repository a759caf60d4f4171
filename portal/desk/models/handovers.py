"""A contact on its way from one worker to another."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.models.entries import Entry
from portal.desk.models.teams import Team


class Handover(Entry):
    """An offer to hand a contact over (siirto) to a worker or a team. Until it is accepted nothing changes.

    The contact keeps its text, its arrival and its due dates; the note says why, sealed.
    """

    CODES = ("to_worker_id", "to_team_id", "from_team_id")

    to_worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_to"
    )
    to_team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="handovers_to")
    from_team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")

    class Meta(Entry.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(to_worker__isnull=False, to_team__isnull=True)
                | Q(to_worker__isnull=True, to_team__isnull=False),
                name="handover_to_one_receiver",
                violation_error_message=_("Choose a colleague or a team, not both."),
            )
        ]


class HandoverAnswer(models.Model):
    """How an offer ended: accepted by who has the contact now, declined, or taken back. One for each offer."""

    class Code(models.TextChoices):
        """How."""

        ACCEPTED = "accepted", pgettext_lazy("handover", "Accepted")
        DECLINED = "declined", pgettext_lazy("handover", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("handover", "Taken back")

    handover = models.OneToOneField(Handover, primary_key=True, on_delete=models.PROTECT, related_name="answer")
    code = models.CharField(max_length=16, choices=Code)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=["accepted", "declined", "withdrawn"]),
                name="handover_answer_known",
                violation_error_message=_("The answer is not one that the desk knows."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.handover_id}: {self.code}"
