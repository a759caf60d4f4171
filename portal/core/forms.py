"""Forms in the portal's own markup: renderer, base form, fields and widgets.

Every field of every form, also of packages, renders with `{{ form.field.as_field_group }}` through the same components
that are tested against govuk-frontend's fixtures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django import forms
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.forms.renderers import DjangoTemplates
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

__all__ = [
    "CheckboxesWidget",
    "LineField",
    "OptionLooks",
    "OwnWordsField",
    "PortalForm",
    "PortalRenderer",
    "RadiosWidget",
    "SelectWidget",
    "TextWidget",
    "TextareaWidget",
]

Text = str | Promise


class PortalRenderer(DjangoTemplates):
    """Renders forms and field groups with our templates, widgets of packages with their own."""

    form_template_name = "core/forms/form.html"
    field_template_name = "core/forms/field.html"


@dataclass(frozen=True, slots=True)
class OptionLooks:
    """How the options of a choice look.

    hints: a hint for an option, by the option's value.
    reveals: the field of the same form that stands under an option, by the option's value; CSS hides it until the
        option is chosen, and leaves it open where the browser does not know how.
    divider_before: the value of the option that a line "or" stands above.
    """

    hints: Mapping[str, Text] = field(default_factory=dict)
    reveals: Mapping[str, str] = field(default_factory=dict)
    divider_before: str = ""
    is_small: bool = False
    is_inline: bool = False


class RadiosWidget(forms.RadioSelect):
    """One of several options, all in sight."""

    def __init__(self, *, looks: OptionLooks | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.looks = looks or OptionLooks()


class CheckboxesWidget(forms.CheckboxSelectMultiple):
    """Any number of options, all in sight."""

    def __init__(self, *, looks: OptionLooks | None = None, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.looks = looks or OptionLooks()


class SelectWidget(forms.Select):
    """One of many options in a list that opens; only where radios would be too many."""


class TextWidget(forms.TextInput):
    """One line of text. `width` is a width of govuk-frontend: 2, 3, 4, 5, 10, 20 or 30 signs; 0 is the whole line."""

    def __init__(self, *, width: int = 0, attrs: dict[str, Any] | None = None) -> None:
        classes = {"class": f"govuk-input--width-{width}"} if width else {}
        super().__init__({**classes, **(attrs or {})})


class TextareaWidget(forms.Textarea):
    """Several lines of text, `rows` high to begin with."""

    def __init__(self, *, rows: int = 6, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": rows, "cols": None, **(attrs or {})})


class CarefulTextField(forms.CharField):
    """Text that is refused, with a sentence, rather than cut, changed or stored broken."""

    default_error_messages = {"required": _("Write an answer here.")}

    def __init__(self, *, max_length: int, **options: Any) -> None:
        """Makes the field; `max_length` counts characters, a line break being one."""
        super().__init__(max_length=max_length, **options)
        for validator in self.validators:
            if isinstance(validator, MaxLengthValidator):
                validator.message = _(
                    "The text is too long: %(show_value)s characters. At most %(limit_value)s characters fit here."
                )
            elif isinstance(validator, ProhibitNullCharactersValidator):
                validator.message = _("The text has a hidden sign that cannot be saved. Write the text again by hand.")

    def to_python(self, value: Any) -> str:
        """The text with line breaks as single signs: browsers send two for each."""
        text: str = super().to_python(value) or ""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text if text.strip() else ""


class LineField(CarefulTextField):
    """A short text (a name, a number): spaces around it are not part of it."""

    widget = TextWidget


class OwnWordsField(CarefulTextField):
    """What a person writes in their own words: kept as it was written, to the last space."""

    widget = TextareaWidget

    def __init__(self, *, max_length: int, **options: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **options)


class PortalForm(forms.Form):
    """A form of ours: what is optional says so, errors are gathered above and link to their fields.

    page_heading: the name of the field whose label is the page's own heading, on a page that asks one thing.
    autocomplete: "off" where the browser must not offer, on a shared device, what somebody wrote before.
    marks_optional: whether a field that may be left empty says so in its label.
    awaited: the names of fields that the form itself demands, always or after another answer; they are not marked.
    """

    page_heading: ClassVar[str] = ""
    autocomplete: ClassVar[str] = ""
    marks_optional: ClassVar[bool] = True
    awaited: frozenset[str] = frozenset()

    use_required_attribute = False
    template_name = "core/forms/form.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in self.fields.values():
            is_unworded = one.error_messages["required"] == forms.Field.default_error_messages["required"]
            if is_unworded and isinstance(one, forms.ChoiceField):
                is_many = isinstance(one, forms.MultipleChoiceField)
                one.error_messages["required"] = _("Choose at least one option.") if is_many else _("Choose an option.")

    @property
    def revealed_names(self) -> frozenset[str]:
        """The names of fields that stand under an option of another field, and so not in the row of fields."""
        looks = (getattr(one.widget, "looks", None) for one in self.fields.values())
        return frozenset(name for one in looks if one for name in one.reveals.values())

    @property
    def rows(self) -> list[forms.BoundField]:
        """The visible fields that stand in the row of fields."""
        return [bound for bound in self.visible_fields() if bound.name not in self.revealed_names]
