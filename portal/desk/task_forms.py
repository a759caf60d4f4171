"""Forms for what the desk tells the sender besides messages."""

from __future__ import annotations

from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OwnWordsField, PortalForm, TextareaWidget, TextWidget
from portal.desk.tasks import TaskState
from portal.desk.team_forms import DayField

TEXT_LIMIT = 2_000
LINE_LIMIT = 200


def _message_id() -> forms.UUIDField:
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class HandledByForm(PortalForm):
    """Who handles the matter, as the sender sees it."""

    message_id = _message_id()
    name = LineField(
        label=_("Name or role"), help_text=_("For example “Social counsellor Aino”."), max_length=LINE_LIMIT
    )
    phone = LineField(label=_("Phone"), max_length=LINE_LIMIT, required=False, widget=TextWidget(width=20))
    hours = LineField(
        label=_("When to reach you"),
        help_text=_("For example “weekdays 9–11”."),
        max_length=LINE_LIMIT,
        required=False,
    )


class NextForm(PortalForm):
    """What happens next, and by when."""

    message_id = _message_id()
    text = OwnWordsField(label=_("What happens next"), max_length=TEXT_LIMIT, widget=TextareaWidget(rows=3))
    due = DayField(
        label=_("At the latest on"), help_text=_("Only when the day is certain. The sender sees it."), required=False
    )


class TaskForm(PortalForm):
    """A task that the sender has agreed to do."""

    message_id = _message_id()
    text = OwnWordsField(
        label=_("What the sender does"),
        help_text=_("Only what you have agreed together. The sender can tick it as done."),
        max_length=TEXT_LIMIT,
        widget=TextareaWidget(rows=3),
    )
    due = DayField(label=_("To be done by"), required=False)


class TaskStateForm(PortalForm):
    """A new state of a task. It travels in the button's own form."""

    message_id = _message_id()
    state = forms.ChoiceField(choices=[(one.value, one.value) for one in TaskState], widget=forms.HiddenInput)
