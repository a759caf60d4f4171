"""The form of the first assessment: the fields of the national documents 1009 and, in child welfare, 1006."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.forms import CheckboxesWidget, OwnWordsField, RadiosWidget, SelectWidget, TextareaWidget
from portal.core.national_codes import (
    CHILD_WELFARE_REASON,
    MEASURES_AFTER_NOTICE,
    NEED,
    SERVICE_TASK,
    SOCIAL_SERVICE,
    URGENCY_ASSESSMENT,
    WAY_OF_CONTACT,
    code_set,
)
from portal.desk.contact_forms import REASON_LIMIT, EntryForm
from portal.desk.contacts import TEXTS
from portal.desk.entries import ReadEntry
from portal.desk.models import FirstAssessment

NOT_URGENT: Final = "not_urgent"
SWITCHES: Final = (
    ("aged_75", _("The person is 75 or older")),
    ("highest_care_allowance", _("The person gets the highest care allowance")),
    ("special_support_child", _("A child who needs special support")),
)
CLIENTSHIPS: Final = (
    (
        "lapsi_on_ollut_aiemmin_lastensuojelun_asiakkaana_hyvinvointialueella",
        _("The child has been a client of child welfare in this county before"),
    ),
    (
        "lapsen_palvelutarpeen_arviointi_on_kaynnistetty",
        _("An assessment of the child's service need has been started"),
    ),
    ("lapsi_on_erityisen_tuen_tarpeessa", _("The child needs special support")),
    ("lapsi_on_lapsiperhepalvelujen_asiakas", _("The child is a client of the services for families with children")),
    ("lapsi_on_lastensuojelun_avohuollon_asiakas", _("The child is a client of open-care child welfare")),
    (
        "hyvinvointialue_on_huostaanottanut_jatai_sijoittanut_lapsen",
        _("This county has taken the child into care or placed the child"),
    ),
    ("asiakkuus_toisella_hyvinvointialueella", _("The child is a client in another county")),
    ("toisen_hyvinvointialueen_sijoittama", _("Another county has placed the child")),
    ("toisella_hyvinvointialueella_asuva", _("The child lives in another county")),
)
"""The statements of 1006 on the child's clientships (lapsen_asiakkuus), by the national field's own name."""
ONLY_1006: Final = ("reasons", "earlier_notices", "clientships", "other_clientship", "information")
ONLY_1009: Final = ("way", "needs", "service_task", "services", "next_steps")


def named(oid: str, *, empty: object = None) -> Callable[[], list[tuple[str, str]]]:
    """The choices of a national code set, with an empty one in front where a text for it is given."""

    def choices() -> list[tuple[str, str]]:
        values = [(one.key, str(one.name)) for one in code_set(oid).values if str(one.name)]
        return [*([] if empty is None else [("", str(empty))]), *values]

    return choices


def _many(label: Any, oid: str, **more: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(label=label, choices=named(oid), required=False, widget=CheckboxesWidget, **more)


def _words(label: Any, *, required: bool = False, **more: Any) -> OwnWordsField:
    return OwnWordsField(label=label, max_length=REASON_LIMIT, required=required, widget=TextareaWidget(rows=4), **more)


class AssessmentForm(EntryForm):
    """The checklist of the first assessment. Which fields stand in it depends on the document."""

    urgency = forms.ChoiceField(
        label=_("How urgent is the matter?"),
        choices=named(URGENCY_ASSESSMENT),
        widget=RadiosWidget,
        error_messages={"required": _("Choose how urgent the matter is.")},
    )
    urgency_grounds = _words(
        _("Grounds for the urgency"),
        required=True,
        error_messages={"required": _("Write the grounds for the urgency.")},
    )
    switches = forms.MultipleChoiceField(
        label=_("Does the law's limit of seven working days hold?"),
        choices=SWITCHES,
        required=False,
        widget=CheckboxesWidget,
        help_text=_("What you choose adds the due dates of the law, counted from the arrival."),
    )
    earlier_notices = forms.ChoiceField(
        label=_("Are there earlier notices or contacts about the child?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=RadiosWidget,
        error_messages={"required": _("Choose whether there are earlier notices or contacts.")},
    )
    clientships = forms.MultipleChoiceField(
        label=_("The child's clientships"), choices=CLIENTSHIPS, required=False, widget=CheckboxesWidget
    )
    other_clientship = _words(_("Another situation of the child"))
    reasons = _many(_("Reasons for the child welfare matter"), CHILD_WELFARE_REASON)
    information = _words(_("How information was gathered"))
    way = forms.ChoiceField(
        label=_("How you met or reached the client"),
        choices=named(WAY_OF_CONTACT, empty=pgettext_lazy("way", "Not yet")),
        required=False,
        widget=SelectWidget,
    )
    needs = _many(_("Needs for support"), NEED)
    measures = forms.MultipleChoiceField(
        label=_("Measures"),
        choices=named(MEASURES_AFTER_NOTICE),
        widget=CheckboxesWidget,
        error_messages={"required": _("Choose at least one measure.")},
    )
    description = _words(_("Measures in words"))
    service_task = forms.ChoiceField(
        label=_("Service task"),
        choices=named(SERVICE_TASK, empty=pgettext_lazy("code", "Not known yet")),
        required=False,
        widget=SelectWidget,
    )
    services = _many(
        _("Services that are needed"),
        SOCIAL_SERVICE,
        help_text=_("Only the services whose national code is known. Write others under measures."),
    )
    next_steps = _words(_("Agreed next steps"))
    more = _words(_("More information"))

    def __init__(self, *args: Any, document: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.document = document
        for name in ONLY_1009 if document == FirstAssessment.Document.CHILD_WELFARE else ONLY_1006:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """The answers. With one of the three limits only the two urgent values are allowed (national document 1009)."""
        cleaned = super().clean() or {}
        if cleaned.get("switches") and cleaned.get("urgency") == NOT_URGENT:
            problem = _("A person with one of the three time limits cannot be in a situation without any urgency.")
            self.add_error("urgency", str(problem))
        return cleaned

    def codes(self) -> dict[str, Any]:
        """The answers that stand in columns of FirstAssessment."""
        given = self.cleaned_data
        on = given["switches"]
        columns = {name: given[name] for name in FirstAssessment.CODES if name in given}
        return {**columns, **{name: name in on for name, _label in SWITCHES}, "document": self.document}

    def texts(self) -> dict[str, str]:
        """The answers in words, by name."""
        return {name: self.cleaned_data[name] for name in TEXTS if name in self.cleaned_data}


def initial_of(entry: FirstAssessment, texts: Mapping[str, str]) -> dict[str, Any]:
    """What the form begins with: the newest version as it was saved."""
    columns = {name: getattr(entry, name) for name in FirstAssessment.CODES}
    return {**columns, **texts, "switches": [name for name in FirstAssessment.SWITCHES if getattr(entry, name)]}


def assessment_lines(read: ReadEntry) -> tuple[tuple[str, str], ...]:
    """A saved first assessment as labels and values, in the reader's language; empty where its texts do not open."""
    if read.texts is None:
        return ()
    form = AssessmentForm(document=read.entry.document)
    values = initial_of(read.entry, read.texts)
    lines = ((str(one.label), _named_value(one, values.get(name))) for name, one in form.fields.items())
    return tuple((label, value) for label, value in lines if label and value)


def _named_value(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ChoiceField):
        names = {str(one["value"]): str(one["label"]) for one in field.widget.subwidgets("", "")}
        chosen = value if isinstance(value, list) else [value]
        return "; ".join(names.get(str(one), str(one)) for one in chosen if one)
    return str(value or "")
