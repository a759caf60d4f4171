"""Opening hours as the registry says them, and how they map onto those of the kernel `hours`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from typing import Final

from portal.services.hours import (
    ALL_DAY,
    CLOSED,
    DayHours,
    Exceptional,
    Interval,
    OpeningHours,
    Rule,
    Season,
    week,
)
from portal.services.ptv.feasts import EVES, HOLIDAYS, Feast, day_of
from portal.services.ptv.parts import Texts, What
from portal.services.ptv.wire import Reading

MIDNIGHT: Final = time(0, 0)
Period = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class FeastHours:
    """The hours of a holiday or an eve: none where it is closed. `years` is empty where it is so every year."""

    feast: Feast
    hours: DayHours = CLOSED
    years: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours. `is_whole` is False where something that was said of them was not understood.

    `headings` are the source's names of its timetables ("Kesällä", "Päivystys") and its remarks on them.
    """

    seasons: tuple[Season, ...] = ()
    exceptions: tuple[Exceptional, ...] = ()
    feasts: tuple[FeastHours, ...] = ()
    headings: tuple[Texts, ...] = ()
    is_whole: bool = True

    def opening(self, years: Sequence[int]) -> OpeningHours:
        """What was understood, for the kernel; feasts that return every year are laid on the given years.

        Holidays and eves of other years have their hours only where the source says the same of all of them.
        """
        days = sorted({(day_of(one.feast, year), one.hours) for one in self.feasts for year in one.years or years})
        return OpeningHours(
            seasons=self.seasons,
            exceptions=(*self.exceptions, *(Exceptional(day, day, hours) for day, hours in days)),
            on_holidays=self._every_year(HOLIDAYS),
            on_eves=self._every_year(EVES),
        )

    def certain(self, years: Sequence[int]) -> OpeningHours:
        """The same, but nothing at all where not everything was understood, so that the kernel answers *unknown*."""
        return self.opening(years) if self.is_whole else OpeningHours()

    def _every_year(self, feasts: frozenset[Feast]) -> DayHours | Rule:
        said = [one for one in self.feasts if one.feast in feasts and not one.years]
        hours = {one.hours for one in said}
        return hours.pop() if len(hours) == 1 and {one.feast for one in said} == feasts else Rule.UNKNOWN


def spread(first: int, last: int, opens: time, closes: time) -> dict[int, list[Interval]] | None:
    """One long opening from a weekday (0 is Monday) to another as intervals of each day.

    None where it begins and ends on the same weekday without lying within it: its length is anyone's guess.
    """
    nights = (last - first) % 7
    if nights == 0:
        return {first: [Interval(opens, closes)]} if closes == MIDNIGHT or opens < closes else None
    if nights == 1 and closes <= opens:
        return {first: [Interval(opens, closes)]}
    found = {first: [Interval(opens, MIDNIGHT)]}
    for night in range(1, nights):
        found[(first + night) % 7] = list(ALL_DAY)
    if closes != MIDNIGHT:
        found[last] = [Interval(MIDNIGHT, closes)]
    return found


@dataclass(slots=True)
class Timetable:
    """Gathers what the source says, one timetable after another; those under one heading and for one period are one."""

    reading: Reading
    field_name: str
    is_whole: bool = True
    is_usable: bool = True
    _weeks: dict[tuple[Period, str, bool, bool], dict[int, set[Interval]]] = field(default_factory=dict)
    _exceptions: set[Exceptional] = field(default_factory=set)
    _feasts: set[FeastHours] = field(default_factory=set)
    _headings: dict[str, Texts] = field(default_factory=dict)

    def problem(self, what: What, raw: object, *, is_usable: bool = False) -> None:
        """Notes that something was not understood; `is_usable` where what was understood is true by itself."""
        self.is_whole = False
        self.is_usable = self.is_usable and is_usable
        self.reading.problem(self.field_name, what, raw)

    @contextmanager
    def part(self) -> Iterator[Timetable]:
        """One timetable to gather. It is taken over when it is understood, or usable without the rest; else not at all."""
        part = Timetable(self.reading, self.field_name)
        before = self.reading.noted
        yield part
        self.is_whole = self.is_whole and self.reading.noted == before
        if self.reading.noted == before or (part.is_usable and not part.is_whole):
            self._take(part)

    def _take(self, part: Timetable) -> None:
        for (period, heading, by_appointment, always), days in part._weeks.items():
            kept = self._weeks.setdefault((period, heading, by_appointment, always), {})
            for day, intervals in days.items():
                kept.setdefault(day, set()).update(intervals)
        self._exceptions |= part._exceptions
        self._feasts |= part._feasts
        self._headings |= part._headings

    def heading(self, texts: Texts) -> str:
        """The key of a heading, which is kept."""
        key = "\n".join(f"{language}={text}" for language, text in sorted(texts.items()))
        if key:
            self._headings[key] = texts
        return key

    def week(
        self, heading: str, period: Period, days: Mapping[int, Sequence[Interval]], *, by_appointment: bool = False
    ) -> None:
        """Hours of a week."""
        self._weeks[period, heading, by_appointment, False] = {day: set(several) for day, several in days.items()}

    def always(self, heading: str, period: Period) -> None:
        """Round the clock."""
        self._weeks.setdefault((period, heading, False, True), {})

    def exception(self, since: date, until: date, hours: DayHours) -> None:
        """Hours of certain days, or none."""
        self._exceptions.add(Exceptional(since, until, hours))

    def feast(self, feast: Feast, hours: DayHours, years: tuple[int, ...]) -> None:
        """Hours of a holiday or an eve."""
        self._feasts.add(FeastHours(feast, hours, years))

    def finish(self) -> Hours | None:
        """The hours, in one order whatever the source's was; None where it said nothing."""
        if self.is_whole and not (self._weeks or self._exceptions or self._feasts):
            return None
        seasons = {
            Season(week(days), since, until, always, by_appointment)
            for ((since, until), _, by_appointment, always), days in self._weeks.items()
        }
        periods = [(one.since, one.until) for one in seasons]
        if len(set(periods)) < len(periods):
            said = sorted({f"{since or ''}/{until or ''}" for since, until in periods})
            self.reading.problem(self.field_name, What.SEVERAL_TIMETABLES_AT_ONCE, said)
        return Hours(
            tuple(sorted(seasons, key=repr)),
            tuple(sorted(self._exceptions, key=repr)),
            tuple(sorted(self._feasts, key=repr)),
            tuple(self._headings[key] for key in sorted(self._headings)),
            self.is_whole,
        )
