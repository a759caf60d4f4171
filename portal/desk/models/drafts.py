"""What a worker has begun to write and not yet sent."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.models.contacts import Contact

KEPT_FOR: Final = timedelta(hours=12)


class DeskDraft(models.Model):
    """A half-written text (luonnos) of one worker, saved as it is typed and sealed for the desk; it ends by itself."""

    class Field(models.TextChoices):
        """Which text of the contact's page."""

        NOTE = "note", _("Note")
        MESSAGE = "message", _("Message to the sender")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="drafts")
    field = models.CharField(max_length=8, choices=Field)
    expires_at = models.DateTimeField(default=timezone.now)
    sealed_for_desk = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["worker", "contact", "field"],
                name="desk_draft_once",
                violation_error_message=_("The worker has a draft of this text already."),
            ),
            models.CheckConstraint(
                condition=Q(field__in=["note", "message"]),
                name="desk_draft_field_known",
                violation_error_message=_("The desk keeps no draft of such a text."),
            ),
        ]
        indexes = [models.Index("expires_at", name="desk_draft_ends")]

    def __str__(self) -> str:
        return str(self.id)
