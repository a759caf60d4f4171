"""The form for a contact that came by phone, on paper or by a visit."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.county import county
from portal.core.forms import (
    CheckboxesWidget,
    LineField,
    OwnWordsField,
    RadiosWidget,
    SelectWidget,
    TextareaWidget,
    TextWidget,
)
from portal.core.national_codes import NEED, code_set
from portal.desk.contact_forms import TIME_FORMATS, EntryForm
from portal.desk.contacts import KIND_NAMES
from portal.desk.exports.labels import CHANNELS, PERSON, ROLES, SENDER_ROLES, URGENCY
from portal.desk.keyed import KEYED_KINDS
from portal.desk.team_forms import DayField
from portal.intake.service import MOST_PERSONS, Consent, ContactContent, Person, Sender, Way

LINE: Final = 200
LONG: Final = 10_000
WHO: Final = ("person", "relative", "helper", "professional", "authority", "private_person")
COUNT: Final = "persons"
ADD: Final = "form_add"
REMOVE: Final = "form_remove"
PERSON_LINES: Final = ("family_name", "first_names", "personal_id", "phone")
PERSON_FIELDS: Final = ("role", *PERSON_LINES, "born_on", "needs")


def _line(label: Any, *, width: int = 0, **more: Any) -> LineField:
    return LineField(label=label, max_length=LINE, required=False, widget=TextWidget(width=width), **more)


class KeyedForm(EntryForm):
    """What somebody told on the phone, on paper or on a visit, in their own words, and when."""

    autocomplete = "off"

    kind = forms.ChoiceField(
        label=_("What kind of contact is it?"),
        choices=[(one, KIND_NAMES[one]) for one in KEYED_KINDS],
        widget=RadiosWidget,
        error_messages={"required": _("Choose what kind of contact it is.")},
    )
    channel = forms.ChoiceField(
        label=_("How did it come?"),
        choices=[(code, name) for code, name in CHANNELS.items() if code != "form"],
        widget=RadiosWidget,
        error_messages={"required": _("Choose how it came.")},
    )
    day = DayField(label=_("Day on which it was received"))
    clock = forms.TimeField(
        label=_("Time"),
        input_formats=TIME_FORMATS,
        widget=TextWidget(width=5),
        help_text=_("For example 14.30. The time limits are counted from this."),
        error_messages={
            "invalid": _("Write the time like this: 14.30"),
            "required": _("Write the time like this: 14.30"),
        },
    )
    urgency = forms.ChoiceField(
        label=_("How soon is help needed?"),
        choices=list(URGENCY.items()),
        widget=RadiosWidget,
        error_messages={"required": _("Choose how soon help is needed.")},
    )
    own_words = OwnWordsField(
        label=_("In their own words"),
        max_length=LONG,
        widget=TextareaWidget(rows=8),
        help_text=_("Write what they said or wrote as it was said, not your own summary."),
        error_messages={"required": _("Write what they said or wrote.")},
    )
    must_not_know = OwnWordsField(
        label=_("Who must not see or be told"), max_length=LINE, required=False, widget=TextareaWidget(rows=2)
    )
    role = forms.ChoiceField(
        label=_("Who was in touch?"),
        choices=[(code, SENDER_ROLES[code]) for code in WHO],
        widget=RadiosWidget,
        error_messages={"required": _("Choose who was in touch.")},
    )
    name = _line(_("Name"))
    title = _line(_("Job title"))
    unit = _line(_("Workplace"))
    phone = _line(_("Phone"), width=20)
    phone_safe = forms.ChoiceField(
        label=_("Is it safe to call this number?"),
        choices=[("not_asked", _("Not asked")), ("safe", _("It is safe")), ("not_safe", _("It is not safe"))],
        initial="not_asked",
        widget=RadiosWidget,
    )
    phone_when = _line(_("When it is good to call"))
    consent = forms.ChoiceField(
        label=_("Does the person consent to the contact?"),
        choices=[("not_asked", _("Not asked")), ("yes", _("Yes")), ("no", _("No"))],
        initial="not_asked",
        widget=RadiosWidget,
    )
    municipality = forms.ChoiceField(label=_("Municipality"), required=False, widget=SelectWidget)
    interpreter = forms.BooleanField(label=_("An interpreter is needed"), required=False)

    persons = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        given = str(self.data.get(COUNT) or self.initial.get(COUNT) or "")
        self.count = min(max(int(given), 1), MOST_PERSONS) if given in _COUNTS else 1
        self.initial[COUNT] = str(self.count)
        places = self.fields["municipality"]
        if isinstance(places, forms.ChoiceField):
            places.choices = [("", _("Not known")), *((one.code, str(one.name)) for one in county().municipalities)]
        for number in range(1, self.count + 1):
            self.fields.update(_person_fields(number))

    @classmethod
    def altered(cls, posted: QueryDict) -> KeyedForm | None:
        """The form with one person more or one less, as the pressed button asks, and everything that was written in it.

        Nothing of it is judged. None where no such button was pressed.
        """
        form = cls(posted)
        gone = str(posted.get(REMOVE, ""))
        if ADD not in posted and gone not in {str(one) for one in form.removable}:
            return None
        kept = {name: field.widget.value_from_datadict(posted, posted, name) for name, field in form.fields.items()}
        if ADD in posted:
            return cls(initial={**kept, COUNT: str(form.count + 1)})
        for number in range(int(gone), form.count):
            kept |= {f"p{number}_{name}": kept[f"p{number + 1}_{name}"] for name in PERSON_FIELDS}
        return cls(initial={**kept, COUNT: str(form.count - 1)})

    @property
    def can_grow(self) -> bool:
        """Whether there is room for another person."""
        return self.count < MOST_PERSONS

    @property
    def removable(self) -> range:
        """The numbers of the persons that may be taken away again."""
        return range(2, self.count + 1)

    def clean(self) -> dict[str, Any]:
        """The answers. The contact was received before now; a number that is safe or not is given."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("clock") and self._arrival(cleaned) > timezone.now():
            self.add_error("day", str(_("The contact was received before now.")))
        return cleaned

    def arrival(self) -> datetime:
        """When it was received, as a time in Finland."""
        return self._arrival(self.cleaned_data)

    def said(self) -> ContactContent:
        """What was told, as the content of a letter."""
        given = self.cleaned_data
        phone = given["phone"]
        call = Way("call", phone, given["phone_safe"], given["phone_when"]) if phone else None
        people = tuple(one for one in (self._person(number) for number in range(1, self.count + 1)) if one)
        return ContactContent(
            own_words=given["own_words"],
            name=given["name"],
            ways=(call,) if call else (),
            interpreter=given["interpreter"],
            municipality=given["municipality"],
            sender=Sender(
                role=given["role"], name=given["name"], title=given["title"], unit=given["unit"], phone=phone
            ),
            persons=people,
            consent=Consent(given=given["consent"]),
            must_not_know=given["must_not_know"],
            channel=given["channel"],
        )

    def _person(self, number: int) -> Person | None:
        given = self.cleaned_data
        lines = {name: given[f"p{number}_{name}"] for name in PERSON_LINES}
        born, needs = given[f"p{number}_born_on"], tuple(given[f"p{number}_needs"])
        if not any((*lines.values(), born, needs)):
            return None
        return Person(
            role=given[f"p{number}_role"] or "person", born_on=born.isoformat() if born else "", needs=needs, **lines
        )

    @staticmethod
    def _arrival(given: dict[str, Any]) -> datetime:
        return timezone.make_aware(datetime.combine(given["day"], given["clock"] or time.min))


_COUNTS: Final = frozenset(str(one) for one in range(1, MOST_PERSONS + 1))


def _person_fields(number: int) -> dict[str, forms.Field]:
    of = _("Person %(number)d: %(what)s")

    def named(label: Any) -> str:
        return str(of) % {"number": number, "what": label}

    fields: dict[str, forms.Field] = {
        f"p{number}_role": forms.ChoiceField(
            label=named(PERSON["role"]), choices=list(ROLES.items()), required=False, widget=SelectWidget
        )
    }
    for name in PERSON_LINES:
        fields[f"p{number}_{name}"] = _line(named(PERSON[name]))
    fields[f"p{number}_born_on"] = DayField(label=named(PERSON["born_on"]), required=False)
    fields[f"p{number}_needs"] = forms.MultipleChoiceField(
        label=named(PERSON["needs"]),
        choices=[(one.key, str(one.name)) for one in code_set(NEED).values],
        required=False,
        widget=CheckboxesWidget,
    )
    return fields
