"""Forms for joining contacts, for suspected spam, and for choosing between the senders of joined contacts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OwnWordsField, RadiosWidget, TextareaWidget
from portal.desk.contact_forms import REASON_LIMIT, EntryForm
from portal.desk.models import Contact


class JoinForm(EntryForm):
    """Which contact is joined to the open one, and why."""

    reference = LineField(
        label=_("Reference of the other contact"),
        max_length=40,
        help_text=_("You need the right to both. The one that you have open now stays in the queue."),
        error_messages={"required": _("Write the reference of the other contact.")},
    )
    text = OwnWordsField(
        label=_("Why they are one matter"),
        max_length=REASON_LIMIT,
        help_text=_("Kept for the desk, and never shown to a sender here."),
        widget=TextareaWidget(rows=4),
        required=False,
    )

    def clean_reference(self) -> UUID:
        """The id of the contact that was named."""
        found = Contact.objects.filter(reference__iexact=self.cleaned_data["reference"].strip())
        contact_id = found.values_list("pk", flat=True).first()
        if contact_id is None:
            raise forms.ValidationError(str(_("There is no contact with this reference.")))
        return contact_id


class SuspectForm(EntryForm):
    """Why the contact looks like spam."""

    text = OwnWordsField(
        label=_("Why you suspect spam"),
        max_length=REASON_LIMIT,
        widget=TextareaWidget(rows=4),
        error_messages={"required": _("Write why you suspect spam.")},
    )


class TakeBackForm(EntryForm):
    """Why the contact is no spam."""

    text = OwnWordsField(
        label=_("Why it is no spam"), max_length=REASON_LIMIT, widget=TextareaWidget(rows=4), required=False
    )


TO_WHOM: Final = "to"
ABOUT: Final = "about"
LABELS: Final = {TO_WHOM: _("To the sender of which contact"), ABOUT: _("About which contact the note is")}


def ask_which(form: forms.Form, senders: Sequence[tuple[UUID, str]], name: str) -> None:
    """Lets the form ask which contact is meant where several are joined; nothing is chosen beforehand."""
    if len(senders) < 2 or name in form.fields:
        return
    field: Any = forms.ChoiceField(
        label=LABELS[name],
        choices=[(str(pk), reference) for pk, reference in senders],
        widget=RadiosWidget,
        error_messages={"required": _("Choose which of the joined contacts you mean.")},
    )
    form.fields[name] = field


def chosen(form: forms.Form, contact_id: UUID) -> UUID:
    """The contact that was chosen; the open one where there was no choice. Only for a form that is valid."""
    given = form.cleaned_data
    return UUID(given.get(TO_WHOM) or given.get(ABOUT) or str(contact_id))
