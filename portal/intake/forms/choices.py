"""Choices that several forms of a contact share, in everyday words, with the national codes behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.core.forms import LineField, OptionLooks, OwnWordsField, RadiosWidget, TextareaWidget
from portal.core.national_codes import REPORTER, code_set
from portal.core.needs import SUPPORT_NEEDS

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text

LINE_LIMIT: Final = 200
SHORT_TEXT: Final = 1_000
MIDDLE_TEXT: Final = 3_000

PRIVATE_REPORTERS: Final = ("2", "3", "5", "4")
PROFESSIONAL_REPORTERS: Final = tuple(
    one.code for one in code_set(REPORTER).values if one.code not in {"1", *PRIVATE_REPORTERS}
)

# 1282 (Tuen tarve) as a resident would say it; the code stays the national one.
EVERYDAY_NEEDS: Final = (
    ("1", _("Managing everyday life")),
    ("2", _("Housing")),
    ("3", _("Money")),
    ("4", _("Loneliness or being left outside")),
    ("5", _("Violence or bad treatment at home or by someone close")),
    ("6", _("A sudden crisis")),
    ("7", _("A child's development and wellbeing")),
    ("8", _("Alcohol, drugs or another addiction")),
    ("9", _("Mental health")),
    ("10", _("Coping with an illness, a disability or old age")),
    ("11", _("Support for someone who cares for a person close to them")),
    ("99", _("Something else, or I do not know")),
)
OFFICIAL_NEEDS: Final = tuple((code, name) for code, name in SUPPORT_NEEDS.items())

# 1243 (Palvelutarpeen ilmoittaja) for those who write as private persons.
EVERYDAY_REPORTERS: Final = (
    ("2", _("A close person who lives in the same home")),
    ("3", _("A close person who lives somewhere else")),
    ("5", _("A guardian appointed by the authorities (edunvalvoja)")),
    ("4", _("Another private person")),
)
OFFICIAL_REPORTERS: Final = tuple(
    (one.code, one.name) for one in code_set(REPORTER).values if one.code in PROFESSIONAL_REPORTERS
)


def line(label: Text, *, required: bool = True, hint: Text = "", missing: Text = "") -> LineField:
    """A short answer of the sender's."""
    errors = {"required": missing} if missing else None
    return LineField(
        label=label, help_text=hint, max_length=LINE_LIMIT, required=required, error_messages=errors
    )  # fmt: skip


def words(
    label: Text, *, hint: Text = "", limit: int = MIDDLE_TEXT, rows: int = 4, missing: Text = ""
) -> OwnWordsField:
    """A longer answer in the sender's own words; `missing` makes it required and is what is said without it."""
    return OwnWordsField(
        label=label,
        help_text=hint,
        max_length=limit,
        required=bool(missing),
        widget=TextareaWidget(rows=rows),
        error_messages={"required": missing} if missing else None,
    )


def yes_no(label: Text, *, hint: Text = "", missing: Text = "") -> forms.ChoiceField:
    """Yes, no, or no knowledge; left open it is `not_asked`."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        choices=[("yes", _("Yes")), ("no", _("No")), ("unknown", _("I do not know, or I do not want to say"))],
        required=bool(missing),
        widget=RadiosWidget(looks=OptionLooks(is_small=True)),
        error_messages={"required": missing} if missing else None,
    )
