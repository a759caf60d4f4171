"""What was published, as it was published: a version never changes."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class NeverChangesError(Exception):
    """A version was to be changed or deleted."""


class VersionQuerySet(models.QuerySet["QuestionnaireVersion"]):
    """Versions, which can be added and read."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Raises NeverChangesError."""
        raise NeverChangesError("A version of a questionnaire is never changed.")

    def delete(self) -> NoReturn:
        """Raises NeverChangesError."""
        raise NeverChangesError("A version of a questionnaire is never deleted: old answers point to it.")


class QuestionnaireVersion(models.Model):
    """A compiled questionnaire: facts once, words in every variant that was live, known by the hash of its content."""

    questionnaire = models.UUIDField(_("questionnaire"), db_index=True, help_text=_("The page's translation key."))
    content_hash = models.CharField(_("content hash"), max_length=64, unique=True)
    definition = models.JSONField(_("definition"))
    words = models.JSONField(_("words by variant"))
    made_at = models.DateTimeField(_("made at"), auto_now_add=True)

    objects: ClassVar[Any] = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")

    def __str__(self) -> str:
        return f"{self.questionnaire} {self.content_hash[:12]}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Writes a new version. Raises NeverChangesError for one that is stored already."""
        if not self._state.adding:
            raise NeverChangesError("A version of a questionnaire is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises NeverChangesError."""
        raise NeverChangesError("A version of a questionnaire is never deleted: old answers point to it.")


class CurrentVersion(models.Model):
    """The version that a new sitting of a questionnaire gets."""

    questionnaire = models.UUIDField(_("questionnaire"), primary_key=True)
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("version")
    )

    class Meta:
        verbose_name = _("version in use")
        verbose_name_plural = _("versions in use")

    def __str__(self) -> str:
        return str(self.questionnaire)
