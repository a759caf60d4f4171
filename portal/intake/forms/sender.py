"""Who writes and how to answer: the ways to reach the sender, each with whether it is safe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.county import county
from portal.core.forms import LineField, OptionLooks, RadiosWidget, SelectWidget
from portal.intake.content import ANOTHER_MUNICIPALITY, WAYS, Way
from portal.intake.documents import Item
from portal.intake.forms.base import ContactForm, Offered
from portal.intake.forms.ways import (
    ADDRESS_MISSING,
    UNTICKED,
    WAY_LABELS,
    WORD_NOT_SAFE,
    address_problem,
    fields_of,
    way_address,
    way_safety,
    way_tick,
    way_times,
    way_word,
    way_words,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

NAME_LIMIT: Final = 200


class SenderForm(ContactForm):
    """Who writes and how to answer: the fields that every kind of contact ends with.

    needs_way: whether there must be a way to answer.
    """

    needs_way: ClassVar[bool] = True

    name = LineField(
        label=_("Your name or nickname"),
        help_text=_("You need not say who you are. A nickname is enough."),
        max_length=NAME_LIMIT,
        required=False,
    )
    by_call = way_tick("call")
    call_address = way_address("call")
    call_safe = way_safety("call")
    call_when = way_times("call")
    call_may_say = way_words("call")
    by_text = way_tick("text")
    text_address = way_address("text")
    text_safe = way_safety("text")
    text_when = way_times("text")
    text_may_say = way_words("text")
    by_email = way_tick("email")
    email_address = way_address("email")
    email_safe = way_safety("email")
    email_when = way_times("email")
    email_may_say = way_words("email")
    email_send_word = way_word()
    by_letter = way_tick("letter")
    letter_address = way_address("letter")
    letter_safe = way_safety("letter")
    letter_when = way_times("letter")
    letter_may_say = way_words("letter")
    by_own_worker = way_tick("own_worker")
    own_worker_address = way_address("own_worker")
    own_worker_safe = way_safety("own_worker")
    own_worker_when = way_times("own_worker")
    own_worker_may_say = way_words("own_worker")
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
        if cleaned.get("by_email") and cleaned.get("email_send_word") and cleaned.get("email_safe") != "safe":
            self.add_error("email_send_word", WORD_NOT_SAFE)
        problems = [self._check_way(way, cleaned) for way in WAYS]
        can_answer = cleaned.get("reads_here") or any(one.safe != "not_safe" for one in self.ways())
        if self.needs_way and not can_answer and not any(problems):
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
                bool(cleaned.get(f"{way}_send_word")),
            )
            for way in WAYS
            if cleaned.get(f"by_{way}") and cleaned.get(f"{way}_address")
        )

    def _items(self, bounds: Iterable[BoundField]) -> Iterator[Item]:
        """What was answered, without the questions under a way that was not chosen: nobody saw them."""
        chosen = {f"{way}_{part}" for way in WAYS for part in fields_of(way) if self.cleaned_data.get(f"by_{way}")}
        unseen = {f"{way}_{part}" for way in WAYS for part in fields_of(way)} - chosen
        return super()._items(one for one in bounds if one.name not in unseen)

    def _check_way(self, way: str, cleaned: Mapping[str, Any]) -> bool:
        """Whether something is wrong with the way."""
        name = f"{way}_address"
        address = cleaned.get(name, "")
        if cleaned.get(f"by_{way}"):
            problem = ADDRESS_MISSING[way] if not address else address_problem(way, address)
            if problem and name not in self.errors:
                self.add_error(name, problem)
        elif address:
            # An address that nobody ticked is a way forgotten or a way taken back; guessing could put somebody at risk.
            self.add_error(f"by_{way}", UNTICKED[way])
        return any(one in self.errors for one in (f"by_{way}", *(f"{way}_{part}" for part in fields_of(way))))

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
        return format_html_join("", "{}", ((self[f"{way}_{part}"].as_field_group(),) for part in fields_of(way)))


def _municipality_choices(language: str | None) -> list[tuple[str, str | LazyText]]:
    places = sorted((one.name.get(language), one.code) for one in county().municipalities)
    return [
        ("", _("I do not want to say")),
        *((code, name) for name, code in places),
        (ANOTHER_MUNICIPALITY, _("Another municipality")),
    ]
