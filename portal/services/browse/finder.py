"""The guided finder: a few plain questions, read from a file, that lead to codes. It knows no web and stores nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from portal.core.county import county
from portal.core.locales import VARIANT_CODES, Words
from portal.services.browse.selection import PARAMETERS, Selection
from portal.services.models import Dimension
from portal.services.models.classifications import CODES_FOLDER

FIRST: Final = "urgent"
TOWN: Final = "town"
ANYWHERE: Final = "all"


@dataclass(frozen=True, slots=True)
class Option:
    """An answer: the question it leads to, else what is found by it."""

    key: str
    text: Words
    leads_to: str
    finds: Selection
    is_urgent: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question with its answers."""

    key: str
    text: Words
    options: tuple[Option, ...]

    def option(self, key: str) -> Option | None:
        """The answer of that key, or None."""
        return next((one for one in self.options if one.key == key), None)


@dataclass(frozen=True, slots=True)
class Reached:
    """Where answers lead: the next question, or None and what is found."""

    question: Question | None
    finds: Selection
    is_urgent: bool


def _read() -> dict[str, Question]:
    rows = tomllib.loads((CODES_FOLDER / "finder.toml").read_text(encoding="utf-8"))["question"]
    return {row["key"]: Question(row["key"], _words(row), tuple(map(_option, row["option"]))) for row in rows}


def _words(row: Mapping[str, Any]) -> Words:
    return Words({code: row[code] for code in VARIANT_CODES})


def _option(row: Mapping[str, Any]) -> Option:
    finds = Selection(tuple((one, row[name]) for name, one in PARAMETERS.items() if name in row))
    is_urgent = bool(row.get("urgent"))
    # Whoever is in danger is asked nothing more.
    leads_to = row.get("next", "" if is_urgent else TOWN)
    return Option(row["key"], _words(row), leads_to, finds, is_urgent)


QUESTIONS: Final = _read()


def question_of(key: str) -> Question:
    """The question of that key; the one about the municipality is made from the county's file."""
    if key != TOWN:
        return QUESTIONS[key]
    anywhere = Words({"fi": "En halua sanoa", "sv": "Jag vill inte säga", "fi-simple": "En halua sanoa"})
    text = Words({"fi": "Missä kunnassa asut?", "sv": "I vilken kommun bor du?", "fi-simple": "Missä kunnassa asut?"})
    towns = (
        Option(one.code, one.name, "", Selection(((Dimension.MUNICIPALITY, one.code),)), is_urgent=False)
        for one in county().municipalities
    )
    return Question(TOWN, text, (*towns, Option(ANYWHERE, anywhere, "", Selection(), is_urgent=False)))


def follow(answers: tuple[str, ...]) -> Reached | None:
    """Where answers lead, one key after the other; None where one of them is no answer to its question."""
    question: Question | None = question_of(FIRST)
    finds, is_urgent = Selection(), False
    for key in answers:
        option = question.option(key) if question else None
        if option is None:
            return None
        finds = Selection((*finds.codes, *option.finds.codes))
        is_urgent = is_urgent or option.is_urgent
        question = question_of(option.leads_to) if option.leads_to else None
    return Reached(question, finds, is_urgent)


def every_path(answers: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """All answers, from the first question to a result."""
    reached = follow(answers)
    if reached is None or reached.question is None:
        yield answers
        return
    for option in reached.question.options:
        yield from every_path((*answers, option.key))
