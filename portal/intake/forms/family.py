"""What a family answers when it reads a professional's text: whether it is sent, own words, how to reach the family."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OptionLooks, PortalForm, RadiosWidget, TextareaWidget
from portal.intake.forms.base import ContactForm, Raw
from portal.intake.forms.choices import words
from portal.intake.forms.ending import OthersReplyForm
from portal.intake.forms.matter import OWN_WORDS_LIMIT
from portal.intake.forms.status import typed_words

SEND: Final = "send"
REFUSE: Final = "refuse"


class CodeForm(PortalForm):
    """The code of words that a professional handed over."""

    autocomplete = "off"
    code = LineField(
        label=_("The eight words of the code"),
        help_text=_("Write the words in the same order as you got them, with a space between them."),
        max_length=1_000,
        widget=TextareaWidget(rows=3, attrs={"spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"required": _("Write the eight words that the professional gave you.")},
    )

    def clean_code(self) -> str:
        """The words as they were given. A slip in typing is told at once: it needs no secret."""
        mistyped = _("One of the words is wrong, or two have changed places. Check them from what you were given.")
        return typed_words(self.cleaned_data["code"], mistyped)


class FamilyForm(ContactForm):
    """Whether the text is sent, and what the family wants to add."""

    family_words = words(
        _("Do you want to add something in your own words?"),
        hint=_(
            "You need not. What you write is sent together with the text, marked as yours. The professional who wrote "
            "the text does not see it. Up to 10,000 characters."
        ),
        limit=OWN_WORDS_LIMIT,
        rows=6,
    )
    decision = forms.ChoiceField(
        label=_("May the text be sent to social services?"),
        choices=[(SEND, _("Yes, send it")), (REFUSE, _("No, do not send it. Delete the text."))],
        widget=RadiosWidget(
            looks=OptionLooks(
                hints={
                    SEND: _("On the next page you can tell how you may be reached. Nothing is sent before that."),
                    REFUSE: _("The text, and what you wrote here, is deleted at once. It cannot be brought back."),
                }
            )
        ),
        error_messages={"required": _("Choose whether the text may be sent.")},
    )

    def refuses(self) -> bool:
        """Whether the family says no, whatever else stands in the form."""
        self.full_clean()
        return self.cleaned_data.get("decision") == REFUSE

    def raw(self) -> Raw:
        """What was posted, without a no: it is acted on at once and never kept as an answer."""
        return {name: given for name, given in super().raw().items() if (name, given[-1]) != ("decision", REFUSE)}


class FamilyReplyForm(OthersReplyForm):
    """How the family may be reached, as it says itself. Everything may be left open; the professional has said where it lives."""

    needs_way: ClassVar[bool] = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["municipality"]

    def clean(self) -> dict[str, Any]:
        """The answers; the municipality stands in the professional's text."""
        return {**super().clean(), "municipality": ""}
