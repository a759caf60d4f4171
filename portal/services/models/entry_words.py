"""What is said about an entry of the catalogue in one language variant: drafted, reviewed, published, apart from facts."""

from __future__ import annotations

import logging
from typing import Any, ClassVar, Final, Self

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, RegexValidator
from django.db import models
from django.http import HttpRequest
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Locale, LockableMixin, PreviewableMixin, RevisionMixin, WorkflowMixin

from portal.core.locales import variant
from portal.core.plainness import is_a_copy, plain_text

logger = logging.getLogger(__name__)

SUMMARY_LENGTH: Final = 150
RICH_TEXT: Final = ["bold", "ul", "ol", "h3"]
SCHEDULED: Final = "wagtail.publish.scheduled"

ADDRESS_SHAPE: Final = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use a to z, figures and hyphens."))


class NotRewrittenError(ValidationError):
    """Plain-language words that are still the text they were copied from."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "A fifth or more of these sentences stand in the standard-language text too. "
                "Write it anew in plain language, then publish it."
            ),
            code="not_rewritten",
        )


def rows_of(model: type[models.Model]) -> Any:
    """All rows of a model that is known only when the program runs."""
    return model._default_manager


class EntryWords(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, PreviewableMixin, models.Model):
    """The words of one entry in one language variant.

    No TranslatableMixin: a synchronised translation would overwrite what people wrote. A variant begins as a draft copy of
    the newest text of another (portal.services.cms.variants). Each kind of entry has its own `facts` key.
    """

    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ()
    """The fields that hold sentences; the name is the entry's own and stays the same in plain language."""

    facts: Any
    facts_id: int
    wagtail_reference_index_ignore = True

    locale = models.ForeignKey(
        Locale, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("language")
    )
    name = models.CharField(_("Name"), max_length=120)
    # Saving a draft writes other columns only: this is when what readers see changed last.
    modified_at = models.DateTimeField(_("Changed"), auto_now=True, db_index=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["facts", "locale"],
                name="%(app_label)s_%(class)s_once_in_a_language",
                violation_error_message=_("This already has words in this language."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def revisions(self) -> Any:
        """The revisions of these words."""
        return self._revisions

    def texts(self) -> list[str]:
        """Every text that holds sentences, without markup."""
        return [plain_text(getattr(self, name)) for name in self.TEXT_FIELDS]

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """These words with the text of a revision; entry and language stay those of the row."""
        restored: Self = super().with_content_json(content)
        restored.facts, restored.locale = self.facts, self.locale
        return restored

    def is_still_a_copy(self) -> bool:
        """Whether these are plain-language words of which a fifth or more is the standard text, live or drafted."""
        twin_code = variant(self.locale.language_code).fallback
        if not twin_code:
            return False
        twin: Self | None = rows_of(type(self)).filter(facts=self.facts_id, locale__language_code=twin_code).first()
        if twin is None:
            return False
        newest = twin.get_latest_revision_as_object()
        return is_a_copy(self.texts(), [*twin.texts(), *newest.texts()])

    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """Publishes a revision; every way of publishing ends here: form, workflow, schedule, command.

        Raises NotRewrittenError for plain-language words that are still a copy. The scheduled run is no place to raise: it
        would leave everything after this unpublished. There the words stay a draft and the log says why.
        """
        if variant(self.locale.language_code).fallback and revision.as_object().is_still_a_copy():
            if kwargs.get("log_action") != SCHEDULED:
                raise NotRewrittenError
            revision.approved_go_live_at = None
            revision.save(update_fields=["approved_go_live_at"])
            logger.error("Words %s were not published on schedule: they are still a copy.", self.pk)
            return None
        return super().publish(revision, *args, **kwargs)


class PageWords(EntryWords):
    """Words that have a public page of their own: an address and a summary."""

    slug = models.CharField(
        _("Address"),
        max_length=120,
        validators=[ADDRESS_SHAPE],
        help_text=_("The last part of the page's address. A changed address breaks old links."),
    )
    summary = models.TextField(
        _("Summary"),
        validators=[MaxLengthValidator(SUMMARY_LENGTH)],
        help_text=_("At most 150 characters. Not a copy of the name."),
    )

    PREVIEW_TEMPLATE: ClassVar[str]
    PREVIEW_CONTEXT: ClassVar[str]
    """The dotted name of what makes the page's context: it is built on the models, so they only name it."""

    class Meta(EntryWords.Meta):
        abstract = True
        constraints = [
            *EntryWords.Meta.constraints,
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="%(app_label)s_%(class)s_address_once",
                violation_error_message=_("Another one has this address in this language."),
            ),
        ]
        indexes = [models.Index(fields=["locale", "live", "name", "id"], name="%(class)s_listing")]

    def clean(self) -> None:
        """Raises ValidationError when the summary only says the name again."""
        super().clean()
        if self.summary.strip().rstrip(".").casefold() == self.name.strip().casefold():
            raise ValidationError({"summary": _("The summary says the name again. Say what the service does.")})

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The template of the public page."""
        return self.PREVIEW_TEMPLATE

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page would show, with the facts as they are now."""
        context: dict[str, Any] = import_string(self.PREVIEW_CONTEXT)(self, live=[])
        return context


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
