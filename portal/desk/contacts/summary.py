"""The one page that a worker reads first: who it is about, who wrote, what is due and why, which route is suggested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from django.utils import timezone

from portal.desk.exports.lines import Lines, letter_lines
from portal.desk.kernel_words import CLUES, ROUTES, TRIAGE_SOURCES
from portal.desk.models import ContactDue
from portal.desk.reading import OpenedLetter, opened
from portal.intake.deadlines import from_record
from portal.intake.service import due_words, reasons, source_words, suggested_routes, what_words

WORDS: Final = ("own_words", "situation", "grounds", "more", "family_words")
SHOWN_APART: Final = frozenset({*WORDS, "must_not_know", "ways", "name", "sender", "persons", "documents"})


@dataclass(frozen=True, slots=True)
class ShownDue:
    """Something that is due, in words: whose date it is, when, why, and whether it is done."""

    what: str
    is_promise: bool
    due: str
    due_on: date | None
    source: str
    rule: str
    reasons: tuple[str, ...]
    met_on: date | None
    is_late: bool
    is_verified: bool


@dataclass(frozen=True, slots=True)
class ShownRoute:
    """A suggested route in words, with the rule that fired and what it went by."""

    route: str
    rule: str
    source: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """What one letter said, in parts: its texts, its persons, its sender, and everything else behind."""

    letter: OpenedLetter = field(repr=False)
    texts: Lines | None = field(repr=False)
    persons: tuple[Lines, ...] = field(repr=False)
    sender: Lines | None = field(repr=False)
    rest: tuple[Lines, ...] = field(repr=False)

    @property
    def came_by(self) -> str:
        """The page of a route of its own that the sender began from, in the reader's language; empty for none."""
        return str(CLUES.get(self.letter.route, ""))


def said(content: Mapping[str, Any]) -> Said:
    """The parts of a letter's content, in the reader's language; `texts` are what stands beside the own words."""
    found = letter_lines(content)
    texts = [line for lines in found for line in lines.lines if line.path in WORDS[1:]]
    return Said(
        letter=opened(content),
        texts=Lines("", tuple(texts)) if texts else None,
        persons=tuple(_without_role(one) for one in found if _part(one) == "persons"),
        sender=next((one for one in found if _is_of_sender(one)), None),
        rest=tuple(one for one in found if _part(one) not in SHOWN_APART),
    )


def shown_dues(rows: Sequence[ContactDue]) -> tuple[ShownDue, ...]:
    """The dates in words, the limits of the law first, then the county's promise: the two are never mixed."""
    return tuple(_shown_due(one) for one in rows)


def shown_routes(kind: str, letter: OpenedLetter) -> tuple[ShownRoute, ...]:
    """The routes that the letter's answers suggest; a person decides. Empty where nothing is known."""
    found = suggested_routes(kind, asdict(letter.criteria), asdict(letter.circumstances), letter.urgency_answer)
    return tuple(
        ShownRoute(
            route=str(ROUTES[one.route]),
            rule=f"{one.rule}, {one.version}",
            source=str(TRIAGE_SOURCES.get(one.rule, one.source)),
            because=tuple(str(CLUES.get(clue, clue)) for clue in one.because),
        )
        for one in found
    )


def _without_role(person: Lines) -> Lines:
    """The heading of a person says the role already."""
    return Lines(person.heading, tuple(one for one in person.lines if not one.path.endswith(".role")))


def _is_of_sender(lines: Lines) -> bool:
    """Whether more than the name is said of who wrote; the name itself may stand first under the same heading."""
    return any(one.path.startswith("sender.") for one in lines.lines)


def _part(lines: Lines) -> str:
    return lines.lines[0].path.partition(".")[0]


def _shown_due(row: ContactDue) -> ShownDue:
    found = from_record(row.record)
    return ShownDue(
        what=what_words(found.rule),
        is_promise=row.kind == ContactDue.Kind.PROMISE,
        due=due_words(found),
        due_on=found.due,
        source=source_words(found.rule),
        rule=f"{row.rule_id}, {row.version}",
        reasons=reasons(found),
        met_on=row.met_on,
        is_late=bool(row.met_on is None and found.due and found.left_on is None and found.due < timezone.localdate()),
        is_verified=not found.rule.verify,
    )
