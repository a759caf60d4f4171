"""What a sender adds later: a message to the desk, and the withdrawal of a contact."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OwnWordsField, TextareaWidget
from portal.intake.forms.base import ContactForm
from portal.intake.forms.help_request import OWN_WORDS_LIMIT


class LaterMessageForm(ContactForm):
    """More to a contact that was sent, or an answer to what the desk wrote."""

    own_words = OwnWordsField(
        label=_("What would you like to add or answer?"),
        help_text=_("Write in your own words. Up to 10,000 characters."),
        max_length=OWN_WORDS_LIMIT,
        widget=TextareaWidget(rows=8),
        error_messages={"required": _("Write what you would like to tell us.")},
    )


class EmptyBoxForm(ContactForm):
    """Deleting what the status page shows. The sender confirms it."""

    confirmed = forms.BooleanField(
        label=_("I want to delete what this page shows"),
        error_messages={"required": _("Tick the box if you want to delete it.")},
    )


class WithdrawalForm(ContactForm):
    """Taking a contact back (peruuttaminen). The sender confirms it, and may say why."""

    own_words = OwnWordsField(
        label=_("Do you want to say why?"),
        help_text=_("You need not give a reason."),
        max_length=OWN_WORDS_LIMIT,
        required=False,
        widget=TextareaWidget(rows=4),
    )
    confirmed = forms.BooleanField(
        label=_("I withdraw my contact"),
        error_messages={"required": _("Tick the box if you want to withdraw your contact.")},
    )
