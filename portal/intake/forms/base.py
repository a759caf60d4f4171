"""What every page of every contact's form shares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.core.forms import OptionLooks, PortalForm, RadiosWidget
from portal.core.posted import as_posted
from portal.intake.documents import Document

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

    `offered` are the documents that the sender may take along; each becomes a yes-or-no field on the form's last page.
    """

    autocomplete = "off"

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, offered: Sequence[Offered] = (), **options: Any
    ) -> None:
        super().__init__(data, **options)
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


def as_initial(form: forms.Form, raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Raw answers as initial values of a form, so that they are shown again without being judged."""
    posted = as_posted(raw)
    return {
        name: one.widget.value_from_datadict(posted, posted, form.add_prefix(name))
        for name, one in form.fields.items()
        if form.add_prefix(name) in posted
    }
