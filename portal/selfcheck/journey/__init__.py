"""The journey through a questionnaire: a kernel of plain Python that knows no framework and no words.

Given a definition and answers: which question comes next, which answers still count, may this page be visited, what
does the result say and why? The same answers always give the same journey.
"""

from __future__ import annotations

from portal.selfcheck.journey.answers import TEXT_LIMIT, Answer, Answers, holds, is_valid
from portal.selfcheck.journey.checks import Problem, is_code, problems_of
from portal.selfcheck.journey.codec import (
    answers_from_plain,
    answers_to_plain,
    definition_from_plain,
    definition_to_plain,
    fingerprint,
)
from portal.selfcheck.journey.definition import (
    DONT_KNOW,
    KINDS,
    PURPOSES,
    RATHER_NOT,
    SKIPS,
    STATE_OPTIONS,
    TARGET_KINDS,
    TONES,
    And,
    Answered,
    AnyOf,
    Condition,
    Definition,
    Equals,
    Kind,
    NoneOf,
    Not,
    Option,
    Or,
    Purpose,
    Question,
    Rule,
    Target,
    leaves,
)
from portal.selfcheck.journey.headings import HEADING_GROUPS, HEADINGS
from portal.selfcheck.journey.summary import Suggestion, Summary, summarise, without_private
from portal.selfcheck.journey.walking import Dropped, Journey, walk

__all__ = [
    "DONT_KNOW",
    "HEADINGS",
    "HEADING_GROUPS",
    "KINDS",
    "PURPOSES",
    "RATHER_NOT",
    "SKIPS",
    "STATE_OPTIONS",
    "TARGET_KINDS",
    "TEXT_LIMIT",
    "TONES",
    "And",
    "Answer",
    "Answered",
    "Answers",
    "AnyOf",
    "Condition",
    "Definition",
    "Dropped",
    "Equals",
    "Journey",
    "Kind",
    "NoneOf",
    "Not",
    "Option",
    "Or",
    "Problem",
    "Purpose",
    "Question",
    "Rule",
    "Suggestion",
    "Summary",
    "Target",
    "answers_from_plain",
    "answers_to_plain",
    "definition_from_plain",
    "definition_to_plain",
    "fingerprint",
    "holds",
    "is_code",
    "is_valid",
    "leaves",
    "problems_of",
    "summarise",
    "walk",
    "without_private",
]
