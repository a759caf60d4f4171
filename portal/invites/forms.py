"""The two pages of a collaboration invite: who asks, and what for."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import CheckboxesWidget, LineField, OptionLooks, OwnWordsField, RadiosWidget, TextareaWidget
from portal.intake.service import ContactForm, SenderForm

PARENT: Final = "parent"
YOUNG_PERSON: Final = "young_person"
PROFESSIONAL: Final = "professional"

PURPOSE_LIMIT: Final = 5_000
LIST_LIMIT: Final = 3_000
LINE_LIMIT: Final = 200

# Headings of the national document "Lapsen ja perheen palvelutarpeen arvio" (1005), in everyday words.
DOMAINS: Final = (
    ("childs_everyday_life", _("The child's everyday life")),
    ("family_relationships", _("Family relationships and friends")),
    ("childs_wellbeing", _("The child's wellbeing")),
    ("childs_participation", _("The child being heard")),
    ("parents_health", _("The parents' health and strength")),
    ("substances", _("Alcohol, drugs or other addictions")),
    ("housing", _("Housing")),
    ("settling_in", _("Settling in Finland")),
    ("work_and_money", _("Work and money")),
    ("care_and_upbringing", _("Care and upbringing")),
    ("close_people", _("Close people and cooperation between them")),
    ("other", _("Something else")),
)
MEETING_MODES: Final = (
    ("on_site", _("At an office, face to face")),
    ("home", _("At our home")),
    ("video", _("By video call")),
    ("phone", _("By telephone")),
    ("any", _("It does not matter")),
)


class AskerForm(ContactForm):
    """Who asks for the joint mapping; a professional also states the family's consent (suostumus, SHL 35 §)."""

    autocomplete = "off"
    marks_optional = False

    asker = forms.ChoiceField(
        label=_("Who are you?"),
        choices=[
            (PARENT, _("I am a parent or another guardian")),
            (YOUNG_PERSON, _("I am a young person, and this is about me")),
            (PROFESSIONAL, _("I am a professional who works with the family")),
        ],
        widget=RadiosWidget(),
        error_messages={"required": _("Choose who you are.")},
    )
    professional_name = LineField(label=_("Your name"), max_length=LINE_LIMIT, required=False)
    professional_title = LineField(label=_("Your title"), max_length=LINE_LIMIT, required=False)
    professional_unit = LineField(label=_("Your workplace"), max_length=LINE_LIMIT, required=False)
    professional_phone = LineField(label=_("Your telephone number at work"), max_length=LINE_LIMIT, required=False)
    consent = forms.ChoiceField(
        label=_("Has the family agreed that you send this?"),
        choices=[
            ("yes", _("Yes. I have told them what I write and to whom, and they have agreed.")),
            ("no", _("No, or I am not sure")),
        ],
        widget=RadiosWidget(),
        required=False,
    )

    REQUIRED_OF_A_PROFESSIONAL: Final = {
        "professional_name": _("Write your name."),
        "professional_title": _("Write your title."),
        "professional_unit": _("Write where you work."),
        "professional_phone": _("Write your telephone number at work."),
        "consent": _("Choose whether the family has agreed."),
    }

    def clean(self) -> dict[str, Any]:
        """The answers, once a professional has said who they are and that the family agrees."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("asker") != PROFESSIONAL:
            return cleaned
        for name, message in self.REQUIRED_OF_A_PROFESSIONAL.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        if cleaned.get("consent") == "no":
            self.add_error(
                "consent",
                _(
                    "An invite is sent only with the family's consent. Talk with the family first. "
                    "If a child may need child welfare, make a child welfare notice without delay; it needs no consent."
                ),
            )
        return cleaned


class InviteForm(SenderForm):
    """What the joint mapping is for, who should be there, and how to answer."""

    autocomplete = "off"

    own_words = OwnWordsField(
        label=_("What does the family hope for?"),
        help_text=_("In the family's own words. What should be better after the meeting?"),
        max_length=PURPOSE_LIMIT,
        widget=TextareaWidget(rows=6),
        error_messages={"required": _("Write what the family hopes for.")},
    )
    purpose = OwnWordsField(
        label=_("Why should people meet now?"),
        help_text=_("A few sentences are enough. Leave out what others need not know."),
        max_length=PURPOSE_LIMIT,
        widget=TextareaWidget(rows=4),
        error_messages={"required": _("Write why people should meet now.")},
    )
    domains = forms.MultipleChoiceField(
        label=_("What should we look at together?"),
        help_text=_("Choose all that you want to talk about."),
        choices=DOMAINS,
        widget=CheckboxesWidget(looks=OptionLooks(is_small=True)),
        error_messages={"required": _("Choose at least one thing to talk about.")},
    )
    helpers = OwnWordsField(
        label=_("Who already helps you?"),
        help_text=_("For example a relative, a nurse, a teacher or a social worker."),
        max_length=LIST_LIMIT,
        required=False,
        widget=TextareaWidget(rows=4),
    )
    participants = OwnWordsField(
        label=_("Who should be there?"),
        help_text=_("Also write if there is someone who must not be invited or told."),
        max_length=LIST_LIMIT,
        required=False,
        widget=TextareaWidget(rows=4),
    )
    meeting_mode = forms.MultipleChoiceField(
        label=_("How would you like to meet?"),
        choices=MEETING_MODES,
        required=False,
        widget=CheckboxesWidget(looks=OptionLooks(is_small=True)),
    )
    meeting_times = OwnWordsField(
        label=_("Which times suit you?"),
        max_length=LIST_LIMIT,
        required=False,
        widget=TextareaWidget(rows=3),
    )
    field_order = [
        "own_words",
        "purpose",
        "domains",
        "helpers",
        "participants",
        "meeting_mode",
        "meeting_times",
        "name",
    ]
