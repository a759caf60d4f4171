"""Hours that a person named for a way to reach them: read only where their words surely mean them.

A kernel: it imports no framework. A text that may mean anything else is left to a person, who reads it as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

DayTest = Callable[[date], bool]

EVERY_DAY: Final = frozenset(range(7))
WORKDAYS: Final = frozenset(range(5))
WEEKEND: Final = frozenset({5, 6})
DAYS_LOOKED_AHEAD: Final = 31
MOST_SIGNS: Final = 100


@dataclass(frozen=True, slots=True)
class Hours:
    """Days of the week (0 is Monday) and a time of day in which a way may be used; `until` is not in it.

    `is_whole_day`: no time of day was named. Hours on workdays do not hold on a public holiday: whoever is at work on
    other Tuesdays is at home then.
    """

    days: frozenset[int] = EVERY_DAY
    since: time = time.min
    until: time | None = None

    @property
    def is_whole_day(self) -> bool:
        """Whether no time of day was named."""
        return self.since == time.min and self.until is None

    def hold(self, at: datetime, is_working_day: DayTest) -> bool:
        """Whether the hours hold at that time, which is the time on the wall in Finland."""
        if at.weekday() not in self.days or (self.days == WORKDAYS and not is_working_day(at.date())):
            return False
        return self.since <= at.time() and (self.until is None or at.time() < self.until)

    def begin_after(self, at: datetime, is_working_day: DayTest) -> datetime | None:
        """The next time after `at` when the hours begin, or None where they do not within a month."""
        for ahead in range(DAYS_LOOKED_AHEAD):
            begins = datetime.combine(at.date() + timedelta(days=ahead), self.since, at.tzinfo)
            if begins > at and self.hold(begins, is_working_day):
                return begins
        return None


_DAYS: Final[Mapping[str, frozenset[int]]] = {
    **dict.fromkeys(("arkisin", "arkipäivisin", "ma–pe", "vardagar", "på vardagar", "mån–fre", "må–fr"), WORKDAYS),
    **dict.fromkeys(("viikonloppuisin", "veckoslut", "på veckoslut", "la–su", "lör–sön", "lö–sö"), WEEKEND),
    **dict.fromkeys(("joka päivä", "päivittäin", "varje dag", "dagligen"), EVERY_DAY),
}
_ALWAYS: Final = frozenset({"", "aina", "milloin vain", "milloin tahansa", "när som helst", "alltid"})
_CLOCK: Final = r"(?:(?:klo|kello|kl\.?|klockan) )?"
_TIME: Final = r"\d{1,2}(?:[.:]\d{2})?"
_MEANT: Final = re.compile(
    rf"(?P<days>{'|'.join(_DAYS)})?,? ?"
    rf"(?:{_CLOCK}(?P<since>{_TIME}) ?– ?(?P<until>{_TIME})"
    rf"|{_CLOCK}(?P<after>{_TIME}) jälkeen"
    rf"|efter {_CLOCK}(?P<efter>{_TIME}))?"
)


def read_hours(text: str) -> Hours | None:
    """The hours that a text surely means, in Finnish or Swedish; every hour for an empty text, else None.

    `arkisin klo 9–15`, `ma-pe 8.30-12`, `klo 17 jälkeen`, `vardagar efter kl. 16`, `när som helst`.
    """
    words = " ".join(text.lower().replace("—", "–").replace("-", "–").split()).rstrip(" .!")
    if words in _ALWAYS:
        return Hours()
    found = _MEANT.fullmatch(words) if len(words) <= MOST_SIGNS else None
    if found is None:
        return None
    days = _DAYS[found["days"]] if found["days"] else EVERY_DAY
    since = found["since"] or found["after"] or found["efter"]
    if since is None:
        return Hours(days)
    begins, ends = _clock(since), _clock(found["until"] or "")
    if begins is None or (found["until"] and (ends is None or ends <= begins)):
        return None
    return Hours(days, begins, ends)


def _clock(text: str) -> time | None:
    hour, _, minute = text.replace(".", ":").partition(":")
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        return None
