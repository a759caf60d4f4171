"""Editors' rich text as the page shows it: a few allowed elements, each with its class, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

CLASSES: Final = {
    "p": "govuk-body",
    "ul": "govuk-list govuk-list--bullet",
    "ol": "govuk-list govuk-list--number",
    "li": "",
    "h3": "govuk-heading-s",
    "strong": "",
    "b": "",
}
SILENT: Final = frozenset({"script", "style", "template", "iframe", "object"})
"""Elements whose content is no text for readers."""


def shown(html: str) -> SafeString:
    """The text with only the allowed elements, all attributes dropped, every open element closed."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return format_html_join("", "{}", ((part,) for part in reader.written()))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[SafeString] = []
        self._open: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "br":
            self._parts.append(format_html("<{}>", tag))
        elif tag in CLASSES:
            named = CLASSES[tag]
            self._parts.append(format_html('<{} class="{}">', tag, named) if named else format_html("<{}>", tag))
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in self._open:
            while (last := self._open.pop()) != tag:
                self._parts.append(format_html("</{}>", last))
            self._parts.append(format_html("</{}>", tag))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._parts.append(format_html("{}", data))

    def written(self) -> list[SafeString]:
        """Everything kept so far, with the elements that are still open closed."""
        return [*self._parts, *(format_html("</{}>", tag) for tag in reversed(self._open))]
