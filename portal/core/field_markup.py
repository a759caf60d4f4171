"""A bound field of any form as the options of the component that renders it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.widgets import Input
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.core.forms import OptionLooks, PortalForm

# The browser must cut nothing and stop nothing: the server's answer says what is wrong, in the visitor's language.
UNWANTED_ATTRIBUTES = frozenset({"maxlength", "minlength", "required", "id", "name", "type", "class", "rows", "cols"})
OWN_PLACE = frozenset({"autocomplete", "inputmode", "spellcheck", "autocapitalize", "pattern", "value"})


def field_html(bound: BoundField) -> SafeString:
    """The field with its label, hint and error."""
    template, options = component_of(bound)
    return render_to_string(template, options)


def component_of(bound: BoundField) -> tuple[str, dict[str, Any]]:
    """The template that renders the field, and its options."""
    widget = bound.field.widget
    name, options = "", {**_common(bound), "label": _label(bound), "field": bound}
    match widget:
        # Django's several checkboxes are a kind of its radios, so they are asked for first.
        case forms.CheckboxSelectMultiple():
            name, options = "checkboxes", _choice(bound, "checkboxes")
        case forms.RadioSelect():
            name, options = "radios", _choice(bound, "radios")
        case forms.CheckboxInput():
            name, options = "checkboxes", _single_checkbox(bound)
        case forms.Select():
            name, options = "select", _select(bound)
        case forms.Textarea():
            name, options = "textarea", {**_text(bound), "rows": widget.attrs.get("rows")}
        case Input() if widget.input_type not in {"hidden", "file"}:
            name, options = "input", {**_text(bound), "type": widget.input_type}
    return f"core/components/{name}.html" if name else "core/forms/other_widget.html", options


def _common(bound: BoundField) -> dict[str, Any]:
    options: dict[str, Any] = {"name": bound.html_name, "id": bound.auto_id}
    if bound.help_text:
        options["hint"] = {"text": bound.help_text}
    if bound.errors:
        options["error_message"] = {"text": " ".join(str(message) for message in bound.errors)}
    return options


def _title(bound: BoundField) -> str:
    label = str(bound.label)
    form = bound.form
    is_demanded = bound.field.required or (isinstance(form, PortalForm) and bound.name in form.awaited)
    if isinstance(form, PortalForm) and form.marks_optional and not is_demanded:
        return _("%(label)s (optional)") % {"label": label}
    return label


def _is_page_heading(bound: BoundField) -> bool:
    return isinstance(bound.form, PortalForm) and bound.form.page_heading == bound.name


def _label(bound: BoundField) -> dict[str, Any]:
    is_heading = _is_page_heading(bound)
    return {
        "text": _title(bound),
        "is_page_heading": is_heading,
        "classes": "govuk-label--l" if is_heading else "govuk-label--s",
    }


def _legend(bound: BoundField) -> dict[str, Any]:
    is_heading = _is_page_heading(bound)
    return {
        "text": _title(bound),
        "is_page_heading": is_heading,
        "classes": "govuk-fieldset__legend--l" if is_heading else "govuk-fieldset__legend--s",
    }


def _text(bound: BoundField) -> dict[str, Any]:
    widget = bound.field.widget
    given = bound.build_widget_attrs({}, widget)
    attributes = {**widget.attrs, **given}
    form_autocomplete = getattr(bound.form, "autocomplete", "")
    return {
        **_common(bound),
        "label": _label(bound),
        "value": None if getattr(widget, "input_type", "") == "password" else widget.format_value(bound.value()),
        "classes": attributes.get("class", ""),
        "disabled": bound.field.disabled,
        "autocomplete": attributes.get("autocomplete") or form_autocomplete,
        "inputmode": attributes.get("inputmode"),
        "spellcheck": {"true": True, "false": False}.get(str(attributes.get("spellcheck")).lower()),
        "autocapitalize": attributes.get("autocapitalize"),
        "pattern": attributes.get("pattern"),
        "attributes": {
            name: value
            for name, value in attributes.items()
            if name not in UNWANTED_ATTRIBUTES | OWN_PLACE and name != "aria-describedby" and value not in (None, False)
        },
    }


def _choice(bound: BoundField, kind: str) -> dict[str, Any]:
    looks: OptionLooks = getattr(bound.field.widget, "looks", OptionLooks())
    sizes = [f"govuk-{kind}--small"] * looks.is_small + [f"govuk-{kind}--inline"] * looks.is_inline
    return {
        **_common(bound),
        "id_prefix": bound.auto_id,
        "fieldset": {"legend": _legend(bound)},
        "classes": " ".join(sizes),
        "items": _options(bound),
    }


def _options(bound: BoundField) -> list[dict[str, Any]]:
    looks: OptionLooks = getattr(bound.field.widget, "looks", OptionLooks())
    items: list[dict[str, Any]] = []
    for option in bound.subwidgets:
        value = str(option.data["value"])
        if value and value == looks.divider_before:
            items.append({"divider": _("or")})
        item: dict[str, Any] = {"value": value, "text": option.data["label"], "checked": option.data["selected"]}
        if bound.field.disabled:
            item["disabled"] = True
        if hint := looks.hints.get(value):
            item["hint"] = {"text": str(hint)}
        if revealed := looks.reveals.get(value):
            item["conditional"] = {"html": field_html(bound.form[revealed])}
        items.append(item)
    return items


def _single_checkbox(bound: BoundField) -> dict[str, Any]:
    item = {"value": "on", "text": str(bound.label), "checked": bool(bound.value())}
    return {**_common(bound), "id_prefix": bound.auto_id, "items": [item]}


def _select(bound: BoundField) -> dict[str, Any]:
    items = [
        {"value": str(option.data["value"]), "text": option.data["label"], "selected": option.data["selected"]}
        for option in bound.subwidgets
    ]
    widget = bound.field.widget
    attributes = {"multiple": {"value": True, "optional": True}} if widget.allow_multiple_selected else {}
    return {
        **_common(bound),
        "label": _label(bound),
        "items": items,
        "classes": widget.attrs.get("class", ""),
        "disabled": bound.field.disabled,
        "attributes": attributes,
    }
