"""What the component templates need beyond Django's own tags."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from portal.core.field_markup import field_html
from portal.core.frame import Alternate, Frame
from portal.core.locales import current_variant, reverse_in

register = template.Library()


@register.filter(name="attributes")
def attributes_html(attributes: Mapping[str, Any] | None) -> SafeString:
    """HTML attributes from names and values, each with a space in front; values are escaped.

    A value may be a mapping {"value": …, "optional": True}: then True gives the bare name and None or False nothing.
    """
    rows: list[tuple[str, str]] = []
    bare: list[tuple[str]] = []
    for name, given in (attributes or {}).items():
        value, optional = (given.get("value"), given.get("optional")) if isinstance(given, Mapping) else (given, False)
        if optional and value is True:
            bare.append((name,))
        elif not optional or value not in (None, False):
            rows.append((name, _as_text(value)))
    return format_html_join("", ' {}="{}"', rows) + format_html_join("", " {}", bare)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


@register.simple_tag
def joined(*parts: object) -> str:
    """The parts that are not empty, with one space between them."""
    return " ".join(str(part).strip() for part in parts if part)


@register.simple_tag
def is_chosen(item: Mapping[str, Any], chosen: object) -> bool:
    """Whether an option is marked: by itself, or because its value is the one, or one of those, that were given.

    An option that says False for itself is never marked.
    """
    own = item.get("checked", item.get("selected"))
    if own or not chosen:
        return bool(own)
    value = item.get("value", item.get("text"))
    hit = value in chosen if isinstance(chosen, list | tuple) else str(value) == str(chosen)
    return hit and own is not False


class CapturedNode(template.Node):
    """Renders its content into a variable instead of onto the page."""

    def __init__(self, name: str, content: NodeList) -> None:
        self.name = name
        self.content = content

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.content.render(context)
        return mark_safe("")


@register.tag
def captured(parser: Parser, token: Token) -> CapturedNode:
    """{% captured body %}…{% endcaptured %}: the rendered content as a variable, to be handed to a component."""
    words = token.split_contents()
    if len(words) != 2:
        raise template.TemplateSyntaxError("captured takes one word: the variable's name")
    content = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return CapturedNode(words[1], content)


@register.simple_tag
def note_ids(field_id: str, described_by: str | None, hint: object, error: object) -> str:
    """The ids for aria-describedby: what was given, then the field's hint, then its error."""
    return joined(described_by, f"{field_id}-hint" if hint else "", f"{field_id}-error" if error else "")


@register.simple_tag
def option_id(item: Mapping[str, Any], prefix: str, number: int) -> str:
    """The id of an option; the first has no number, so that an error summary can link to it by the field's id."""
    return str(item.get("id") or (prefix if number == 1 else f"{prefix}-{number}"))


@register.simple_tag
def action_items(actions: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The action links of a row or a card; asked by key, since a template would find the mapping's own method."""
    return list((actions or {}).get("items") or [])


@register.simple_tag
def any_row_has_actions(rows: list[Mapping[str, Any]] | None) -> bool:
    """Whether the summary list needs a third column."""
    return any(action_items(row.get("actions")) for row in rows or [] if row)


@register.simple_tag
def if_any(entries: list[object] | None) -> bool:
    """Whether a list holds anything but blanks."""
    return any(entries or [])


@register.simple_tag
def collapses(entries: list[object] | None, wanted: bool | str | None) -> bool:
    """Whether a navigation folds behind a button on narrow screens: as wanted, else from two entries on."""
    return len([one for one in entries or [] if one]) > 1 if wanted is None or wanted == "" else bool(wanted)


@register.simple_tag
def service_links(frame: Frame) -> list[dict[str, object]]:
    """The frame's navigation as the service navigation component takes it."""
    return [{"text": link.text, "href": link.url, "current": link.is_current} for link in frame.navigation]


@register.simple_tag
def language_links(alternates: Sequence[Alternate]) -> list[dict[str, object]]:
    """The page in each variant as the language navigation component takes it, each named in its own words."""
    return [{"text": one.own_name, "href": one.url, "lang": one.code, "current": one.is_current} for one in alternates]


@register.simple_tag
def localized_url(name: str, **kwargs: Any) -> str:
    """The path, in the current variant, of a view whose path differs by variant."""
    return reverse_in(name, current_variant().code, **kwargs)


@register.simple_tag
def field_group(bound: BoundField) -> SafeString:
    """A form's field with its label, hint and error, by the component that suits its widget."""
    return field_html(bound)


@register.simple_tag
def form_error_links(form: BaseForm | None) -> list[dict[str, str]]:
    """Every error of a form, ours or a package's, with the link to its field."""
    if form is None or not form.is_bound:
        return []
    links = [{"text": str(message), "href": ""} for message in form.non_field_errors()]
    for name in form.fields:
        links += [{"text": str(message), "href": f"#{form[name].auto_id}"} for message in form[name].errors]
    return links
