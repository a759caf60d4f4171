"""The desk's own texts: reply templates and help pages, each change a version of its own."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REPLY_LOCALES: Final = (("fi", "Suomi"), ("sv", "Svenska"), ("fi-simple", "Selkosuomi"))
HELP_LOCALES: Final = (("fi", "Suomi"), ("sv", "Svenska"))


class TextVersion(models.Model):
    """One version of a plain text in one locale: kept for ever, the newest one is shown."""

    key = models.SlugField(_("key"), max_length=60)
    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"))
    version = models.PositiveIntegerField(default=1, editable=False)
    is_in_use = models.BooleanField(_("in use"), default=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """None where the demo's loader wrote it."""

    locale: models.CharField[str, str]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title


class ReplyTemplate(TextVersion):
    """A text to begin an answer with (vastauspohja), in one of the three variants that senders read."""

    locale = models.CharField(_("language"), max_length=16, choices=REPLY_LOCALES)

    class Meta:
        ordering = ["title", "locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "locale", "version"],
                name="reply_template_version_once",
                violation_error_message=_("Somebody else has changed this text. See what it says now and try again."),
            ),
            models.CheckConstraint(
                condition=Q(locale__in=["fi", "sv", "fi-simple"]),
                name="reply_template_locale_known",
                violation_error_message=_("Senders read Finnish, Swedish and plain Finnish."),
            ),
        ]


class HelpPage(TextVersion):
    """A page of the desk's own handbook (ohje), in one of the desk's two languages."""

    locale = models.CharField(_("language"), max_length=2, choices=HELP_LOCALES)

    class Meta:
        ordering = ["title", "locale"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "locale", "version"],
                name="help_page_version_once",
                violation_error_message=_("Somebody else has changed this text. See what it says now and try again."),
            ),
            models.CheckConstraint(
                condition=Q(locale__in=["fi", "sv"]),
                name="help_page_locale_known",
                violation_error_message=_("The desk speaks Finnish and Swedish."),
            ),
        ]
