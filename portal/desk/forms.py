"""Forms of the desk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.county import county
from portal.core.forms import LineField, OwnWordsField, PortalForm, SelectWidget
from portal.desk.contacts import KIND_NAMES
from portal.desk.kernel_words import ALERTS
from portal.desk.models import Status, Team, Urgency, Worker
from portal.desk.queue import ALL_TEAMS, FILTER_NAMES, MINE, NOBODY, ONLY_BOX, OPEN, OTHER_TEAMS, OWN_TEAMS, Filters

MESSAGE_LIMIT = 10_000
SEARCH_SHORTEST: Final = 2
SEARCH_LONGEST: Final = 200
ANY_STATUS: Final = "all"
LANGUAGE_NAMES: Final = {"fi": _("Finnish"), "sv": _("Swedish"), "fi-simple": _("Plain Finnish")}


class FilterForm(PortalForm):
    """What the queue shows. It is a GET form: it names states, people of the team and areas, never a sender."""

    marks_optional = False

    team = forms.ChoiceField(label=_("Whose contacts"), required=False, widget=SelectWidget)
    assignee = forms.ChoiceField(label=_("Who has it"), required=False, widget=SelectWidget)
    alarm = forms.ChoiceField(label=_("What needs somebody now"), required=False, widget=SelectWidget)
    urgency = forms.ChoiceField(label=_("Urgency"), required=False, widget=SelectWidget)
    status = forms.ChoiceField(label=_("Status"), required=False, widget=SelectWidget)
    kind = forms.ChoiceField(label=_("Kind of contact"), required=False, widget=SelectWidget)
    area = forms.ChoiceField(label=_("Area"), required=False, widget=SelectWidget)
    language = forms.ChoiceField(label=_("Language"), required=False, widget=SelectWidget)
    box = forms.ChoiceField(label=_("Suspected spam"), required=False, widget=SelectWidget)

    def __init__(self, data: Mapping[str, str], *, teams: Iterable[Team], workers: Iterable[Worker]) -> None:
        super().__init__(data)
        choices: dict[str, list[tuple[str, object]]] = {
            "team": [
                ("", _("My teams and what I have")),
                (OWN_TEAMS, _("My teams")),
                (OTHER_TEAMS, _("Other teams, listed without opening")),
                (ALL_TEAMS, pgettext_lazy("team", "All teams")),
                *((one.key, str(one)) for one in teams),
            ],
            "assignee": [
                ("", pgettext_lazy("assignee", "Anyone")),
                (MINE, _("Me")),
                (NOBODY, _("Nobody")),
                *((str(one.pk), str(one)) for one in workers),
            ],
            "alarm": [("", _("Everything")), *ALERTS.items()],
            "urgency": [("", pgettext_lazy("urgency", "All")), *Urgency.choices],
            "status": [
                (OPEN, pgettext_lazy("status", "Open")),
                *Status.choices,
                (ANY_STATUS, pgettext_lazy("status", "All")),
            ],
            "kind": [("", pgettext_lazy("kind", "All")), *KIND_NAMES.items()],
            "area": [("", pgettext_lazy("area", "All")), *((one.key, str(one.name)) for one in county().areas)],
            "language": [("", pgettext_lazy("language", "All")), *LANGUAGE_NAMES.items()],
            "box": [
                ("", pgettext_lazy("suspected spam", "Left out, unless something is due")),
                (ONLY_BOX, pgettext_lazy("suspected spam", "Only suspected spam")),
            ],
        }
        for name, options in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = options

    def filters(self) -> Filters:
        """What was asked for; whatever was not understood is no filter."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name, "") for name in FILTER_NAMES}
        status = asked.pop("status") or OPEN
        return Filters(status="" if status == ANY_STATUS else status, **asked)


class SearchForm(PortalForm):
    """What is looked for in what senders wrote. It is posted: a name or a number never stands in an address."""

    marks_optional = False
    autocomplete = "off"

    words = LineField(
        label=_("Search in open contacts"),
        min_length=SEARCH_SHORTEST,
        max_length=SEARCH_LONGEST,
        help_text=_("A name, a phone number, a reference or words. Only contacts that you may open without a reason."),
        error_messages={
            "required": _("Write what you are looking for."),
            "min_length": _("Write at least %(limit_value)s characters."),
        },
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
            "The sender reads it on the status page with the words from the receipt. "
            "What you write is sent neither by e-mail nor by text message."
        ),
    )
