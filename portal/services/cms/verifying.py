"""Saying of several entries at once that somebody has checked them today."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db import router, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.widgets import AdminDateInput
from wagtail.log_actions import log
from wagtail.permissions import ModelPermissionPolicy
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from portal.services.cms.variants import name_for_editors, with_words
from portal.services.kinds import KINDS
from portal.services.models import EntryFacts
from portal.services.models.entry import VOUCHED_FOR
from portal.services.models.entry_words import rows_of


class VerifyForm(forms.Form):
    """Which team has checked the entries, and when they are looked at again."""

    verified_by = forms.CharField(
        label=_("Verified by"), max_length=120, help_text=_("A team or a role, never a person.")
    )
    next_review = forms.DateField(label=_("Next review by"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_review"].initial = timezone.localdate() + VOUCHED_FOR

    def clean_next_review(self) -> date:
        """The day. Raises ValidationError unless it lies ahead."""
        day: date = self.cleaned_data["next_review"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("The next review must be later than today."))
        return day


def verify(entries: Iterable[EntryFacts], *, verified_by: str, next_review: date, user: Any) -> int:
    """How many entries now say that the team checked them today; each keeps a revision and a line in its history.

    Only the three columns of the upkeep are written, so that nothing of an editor's work at the same time is undone.
    """
    today, count = timezone.localdate(), 0
    for facts in entries:
        facts.verified_on, facts.verified_by, facts.next_review = today, verified_by, next_review
        with transaction.atomic(using=router.db_for_write(type(facts))):
            facts.save(update_fields=["verified_on", "verified_by", "next_review"])
            revision = facts.save_revision(user=user, clean=False)
            log(instance=facts, action="wagtail.edit", user=user, revision=revision, content_changed=True)
        count += 1
    return count


class VerifyAction(SnippetBulkAction):
    """The button under the listing, and the page that asks which team it was."""

    display_name = _("Verified today")
    action_type = "verify"
    aria_label = _("Say of the chosen entries that they were verified today")
    template_name = "services/cms/verify.html"
    form_class = VerifyForm
    action_priority = 10
    models: ClassVar[list[type[EntryFacts]]] = [kind.facts for kind in KINDS]

    @classmethod
    def get_queryset(cls, model: type[EntryFacts], object_ids: Iterable[str]) -> list[Any]:
        """The chosen entries with their names; numbers that are none are passed over."""
        wanted = [one for one in object_ids if str(one).isdecimal()]
        return list(with_words(rows_of(model).filter(pk__in=wanted)))

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """None: who says that something was checked chooses it row by row."""
        return []

    def check_perm(self, obj: EntryFacts) -> bool:
        """Whether the user may change entries of this kind."""
        return bool(ModelPermissionPolicy(type(obj)).user_has_permission(self.request.user, "change"))

    def object_context(self, obj: EntryFacts) -> dict[str, Any]:
        """The entry with the name by which editors know it."""
        return {**super().object_context(obj), "name": name_for_editors(obj)}

    @classmethod
    def execute_action(cls, objects: list[EntryFacts], **kwargs: Any) -> tuple[int, int]:
        """Verifies the entries."""
        action = kwargs["self"]
        return verify(objects, user=action.request.user, **action.cleaned_form.cleaned_data), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """How many were verified."""
        return ngettext(
            "%(count)d entry was marked as verified today.",
            "%(count)d entries were marked as verified today.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
