"""Editors' running text as the page shows it: the design system's classes, and links in the page's own variant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.models import Page
from wagtail.rich_text import RichText

CLASSES: Final = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "h3": "govuk-heading-s",
    "a": "govuk-link",
}
_OPENING = re.compile(r"<(p|ul|ol|h3|a)\b(?=[\s>])(?![^>]*\bclass=)")
_PAGE_LINK = re.compile(r'<a\b(?=[^>]*\blinktype="page")[^>]*>')
_ID = re.compile(r'\bid="(\d{1,18})"')


def with_classes(text: Any) -> SafeString:
    """The HTML of a rich text value with the classes of the design system. What it holds was cleaned when it was saved."""
    if not isinstance(text, RichText):
        return format_html("{}", text or "")
    styled = _OPENING.sub(lambda found: f'<{found[1]} class="{CLASSES[found[1]]}"', text.source)
    return format_html("{}", RichText(styled))


def localise_links(body: Any, language: str, request: HttpRequest | None) -> None:
    """Turns the page links in a StreamField's texts into addresses of the given variant, with one query for them all.

    A page that is not live in the variant is linked where it is live, with that language named; one that is live
    nowhere keeps its words and loses the link. The value is changed in memory only.
    """
    holders = [(holder, key, text) for holder, key, text in _texts(body) if _PAGE_LINK.search(text.source)]
    wanted = {int(one) for _h, _k, text in holders for one in _linked_ids(text.source)}
    if not wanted:
        return
    tags = _tags(wanted, language, request)

    def replace(found: re.Match[str]) -> str:
        number = _ID.search(found[0])
        return tags.get(int(number[1]), "<a>") if number else "<a>"

    for holder, key, text in holders:
        holder[key] = RichText(_PAGE_LINK.sub(replace, text.source))


def _linked_ids(source: str) -> Iterator[str]:
    for tag in _PAGE_LINK.findall(source):
        if number := _ID.search(tag):
            yield number[1]


def _tags(wanted: Iterable[int], language: str, request: HttpRequest | None) -> dict[int, str]:
    family = Page.objects.filter(translation_key__in=Page.objects.filter(pk__in=wanted).values("translation_key"))
    pages = list(family.select_related("locale"))
    keys = {page.pk: page.translation_key for page in pages}
    here = {page.translation_key: page for page in pages if page.live and page.locale.language_code == language}
    as_linked = {page.pk: page for page in pages if page.live}
    tags = {}
    for number in wanted:
        page = here.get(keys.get(number)) or as_linked.get(number)
        if page is not None:
            code = page.locale.language_code
            named = "" if code == language else f' hreflang="{escape(code)}"'
            tags[number] = f'<a href="{escape(page.get_url(request) or "")}"{named}>'
    return tags


def _texts(value: Any) -> Iterator[tuple[Any, Any, RichText]]:
    """Every rich text in a stream, with what holds it, so that it can be replaced there."""
    for child in value or ():
        yield from _texts_in(child.block, child.value)


def _texts_in(block: Any, value: Any) -> Iterator[tuple[Any, Any, RichText]]:
    if isinstance(block, StreamBlock):
        yield from _texts(value)
    elif isinstance(block, ListBlock):
        for item in value.bound_blocks:
            yield from _texts_in(item.block, item.value)
    elif isinstance(block, StructBlock):
        for name, part in value.items():
            if isinstance(part, RichText):
                yield value, name, part
            else:
                yield from _texts_in(block.child_blocks[name], part)
