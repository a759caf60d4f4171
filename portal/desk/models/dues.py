"""What is due for a contact, as it was counted when it was filed."""

from __future__ import annotations

from typing import Any, Final

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.models.contacts import Contact

PROMISE: Final = "promise"
LAW: Final = "law"


class ContactDue(models.Model):
    """One thing that is due (määräaika): by which rule in which version, until when, and the steps that led there.

    It is kept as it was counted, so that a change of the rules re-colours no old contact. What is counted anew (the
    matter was known earlier, or has left the county) is a new row, and the old one says since when it holds no more.
    The law's limits and the county's own promise are never mixed: `kind` says which it is.
    """

    class Kind(models.TextChoices):
        """Whose date it is."""

        LAW = LAW, _("Limit of the law")
        PROMISE = PROMISE, _("The county's promise")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="dues")
    kind = models.CharField(max_length=8, choices=Kind)
    rule_id = models.CharField(max_length=64)
    version = models.CharField(max_length=32)
    source = models.CharField(max_length=200)
    what = models.CharField(max_length=40)
    due = models.DateField(null=True, blank=True)
    """None where the law says "without delay", or where no clock runs yet."""
    warn_on = models.DateField(null=True, blank=True)
    """The day that warnings are counted to, by the strictest reading."""
    met_on = models.DateField(null=True, blank=True)
    """When it was done: answered, decided. What is done is due no more."""
    left_on = models.DateField(null=True, blank=True)
    record: models.JSONField[Any, Any] = models.JSONField()
    """The whole reasoning, as the kernel of deadlines writes and reads it."""
    counted_at = models.DateTimeField(default=timezone.now, editable=False)
    replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kind", "due", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[LAW, PROMISE]),
                name="contact_due_kind_known",
                violation_error_message=_("The kind of the date is not one that the desk knows."),
            ),
            models.UniqueConstraint(
                fields=["contact", "rule_id"],
                condition=Q(replaced_at__isnull=True),
                name="contact_due_once_by_rule",
                violation_error_message=_("A rule gives a contact one date."),
            ),
        ]
        indexes = [
            models.Index("due", name="contact_due_open", condition=Q(replaced_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}: {self.rule_id}"
