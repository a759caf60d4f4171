"""The form of the status page: a receipt's reference and words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, PortalForm, TextareaWidget, TextWidget
from portal.intake.receipts import typed_reference
from portal.vault.words import Reason, WrongWords, normalise

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


class StatusForm(PortalForm):
    """The reference and the words of a receipt."""

    autocomplete = "off"
    reference = LineField(
        label=_("Reference"),
        help_text=_("Ten letters and digits, for example 7K2QM-4XW9D."),
        max_length=100,
        widget=TextWidget(width=20, attrs={"spellcheck": "false"}),
        error_messages={"required": _("Write the reference from your receipt.")},
    )
    words = LineField(
        label=_("Your eight words"),
        help_text=_("Write the words in the same order as on the receipt, with a space between them."),
        max_length=1_000,
        widget=TextareaWidget(rows=3, attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Write the eight words from your receipt.")},
    )

    def clean_reference(self) -> str:
        """The reference in its own form."""
        found = typed_reference(self.cleaned_data["reference"])
        if found is None:
            raise forms.ValidationError(_("The reference has ten letters and digits. Check it from your receipt."))
        return found

    def clean_words(self) -> str:
        """The words as they were given. A slip in typing is told at once: it needs no secret."""
        mistyped = _("One of the words is wrong, or two have changed places. Check them from your receipt.")
        return typed_words(self.cleaned_data["words"], mistyped)


def typed_words(text: str, mistyped: Text) -> str:
    """The eight words as they were given. Raises ValidationError with what is wrong; `mistyped` says where to check."""
    try:
        return normalise(text)
    except WrongWords as wrong:
        raise forms.ValidationError(_wrong_words(wrong, mistyped)) from wrong


def _wrong_words(wrong: WrongWords, mistyped: Text) -> Text:
    if wrong.reason is Reason.COUNT:
        return gettext("There should be eight words. You wrote %(found)d.") % {"found": wrong.found}
    if wrong.reason is Reason.UNKNOWN:
        places = ", ".join(str(one) for one in wrong.positions)
        return gettext("Check these words, counted from the first: %(places)s. They are not among our words.") % {
            "places": places
        }
    return mistyped
