"""Who writes and how to answer: the ways to reach the sender, each with whether it is safe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.core.validators import EmailValidator, RegexValidator
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.county import county
from portal.core.forms import (
    LineField,
    OptionLooks,
    OwnWordsField,
    RadiosWidget,
    SelectWidget,
    TextareaWidget,
    TextWidget,
)
from portal.intake.content import ANOTHER_MUNICIPALITY, WAYS, Way
from portal.intake.forms.base import ContactForm, Offered

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

NAME_LIMIT: Final = 200
ADDRESS_LIMIT: Final = 500
WHEN_LIMIT: Final = 300

WAY_LABELS: Final[dict[str, LazyText]] = {
    "call": _("By phone call"),
    "text": _("By text message"),
    "email": _("By email"),
    "letter": _("By letter"),
    "own_worker": _("Through my own worker in social services"),
}
_ADDRESS_LABELS: Final[dict[str, LazyText]] = {
    "call": _("Phone number for calls"),
    "text": _("Phone number for text messages"),
    "email": _("Email address"),
    "letter": _("Postal address"),
    "own_worker": _("Who is your own worker?"),
}
_ADDRESS_MISSING: Final[dict[str, LazyText]] = {
    "call": _("Write the phone number that we may call, or take the choice away."),
    "text": _("Write the phone number that we may send text messages to, or take the choice away."),
    "email": _("Write the email address, or take the choice away."),
    "letter": _("Write the postal address, or take the choice away."),
    "own_worker": _("Write who your own worker is, or take the choice away."),
}
_WHEN_LABELS: Final[dict[str, LazyText]] = {
    "call": _("When is it good to call?"),
    "text": _("When is it good to send a text message?"),
    "email": _("What should we know before we write to this email?"),
    "letter": _("What should we know before we send a letter?"),
    "own_worker": _("When do you meet or talk next?"),
}
_MAY_SAY_LABELS: Final[dict[str, LazyText]] = {
    "call": _("What may we say if someone else answers?"),
    "text": _("What may we write in a text message?"),
    "email": _("What may we write in an email?"),
    "letter": _("What may stand in the letter and on the envelope?"),
    "own_worker": _("What may we tell your own worker?"),
}
_SAFE_LABELS: Final[dict[str, LazyText]] = {
    "call": _("Is it safe to call you?"),
    "text": _("Is it safe to send you text messages?"),
    "email": _("Is it safe to write to this email?"),
    "letter": _("Is it safe to send you a letter?"),
    "own_worker": _("Is it safe that your own worker passes on our answer?"),
}
_PHONE = RegexValidator(r"^[^0-9]*(?:[0-9][^0-9]*){3,20}$", _("Write the phone number in digits."))
_EMAIL = EmailValidator(_("Write the email address in full. There is an @ sign in it."))
_FIELDS_OF_A_WAY: Final = ("address", "safe", "when", "may_say")

_UNTICKED: Final[dict[str, LazyText]] = {
    "call": _("You wrote a phone number for calls. Choose “By phone call”, or delete the number."),
    "text": _("You wrote a phone number for text messages. Choose “By text message”, or delete the number."),
    "email": _("You wrote an email address. Choose “By email”, or delete the address."),
    "letter": _("You wrote a postal address. Choose “By letter”, or delete the address."),
    "own_worker": _("You wrote who your own worker is. Choose “Through my own worker”, or delete what you wrote."),
}


def _tick(way: str) -> forms.BooleanField:
    return forms.BooleanField(label=WAY_LABELS[way], required=False)


def _safe(way: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_SAFE_LABELS[way],
        help_text=_("Think about who else may see the message or answer the phone."),
        choices=[
            ("not_asked", _("I do not want to say")),
            ("safe", _("Yes, it is safe")),
            ("not_safe", _("No, it is not safe. Do not use it.")),
        ],
        initial="not_asked",
        required=False,
        widget=RadiosWidget(looks=OptionLooks(is_small=True)),
    )


def _when(way: str) -> LineField:
    return LineField(label=_WHEN_LABELS[way], max_length=WHEN_LIMIT, required=False)


def _may_say(way: str) -> LineField:
    return LineField(label=_MAY_SAY_LABELS[way], max_length=WHEN_LIMIT, required=False)


def _address(way: str) -> forms.Field:
    label = _ADDRESS_LABELS[way]
    if way == "own_worker":
        hint = _("The name or the place of work is enough.")
        return LineField(label=label, help_text=hint, max_length=ADDRESS_LIMIT, required=False)
    if way == "letter":
        return OwnWordsField(label=label, max_length=ADDRESS_LIMIT, required=False, widget=TextareaWidget(rows=3))
    hint = _("Leave this empty if it is the same number as for calls.") if way == "text" else ""
    widget = TextWidget(attrs={"inputmode": "email" if way == "email" else "tel"})
    return LineField(label=label, help_text=hint, max_length=ADDRESS_LIMIT, required=False, widget=widget)


class SenderForm(ContactForm):
    """Who writes and how to answer: the fields that every kind of contact ends with."""

    name = LineField(
        label=_("Your name or nickname"),
        help_text=_("You need not say who you are. A nickname is enough."),
        max_length=NAME_LIMIT,
        required=False,
    )
    by_call = _tick("call")
    call_address = _address("call")
    call_safe = _safe("call")
    call_when = _when("call")
    call_may_say = _may_say("call")
    by_text = _tick("text")
    text_address = _address("text")
    text_safe = _safe("text")
    text_when = _when("text")
    text_may_say = _may_say("text")
    by_email = _tick("email")
    email_address = _address("email")
    email_safe = _safe("email")
    email_when = _when("email")
    email_may_say = _may_say("email")
    by_letter = _tick("letter")
    letter_address = _address("letter")
    letter_safe = _safe("letter")
    letter_when = _when("letter")
    letter_may_say = _may_say("letter")
    by_own_worker = _tick("own_worker")
    own_worker_address = _address("own_worker")
    own_worker_safe = _safe("own_worker")
    own_worker_when = _when("own_worker")
    own_worker_may_say = _may_say("own_worker")
    reads_here = forms.BooleanField(label=_("I will read the answer on this site"), required=False)
    contact_language = forms.ChoiceField(
        label=_("In which language may we contact you?"),
        choices=[("fi", _("Finnish")), ("sv", _("Swedish")), ("other", _("Another language"))],
        widget=RadiosWidget(looks=OptionLooks(reveals={"other": "other_language"})),
        error_messages={"required": _("Choose the language in which we may contact you.")},
    )
    other_language = LineField(label=_("Which language?"), max_length=100, required=False)
    interpreter = forms.BooleanField(label=_("I need an interpreter"), required=False)
    municipality = forms.ChoiceField(
        label=_("Which municipality do you live in?"), required=False, widget=SelectWidget()
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offered: Sequence[Offered] = (), **options: Any
    ) -> None:
        super().__init__(data, offered=offered, **options)
        language = get_language()
        self.fields["contact_language"].initial = "sv" if language == "sv" else "fi"
        municipality = self.fields["municipality"]
        if isinstance(municipality, forms.ChoiceField):
            municipality.choices = _municipality_choices(language)

    def way_items(self) -> list[dict[str, Any]]:
        """The ways as the items of the checkboxes component, each with its own fields under it."""
        return [self._way_item(way) for way in WAYS]

    def stray_fields(self) -> str:
        """The fields of ways that are filled but not chosen: what is wrong must be in sight, so they stand by themselves."""
        return format_html_join("", "{}", ((self._fields_under(way),) for way in WAYS if self._is_stray(way)))

    def way_problem(self) -> str:
        """What is wrong with the choice of ways itself, as one text."""
        return " ".join(str(message) for way in WAYS for message in self[f"by_{way}"].errors)

    def clean(self) -> dict[str, Any]:
        """The answers, once each chosen way has an address and there is one way to answer at all."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("by_text") and not cleaned.get("text_address") and cleaned.get("by_call"):
            cleaned["text_address"] = cleaned.get("call_address", "")
        problems = [self._check_way(way, cleaned) for way in WAYS]
        can_answer = cleaned.get("reads_here") or any(one.safe != "not_safe" for one in self.ways())
        if not can_answer and not any(problems):
            self.add_error(
                "by_call", _("Choose at least one way to answer you, or that you will read the answer here.")
            )
        is_unnamed = cleaned.get("contact_language") == "other" and not cleaned.get("other_language")
        if is_unnamed and "other_language" not in self.errors:
            self.add_error("other_language", _("Write which language we may contact you in."))
        return cleaned

    def ways(self) -> tuple[Way, ...]:
        """The ways that the sender chose, also those that must not be used."""
        cleaned = self.cleaned_data
        return tuple(
            Way(
                way,
                cleaned[f"{way}_address"],
                cleaned.get(f"{way}_safe") or "not_asked",
                cleaned.get(f"{way}_when", ""),
                cleaned.get(f"{way}_may_say", ""),
            )
            for way in WAYS
            if cleaned.get(f"by_{way}") and cleaned.get(f"{way}_address")
        )

    def _check_way(self, way: str, cleaned: Mapping[str, Any]) -> bool:
        """Whether something is wrong with the way."""
        name = f"{way}_address"
        address = cleaned.get(name, "")
        if cleaned.get(f"by_{way}"):
            problem = _ADDRESS_MISSING[way] if not address else _address_problem(way, address)
            if problem and name not in self.errors:
                self.add_error(name, problem)
        elif address:
            # An address that nobody ticked is a way forgotten or a way taken back; guessing could put somebody at risk.
            self.add_error(f"by_{way}", _UNTICKED[way])
        return any(one in self.errors for one in (f"by_{way}", *(f"{way}_{part}" for part in _FIELDS_OF_A_WAY)))

    def _way_item(self, way: str) -> dict[str, Any]:
        tick = self[f"by_{way}"]
        item = {
            "name": tick.html_name,
            "id": tick.auto_id,
            "value": "on",
            "text": WAY_LABELS[way],
            "checked": bool(tick.value()),
        }
        return item if self._is_stray(way) else {**item, "conditional": {"html": self._fields_under(way)}}

    def _is_stray(self, way: str) -> bool:
        return bool(self[f"by_{way}"].errors) and bool(self[f"{way}_address"].value())

    def _fields_under(self, way: str) -> str:
        return format_html_join("", "{}", ((self[f"{way}_{part}"].as_field_group(),) for part in _FIELDS_OF_A_WAY))


def _address_problem(way: str, address: str) -> forms.ValidationError | None:
    try:
        if way in {"call", "text"}:
            _PHONE(address)
        elif way == "email":
            _EMAIL(address)
    except forms.ValidationError as error:
        return error
    return None


def _municipality_choices(language: str | None) -> list[tuple[str, str | LazyText]]:
    places = sorted((one.name.get(language), one.code) for one in county().municipalities)
    return [
        ("", _("I do not want to say")),
        *((code, name) for name, code in places),
        (ANOTHER_MUNICIPALITY, _("Another municipality")),
    ]
