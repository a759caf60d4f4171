"""What a questionnaire is, once it is compiled: codes and facts, no words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

DONT_KNOW: Final = "dont-know"
RATHER_NOT: Final = "rather-not"
SKIPS: Final = frozenset({DONT_KNOW, RATHER_NOT})
"""Answers that every reader of a question may give instead of one of its options; no option may bear these codes."""

Kind = Literal["state", "choice", "several", "text"]
KINDS: Final[tuple[Kind, ...]] = ("state", "choice", "several", "text")
Tone = Literal["", "strength", "worry", "help"]
TONES: Final[tuple[Tone, ...]] = ("", "strength", "worry", "help")
Purpose = Literal["", "strengths", "help"]
PURPOSES: Final[tuple[Purpose, ...]] = ("", "strengths", "help")
TargetKind = Literal["service", "advice"]
TARGET_KINDS: Final[tuple[TargetKind, ...]] = ("service", "advice")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a question offers, and what choosing it says about the area: a strength, a worry, a wish for help."""

    code: str
    tone: Tone = ""


STATE_OPTIONS: Final = (Option("works-well", "strength"), Option("on-my-mind", "worry"), Option("need-help", "help"))
"""The three states: toimii hyvin, pohdituttaa, tarvitsen apua."""


@dataclass(frozen=True, slots=True)
class Equals:
    """Holds when the option is what was chosen, alone."""

    question: str
    option: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one of the options was chosen."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Holds when the question was answered or skipped, and with none of the options."""

    question: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """Holds when the question has an answer of substance: an option or a text, not a skip."""

    question: str


@dataclass(frozen=True, slots=True)
class And:
    """Holds when every part does; so does an empty one."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Holds when some part does; an empty one never does."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its part does not."""

    part: Condition


Leaf = Equals | AnyOf | NoneOf | Answered
Condition = Leaf | And | Or | Not


@dataclass(frozen=True, slots=True)
class Question:
    """One question, its options, and when it is asked.

    heading: a heading of document 1005 (palvelutarpeen arvio) or an empty text. private: the answer steers only the
    advice on safety; it is in no summary. purpose: what a free text is about.
    """

    code: str
    kind: Kind
    section: str
    options: tuple[Option, ...] = ()
    heading: str = ""
    purpose: Purpose = ""
    may_not_know: bool = True
    may_decline: bool = True
    private: bool = False
    shown_if: Condition | None = None

    def codes(self) -> frozenset[str]:
        """Every code that an answer to this question may hold, the allowed skips included."""
        skips = {DONT_KNOW} if self.may_not_know else set()
        if self.may_decline:
            skips.add(RATHER_NOT)
        return frozenset(option.code for option in self.options) | (skips if self.kind != "text" else set())

    def tone_of(self, code: str) -> Tone:
        """What choosing that option says; an empty text for a skip or an unknown code."""
        return next((option.tone for option in self.options if option.code == code), "")


@dataclass(frozen=True, slots=True)
class Target:
    """What a rule points to: a service or a piece of advice, by its key."""

    kind: TargetKind
    key: str


@dataclass(frozen=True, slots=True)
class Rule:
    """From answers to a next step. The words of its reason bear the rule's code. A smaller priority comes first.

    danger: it puts 112, the social emergency service and the violence helpline first, and is not one of the three steps.
    """

    code: str
    when: Condition
    target: Target
    priority: int = 50
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole questionnaire without its words."""

    sections: tuple[str, ...]
    questions: tuple[Question, ...]
    rules: tuple[Rule, ...] = ()

    def question(self, code: str) -> Question | None:
        """The question of that code, or None."""
        return next((one for one in self.questions if one.code == code), None)


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """Every test of a condition that looks at one question."""
    match condition:
        case None:
            return
        case And(parts) | Or(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition
