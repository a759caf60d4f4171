"""The ways to reach somebody: the fields that each way has, in the words that fit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.core.validators import EmailValidator, RegexValidator
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OptionLooks, OwnWordsField, RadiosWidget, TextareaWidget, TextWidget

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as LazyText

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
ADDRESS_MISSING: Final[dict[str, LazyText]] = {
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
PHONE = RegexValidator(r"^[^0-9]*(?:[0-9][^0-9]*){3,20}$", _("Write the phone number in digits."))
_EMAIL = EmailValidator(_("Write the email address in full. There is an @ sign in it."))
FIELDS_OF_A_WAY: Final = ("address", "safe", "when", "may_say")
WORD: Final = "send_word"
"""The field of the e-mail way alone: whether mails without content may say that the text arrived, and that an answer waits."""
WORD_NOT_SAFE: Final = _(
    "We send these emails only where you say that it is safe to write to. Say so above, or take this choice away."
)

UNTICKED: Final[dict[str, LazyText]] = {
    "call": _("You wrote a phone number for calls. Choose “By phone call”, or delete the number."),
    "text": _("You wrote a phone number for text messages. Choose “By text message”, or delete the number."),
    "email": _("You wrote an email address. Choose “By email”, or delete the address."),
    "letter": _("You wrote a postal address. Choose “By letter”, or delete the address."),
    "own_worker": _("You wrote who your own worker is. Choose “Through my own worker”, or delete what you wrote."),
}


def way_tick(way: str) -> forms.BooleanField:
    """Whether the way may be used at all."""
    return forms.BooleanField(label=WAY_LABELS[way], required=False)


def way_safety(way: str) -> forms.ChoiceField:
    """Whether the way is safe."""
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


def way_times(way: str) -> LineField:
    """When the way is good to use."""
    return LineField(label=_WHEN_LABELS[way], max_length=WHEN_LIMIT, required=False)


def way_words(way: str) -> LineField:
    """What may be said or written there."""
    return LineField(label=_MAY_SAY_LABELS[way], max_length=WHEN_LIMIT, required=False)


def way_word() -> forms.BooleanField:
    """Whether e-mails without any content may say, once, that the text has arrived, and that an answer waits."""
    return forms.BooleanField(
        label=_("Send me a short email when my message has arrived and when an answer waits to be read here"),
        help_text=_(
            "The first email comes once and says only that your message has arrived. The same address gets at most ten "
            "of these a day. A later one says only that a message waits for you. They do not tell whom you wrote to, who answers or what it is about. "
            "If our program does not surely understand what you wrote above, it sends no email. "
            "You read more here with your reference and your words."
        ),
        required=False,
    )


def fields_of(way: str) -> tuple[str, ...]:
    """The names of the fields that stand under a way, without the way's own name."""
    return (*FIELDS_OF_A_WAY, WORD) if way == "email" else FIELDS_OF_A_WAY


def way_address(way: str) -> forms.Field:
    """Where the way leads."""
    label = _ADDRESS_LABELS[way]
    if way == "own_worker":
        enough = _("The name or the place of work is enough.")
        return LineField(label=label, help_text=enough, max_length=ADDRESS_LIMIT, required=False)
    if way == "letter":
        return OwnWordsField(label=label, max_length=ADDRESS_LIMIT, required=False, widget=TextareaWidget(rows=3))
    hint = _("Leave this empty if it is the same number as for calls.") if way == "text" else ""
    widget = TextWidget(attrs={"inputmode": "email" if way == "email" else "tel"})
    return LineField(label=label, help_text=hint, max_length=ADDRESS_LIMIT, required=False, widget=widget)


def address_problem(way: str, address: str) -> forms.ValidationError | None:
    """What is wrong with the address of a way; None when nothing is."""
    try:
        if way in {"call", "text"}:
            PHONE(address)
        elif way == "email":
            _EMAIL(address)
    except forms.ValidationError as error:
        return error
    return None
