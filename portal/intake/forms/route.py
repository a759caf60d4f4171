"""The route that a contact came by: carried in a page of its form, with the answer that follows from it in sight."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.intake.documents import Item, Section
from portal.intake.forms.base import YES, ContactForm, Raw
from portal.intake.route_names import ROUTE_NAMES

ROUTE: Final = "route"


class RouteForm(ContactForm):
    """A page of circumstances. The one that the sender's route is about is answered with yes, says so, and may be changed."""

    route = forms.CharField(label=_("You began from the page"), required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        came_by = str(self.data.get(ROUTE) or next(iter(self.kept.get(ROUTE, ())), ""))
        if came_by in ROUTE_NAMES and came_by in self.fields:
            field = self.fields[came_by]
            note = gettext("We chose “Yes” because of the page that you began from. You can change it.")
            field.help_text = f"{note} {field.help_text}".strip()

    def clean_route(self) -> str:
        """The route, or nothing for what is none: nobody can mend a field that nobody sees."""
        given = str(self.cleaned_data[ROUTE])
        return given if given in ROUTE_NAMES else ""

    def sections(self, heading: str) -> tuple[Section, ...]:
        """What was answered, and the page that the contact was begun from: it is sent as well, so it is shown."""
        found = super().sections(heading)
        if not (came_by := self.cleaned_data[ROUTE]):
            return found
        item = Item(str(self.fields[ROUTE].label), str(ROUTE_NAMES[came_by]))
        return (Section(heading, (*(one for section in found for one in section.items), item)),)


def answers_of_route(form_class: type[ContactForm], route: str) -> Raw:
    """The raw answers that a page begins with on that route; empty where the page does not ask about it."""
    asks = issubclass(form_class, RouteForm) and route in ROUTE_NAMES and route in form_class.base_fields
    return {ROUTE: [route], route: [YES]} if asks else {}
