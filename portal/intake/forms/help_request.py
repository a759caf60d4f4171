"""The urgency gate and the short contact (Pyydä apua, Be om hjälp)."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OwnWordsField, PortalForm, RadiosWidget, TextareaWidget
from portal.intake.forms.sender import SenderForm

OWN_WORDS_LIMIT: Final = 10_000
DANGER: Final = "danger"
TODAY: Final = "today"
NOT_URGENT: Final = "not_urgent"


class UrgencyForm(PortalForm):
    """The urgency gate before every form."""

    page_heading = "urgency"
    urgency = forms.ChoiceField(
        label=_("Do you need help right now?"),
        choices=[
            (DANGER, _("Yes, someone is in danger right now")),
            (TODAY, _("I need help today, but nobody is in danger")),
            (NOT_URGENT, _("No, this is not urgent")),
        ],
        widget=RadiosWidget(),
        error_messages={"required": _("Choose how soon you need help.")},
    )


class HelpRequestForm(SenderForm):
    """Pyydä apua, Be om hjälp: the short contact."""

    own_words = OwnWordsField(
        label=_("What would you like help with?"),
        help_text=_("Write in your own words. You can write briefly. Up to 10,000 characters."),
        max_length=OWN_WORDS_LIMIT,
        widget=TextareaWidget(rows=10),
        error_messages={"required": _("Write a few words about what you would like help with.")},
    )
    field_order = ["own_words", "name"]
