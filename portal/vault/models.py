"""The audit log's table and what finds entries in it. Both live in the desk's database; rows are added by portal.vault.audit alone."""

from __future__ import annotations

import json
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One thing that somebody did, chained to the one before.

    Appended only: a trigger refuses UPDATE, DELETE and TRUNCATE, and an INSERT that does not continue the chain. Only
    ids and codes stand here, never what people wrote.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=100)
    action = models.CharField(max_length=64)
    subject = models.CharField(max_length=200, db_index=True)
    # Canonical JSON as text, because the hash is over these very characters and a JSON column may rewrite them.
    detail = models.TextField()
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)

    objects: ClassVar[models.Manager[AuditEntry]] = models.Manager()

    class Meta:
        ordering: ClassVar[list[str]] = ["sequence"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["previous_hash"],
                name="vault_audit_chain_never_forks",
                violation_error_message=_("Two entries of the audit log cannot follow the same entry."),
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index("actor", "sequence", name="vault_audit_by_actor"),
            models.Index("action", "sequence", name="vault_audit_by_action"),
            models.Index("at", name="vault_audit_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor} {self.action} {self.subject}"

    @property
    def details(self) -> dict[str, str]:
        """The detail as a mapping."""
        found: dict[str, str] = json.loads(self.detail)
        return found


class AuditMention(models.Model):
    """A thing that an entry names beside its subject, so that the log can be asked for everything about that thing.

    It only finds the entry. What the entry named stands in its detail, inside the chain.
    """

    # No constraint: whoever truncates the log is to be stopped by the log's own trigger, and be told so.
    entry = models.ForeignKey(
        AuditEntry, on_delete=models.DO_NOTHING, related_name="mentions", db_index=False, db_constraint=False
    )
    subject = models.CharField(max_length=200)

    objects: ClassVar[models.Manager[AuditMention]] = models.Manager()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["subject", "entry"],
                name="vault_audit_mentioned_once",
                violation_error_message=_("An entry of the audit log mentions a thing once."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.subject}"
