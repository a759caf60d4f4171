"""What the facts of every entry of the catalogue have in common: a key, an owner, who verified them and when."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django.core.validators import RegexValidator
from django.db import models
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from portal.services.models.classifications import check_languages, check_municipalities

VOUCHED_FOR: Final = timedelta(days=365)
"""How long facts hold after somebody checked them; after that nobody knows."""
PHONE_SHAPE: Final = RegexValidator(
    r"^\+?\d[\d ]{2,28}$", _("Write the number with digits and spaces, for example 079 123 4567.")
)


facts_saved: Final = Signal()
"""Sent with `facts` after facts and their rows were saved. (Django's own comes before the rows are.)"""


class Provider(models.TextChoices):
    """Who provides the service (tuottaja)."""

    OWN = "own", _("The county itself")
    PURCHASED = "purchased", _("Purchased by the county")
    OTHER_AUTHORITY = "other_authority", _("Another authority")
    ASSOCIATION = "association", _("An association")
    PRIVATE = "private", _("A private company")


class EntryFacts(RevisionMixin, ClusterableModel):
    """Facts of an entry: what holds in every language variant. Each save is public at once."""

    wagtail_reference_index_ignore = True
    """Nothing is deleted, so nobody asks what refers to it; the index would double the work of each save."""

    key = models.SlugField(
        _("Key"), max_length=80, unique=True, help_text=_("The entry's own name in files and links. It stays.")
    )
    languages = models.JSONField(
        _("Languages people are served in"), default=list, blank=True, validators=[check_languages]
    )
    municipalities = models.JSONField(
        _("Municipalities"),
        default=list,
        blank=True,
        validators=[check_municipalities],
        help_text=_("Where it is offered. None chosen: in the whole county."),
    )
    owner = models.EmailField(
        _("Owner's mailbox"),
        blank=True,
        help_text=_("A mailbox of the team that keeps this entry, never of one person."),
    )
    verified_on = models.DateField(_("Verified on"), db_index=True)
    verified_by = models.CharField(_("Verified by"), max_length=120, help_text=_("A team or a role, never a person."))
    next_review = models.DateField(_("Next review by"), null=True, blank=True, db_index=True)
    archived_on = models.DateField(
        _("Ended on"), null=True, blank=True, help_text=_("With a date, the public pages say that this has ended.")
    )
    modified_at = models.DateTimeField(_("Changed"), auto_now=True, db_index=True)

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.key

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the facts with all their rows, then tells those who keep what is found by them."""
        super().save(*args, **kwargs)
        facts_saved.send(sender=type(self), facts=self)

    @property
    def revisions(self) -> Any:
        """The revisions of these facts, newest last."""
        return self._revisions

    @property
    def is_old(self) -> bool:
        """Whether nobody has verified them for over twelve months."""
        return timezone.localdate() - self.verified_on > VOUCHED_FOR
