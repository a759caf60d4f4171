"""Why somebody opened a contact of another team."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.desk.models.contacts import Contact


class AccessReason(models.Model):
    """The reason a worker gave for opening another team's contact. It holds for that worker until `valid_until`.

    The code says the reason in a word; what the worker wrote is sealed for the desk. The audit row names this row's id.
    """

    class Code(models.TextChoices):
        """Why."""

        COVER = "cover", pgettext_lazy("reason", "I stand in for a colleague of that team")
        SAME_CLIENT = "same_client", pgettext_lazy("reason", "I work with the same person or family")
        SENDER_ASKED = "sender_asked", pgettext_lazy("reason", "The sender has been in touch with me about it")
        HANDOVER = "handover", pgettext_lazy("reason", "It is being handed over, or came to the wrong team")
        URGENT = "urgent", pgettext_lazy("reason", "It is urgent and nobody in its team can be reached")
        OTHER = "other", pgettext_lazy("reason", "Something else")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    worker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="access_reasons")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="access_reasons")
    at = models.DateTimeField(default=timezone.now, editable=False)
    valid_until = models.DateTimeField()
    code = models.CharField(max_length=16, choices=Code)
    sealed_for_desk = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__in=["cover", "same_client", "sender_asked", "handover", "urgent", "other"]),
                name="access_reason_code_known",
                violation_error_message=_("The reason is not one that the desk knows."),
            )
        ]
        indexes = [models.Index("worker", "contact", "valid_until", name="access_reason_of_worker")]

    def __str__(self) -> str:
        return str(self.id)
