"""What a browser posted, as fields that can be shown again and sent again."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.utils.safestring import SafeString

from portal.core.field_markup import field_html
from portal.core.forms import CheckboxesWidget, OptionLooks, PortalForm, RadiosWidget, TextareaWidget

# The name of the field that Django itself reads.
DJANGO_FIELD: Final = "csrfmiddlewaretoken"
# Never written onto a page, whatever form they came from.
SECRET_MARKS: Final = ("password", "passphrase")
SHOWN_FIELDS: Final = 500
LONG_ENOUGH_FOR_AREA: Final = 60


@dataclass(frozen=True, slots=True)
class KeptField:
    """One posted value: either the markup of a field to change it in, or what a hidden field carries."""

    name: str
    value: str
    markup: SafeString | None = None


def readable_post(request: HttpRequest) -> QueryDict:
    """What was posted, also where Django refuses it for its number of fields; empty where it cannot be read."""
    if request.method != "POST":
        return QueryDict()
    try:
        # Django leaves it empty after it has refused it; the body is still there then.
        return request.POST or _first_fields(request)
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return _first_fields(request)


def as_posted(raw: Mapping[str, Sequence[str]]) -> QueryDict:
    """Raw answers that were kept, in the shape in which a form takes them."""
    posted = QueryDict(mutable=True)
    for name, values in raw.items():
        posted.setlist(name, [str(one) for one in values])
    return posted


def _first_fields(request: HttpRequest) -> QueryDict:
    if request.content_type != "application/x-www-form-urlencoded":
        return QueryDict()
    try:
        body = request.body
    except (SuspiciousOperation, UnreadablePostError, RawPostDataException):
        return QueryDict()
    return QueryDict(b"&".join(body.split(b"&", SHOWN_FIELDS)[:SHOWN_FIELDS]), encoding="utf-8")


def may_be_shown(name: str) -> bool:
    """Whether a posted field may stand on a page again: no token of Django's, no password."""
    return name != DJANGO_FIELD and not any(mark in name.lower() for mark in SECRET_MARKS)


def kept_fields(request: HttpRequest, post: QueryDict) -> list[KeptField]:
    """Every posted value but tokens and secrets, in the order it came: known fields with their label and widget."""
    known = _known_fields(request, frozenset(post))
    kept: list[KeptField] = []
    for number, (name, values) in enumerate(post.lists()):
        if may_be_shown(name):
            kept += _kept(name, values, known.get(name), number)
    return kept


def _kept(name: str, values: list[str], field: forms.Field | None, number: int) -> Iterator[KeptField]:
    if (field is not None and field.widget.is_hidden) or (field is None and name.startswith("form_")):
        yield from (KeptField(name, value) for value in values)
        return
    if isinstance(field, forms.ChoiceField) and (markup := _choice_markup(name, values, field, number)):
        yield KeptField(name, "", markup)
        return
    label = str(field.label or name) if field is not None else name
    for place, value in enumerate(values):
        yield KeptField(name, value, _text_markup(name, value, label, f"{number}-{place}"))


def _text_markup(name: str, value: str, label: str, place: str) -> SafeString:
    is_long = len(value) > LONG_ENOUGH_FOR_AREA or "\n" in value
    field = forms.CharField(required=False, label=label, initial=value, strip=False)
    if is_long:
        field.widget = TextareaWidget(rows=min(20, 4 + len(value) // 80))
    return _in_form(name, field, place)


def _choice_markup(name: str, values: list[str], field: forms.ChoiceField, number: int) -> SafeString | None:
    """The choice as it was asked; None where the posted value is none of its options, so that it is kept as text."""
    shown = copy.deepcopy(field)
    shown.required = False
    shown.help_text = ""
    if isinstance(shown.widget, RadiosWidget | CheckboxesWidget):
        # What stood under an option has a row of its own here.
        shown.widget.looks = OptionLooks(hints=shown.widget.looks.hints)
    is_many = isinstance(shown, forms.MultipleChoiceField)
    if not all(shown.valid_value(value) for value in values if value) or (not is_many and len(values) > 1):
        return None
    shown.initial = values if is_many else values[-1]
    return _in_form(name, shown, str(number))


def _in_form(name: str, field: forms.Field, place: str) -> SafeString:
    form = forms.Form(auto_id=f"kept-{place}")
    form.fields[name] = field
    return field_html(form[name])


def _known_fields(request: HttpRequest, names: frozenset[str]) -> dict[str, forms.Field]:
    """Fields by the name they post under: of the view's own form, else of the form of ours that most names fit."""
    known: dict[str, forms.Field] = {}
    by_fit = sorted(_all_forms(PortalForm), key=lambda one: len(names & one.base_fields.keys()), reverse=True)
    for form_class in by_fit:
        for name, field in form_class.base_fields.items():
            known.setdefault(name, field)
    known.update(_fields_of_view(request))
    return known


def _fields_of_view(request: HttpRequest) -> dict[str, forms.Field]:
    view: Any = getattr(getattr(request, "resolver_match", None), "func", None)
    form_class = getattr(getattr(view, "view_class", None), "form_class", None) or getattr(view, "form_class", None)
    return dict(form_class.base_fields) if isinstance(form_class, type) and issubclass(form_class, forms.Form) else {}


def _all_forms(base: type[PortalForm]) -> Iterator[type[PortalForm]]:
    for form_class in base.__subclasses__():
        yield form_class
        yield from _all_forms(form_class)
