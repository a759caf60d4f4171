"""Which reminders have gone to which mailbox, so that none goes twice."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderMail(models.Model):
    """One mail to one role mailbox on one day. It is claimed before it is sent; no text of it is kept."""

    mailbox = models.EmailField(_("mailbox"))
    day = models.DateField(_("day"))
    told = models.JSONField(_("what it told"), default=list)
    """What each line was about: the entry, why, and for which day."""
    claimed_at = models.DateTimeField(_("claimed at"))
    sent_at = models.DateTimeField(_("sent at"), null=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["mailbox", "day"], name="home_reminder_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} ({len(self.told)})"
