"""Forms for the desk's own texts."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OwnWordsField, PortalForm, RadiosWidget, TextareaWidget
from portal.desk.models import HelpPage, ReplyTemplate

TEXT_LIMIT: Final = 10_000
RESERVED: Final = frozenset({"", "new"})


class TextForm(PortalForm):
    """A text in its next version; `version` is the one that the writer saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0, min_value=0)
    title = LineField(label=_("Title"), max_length=150)
    text = OwnWordsField(
        label=_("Text"),
        max_length=TEXT_LIMIT,
        widget=TextareaWidget(rows=14),
        help_text=_("Plain text. Leave an empty line between paragraphs."),
    )
    is_in_use = forms.BooleanField(label=_("In use"), required=False, initial=True)


class NewTextForm(TextForm):
    """A text that was not there before."""

    locale = forms.ChoiceField(label=_("Language"), widget=RadiosWidget)
    field_order = ("locale",)

    def __init__(self, *args: Any, locales: tuple[tuple[str, str], ...], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["locale"]
        if isinstance(field, forms.ChoiceField):
            field.choices = locales


def free_key(model: type[HelpPage] | type[ReplyTemplate], title: str) -> str:
    """A key made of the title that no other text has; it never changes afterwards."""
    base = slugify(title)[:50]
    base = f"text-{base}" if base in RESERVED else base
    taken = set(model.objects.filter(key__startswith=base).values_list("key", flat=True))
    keys = (base, *(f"{base}-{number}" for number in range(2, 1000)))
    return next(one for one in keys if one not in taken)
