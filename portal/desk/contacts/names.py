"""What kinds of contact and of letters are called at the desk."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KIND_NAMES: Final = {
    "help_request": _("Request for help"),
    "invite": _("Collaboration invite"),
    "contact": _("Contact with consent"),
    "need_notice": _("Notice of a need for social services"),
    "child_welfare_notice": _("Child welfare notice"),
    "prenatal_notice": _("Child welfare notice before birth"),
    "question": _("One question"),
    "consultation": _("Consultation without identity"),
}

RELATION_NAMES: Final = {
    "": pgettext_lazy("letter", "First text"),
    "amendment": pgettext_lazy("letter", "Changed text"),
    "message": pgettext_lazy("letter", "Message from the sender"),
    "withdrawal": pgettext_lazy("letter", "Withdrawal"),
    "reminder": pgettext_lazy("letter", "Reminder"),
}

LETTER_NAMES: Final = {
    "empty_box": pgettext_lazy("letter", "Request to delete"),
    "task_done": pgettext_lazy("letter", "Word that a task is done"),
}
"""What a letter is whose kind says more than its relation to the contact."""

WITHOUT_WORDS: Final = {
    "withdrawal": _("The sender withdraws the contact. They gave no reason."),
    "empty_box": _("The sender asked to delete what their status page showed. There are no words to read."),
    "task_done": _("The sender marked an agreed task as done. The task stands below."),
}
"""What a letter says by what was ticked or pressed alone, by its kind."""


def kind_name(code: str) -> str:
    """The kind in the reader's language; the code itself for a kind that the desk does not know."""
    return str(KIND_NAMES.get(code, code))
