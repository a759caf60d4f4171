"""The form by which an editor decides of an entry of the national registry, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets import AdminDateInput

from portal.core.county import county
from portal.services.cms.registry_words import label_of, value_lines
from portal.services.models import Choice, EntryFacts, PartnerRole, StagedEntry, StagedKind
from portal.services.staging.comparing import Compared
from portal.services.staging.staging_service import KIND_OF, NewEntry, Wish


@dataclass(frozen=True, slots=True)
class Row:
    """One field in the table, with the three questions about it."""

    label: str
    ours: list[str]
    theirs: list[str]
    compared: Compared
    choice: forms.BoundField
    reason: forms.BoundField
    until: forms.BoundField

    @property
    def source_then(self) -> list[str]:
        """What the source said when ours was kept."""
        decision = self.compared.decision
        return value_lines(self.compared.field, decision.source_value) if decision else []


class DecisionsForm(forms.Form):
    """A choice for each field; a reason and a last day where ours is to hold for a time; which entry of ours it is."""

    version = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, entry: StagedEntry, compared: tuple[Compared, ...], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"version": entry.version}})
        self.entry, self.compared = entry, compared
        self.kind = KIND_OF[entry.kind]
        for number, one in enumerate(compared):
            self._ask(number, one)
        if entry.facts is None:
            self._ask_whose()

    def _ask(self, number: int, one: Compared) -> None:
        label = label_of(self.kind, one.field)
        offered = [choice for choice in Choice if one.theirs is not None or choice is not Choice.TAKE]
        self.fields[f"choice-{number}"] = forms.ChoiceField(
            label=label,
            choices=[(choice.value, choice.label) for choice in offered],
            widget=forms.RadioSelect,
            required=False,
            initial=self._usual(one),
        )
        decision = one.decision
        self.fields[f"reason-{number}"] = forms.CharField(
            label=_("Reason: %(field)s") % {"field": label},
            max_length=200,
            required=False,
            initial=decision.reason if decision else "",
        )
        self.fields[f"until-{number}"] = forms.DateField(
            label=_("Until: %(field)s") % {"field": label},
            required=False,
            widget=AdminDateInput(),
            initial=decision.until if decision else None,
        )

    def _usual(self, one: Compared) -> str:
        """What is chosen beforehand: what was decided, else the source where ours says the same or does not exist yet."""
        if one.decision is not None and not one.has_drifted and not one.has_ended:
            return one.decision.choice
        is_free = one.decision is None and one.theirs is not None
        return Choice.TAKE.value if is_free and (one.is_same or self.entry.facts is None) else ""

    def _ask_whose(self) -> None:
        self.fields["whose"] = forms.ChoiceField(
            label=_("Which entry of the catalogue is it?"),
            choices=[("new", _("A new entry")), ("known", _("One that the catalogue has already"))],
            widget=forms.RadioSelect,
            initial="new",
        )
        self.fields["key"] = forms.SlugField(label=_("Key of the entry of the catalogue"), required=False)
        self.fields["team"] = forms.CharField(
            label=_("Verified by"),
            max_length=120,
            required=False,
            help_text=_("A team or a role, never a person."),
        )
        if self.entry.kind == StagedKind.PLACE:
            towns = [(one.code, str(one.name)) for one in county().municipalities]
            self.fields["municipality"] = forms.ChoiceField(
                label=_("Municipality, where the source names none"), choices=[("", "–"), *towns], required=False
            )
        if self.entry.kind == StagedKind.ORGANISATION:
            self.fields["role"] = forms.ChoiceField(
                label=_("Role"), choices=[("", "–"), *PartnerRole.choices], required=False
            )

    def clean_version(self) -> str:
        """Raises ValidationError where the source has changed since the editor looked."""
        found: str = self.cleaned_data["version"]
        if found != self.entry.version:
            raise forms.ValidationError(_("The source has changed in between. Look at it again."))
        return found

    def clean(self) -> dict[str, Any]:
        """Asks for what a choice needs: a reason and a day to come for ours until then, a team for a new entry."""
        cleaned: dict[str, Any] = super().clean() or {}
        for number, one in enumerate(self.compared):
            if cleaned.get(f"choice-{number}") == Choice.OVERRIDE:
                self._check_override(cleaned, number, one)
        if "whose" in self.fields:
            self._check_whose(cleaned)
        return cleaned

    def _check_override(self, cleaned: dict[str, Any], number: int, one: Compared) -> None:
        if not cleaned.get(f"reason-{number}"):
            self.add_error(f"reason-{number}", _("Say why ours holds."))
        until = cleaned.get(f"until-{number}")
        if until is None and f"until-{number}" not in self.errors:
            self.add_error(f"until-{number}", _("Say until which day ours holds."))
        elif until and until < timezone.localdate():
            self.add_error(f"until-{number}", _("That day has passed."))

    def _check_whose(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("whose") == "new":
            if not cleaned.get("team"):
                self.add_error("team", _("Say which team checked the entry."))
            if "role" in self.fields and not cleaned.get("role"):
                self.add_error("role", _("Choose the partner's role."))
        elif self._known(cleaned.get("key", "")) is None:
            self.add_error("key", _("The catalogue has no entry with this key."))

    def _known(self, key: str) -> EntryFacts | None:
        return self.kind.facts._default_manager.filter(key=key).first() if key else None

    def wishes(self) -> dict[str, Wish]:
        """What was decided, by field; fields without a choice are left undecided."""
        found = {}
        for number, one in enumerate(self.compared):
            if choice := self.cleaned_data[f"choice-{number}"]:
                is_override = choice == Choice.OVERRIDE
                reason = self.cleaned_data[f"reason-{number}"] if is_override else ""
                until = self.cleaned_data[f"until-{number}"] if is_override else None
                found[one.field] = Wish(Choice(choice), reason, until)
        return found

    def into(self) -> EntryFacts | NewEntry | None:
        """What an entry without a tie becomes."""
        if "whose" not in self.fields:
            return None
        if self.cleaned_data["whose"] == "new":
            own = {name: self.cleaned_data.get(name, "") for name in ("role", "municipality")}
            return NewEntry(self.cleaned_data["team"], **own)
        return self._known(self.cleaned_data["key"])

    def rows(self) -> Iterator[Row]:
        """The rows of the table."""
        for number, one in enumerate(self.compared):
            yield Row(
                label_of(self.kind, one.field),
                value_lines(one.field, one.ours),
                value_lines(one.field, one.theirs),
                one,
                self[f"choice-{number}"],
                self[f"reason-{number}"],
                self[f"until-{number}"],
            )


class FilterForm(forms.Form):
    """Which entries are listed."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *StagedKind.choices]
    )
    q = forms.CharField(label=gettext_lazy("Name"), required=False, max_length=100)

    def __init__(self, *args: Any, states: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["state"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("All")), *states]
