"""Forms of teams, duty days, absences, and of the reason for opening another team's contact."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.county import county
from portal.core.forms import (
    CheckboxesWidget,
    LineField,
    OwnWordsField,
    PortalForm,
    RadiosWidget,
    SelectWidget,
    TextWidget,
)
from portal.desk.models import AccessReason, ServiceGroup, Team, Worker

DATE_FORMATS: Final = ("%d.%m.%Y", "%Y-%m-%d")
LONGEST_ABSENCE_DAYS: Final = 366
REASON_LIMIT: Final = 2_000


class DayField(forms.DateField):
    """A day as people here write it: 24.12.2026."""

    widget = TextWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=DATE_FORMATS, widget=TextWidget(width=10), **options)
        self.error_messages["invalid"] = _("Write the date like this: 24.12.2026")
        self.error_messages["required"] = self.error_messages["invalid"]


class ReasonForm(PortalForm):
    """Why a worker opens another team's contact."""

    code = forms.ChoiceField(label=_("Why do you open it?"), choices=AccessReason.Code.choices, widget=RadiosWidget)
    text = OwnWordsField(
        label=_("In your own words"),
        required=False,
        max_length=REASON_LIMIT,
        help_text=_(
            "Needed when you chose “Something else”. It is sealed; the leads of the contact's team can read it."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """The answers. Something else needs words."""
        cleaned = super().clean() or {}
        if cleaned.get("code") == AccessReason.Code.OTHER and not cleaned.get("text"):
            self.add_error("text", str(_("Write in your own words why you open the contact.")))
        return cleaned


class TeamForm(PortalForm):
    """What routing and reminders know of a team."""

    name_fi = LineField(label=_("Name in Finnish"), max_length=100)
    name_sv = LineField(label=_("Name in Swedish"), max_length=100)
    service_group = forms.ChoiceField(
        label=_("Which contacts the team takes"), choices=ServiceGroup.choices, widget=RadiosWidget
    )
    areas = forms.MultipleChoiceField(
        label=pgettext_lazy("team", "Areas"),
        required=False,
        widget=CheckboxesWidget,
        help_text=_("Without any area the team serves the whole county."),
    )
    duty_email = forms.EmailField(
        label=_("Duty e-mail address"),
        required=False,
        widget=TextWidget,
        help_text=_(
            "Notices and reminders go there. They give reference numbers, and nothing of people or of what they wrote."
        ),
    )

    def clean_duty_email(self) -> str:
        """An address of the county's own: its domain is named in the settings, so that a slip sends nothing outside."""
        given: str = self.cleaned_data["duty_email"]
        allowed = [one.strip().lower() for one in settings.DUTY_EMAIL_DOMAINS]
        if given and given.rpartition("@")[2].lower() not in allowed:
            if not allowed:
                raise forms.ValidationError(
                    str(_("No duty address can be kept: the setting DUTY_EMAIL_DOMAINS names no domain yet."))
                )
            refused = _("The address must end with %(domains)s. Other domains are not allowed for duty addresses.")
            raise forms.ValidationError(str(refused) % {"domains": ", ".join(f"@{one}" for one in allowed)})
        return given

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        areas = self.fields["areas"]
        if isinstance(areas, forms.MultipleChoiceField):
            areas.choices = [(one.key, str(one.name)) for one in county().areas]


class NewTeamForm(TeamForm):
    """A team that was not there before."""

    key = forms.SlugField(
        label=_("Short key"),
        max_length=40,
        widget=TextWidget(width=20),
        help_text=_("Letters a–z, digits and hyphens, for example families-north. It cannot be changed later."),
        error_messages={"invalid": _("Use the letters a–z, digits and hyphens only.")},
    )
    field_order = ("key",)

    def clean_key(self) -> str:
        """A key that no team has."""
        key: str = self.cleaned_data["key"].lower()
        if key == "new" or Team.objects.filter(pk=key).exists():
            raise forms.ValidationError(str(_("Another team has this key.")))
        return key


class MemberForm(PortalForm):
    """A worker who joins a team."""

    worker = forms.ModelChoiceField(
        label=_("Worker"),
        queryset=Worker.objects.filter(is_active=True).order_by("name", "pk"),
        empty_label=_("Choose"),
        widget=SelectWidget,
    )


class DutyForm(PortalForm):
    """Who is on duty in a team, on one day or on the weekdays of a period."""

    marks_optional = False

    team = forms.ModelChoiceField(label=_("Team"), queryset=Team.objects.none(), widget=SelectWidget)
    worker = forms.ModelChoiceField(
        label=_("On duty"),
        queryset=Worker.objects.none(),
        required=False,
        empty_label=pgettext_lazy("duty", "Nobody"),
        widget=SelectWidget,
    )
    first = DayField(label=_("First day"))
    last = DayField(
        label=_("Last day (may be left empty)"),
        required=False,
        help_text=_("Every weekday from the first to the last day. A single day may be a weekend."),
    )

    def __init__(self, *args: Any, teams: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, found in (
            ("team", Team.objects.filter(pk__in=teams)),
            ("worker", members_of(teams)),
        ):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = found

    def clean(self) -> dict[str, Any]:
        """The answers: a period that ends after it begins, and a worker of that very team."""
        cleaned = super().clean() or {}
        _check_period(self, cleaned, "first", "last")
        team, worker = cleaned.get("team"), cleaned.get("worker")
        if team and worker and not worker.memberships.filter(team=team).exists():
            self.add_error("worker", str(_("Choose somebody who is in the team.")))
        return cleaned


class AbsenceForm(PortalForm):
    """Days on which a worker is away, and who stands in."""

    marks_optional = False

    worker = forms.ModelChoiceField(label=_("Who is away"), queryset=Worker.objects.none(), widget=SelectWidget)
    from_date = DayField(label=_("First day"))
    until_date = DayField(label=_("Last day"))
    stand_in = forms.ModelChoiceField(
        label=_("Who stands in"),
        queryset=Worker.objects.none(),
        required=False,
        empty_label=pgettext_lazy("stand-in", "Nobody"),
        widget=SelectWidget,
    )

    def __init__(self, *args: Any, teams: tuple[str, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("worker", "stand_in"):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = members_of(teams)

    def clean(self) -> dict[str, Any]:
        """The answers: a period that ends after it begins, and a stand-in who is somebody else."""
        cleaned = super().clean() or {}
        _check_period(self, cleaned, "from_date", "until_date")
        if cleaned.get("worker") and cleaned.get("worker") == cleaned.get("stand_in"):
            self.add_error("stand_in", str(_("Nobody stands in for themselves.")))
        return cleaned


def members_of(teams: tuple[str, ...]) -> Any:
    """The workers of these teams who may sign in, by name."""
    return Worker.objects.filter(is_active=True, memberships__team_id__in=teams).distinct().order_by("name", "pk")


def _check_period(form: PortalForm, cleaned: dict[str, Any], first: str, last: str) -> None:
    begins: date | None = cleaned.get(first)
    ends: date | None = cleaned.get(last)
    if begins and ends and ends < begins:
        form.add_error(last, str(_("The last day is not before the first day.")))
    elif begins and ends and (ends - begins).days > LONGEST_ABSENCE_DAYS:
        form.add_error(last, str(_("A period is at most a year long.")))
