"""HTML as a tree that two renderings of the same thing share, whatever their white space."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})


@dataclass
class Element:
    name: str
    attributes: tuple[tuple[str, object], ...] = ()
    children: list[Element | str] = field(default_factory=list)


class _TreeParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        normal = tuple(
            sorted((name, tuple((value or "").split()) if name == "class" else value or "") for name, value in attrs)
        )
        element = Element(tag, normal)
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        names = [one.name for one in self.open]
        assert tag in names, f"</{tag}> closes nothing"
        while self.open[-1].name != tag:
            self.open.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        children = self.open[-1].children
        if children and isinstance(children[-1], str):
            children[-1] += data
        else:
            children.append(data)


def tree(html: str) -> Element:
    """The elements and texts of a piece of HTML; runs of white space are one space, blank texts are gone."""
    parser = _TreeParser()
    parser.feed(html)
    parser.close()
    return _tidied(parser.root)


def _tidied(element: Element) -> Element:
    children: list[Element | str] = []
    for child in element.children:
        if isinstance(child, Element):
            children.append(_tidied(child))
        elif text := " ".join(child.split()):
            children.append(text)
    return Element(element.name, element.attributes, children)


def outline(element: Element, depth: int = 0) -> str:
    """The tree as indented lines, for comparing in a test's message."""
    lines = []
    for child in element.children:
        if isinstance(child, str):
            lines.append("  " * depth + child)
        else:
            lines.append("  " * depth + f"<{child.name} {dict(child.attributes)}>")
            lines.append(outline(child, depth + 1))
    return "\n".join(line for line in lines if line)
