"""Forms of the desk."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.county import county
from portal.core.forms import OwnWordsField, PortalForm, SelectWidget
from portal.desk.models import Status, Worker
from portal.desk.queue import MINE, NOBODY, OPEN, Filters

MESSAGE_LIMIT = 10_000


class FilterForm(PortalForm):
    """What the queue shows. It is a GET form: it names states, people of the team and areas, never a sender."""

    marks_optional = False

    status = forms.ChoiceField(label=_("Status"), required=False, widget=SelectWidget)
    assignee = forms.ChoiceField(label=_("Who has it"), required=False, widget=SelectWidget)
    area = forms.ChoiceField(label=_("Area"), required=False, widget=SelectWidget)

    def __init__(self, data: Mapping[str, str], *, workers: list[Worker]) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, object]]] = {
            "status": [
                (OPEN, pgettext_lazy("status", "Open")),
                *Status.choices,
                ("all", pgettext_lazy("status", "All")),
            ],
            "assignee": [
                ("", pgettext_lazy("assignee", "Anyone")),
                (MINE, _("Me")),
                (NOBODY, _("Nobody")),
                *((str(one.pk), str(one)) for one in workers),
            ],
            "area": [("", pgettext_lazy("area", "All")), *((one.key, str(one.name)) for one in county().areas)],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def filters(self) -> Filters:
        """What was asked for; whatever was not understood is no filter."""
        asked = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        status = asked.get("status") or OPEN
        return Filters(
            status="" if status == "all" else status, assignee=asked.get("assignee", ""), area=asked.get("area", "")
        )


class StatusForm(PortalForm):
    """One step on. The status travels in the button's own form, so that a stale page cannot ask for another one."""

    status = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)


class MessageForm(PortalForm):
    """What a worker writes to the sender. The id makes the same form sent twice one message."""

    message_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    text = OwnWordsField(
        label=_("Message to the sender"),
        max_length=MESSAGE_LIMIT,
        help_text=_(
            "The sender reads it on the status page with the words from the receipt. No e-mail or text message is sent."
        ),
    )
