"""Who sends a contact or a notice: in which role, by which name, with whose consent."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.validators import EmailValidator
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OptionLooks, PortalForm, RadiosWidget, SelectWidget
from portal.intake.forms.base import NO, YES, ContactForm, shown_answer
from portal.intake.forms.choices import EVERYDAY_REPORTERS, OFFICIAL_REPORTERS, SHORT_TEXT, line, words
from portal.intake.forms.ways import PHONE

PERSON: Final = "person"
RELATIVE: Final = "relative"
HELPER: Final = "helper"
PROFESSIONAL: Final = "professional"
AUTHORITY: Final = "authority"
PRIVATE_PERSON: Final = "private_person"

NAMED: Final = "named"
CONFIDENTIAL: Final = "confidential"
ANONYMOUS: Final = "anonymous"

CONSENT_REFUSED: Final = _(
    "A contact in someone else's matter is sent only with their consent. Talk with them first. "
    "Without consent you can make a notice instead: the page for professionals helps you choose."
)


class WhoForm(ContactForm):
    """Who makes a contact (yhteydenotto)."""

    page_heading = "role"
    role = forms.ChoiceField(
        label=_("Whose matter is it?"),
        choices=[
            (PERSON, _("My own, or my family's")),
            (RELATIVE, _("Someone's who is close to me")),
            (HELPER, _("Someone's whom I help in another way, for example as a guardian or a support person")),
            (PROFESSIONAL, _("A client's or a family's with whom I work")),
        ],
        widget=RadiosWidget(),
        error_messages={"required": _("Choose whose matter it is.")},
    )


class NotifierForm(ContactForm):
    """Who makes a notice (ilmoitus)."""

    page_heading = "role"
    role = forms.ChoiceField(
        label=_("Who makes the notice?"),
        choices=[
            (AUTHORITY, _("An authority, or someone in a public task")),
            (PROFESSIONAL, _("A professional in other work")),
            (PRIVATE_PERSON, _("A private person")),
        ],
        widget=RadiosWidget(
            looks=OptionLooks(
                hints={
                    AUTHORITY: _(
                        "For example a school, early education, health care or the police. You give your name."
                    ),
                    PROFESSIONAL: _("For example an organisation, a parish or a private service. You give your name."),
                    PRIVATE_PERSON: _(
                        "For example a relative, a neighbour or a friend. You may ask that your name is kept secret."
                    ),
                }
            )
        ),
        error_messages={"required": _("Choose who makes the notice.")},
    )


class PublicNotifierForm(ContactForm):
    """Who makes a prenatal notice: those whom the law puts under the duty (LsL 25 c §)."""

    page_heading = "role"
    role = forms.ChoiceField(
        label=_("Who makes the notice?"),
        choices=[
            (AUTHORITY, _("An authority, or someone in a public task")),
            (PROFESSIONAL, _("A professional in other work")),
        ],
        widget=RadiosWidget(),
        error_messages={"required": _("Choose who makes the notice.")},
    )


class NumberedForm(ContactForm):
    """A sender who gives the number at which they are reached about the matter."""

    def clean_sender_phone(self) -> str:
        """The telephone number, which has digits."""
        PHONE(self.cleaned_data["sender_phone"])
        return str(self.cleaned_data["sender_phone"])


class KnowsThePersonForm(ContactForm):
    """A sender who is no professional: who they are to the person."""

    reporter = forms.ChoiceField(
        label=_("Who are you to the person?"),
        choices=EVERYDAY_REPORTERS,
        widget=RadiosWidget(),
        error_messages={"required": _("Choose who you are to the person.")},
    )
    relation = line(
        _("More exactly, in your own words"), hint=_("For example a daughter, a neighbour or a coach."), required=False
    )


class ProfessionalForm(NumberedForm):
    """A professional: name, title, unit and phone. An authority cannot be anonymous."""

    sender_name = line(_("Your first name and family name"), missing=_("Write your name."))
    sender_title = line(_("Your title"), missing=_("Write your title."))
    sender_unit = line(_("Your workplace and unit"), missing=_("Write where you work."))
    sender_phone = line(_("Your telephone number at work"), missing=_("Write your telephone number at work."))
    sender_email = line(_("Your email address at work"), required=False)
    reporter = forms.ChoiceField(
        label=_("In which field do you work?"),
        choices=[("", _("Choose")), *OFFICIAL_REPORTERS],
        widget=SelectWidget(),
        error_messages={"required": _("Choose the field in which you work.")},
    )

    def clean_sender_email(self) -> str:
        """The email address, or nothing."""
        if given := str(self.cleaned_data["sender_email"]):
            EmailValidator(_("Write the email address in full. There is an @ sign in it."))(given)
        return given


class ConsentMixin(PortalForm):
    """Consent of those whom the contact is about (suostumus, SHL 35 § 1 mom.), in the words that are kept with it."""

    awaited = frozenset({"consent_by", "grounds"})
    consent = forms.ChoiceField(
        label=_("Has the person agreed that you send this contact to social services?"),
        help_text=_("A contact in someone else's matter can be made only with the person's consent."),
        choices=[
            (YES, _("Yes. I have told what I write and to whom, and the person has agreed.")),
            (NO, _("No, or I am not sure")),
        ],
        widget=RadiosWidget(looks=OptionLooks(reveals={YES: "consent_by"})),
        error_messages={"required": _("Choose whether the person has agreed.")},
    )
    consent_by = line(
        _("Who has agreed?"),
        hint=_(
            "The name, or for example “the mother”. A guardian agrees for a small child. "
            "A child who understands the matter agrees too."
        ),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """The answers, once there is consent and it is said whose."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("consent") == NO:
            self.add_error("consent", CONSENT_REFUSED)
        elif cleaned.get("consent") == YES and not cleaned.get("consent_by") and "consent_by" not in self.errors:
            self.add_error("consent_by", _("Write who has agreed."))
        return cleaned

    @property
    def consent_told(self) -> str:
        """The words with which consent was asked and given, as they stood on the page."""
        field = self.fields["consent"]
        return f"{field.label} {field.help_text} {shown_answer(self['consent'], YES)}"


