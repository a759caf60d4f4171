"""The journey through a questionnaire, computed anew from the answers each time it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from portal.selfcheck.journey.answers import Answer, Answers, holds, is_valid, pruned
from portal.selfcheck.journey.definition import Definition

WhyDropped = Literal["unknown", "hidden", "invalid"]


@dataclass(frozen=True, slots=True)
class Dropped:
    """An answer that does not count, and why: its question is unknown, is not asked, or cannot be answered so."""

    question: str
    why: WhyDropped


@dataclass(frozen=True, slots=True)
class Journey:
    """Which questions are asked, which answers count, what comes next.

    route: codes of the questions that are asked, in order. next: the first of them without an answer, or None when
    the journey is complete. answers: those that count. dropped: those that do not, in the questionnaire's order.
    """

    route: tuple[str, ...]
    next: str | None
    answers: Mapping[str, Answer]
    dropped: tuple[Dropped, ...]

    @property
    def complete(self) -> bool:
        """Whether every question of the route has an answer."""
        return self.next is None

    def may_visit(self, question: str) -> bool:
        """Whether the question's page may be opened: it is on the route and nothing before it is unanswered."""
        if question not in self.route:
            return False
        return self.next is None or self.route.index(question) <= self.route.index(self.next)

    def step_of(self, question: str) -> int:
        """The question's place on the route, from 1. Raises ValueError when it is not on the route."""
        return self.route.index(question) + 1

    def after(self, question: str) -> str | None:
        """The question that follows on the route, or None after the last."""
        following = self.route[self.step_of(question) :]
        return following[0] if following else None


def walk(definition: Definition, answers: Answers) -> Journey:
    """The journey for these answers: prune what is unknown, drop what is hidden, validate, find what is next.

    The same answers give the same journey, whatever order they were given in. Nothing is lost: an answer that is
    dropped because its question is hidden counts again as soon as the question is asked again.
    """
    route: list[str] = []
    counted: dict[str, Answer] = {}
    dropped: list[Dropped] = []
    for question in definition.questions:
        given = answers.get(question.code)
        if not holds(question.shown_if, counted):
            if given is not None:
                dropped.append(Dropped(question.code, "hidden"))
            continue
        route.append(question.code)
        if given is None:
            continue
        answer = pruned(question, given)
        if is_valid(question, answer):
            counted[question.code] = answer
        else:
            dropped.append(Dropped(question.code, "invalid"))
    known = {question.code for question in definition.questions}
    dropped.extend(Dropped(code, "unknown") for code in sorted(set(answers) - known))
    following = next((code for code in route if code not in counted), None)
    return Journey(tuple(route), following, MappingProxyType(counted), tuple(dropped))
