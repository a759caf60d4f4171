"""A look at everything that a contact says before it is sent, in the words of its own pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from portal.intake.documents import Section
from portal.intake.flow import Writing
from portal.intake.people import YES

LINE_BETWEEN: Final = "\n\n"

NOTES: Final = {
    "violence_to_child": _(
        "You told about violence against a child, or that you fear it. If someone is in danger now, call 112. "
        "The police investigate crimes, and you can report to the police yourself as well."
    ),
    "custody_conflict": _(
        "You told that the parents disagree. Social services do not decide who is right. A child welfare supervisor "
        "(lastenvalvoja) helps parents to agree, and if they cannot, a court decides."
    ),
    "unborn_child": _(
        "You told that someone is expecting a child. The need for support of the family is assessed now. "
        "A child welfare matter of the child can begin only after birth."
    ),
    "is_client": _("You told that there is a worker already. We first give the matter to that worker."),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What was answered, page by page: the number of each page with its sections; and all of it as one text.

    `notes` are what the sender should know about the answers: a violent home, a dispute, an unborn child.
    """

    pages: tuple[tuple[int, tuple[Section, ...]], ...]
    notes: tuple[str, ...] = ()

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
    pages: list[tuple[int, tuple[Section, ...]]] = []
    said: dict[str, Any] = {}
    for number in writing.numbers[:-1]:
        form = writing.bound_form(number, writing.pages.get(str(number), {}))
        if form.is_valid():
            pages.append((number, form.sections(str(writing.kind.pages[number - 1].heading))))
            said |= form.cleaned_data
    return Look(tuple(pages), tuple(str(words) for name, words in NOTES.items() if said.get(name) == YES))
