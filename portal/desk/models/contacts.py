"""Contacts, their letters and their history."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.models.teams import FALLBACK_KEY, Team

NOTHING_DUE: Final = date.max
"""The due date of an open contact for which everything that had a date has been done; it sorts last."""


class Status(models.TextChoices):
    """How far a contact has come. The sender sees the same three."""

    RECEIVED = "received", _("Received")
    BEING_HANDLED = "being_handled", _("Being handled")
    CLOSED = "closed", _("Closed")


class Urgency(models.TextChoices):
    """What the sender said at the urgency gate. The values sort: urgent comes after normal."""

    NORMAL = "normal", _("Not urgent")
    URGENT = "urgent", _("Urgent")


OPEN: Final = ~Q(status=Status.CLOSED)
"""The contacts that nobody has closed, in the words that portal/desk/queue asks for them."""
COVERED: Final = ("status", "kind", "area", "language", "arrival", "opened_at", "warn_on", "suspected_at")


class Contact(models.Model):
    """A contact (yhteydenotto, kontakt) as the queue knows it: no word of what was written.

    It is one for each reference; its letters hold the texts. What the queue shows comes from the letter that is no
    amendment of another, and the arrival is the earliest of all (vireilletulo).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16)
    urgency = models.CharField(max_length=8, choices=Urgency)
    arrival = models.DateTimeField()
    due_on = models.DateField()
    """The earliest of its due dates (ContactDue) that is not done; the day of arrival where the contact is urgent."""
    warn_on = models.DateField(null=True, blank=True)
    """The earliest day that warnings are counted to, by the strictest reading; None where nothing was counted."""
    status = models.CharField(max_length=16, choices=Status, default=Status.RECEIVED)
    team = models.ForeignKey(Team, default=FALLBACK_KEY, on_delete=models.PROTECT, related_name="contacts")
    """Set by the courier when it opens the first letter (portal/desk/routing.py); the fallback team until then."""
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    box_key = models.BinaryField(blank=True)
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a worker first opened it."""
    news_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When a later letter came that nobody has opened yet."""
    joined_to = models.ForeignKey(
        "self", null=True, blank=True, db_index=False, on_delete=models.PROTECT, related_name="joined"
    )
    """The contact that this one was joined to. It is closed here then; its sender is told no more than happens there."""
    suspected_at = models.DateTimeField(null=True, blank=True, editable=False)
    """Since when it lies in the box of suspected spam; its dates run on."""
    suspected_by = models.CharField(max_length=40, blank=True, editable=False)
    """Who put it there: "worker", or the rule by which the courier did."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(urgency__in=Urgency.values),
                name="contact_urgency_known",
                violation_error_message=_("The urgency is not one that the desk knows."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="contact_status_known",
                violation_error_message=_("The status is not one that the desk knows."),
            ),
            models.CheckConstraint(
                condition=Q(status=Status.RECEIVED) | Q(assignee__isnull=False) | Q(joined_to__isnull=False),
                name="contact_handled_by_someone",
                violation_error_message=_("Take the contact before you change its status."),
            ),
            models.CheckConstraint(
                condition=Q(joined_to__isnull=True) | Q(status=Status.CLOSED) & ~Q(joined_to=F("id")),
                name="contact_joined_is_closed",
                violation_error_message=_("A contact that was joined to another one stands in no queue."),
            ),
            models.CheckConstraint(
                condition=Q(suspected_at__isnull=True) | ~Q(urgency=Urgency.URGENT),
                name="contact_urgent_is_never_suspected",
                violation_error_message=_("An urgent contact is never put into suspected spam."),
            ),
        ]
        indexes = [
            models.Index(F("urgency").desc(), "due_on", "id", name="contact_queue_order"),
            models.Index("status", F("urgency").desc(), "due_on", "id", name="contact_queue_by_status"),
            models.Index("team", "status", F("urgency").desc(), "due_on", "id", name="contact_queue_by_team"),
            models.Index("team", "urgency", "due_on", "id", name="contact_all_by_team"),
            models.Index(
                fields=["assignee", "urgency", "due_on", "id"],
                name="contact_by_assignee",
                include=["team", "status", "kind", "area", "language", "joined_to"],
            ),
            # Most contacts are closed. What the queue asks of the open ones it reads from these, without their rows.
            models.Index(
                fields=["urgency", "due_on", "id"],
                name="contact_open",
                condition=OPEN,
                include=[*COVERED, "team", "assignee"],
            ),
            models.Index(
                fields=["team", "urgency", "due_on", "id"],
                name="contact_open_by_team",
                condition=OPEN,
                include=[*COVERED, "assignee"],
            ),
            models.Index(
                fields=["assignee", "urgency", "due_on", "id"],
                name="contact_open_by_assignee",
                condition=OPEN,
                include=[*COVERED, "team"],
            ),
            models.Index(
                fields=["team", "urgency", "due_on", "id"],
                name="contact_unassigned",
                condition=OPEN & Q(assignee__isnull=True),
                include=[*COVERED, "assignee"],
            ),
            models.Index(
                fields=["team", "urgency", "due_on", "id"],
                name="contact_unopened",
                condition=OPEN & Q(opened_at__isnull=True),
                include=[*COVERED, "assignee"],
            ),
            models.Index(
                "team",
                Coalesce("warn_on", "due_on"),
                name="contact_warned",
                condition=OPEN,
                include=["urgency", "due_on", "warn_on"],
            ),
            models.Index(
                fields=["received_at"], name="contact_waits_unopened", condition=OPEN & Q(opened_at__isnull=True)
            ),
            models.Index(
                fields=["team", "urgency", "due_on", "id"],
                name="contact_suspected",
                condition=OPEN & Q(suspected_at__isnull=False),
                include=[*COVERED, "assignee"],
            ),
            models.Index(fields=["joined_to"], name="contact_joined", condition=Q(joined_to__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def next_due(self) -> date | None:
        """The day that something is due on; None where everything has been done."""
        return None if self.due_on == NOTHING_DUE else self.due_on


class FiledLetter(models.Model):
    """A letter as it came: every column that its seal is bound to, and the sealed bytes."""

    id = models.UUIDField(primary_key=True, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="letters")
    form_token = models.UUIDField()
    digest = models.BinaryField()
    belongs_to = models.CharField(max_length=40, blank=True)
    relation = models.CharField(max_length=16, blank=True)
    kind = models.CharField(max_length=40)
    area = models.CharField(max_length=40, blank=True)
    language = models.CharField(max_length=16)
    urgency = models.CharField(max_length=8)
    arrival = models.DateTimeField()
    schema_version = models.CharField(max_length=16)
    reference = models.CharField(max_length=40)
    box_key = models.BinaryField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    sealed = models.BinaryField()
    filed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["arrival", "id"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(belongs_to="") & Q(relation="")) | (~Q(belongs_to="") & ~Q(relation="")),
                name="filed_letter_relation_whole",
                violation_error_message=_("A letter that belongs to another one says how."),
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class StatusChange(models.Model):
    """One step in a contact's history. Without a worker it was the courier's."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="history")
    status = models.CharField(max_length=16, choices=Status)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values),
                name="status_change_known",
                violation_error_message=_("The status is not one that the desk knows."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.status}"
