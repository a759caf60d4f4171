"""What is written to the sender, and what waits to be carried into the sender's box."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from portal.desk.models.contacts import Contact


class OutboxItem(models.Model):
    """Something sealed for the sender's box that the courier carries there; its id is the id it gets in the box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="outbox")
    box_key = models.BinaryField()
    sealed_for_box = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True)
    """Until then one courier has it; after that it is due again."""
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index("created_at", name="outbox_waiting", condition=Q(delivered_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DeskMessage(models.Model):
    """What a worker wrote to the sender, sealed for the desk; the sender's copy lies in the outbox."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now, editable=False)
    sealed_for_desk = models.BinaryField()
    outbox = models.OneToOneField(OutboxItem, on_delete=models.PROTECT, related_name="message")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.id)
