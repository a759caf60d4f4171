"""Keyed fingerprints by which contacts about the same matter are found, without anything that can be read."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.desk.models.contacts import Contact


class FingerprintedContact(models.Model):
    """That a contact's fingerprints were made, and with which key. It has none where its secrets forbid hints."""

    contact = models.OneToOneField(Contact, primary_key=True, on_delete=models.CASCADE, related_name="fingerprinted")
    key_id = models.CharField(max_length=80)
    """The name of the desk's key from which theirs was derived, and the version of the recipe."""
    at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return str(self.pk)


class Fingerprint(models.Model):
    """One mark of a contact: 16 bytes that tell nothing without the key, not even what they were made of."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="fingerprints")
    mark = models.BinaryField(max_length=16)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mark", "contact"],
                name="fingerprint_once",
                violation_error_message=_("The contact has this fingerprint already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)
