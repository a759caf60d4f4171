"""The last pages of the long kinds: how to answer, and a look at everything before it is sent."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OwnWordsField
from portal.intake.forms.base import ContactForm, Raw
from portal.intake.forms.matter import own_words
from portal.intake.forms.sender import SenderForm

COPY_LIMIT: Final = 1_000_000


class ReplyForm(SenderForm):
    """How to answer somebody who has said their name on an earlier page."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        del self.fields["name"]


class OthersReplyForm(ReplyForm):
    """How to answer who writes about somebody else: they have given a number, or chosen not to be reached."""

    needs_way: ClassVar[bool] = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["municipality"].label = _("In which municipality does the person live?")


class QuestionForm(SenderForm):
    """One question, answered without opening a case."""

    own_words = own_words(
        _("What would you like to ask?"),
        hint=_("Write in your own words. You need not tell who you are. Up to 10,000 characters."),
        missing=_("Write what you would like to ask."),
    )
    field_order = ["own_words", "name"]


class ConsultationForm(OthersReplyForm):
    """A professional's question about a situation. It names no client."""

    own_words = own_words(
        _("What is the situation, and what would you like to talk over?"),
        hint=_("Leave out names, addresses, dates of birth and everything else that tells who it is about."),
        missing=_("Write what the situation is and what you would like to talk over."),
    )
    no_names = forms.BooleanField(
        label=_("I have written nothing that tells who the client is"),
        error_messages={"required": _("Check your text, and confirm that it does not tell who the client is.")},
    )
    field_order = ["own_words", "no_names"]


class CheckForm(ContactForm):
    """A look at everything before it is sent.

    The copy travels with the post so that a failure page can show it; what is sent are the answers themselves.
    """

    marks_optional: ClassVar[bool] = False
    form_copy = OwnWordsField(
        label=_("A copy of what you are about to send. What you change here is not sent."),
        max_length=COPY_LIMIT,
        required=False,
    )

    def raw(self) -> Raw:
        """Nothing: the page asks nothing."""
        return {}