class SpeakerForm(ConsentMixin, KnowsThePersonForm, NumberedForm):
    """Who writes for somebody close, or for somebody they help."""

    sender_name = line(_("Your first name and family name"), missing=_("Write your name."))
    sender_phone = line(_("Your telephone number"), missing=_("Write your telephone number."))
    field_order = ["sender_name", "sender_phone", "reporter", "relation", "consent", "consent_by"]


class ProfessionalContactForm(ConsentMixin, ProfessionalForm):
    """A professional who makes a contact with consent; also the joint one instead of a child welfare notice (25 a §)."""

    joint = forms.ChoiceField(
        label=_("Do you make this contact together with the child or a parent instead of a child welfare notice?"),
        help_text=_("Child Welfare Act, section 25 a. It must be made without delay, and you must give the grounds."),
        choices=[(NO, _("No")), (YES, _("Yes"))],
        widget=RadiosWidget(looks=OptionLooks(reveals={YES: "grounds"})),
        error_messages={"required": _("Choose whether you make this instead of a child welfare notice.")},
    )
    grounds = words(_("The grounds"), hint=_("Why should it be found out whether the child needs child welfare?"))

    def clean(self) -> dict[str, Any]:
        """The answers, once a joint contact has its grounds."""
        cleaned = super().clean()
        if cleaned.get("joint") == YES and not cleaned.get("grounds") and "grounds" not in self.errors:
            self.add_error("grounds", _("Write the grounds for the joint contact."))
        return cleaned


class PrivateNotifierForm(KnowsThePersonForm):
    """A private person who makes a notice: with a name, with a name to be kept secret, or without a name."""

    awaited = frozenset({"sender_name", "secrecy_grounds"})
    identity = forms.ChoiceField(
        label=_("Do you give your name?"),
        choices=[
            (NAMED, _("Yes")),
            (CONFIDENTIAL, _("Yes, but I ask that my identity is kept secret from those whom the notice is about")),
            (ANONYMOUS, _("No, I stay anonymous")),
        ],
        widget=RadiosWidget(
            looks=OptionLooks(
                reveals={CONFIDENTIAL: "secrecy_grounds"},
                hints={
                    CONFIDENTIAL: _("Give the grounds below. Social services decides, and tells you what it decided."),
                    ANONYMOUS: _(
                        "Then we can ask you more only on this site: you get eight words to look here. "
                        "On a later page you may choose another way."
                    ),
                },
            )
        ),
        error_messages={"required": _("Choose whether you give your name.")},
    )
    sender_name = line(_("Your first name and family name"), required=False)
    sender_phone = line(_("Your telephone number"), required=False)
    secrecy_grounds = words(
        _("Why should your identity be kept secret?"),
        hint=_("For example: what could happen to you or to the child if it became known?"),
        limit=SHORT_TEXT,
    )
    field_order = ["identity", "sender_name", "sender_phone", "reporter", "relation", "secrecy_grounds"]

    def clean(self) -> dict[str, Any]:
        """The answers, once they fit together: a name or none, and grounds where secrecy is asked."""
        cleaned = super().clean() or self.cleaned_data
        identity, name = cleaned.get("identity"), cleaned.get("sender_name")
        if identity in {NAMED, CONFIDENTIAL} and not name and "sender_name" not in self.errors:
            self.add_error("sender_name", _("Write your name."))
        if identity == CONFIDENTIAL and not cleaned.get("secrecy_grounds") and "secrecy_grounds" not in self.errors:
            self.add_error("secrecy_grounds", _("Write why your identity should be kept secret."))
        if identity == ANONYMOUS and (name or cleaned.get("sender_phone")):
            # Somebody's name is never sent on a guess: it was written, and anonymity was asked for.
            self.add_error(
                "identity",
                _("You chose to stay anonymous, but wrote your name or number. Delete them, or choose again."),
            )
        return cleaned
