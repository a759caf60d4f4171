"""What every page of every contact's form shares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OptionLooks, PortalForm, RadiosWidget
from portal.core.posted import as_posted
from portal.intake.documents import Document, Item, Section

YES: Final = "yes"
NO: Final = "no"

Raw = dict[str, list[str]]
"""What was posted for the fields of one page, as it was typed."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A document that a contact may take along. `document` is None where only its hash is still known."""

    digest: str
    title: str
    document: Document | None = field(default=None, repr=False)


class ContactForm(PortalForm):
    """One page of a contact's form. Every page of every kind is one of these.

    `offered` are the documents that the sender may take along; each becomes a yes-or-no field. `kept` are the answers
    that stand in the draft, for a form whose fields follow from them.
    """

    autocomplete = "off"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        offered: Sequence[Offered] = (),
        kept: Mapping[str, Sequence[str]] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.kept = kept or {}
        self.offered = tuple(offered)
        for number, one in enumerate(self.offered):
            self.fields[f"attach_{number}"] = forms.ChoiceField(
                label=gettext("Do you want to send this along: %(title)s?") % {"title": one.title},
                choices=[(YES, _("Yes, send it along")), (NO, _("No, do not send it"))],
                widget=RadiosWidget(looks=OptionLooks(is_inline=True)),
                error_messages={"required": _("Choose whether to send it along or not.")},
            )

    def chosen(self) -> tuple[Offered, ...]:
        """The offered documents that the sender chose to take along; asked after validation."""
        return tuple(one for number, one in enumerate(self.offered) if self.cleaned_data.get(f"attach_{number}") == YES)

    def attachments(self) -> list[tuple[BoundField, Offered]]:
        """Each yes-or-no field with what it is about, for the template."""
        return [(self[f"attach_{number}"], one) for number, one in enumerate(self.offered)]

    def altered(self) -> Raw | None:
        """The raw answers after a button that only changes this page's fields; None when no such button was pressed."""
        return None

    def sections(self, heading: str) -> tuple[Section, ...]:
        """What was answered on this page, in the words that were shown; asked after validation."""
        items = tuple(self._items(self.visible_fields()))
        return (Section(heading, items),) if items else ()

    def _items(self, bounds: Iterable[BoundField]) -> Iterator[Item]:
        for bound in bounds:
            if value := shown_answer(bound, self.cleaned_data.get(bound.name)):
                yield Item(str(bound.label), value)

    def raw(self) -> Raw:
        """What was posted for this form's fields and nothing else, line breaks as single signs, blanks left out."""
        source = self.data
        raw: Raw = {}
        for name in map(self.add_prefix, self.fields):
            given = source.getlist(name) if isinstance(source, QueryDict) else [source.get(name, "")]
            lines = [str(one).replace("\r\n", "\n").replace("\r", "\n") for one in given]
            if any(lines):
                raw[name] = lines
        return raw


def shown_answer(bound: BoundField, value: object) -> str:
    """An answer in the words of its option, or as it was written; empty for no answer."""
    if isinstance(bound.field, forms.BooleanField):
        return gettext("Yes") if value else ""
    choices = {str(code): str(words) for code, words in getattr(bound.field, "choices", ())}
    if isinstance(value, list):
        return "\n".join(choices.get(str(one), str(one)) for one in value)
    return choices.get(str(value), str(value)) if value else ""


def as_initial(form: forms.Form, raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Raw answers as initial values of a form, so that they are shown again without being judged."""
    posted = as_posted(raw)
    return {
        name: one.widget.value_from_datadict(posted, posted, form.add_prefix(name))
        for name, one in form.fields.items()
        if form.add_prefix(name) in posted
    }
