"""Opening hours and an instant to an answer: open, closed or unknown, until when, when next, and what to do instead.

A kernel: it imports no framework and holds no calendar; the caller hands over the hours as data and an `OpeningDays`.

What holds on a day is the narrowest that was said of it: an exception, else the rule for holidays or eves, else the
season's week. Where nothing was said, where two equally narrow sayings differ, or where the data is no longer vouched
for, the answer is *unknown*, and never *open*. An interval belongs to the day on which it begins, past midnight too.
A day on which the week has no hours stays closed on a holiday.

Times are what a clock on the wall shows in Finland. On the night when the clock goes forward, a time that it skips is
the moment of the jump; on the night when it goes back, hours begin at the first and end at the second of two equal
times.
"""

from __future__ import annotations

from portal.services.hours.answering import Advice, Answer, State, answer, open_between
from portal.services.hours.records import (
    ALL_DAY,
    CLOSED,
    EMPTY_WEEK,
    DayHours,
    Exceptional,
    Interval,
    OpeningDays,
    OpeningHours,
    Rule,
    Season,
    SpecialDay,
    week,
)
from portal.services.hours.sayings import Why

__all__ = [
    "ALL_DAY",
    "CLOSED",
    "EMPTY_WEEK",
    "Advice",
    "Answer",
    "DayHours",
    "Exceptional",
    "Interval",
    "OpeningDays",
    "OpeningHours",
    "Rule",
    "Season",
    "SpecialDay",
    "State",
    "Why",
    "answer",
    "open_between",
    "week",
]
