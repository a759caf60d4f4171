"""What is said about a service in one language variant."""

from __future__ import annotations

import logging
from typing import Any, Final, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import DraftStateMixin, Locale, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from portal.core.locales import variant
from portal.core.plainness import is_a_copy, plain_text
from portal.services import presentation
from portal.services.models.facts import ServiceFacts

logger = logging.getLogger(__name__)

SUMMARY_LENGTH: Final = 150
RICH_TEXT: Final = ["bold", "ul", "ol", "h3"]
TEXT_FIELDS: Final = (
    "everyday_names",
    "summary",
    "description",
    "who_for",
    "how_to_start",
    "cost",
    "what_next",
    "promise",
    "for_professionals",
)
"""The fields that hold sentences; the name is the service's own and stays the same in plain language."""

SCHEDULED: Final = "wagtail.publish.scheduled"


class NotRewrittenError(ValidationError):
    """Plain-language words that are still the text they were copied from."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A fifth or more of these sentences stand in the standard-language text too. "
                "Write the service anew in plain language, then publish it."
            ),
            code="not_rewritten",
        )


class ServiceWords(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The words of one service in one language variant: drafted, reviewed, published, apart from the facts.

    No TranslatableMixin: a synchronised translation would overwrite what people wrote. A variant begins as a draft copy of
    the newest text of another (portal.services.cms.variants).
    """

    facts = models.ForeignKey(
        ServiceFacts, on_delete=models.PROTECT, related_name="words", editable=False, verbose_name=_("service")
    )
    locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("language")
    )
    name = models.CharField(_("Name"), max_length=120)
    slug = models.CharField(
        _("Address"),
        max_length=120,
        validators=[RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use a to z, figures and hyphens."))],
        help_text=_("The last part of the page's address. A changed address breaks old links."),
    )
    everyday_names = models.TextField(
        _("Everyday names"), blank=True, help_text=_("What people call it. One name on each line.")
    )
    summary = models.TextField(
        _("Summary"),
        validators=[MaxLengthValidator(SUMMARY_LENGTH)],
        help_text=_("At most 150 characters. Not a copy of the name."),
    )
    description = RichTextField(_("What it is"), features=RICH_TEXT)
    who_for = RichTextField(_("Who it is for"), features=RICH_TEXT, blank=True)
    how_to_start = models.TextField(
        _("How you become a client"), help_text=_("One step on each line. The page numbers them.")
    )
    cost = models.TextField(_("What it costs"), blank=True)
    what_next = RichTextField(_("What happens next"), features=RICH_TEXT, blank=True)
    promise = models.TextField(
        _("When we answer"), blank=True, help_text=_("The county's own promise. Never show it as a limit of the law.")
    )
    for_professionals = RichTextField(
        _("For professionals"),
        features=RICH_TEXT,
        blank=True,
        help_text=_("When to guide here, how, and what to write."),
    )
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="service_words")

    class Meta:
        verbose_name = _("words of a service")
        verbose_name_plural = _("words of services")
        constraints = [
            models.UniqueConstraint(
                fields=["facts", "locale"],
                name="services_words_once_in_a_language",
                violation_error_message=_("This service already has words in this language."),
            ),
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="services_words_address_once",
                violation_error_message=_("Another service has this address in this language."),
            ),
        ]
        indexes = [models.Index(fields=["locale", "live", "name", "id"], name="services_words_listing")]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        """The revisions of these words."""
        return self._revisions

    @property
    def steps(self) -> list[str]:
        """The steps of how one becomes a client, in order."""
        return _lines(self.how_to_start)

    @property
    def other_names(self) -> list[str]:
        """What people call the service."""
        return _lines(self.everyday_names)

    def texts(self) -> list[str]:
        """Every text that holds sentences, without markup."""
        return [plain_text(getattr(self, name)) for name in TEXT_FIELDS]

    def clean(self) -> None:
        """Raises ValidationError when the summary only says the name again."""
        super().clean()
        if self.summary.strip().rstrip(".").casefold() == self.name.strip().casefold():
            raise ValidationError({"summary": _("The summary says the name again. Say what the service does.")})

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """These words with the text of a revision; service and language stay those of the row."""
        restored: Self = super().with_content_json(content)
        restored.facts, restored.locale = self.facts, self.locale
        return restored

    def is_still_a_copy(self) -> bool:
        """Whether these are plain-language words of which a fifth or more is the standard text, live or drafted."""
        twin_code = variant(self.locale.language_code).fallback
        if not twin_code:
            return False
        twin = ServiceWords.objects.filter(facts=self.facts_id, locale__language_code=twin_code).first()
        if twin is None:
            return False
        newest = twin.get_latest_revision_as_object()
        return is_a_copy(self.texts(), [*twin.texts(), *newest.texts()])

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publishes a revision; every way of publishing ends here: form, workflow, schedule, command.

        Raises NotRewrittenError for plain-language words that are still a copy. The scheduled run is no place to raise: it
        would leave everything after this unpublished. There the words stay a draft and the log says why.
        """
        if revision.as_object().is_still_a_copy():
            if kwargs.get("log_action") != SCHEDULED:
                raise NotRewrittenError
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            logger.error("Words %s were not published on schedule: they are still a copy.", self.pk)
            return None
        return super().publish(revision, *args, **kwargs)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of the public page."""
        return "services/service.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page would show, with the facts as they are now."""
        return presentation.context_of(self, live=[])


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
