"""Kinds of contact: what each asks, in its own words, and what it makes of the answers.

Rooms above register theirs in `contact_kinds` when Django starts. The views of this room serve every registered kind
at the same neutral addresses; the kind stands only inside the draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from portal.core.registries import Registry
from portal.intake.content import ContactContent
from portal.intake.forms import ContactForm, Raw, SenderForm

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as Text


def always(pages: Mapping[str, Raw]) -> bool:
    """True: the page is asked whatever was answered before."""
    return True


@dataclass(frozen=True, slots=True)
class KindPage:
    """One page of a kind's form. The heading carries the question; the page's title stays neutral.

    `applies` says, from the raw answers by page number, whether the page is asked; it looks at earlier pages alone.
    """

    form_class: type[ContactForm]
    heading: Text
    intro: Text = ""
    template: str = "intake/form_page.html"
    applies: Callable[[Mapping[str, Raw]], bool] = always


@dataclass(frozen=True, slots=True)
class Answers:
    """The validated pages of a form, in order, with when and in which language they were sent."""

    pages: Sequence[ContactForm]
    language: str
    sent_at: datetime

    @property
    def cleaned(self) -> Mapping[str, Any]:
        """The cleaned data of all pages in one mapping."""
        return {name: value for page in self.pages for name, value in page.cleaned_data.items()}


@dataclass(frozen=True, slots=True)
class ContactKind:
    """A kind of contact.

    `build` makes the content from the answers. It must not look at anything else: what makes a contact the same when
    it is sent twice are the raw answers, not what is built from them. `start_page` is the name of the localized
    public page that the kind begins at. `is_promised`: whether the county's promise of an answer holds for it.
    """

    code: str
    name: Text
    start_page: str
    pages: tuple[KindPage, ...]
    build: Callable[[Answers], ContactContent]
    has_urgency_gate: bool = True
    is_promised: bool = True

    def numbers(self, pages: Mapping[str, Raw]) -> tuple[int, ...]:
        """The numbers of the pages that are asked after these raw answers, in their order, counted from 1."""
        return tuple(number for number, one in enumerate(self.pages, 1) if one.applies(pages))

    def offers_on(self, number: int, pages: Mapping[str, Raw]) -> bool:
        """Whether documents are offered on the page: the one that asks how to answer, else the last one."""
        asked = self.numbers(pages)
        asking = [one for one in asked if issubclass(self.pages[one - 1].form_class, SenderForm)]
        return number == (asking or asked)[-1]


contact_kinds: Final[Registry[ContactKind]] = Registry("kinds of contact")

HELP_REQUEST: Final = "help_request"


def sender_content(answers: Answers, *, own_words: str) -> ContactContent:
    """The content with what every SenderForm asks, and these own words; a kind adds its documents with `replace`.

    Raises TypeError when no page is a SenderForm.
    """
    form = next((one for one in reversed(answers.pages) if isinstance(one, SenderForm)), None)
    if form is None:
        raise TypeError("One page of a contact's form is a SenderForm.")
    said = form.cleaned_data
    return ContactContent(
        own_words=own_words,
        name=said.get("name", ""),
        ways=form.ways(),
        contact_language=said["contact_language"],
        other_language=said["other_language"] if said["contact_language"] == "other" else "",
        interpreter=said["interpreter"],
        municipality=said["municipality"],
        reads_here=said["reads_here"],
    )
