"""Forms for what a worker writes down about a contact. Each carries the id of its entry: sent twice it is one entry."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time
from typing import Any, Final
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import (
    OwnWordsField,
    PortalForm,
    RadiosWidget,
    SelectWidget,
    TextareaWidget,
    TextWidget,
)
from portal.desk.models import Contact, ContactNote, Decision, DeskDraft, Outcome, Role, Team, Worker
from portal.desk.team_forms import DayField

TEXT_LIMIT: Final = 10_000
REASON_LIMIT: Final = 3_000
TIME_FORMATS: Final = ("%H.%M", "%H:%M")


class EntryForm(PortalForm):
    """A form whose answer is kept as an entry."""

    entry_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class NoteForm(EntryForm):
    """A kept note, or that somebody was tried to be reached."""

    note = OwnWordsField(
        label=_("Note"),
        max_length=TEXT_LIMIT,
        help_text=_(
            "Kept for the desk and never shown to the sender here. It cannot be changed later, only corrected."
        ),
        widget=TextareaWidget(rows=4),
        required=False,
    )
    way = forms.ChoiceField(
        label=_("Did you try to reach somebody?"),
        choices=[("", pgettext_lazy("way", "No")), *ContactNote.Way.choices],
        required=False,
        widget=SelectWidget,
    )
    result = forms.ChoiceField(
        label=_("What came of it"),
        choices=[("", pgettext_lazy("result", "Choose")), *ContactNote.Result.choices],
        required=False,
        widget=SelectWidget,
    )
    corrects = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The answers. A note has words, or says how somebody was tried to be reached and what came of it."""
        cleaned = super().clean() or {}
        if cleaned.get("way") and not cleaned.get("result") and "result" not in self.errors:
            self.add_error("result", str(_("Choose what came of it.")))
        if cleaned.get("result") and not cleaned.get("way") and "way" not in self.errors:
            self.add_error("way", str(_("Choose how you tried to reach them.")))
        if not cleaned.get("note") and not cleaned.get("way") and not self.errors:
            self.add_error("note", str(_("Write the note.")))
        return cleaned


class ArrivalForm(EntryForm):
    """Since when the matter was known, and how that is known."""

    day = DayField(label=_("Day on which the matter became known"))
    clock = forms.TimeField(
        label=_("Time"),
        input_formats=TIME_FORMATS,
        required=False,
        widget=TextWidget(width=5),
        help_text=_("For example 14.30. Without a time it is the beginning of the day."),
        error_messages={"invalid": _("Write the time like this: 14.30")},
    )
    text = OwnWordsField(
        label=_("How it became known"),
        max_length=REASON_LIMIT,
        help_text=_("Who knew of it and how. It is kept with the contact."),
        widget=TextareaWidget(rows=4),
    )

    def arrival(self) -> datetime:
        """The day and the time as a time in Finland."""
        given = self.cleaned_data
        return timezone.make_aware(datetime.combine(given["day"], given["clock"] or time.min))


class DecisionForm(EntryForm):
    """Whether the assessment of the service need is started."""

    choice = forms.ChoiceField(
        label=_("Decision"),
        choices=Decision.Choice.choices,
        widget=RadiosWidget,
        error_messages={"required": _("Choose the decision.")},
    )
    decided_on = DayField(label=_("Day of the decision"))
    text = OwnWordsField(
        label=_("Reasons"),
        max_length=REASON_LIMIT,
        widget=TextareaWidget(rows=5),
        error_messages={"required": _("Write the reasons.")},
    )


class CloseForm(EntryForm):
    """What came of the contact."""

    code = forms.ChoiceField(
        label=_("Outcome"),
        choices=Outcome.Code.choices,
        widget=RadiosWidget,
        error_messages={"required": _("Choose the outcome.")},
    )
    left_on = DayField(
        label=_("Day of the transfer to another county"),
        required=False,
        help_text=_("Only for a transfer to another county. Our time limits end on that day, and theirs begin."),
    )
    text = OwnWordsField(
        label=_("More about the outcome"),
        max_length=REASON_LIMIT,
        help_text=_("For example who the own worker is, to which service you guided, or to whom it was transferred."),
        widget=TextareaWidget(rows=4),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The answers. A transfer to another county has a day; a transfer and an own worker need words."""
        cleaned = super().clean() or {}
        code = cleaned.get("code")
        if code == Outcome.Code.OTHER_COUNTY:
            if not cleaned.get("left_on") and "left_on" not in self.errors:
                self.add_error("left_on", str(_("Write the day of the transfer.")))
        else:
            cleaned["left_on"] = None
        if code in WITH_WORDS and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", str(_("Write to whom or to which service.")))
        return cleaned


WITH_WORDS: Final = frozenset(
    {Outcome.Code.OWN_WORKER, Outcome.Code.GUIDED, Outcome.Code.TRANSFERRED, Outcome.Code.OTHER_COUNTY}
)
"""Outcomes that say little without a name."""


class HandoverForm(EntryForm):
    """To whom the contact is offered: one colleague or one team."""

    awaited = frozenset({"to_worker", "to_team"})

    to_worker = forms.ModelChoiceField(
        label=_("To a colleague"), queryset=Worker.objects.none(), required=False, empty_label=_("Nobody in particular"),
        widget=SelectWidget,
    )  # fmt: skip
    to_team = forms.ModelChoiceField(
        label=_("Or to a team"), queryset=Team.objects.none(), required=False, empty_label=_("No team"),
        widget=SelectWidget,
    )  # fmt: skip
    text = OwnWordsField(
        label=_("What the receiver should know"),
        max_length=REASON_LIMIT,
        widget=TextareaWidget(rows=4),
        required=False,
    )

    def __init__(self, *args: Any, contact: Contact, worker: Worker, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "to_worker", handlers().exclude(pk=worker.pk))
        _choose_from(self, "to_team", Team.objects.exclude(pk=contact.team_id))

    def clean(self) -> dict[str, Any]:
        """The answers: a colleague or a team, not both."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("to_worker")) == bool(cleaned.get("to_team")) and not self.errors:
            self.add_error("to_worker", str(_("Choose a colleague or a team, not both.")))
        return cleaned


class AssignForm(PortalForm):
    """To whom a lead gives the contact."""

    worker = forms.ModelChoiceField(
        label=_("Give the contact to"), queryset=Worker.objects.none(), empty_label=_("Choose"), widget=SelectWidget
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _choose_from(self, "worker", handlers())


class TemplateForm(PortalForm):
    """Which reply template the answer begins with."""

    template = forms.ChoiceField(label=_("Reply template"), required=False, widget=SelectWidget)

    def __init__(self, *args: Any, choices: Callable[[], list[Any]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["template"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices


class DraftForm(PortalForm):
    """What is being typed, and where."""

    field = forms.ChoiceField(choices=DeskDraft.Field.choices)
    text = OwnWordsField(max_length=TEXT_LIMIT, required=False)


def handlers() -> Any:
    """The workers who may have contacts."""
    return Worker.objects.filter(is_active=True, role__in=[Role.WORKER, Role.LEAD]).order_by("name", "pk")


def _choose_from(form: forms.Form, name: str, rows: Any) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):
        field.queryset = rows
