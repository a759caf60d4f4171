"""Forms of every contact."""

from __future__ import annotations

from portal.intake.forms.base import ContactForm, Offered, Raw, as_initial
from portal.intake.forms.help_request import DANGER, HelpRequestForm, UrgencyForm
from portal.intake.forms.sender import SenderForm
from portal.intake.forms.status import StatusForm

__all__ = [
    "DANGER",
    "ContactForm",
    "HelpRequestForm",
    "Offered",
    "Raw",
    "SenderForm",
    "StatusForm",
    "UrgencyForm",
    "as_initial",
]
