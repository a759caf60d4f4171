"""A look at everything that a contact says before it is sent, in the words of its own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from portal.intake.documents import Section
from portal.intake.flow import Writing

LINE_BETWEEN: Final = "\n\n"


@dataclass(frozen=True, slots=True)
class Look:
    """What was answered, page by page: the number of each page with its sections; and all of it as one text."""

    pages: tuple[tuple[int, tuple[Section, ...]], ...]

    @property
    def text(self) -> str:
        """Everything as plain text, headings and questions included."""
        lines = (
            "\n".join((one.heading, *(f"{item.label}: {item.value}" for item in one.items)))
            for _number, sections in self.pages
            for one in sections
        )
        return LINE_BETWEEN.join(lines)


def look_through(writing: Writing) -> Look:
    """What the pages before the last one say. A page whose answers do not stand is left out: it is asked again."""
    pages = []
    for number in writing.numbers[:-1]:
        form = writing.bound_form(number, writing.pages.get(str(number), {}))
        if form.is_valid():
            pages.append((number, form.sections(str(writing.kind.pages[number - 1].heading))))
    return Look(tuple(pages))
