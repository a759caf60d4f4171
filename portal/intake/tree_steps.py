"""What the decision tree is made of: questions with their answers, and outcomes that say what is right and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Text

DANGER: Final = _("In immediate danger call 112. A form is never quick enough.")
INVITE: Final = _(
    "An invite to a joint mapping (kartoituskutsu) does not replace this. It always needs the family's consent."
)


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: its value in the form, its words, and the number of the step that it leads to."""

    value: str
    words: Text
    leads_to: int


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers."""

    words: Text
    options: tuple[Option, ...]
    hint: Text | str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an outcome's page: a heading, and what stands under it."""

    heading: Text
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where the answers lead: the kind to make (empty: none), why, and what it does not replace.

    `other_kinds` are those that may be made as well, or instead, each with its words. `parts` stand before the button.
    `route` is remembered in the contact that is begun here. `shows_numbers`: whom to call stands first on the page.
    """

    heading: Text
    why: tuple[Text, ...]
    kind: str = ""
    not_replaced: tuple[Text, ...] = ()
    other_kinds: tuple[tuple[str, Text], ...] = ()
    is_urgent: bool = False
    parts: tuple[Part, ...] = ()
    route: str = ""
    shows_numbers: bool = False
    start_words: Text | str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """Every kind that may be begun here."""
        return frozenset({self.kind, *(code for code, _words in self.other_kinds)} - {""})


Step = Question | Outcome
