"""Forms of the CMS for facts and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.core.county import county
from portal.core.locales import variant
from portal.core.needs import SUPPORT_NEEDS
from portal.services.cms.variants import words_of
from portal.services.models import EntryFacts, EntryWords, NotRewrittenError
from portal.services.models.classifications import (
    GROUPS,
    LANGUAGES,
    LIFE_EVENTS,
    TARGET_GROUPS,
    TOPICS,
    check_service_classes,
)


class ServiceClassesField(forms.CharField):
    """Service class codes, typed with commas between them; gives a list."""

    def prepare_value(self, value: Any) -> Any:
        """The codes as they are typed."""
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The typed codes as a list."""
        return [code.strip() for code in (super().to_python(value) or "").split(",") if code.strip()]

    def validate(self, value: Any) -> None:
        """Raises ValidationError for what does not look like a code."""
        if value:
            check_service_classes(value)

    def run_validators(self, value: Any) -> None:
        """Runs nothing more: the validators of a text do not fit a list."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the codes differ, whatever the spaces."""
        return bool(list(initial or []) != self.to_python(data))


CODES_OF: Final[dict[str, Mapping[str, Any]]] = {
    "needs": SUPPORT_NEEDS,
    "target_groups": TARGET_GROUPS,
    "life_events": LIFE_EVENTS,
    "topics": TOPICS,
    "languages": LANGUAGES,
}


class EntryFactsForm(WagtailAdminModelForm):
    """Facts of an entry, with the codes that it has as choices."""

    class Meta:
        model = EntryFacts
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = [(one.code, str(one.name)) for one in county().municipalities]
        for name, labels in CODES_OF.items():
            self._offer(name, [(code, str(words)) for code, words in labels.items()])
        self._offer("municipalities", towns)
        if "municipality" in self.fields:
            self.fields["municipality"] = forms.ChoiceField(label=_("Municipality"), choices=towns)
        if "group" in self.fields:
            groups = [("", _("No group")), *((code, str(words)) for code, words in GROUPS.items())]
            self.fields["group"] = forms.ChoiceField(label=_("Group of services"), choices=groups, required=False)
        if "service_classes" in self.fields:
            self.fields["service_classes"] = ServiceClassesField(
                label=_("Service classes"),
                required=False,
                help_text=_("National codes with commas between them: P3.6, P4.13"),
            )
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Puts boxes in the place of a list of codes, where the form has it."""
        if field := self.fields.get(name):
            self.fields[name] = forms.MultipleChoiceField(
                label=field.label,
                help_text=field.help_text,
                required=False,
                choices=choices,
                widget=forms.CheckboxSelectMultiple,
            )


class EntryWordsForm(WagtailAdminModelForm):
    """Words of an entry in one variant; publishing is refused while plain-language words are still a copy."""

    class Meta:
        model = EntryWords
        fields: list[str] = []

    def _get_validation_exclusions(self) -> set[str]:
        """What Django leaves unchecked: without this it would skip the rules over service and language.

        A form that lacks a field skips every constraint over it (Django ticket 30581 and others), and a taken address
        would end in an IntegrityError.
        """
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions - {"facts", "locale"}

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation or self.errors or not self.instance.facts_id:
            return
        if self.instance.is_still_a_copy():
            self.add_error(NON_FIELD_ERRORS, NotRewrittenError())


class StartVariantForm(forms.Form):
    """Which text a new variant begins from."""

    source = forms.ChoiceField(label=_("Begin from"), required=False)

    def __init__(self, *args: Any, facts: EntryFacts, code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = words_of(facts).exclude(locale__language_code=code).select_related("locale").order_by("pk")
        self._rows = {str(row.pk): row for row in rows}
        field = self.fields["source"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("An empty page")), *((key, _language_of(row)) for key, row in self._rows.items())]

    def chosen(self) -> EntryWords | None:
        """The words to begin from; None for an empty page."""
        return self._rows.get(self.cleaned_data["source"])


def _language_of(words: EntryWords) -> str:
    return f"{variant(words.locale.language_code).own_name}: {words.name}"
