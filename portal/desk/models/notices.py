"""What the courier mails out: reminders to duty addresses, and word to a sender that a contact came or an answer waits."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.models.contacts import Contact
from portal.desk.models.teams import Team


class OutgoingMail(models.Model):
    """A mail that waits to be sent, or was. It holds no address and no text: both are made when it is sent.

    It goes to a team's duty address, or to the sender of a contact: that it has arrived, or that an answer waits.
    """

    class Kind(models.TextChoices):
        """What it is for."""

        URGENT = "urgent"
        DIGEST = "digest"
        WORD = "word"
        RECEIVED = "received"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="mails")
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="mails")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(default=timezone.now)
    """Not sent before; later than its making where the sender named hours."""
    message_id = models.CharField(max_length=320, unique=True, editable=False)
    """The same at every attempt, so that a mail that arrives twice can be known as one."""
    lease_until = models.DateTimeField(null=True, blank=True)
    """Until then one courier has it; after that it is due again."""
    attempts = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    """When it turned out that nothing of it is to be said any more, or may be."""

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["urgent", "digest"], team__isnull=False, contact__isnull=True)
                | Q(kind__in=["word", "received"], team__isnull=True, contact__isnull=False),
                name="outgoing_mail_goes_to_team_or_sender",
                violation_error_message=_("A mail goes to a team or to the sender of a contact."),
            ),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=True) | Q(cancelled_at__isnull=True),
                name="outgoing_mail_sent_or_cancelled",
                violation_error_message=_("A mail that was sent cannot be cancelled."),
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(kind="word", sent_at__isnull=True, cancelled_at__isnull=True),
                name="outgoing_mail_one_word_waits",
                violation_error_message=_("Word to this sender waits already."),
            ),
            models.UniqueConstraint(
                fields=["contact"],
                condition=Q(kind="received"),
                name="outgoing_mail_one_acknowledgement",
                violation_error_message=_("The arrival of this contact was acknowledged already."),
            ),
        ]
        indexes = [
            models.Index(
                "due_at", name="outgoing_mail_waiting", condition=Q(sent_at__isnull=True, cancelled_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """That a duty address is told of one contact, by one mail: at most once for each kind and each deadline or letter.

    `rule` names the deadline, or the letter of an urgent contact by its id; it is empty where neither speaks. A notice
    that was cancelled before it was sent does not count: what it would have said may be said later.
    """

    class Kind(models.TextChoices):
        """What is told; all but the first are the alarms of portal/intake/deadlines/escalation.py."""

        URGENT = "urgent"
        LATE = "late"
        DUE_TODAY = "due_today"
        DUE_IN_TWO_DAYS = "due_in_two_days"
        UNASSIGNED = "unassigned"
        UNOPENED = "unopened"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    rule = models.CharField(max_length=80, blank=True)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="notices")
    mail = models.ForeignKey(OutgoingMail, on_delete=models.CASCADE, related_name="notices")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["urgent", "late", "due_today", "due_in_two_days", "unassigned", "unopened"]),
                name="notice_kind_known",
                violation_error_message=_("The notice is not one that the desk knows."),
            ),
            models.UniqueConstraint(
                fields=["contact", "kind", "rule"],
                condition=Q(cancelled_at__isnull=True),
                name="notice_once",
                violation_error_message=_("This was told already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.kind}"
