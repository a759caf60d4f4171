"""The persons whom a contact is about: a group of fields that repeats, at most eight times, without any script.

"Add another person" is a button of the page: the post keeps what was written, and the page comes back with one more
group. A group that nothing was written in is left out, except the first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.forms import CheckboxesWidget, LineField, OptionLooks, RadiosWidget, TextWidget
from portal.intake.documents import Section
from portal.intake.forms.base import ContactForm, Raw
from portal.intake.forms.birthdays import birthday, personal_id
from portal.intake.forms.choices import SHORT_TEXT, line, words, yes_no
from portal.intake.people import MOST_PERSONS, Person

NAME_LIMIT: Final = 90
COUNT: Final = "persons"
ADD: Final = "form_add"
REMOVE: Final = "form_remove"


@dataclass(frozen=True, slots=True)
class PersonQuestions:
    """What a kind of contact asks of each person. `name_may_be_unknown`: a notice may be made without knowing it."""

    roles: Sequence[tuple[str, Any]]
    needs: Sequence[tuple[str, Any]] = ()
    name_may_be_unknown: bool = False
    asks_home: bool = False


def _blocks(ask: PersonQuestions) -> dict[str, forms.Field]:
    return {
        f"p{number}_{name}": one for number in range(1, MOST_PERSONS + 1) for name, one in _fields(ask, number).items()
    }


def _fields(ask: PersonQuestions, number: int) -> dict[str, forms.Field]:
    fields: dict[str, forms.Field] = {
        "role": forms.ChoiceField(
            label=_("Who is this?"),
            choices=ask.roles,
            initial=ask.roles[0][0] if number == 1 else None,
            required=False,
            widget=RadiosWidget(looks=OptionLooks(is_small=True)),
        ),
        "first_names": LineField(label=_("First names"), max_length=NAME_LIMIT, required=False),
        "family_name": LineField(label=_("Family name"), max_length=NAME_LIMIT, required=False),
    }
    if ask.name_may_be_unknown:
        fields["unknown"] = forms.BooleanField(label=_("I do not know the name"), required=False)
    fields |= _who_and_where()
    if ask.asks_home:
        fields["lives_with"] = words(_("With whom and where does the child live?"), limit=SHORT_TEXT, rows=3)
    if ask.needs:
        fields["needs"] = forms.MultipleChoiceField(
            label=_("What is support needed for?"),
            help_text=_("Choose all that fit."),
            choices=ask.needs,
            required=False,
            widget=CheckboxesWidget(looks=OptionLooks(is_small=True)),
        )
        fields["needs_more"] = words(_("More about the need"), limit=SHORT_TEXT, rows=3)
    return fields


def _who_and_where() -> dict[str, forms.Field]:
    return {
        "personal_id": LineField(
            label=_("Personal identity code"), max_length=20, required=False, widget=TextWidget(width=20)
        ),
        "born_on": LineField(
            label=_("Date of birth"), help_text=_("For example 5.3.2019"), max_length=20, required=False,
            widget=TextWidget(width=10),
        ),
        "age": line(_("Age, if you do not know the date of birth"), required=False),
        "phone": line(_("Telephone number"), required=False),
        "street": line(_("Street address"), required=False),
        "postcode": LineField(label=_("Postcode"), max_length=20, required=False, widget=TextWidget(width=10)),
        "city": line(_("City or town"), required=False),
        "address_is_secret": yes_no(
            _("Is there a non-disclosure for personal safety?"),
            hint=_("Turvakielto: the authorities keep the address and the telephone number secret."),
        ),
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """The fields of one person."""

    number: int
    heading: str
    bounds: tuple[BoundField, ...]


class PersonsForm(ContactForm):
    """The page of persons. A kind's own form names its questions by `asks_persons`."""

    ask: ClassVar[PersonQuestions] = PersonQuestions(roles=())
    persons = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(data, **options)
        given = self.data.get(COUNT) or next(iter(self.kept.get(COUNT, ())), "")
        self.count = min(max(int(given), 1), MOST_PERSONS) if given in _COUNTS else 1
        for name in [one for one in self.fields if _number(one) > self.count]:
            del self.fields[name]
        self.fields[COUNT].initial = str(self.count)
        self.awaited = frozenset(
            f"p{number}_{name}" for number in self._numbers for name in ("role", "first_names", "family_name")
        ) | {"p1_needs"}

    @property
    def can_grow(self) -> bool:
        """Whether there is room for another person."""
        return self.count < MOST_PERSONS

    @property
    def blocks(self) -> list[Block]:
        """The groups of fields, one for each person."""
        return [Block(number, self._heading(number), tuple(self._bounds(number))) for number in self._numbers]

    @property
    def removable(self) -> range:
        """The numbers of the persons that may be taken away again."""
        return range(2, self.count + 1)

    def altered(self) -> Raw | None:
        """The raw answers with one person more or one less, as the pressed button asks; None for every other button."""
        raw = self.raw()
        if ADD in self.data:
            return {**raw, COUNT: [str(min(self.count + 1, MOST_PERSONS))]}
        gone = str(self.data.get(REMOVE, ""))
        if gone not in {str(one) for one in self.removable}:
            return None
        kept = {name: value for name, value in raw.items() if _number(name) < int(gone)}
        moved = {
            f"p{_number(name) - 1}_{name.partition('_')[2]}": value
            for name, value in raw.items()
            if _number(name) > int(gone)
        }
        return {**kept, **moved, COUNT: [str(self.count - 1)]}

    def clean(self) -> dict[str, Any]:
        """The answers, once everybody of whom something was written has a name and the first a need."""
        cleaned = super().clean() or self.cleaned_data
        for number in self._numbers:
            if number == 1 or self._is_filled(number):
                self._check(number, cleaned)
        return cleaned

    def said(self) -> tuple[Person, ...]:
        """The persons, those of whom nothing was written left out; asked after validation."""
        return tuple(self._person(number) for number in self._numbers if number == 1 or self._is_filled(number))

    def sections(self, heading: str) -> tuple[Section, ...]:
        """What was answered, one section for each person."""
        return tuple(
            Section(one.heading, items)
            for one in self.blocks
            if (one.number == 1 or self._is_filled(one.number)) and (items := tuple(self._items(one.bounds)))
        )

    @property
    def _numbers(self) -> range:
        return range(1, self.count + 1)

    def _heading(self, number: int) -> str:
        return gettext("Person %(number)d") % {"number": number}

    def _worded(self, number: int, message: object) -> str:
        """What is wrong, with whose field it is where there are several persons."""
        return f"{self._heading(number)}: {message}" if self.count > 1 else str(message)

    def _bounds(self, number: int) -> Iterable[BoundField]:
        return (self[name] for name in self.fields if _number(name) == number)

    def _is_filled(self, number: int) -> bool:
        """Whether something was written or chosen of the person beyond who it is."""
        return any(
            self.cleaned_data.get(name) or name in self.errors
            for name in self.fields
            if _number(name) == number and not name.endswith("_role")
        )

    def _check(self, number: int, cleaned: Mapping[str, Any]) -> None:
        prefix = f"p{number}_"
        is_unknown = bool(cleaned.get(prefix + "unknown"))
        for name, missing in (
            ("first_names", _("Write the first names.")),
            ("family_name", _("Write the family name.")),
        ):
            field = prefix + name
            if not cleaned.get(field) and not is_unknown and field not in self.errors:
                self.add_error(field, self._worded(number, missing))
        if self.ask.needs and number == 1 and not cleaned.get(prefix + "needs") and prefix + "needs" not in self.errors:
            missing = _("Choose what support is needed for. There is also “something else”.")
            self.add_error(prefix + "needs", self._worded(number, missing))
        if not cleaned.get(prefix + "role") and prefix + "role" not in self.errors:
            self.add_error(prefix + "role", self._worded(number, _("Choose who this is.")))
        for name, read, wrong in (
            ("born_on", birthday, _("Write the date of birth with day, month and year, for example 5.3.2019.")),
            ("personal_id", personal_id, _("The personal identity code is not right. Check it, or leave it empty.")),
        ):
            if (given := cleaned.get(prefix + name)) and read(given) is None and prefix + name not in self.errors:
                self.add_error(prefix + name, self._worded(number, wrong))

    def _person(self, number: int) -> Person:
        said: dict[str, Any] = {
            name.partition("_")[2]: self.cleaned_data[name] for name in self.fields if _number(name) == number
        }
        return Person(
            role=said["role"],
            family_name=said["family_name"],
            first_names=said["first_names"],
            personal_id=personal_id(said["personal_id"]) or "",
            born_on=birthday(said["born_on"]) or "",
            age=said["age"],
            phone=said["phone"],
            street=said["street"],
            postcode=said["postcode"],
            city=said["city"],
            address_is_secret=said["address_is_secret"] or "not_asked",
            lives_with=said.get("lives_with") or "",
            needs=tuple(said.get("needs") or ()),
            needs_more=said.get("needs_more") or "",
        )


_COUNTS: Final = frozenset(str(one) for one in range(1, MOST_PERSONS + 1))
Form = TypeVar("Form", bound=type[PersonsForm])


def asks_persons(ask: PersonQuestions) -> Callable[[Form], Form]:
    """A decorator that gives a form of persons its questions, for as many persons as there may be."""

    def add(form_class: Form) -> Form:
        form_class.ask = ask
        form_class.base_fields.update(_blocks(ask))
        return form_class

    return add


def _number(name: str) -> int:
    """The number of the person that a field belongs to; 0 for the fields of the page itself."""
    head = name.partition("_")[0]
    return int(head[1:]) if head[:1] == "p" and head[1:].isdigit() else 0
