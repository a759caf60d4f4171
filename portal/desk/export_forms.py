"""Forms of the export of one contact, and of the national codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, PortalForm, RadiosWidget, TextWidget
from portal.desk.models import LANGUAGES
from portal.desk.national_codes import OpenCode

FILE_FORMATS: Final = (
    ("pdf", _("PDF, to read and to print")),
    ("json", _("JSON, with the national field names")),
    ("fhir", _("FHIR R4B, for another system")),
)
CODE_LIMIT: Final = 20


class ExportForm(PortalForm):
    """Which file is made of the contact."""

    file_format = forms.ChoiceField(label=_("Which file do you need?"), choices=FILE_FORMATS, widget=RadiosWidget)
    language = forms.ChoiceField(
        label=_("In which language are the headings?"),
        help_text=_("What people wrote stays as they wrote it."),
        choices=LANGUAGES,
        widget=RadiosWidget,
    )


class CodesForm(PortalForm):
    """One line for each value whose code the portal does not know; an empty line means that it is still unknown."""

    marks_optional = False

    def __init__(self, data: Any = None, *, codes: Sequence[OpenCode]) -> None:
        super().__init__(data, initial={one.field_name: one.filled for one in codes})
        for one in codes:
            self.fields[one.field_name] = LineField(
                label=str(one.value.name), required=False, max_length=CODE_LIMIT, widget=TextWidget(width=5)
            )
