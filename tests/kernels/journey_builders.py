"""Random questionnaires and random answers to them, and small ones for examples.

They are drawn from a seed rather than part by part: a hundred times quicker, and the failing questionnaire is printed.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import strategies as st

from portal.selfcheck.journey import (
    DONT_KNOW,
    HEADINGS,
    PURPOSES,
    RATHER_NOT,
    STATE_OPTIONS,
    TEXT_LIMIT,
    TONES,
    And,
    Answer,
    Answered,
    AnyOf,
    Condition,
    Definition,
    Equals,
    NoneOf,
    Not,
    Option,
    Or,
    Purpose,
    Question,
    Rule,
    Target,
)

UGLY_CODES = ("works-well", "need-help", "o0", "o1", DONT_KNOW, RATHER_NOT, "", "none-such")
UGLY_WORDS = ("", "x", "a\0b", "<script>", "x" * (TEXT_LIMIT + 1))


def state(code: str, *, shown_if: Condition | None = None, heading: str = "") -> Question:
    """A three-state question in the section "one"."""
    return Question(code, "state", "one", STATE_OPTIONS, heading=heading, shown_if=shown_if)


def choice(code: str, *options: str, shown_if: Condition | None = None) -> Question:
    """A question of one choice in the section "one"."""
    return Question(code, "choice", "one", tuple(Option(one) for one in options), shown_if=shown_if)


def text(code: str, *, purpose: Purpose = "", shown_if: Condition | None = None) -> Question:
    """A free text in the section "one"."""
    return Question(code, "text", "one", purpose=purpose, shown_if=shown_if)


def private(question: Question, heading: str) -> Question:
    """The question as one whose answer is handed to nobody."""
    return replace(question, private=True, heading=heading)


def chosen(*codes: str) -> Answer:
    """An answer that chooses."""
    return Answer(choices=codes)


def random_condition(chance: Random, questions: list[Question], depth: int = 2) -> Condition:
    """A condition over some of these questions, and/or/not nested at most so deep."""
    form = chance.randrange(8) if depth else 7
    if form < 2:
        parts = tuple(random_condition(chance, questions, depth - 1) for _ in range(chance.randint(1, 3)))
        return And(parts) if form else Or(parts)
    if form == 2:
        return Not(random_condition(chance, questions, depth - 1))
    question = chance.choice(questions)
    codes = sorted(question.codes())
    if not codes or chance.randrange(5) == 0:
        return Answered(question.code)
    named = tuple(chance.sample(codes, chance.randint(1, min(3, len(codes)))))
    return chance.choice([Equals(question.code, named[0]), AnyOf(question.code, named), NoneOf(question.code, named)])


def random_question(chance: Random, index: int, earlier: list[Question]) -> Question:
    """A question of any kind that may depend on earlier ones."""
    kind = chance.choice(["state", "choice", "several", "text"])
    options: tuple[Option, ...] = STATE_OPTIONS if kind == "state" else ()
    if kind in ("choice", "several"):
        options = tuple(Option(f"o{number}", chance.choice(TONES)) for number in range(chance.randint(2, 4)))
    return Question(
        code=f"q{index}",
        kind=kind,
        section="one",
        options=options,
        heading=chance.choice(("", *HEADINGS)),
        purpose=chance.choice(PURPOSES),
        may_not_know=chance.random() < 0.5,
        may_decline=chance.random() < 0.5,
        private=chance.random() < 0.15,
        shown_if=random_condition(chance, earlier) if earlier and chance.random() < 0.5 else None,
    )


def random_definition(chance: Random) -> Definition:
    """A questionnaire of one to eight questions whose conditions look back only, with up to five rules."""
    questions: list[Question] = []
    for index in range(chance.randint(1, 8)):
        questions.append(random_question(chance, index, questions))
    rules = tuple(
        Rule(
            code=f"r{index}",
            when=random_condition(chance, questions),
            target=Target(chance.choice(["service", "advice"]), f"k{chance.randrange(4)}"),
            priority=chance.randrange(6),
            danger=chance.random() < 0.2,
        )
        for index in range(chance.randrange(6))
    )
    return Definition(sections=("one",), questions=tuple(questions), rules=rules)


def random_answer(chance: Random, question: Question) -> Answer:
    """An answer that the question accepts."""
    if question.kind == "text":
        return Answer(text=chance.choice(["", "x", "äiti", "\u202e", "🙂 <b>"]))
    offered = [option.code for option in question.options]
    if question.kind == "several" and chance.random() < 0.5:
        some = chance.sample(offered, chance.randint(1, len(offered)))
        return Answer(tuple(code for code in offered if code in some))
    return Answer((chance.choice(sorted(question.codes())),))


def ugly_answer(chance: Random) -> Answer:
    """An answer that most questions do not accept."""
    return Answer(tuple(chance.choices(UGLY_CODES, k=chance.randrange(4))), chance.choice(UGLY_WORDS))


def random_answers(chance: Random, definition: Definition) -> dict[str, Answer]:
    """Answers to some of the questions, some of them ugly, and sometimes to one that does not exist."""
    answers: dict[str, Answer] = {}
    for question in chance.sample(definition.questions, len(definition.questions)):
        how = chance.randrange(6)
        if how:
            answers[question.code] = random_answer(chance, question) if how > 1 else ugly_answer(chance)
    if chance.random() < 0.3:
        answers["q99"] = ugly_answer(chance)
    return answers


def chances() -> st.SearchStrategy[Random]:
    """Sources of chance, each from a seed."""
    return st.builds(Random, st.integers(0, 2**63))


def definitions() -> st.SearchStrategy[Definition]:
    """Random questionnaires."""
    return chances().map(random_definition)


def answered() -> st.SearchStrategy[tuple[Definition, dict[str, Answer]]]:
    """Random questionnaires with random answers."""

    def build(chance: Random) -> tuple[Definition, dict[str, Answer]]:
        definition = random_definition(chance)
        return definition, random_answers(chance, definition)

    return chances().map(build)
