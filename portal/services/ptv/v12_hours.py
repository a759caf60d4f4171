"""Opening hours of v12."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from portal.services.hours import ALL_DAY, CLOSED, DayHours, Interval
from portal.services.ptv.feasts import Feast
from portal.services.ptv.parts import What
from portal.services.ptv.timetables import MIDNIGHT, Hours, Period, Timetable, spread
from portal.services.ptv.v12_parts import texts
from portal.services.ptv.wire import Members, Reading

FIELD: Final = "serviceHours"
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {name: number for number, name in enumerate(WEEKDAYS)}
OPEN, BOOKED, SHUT = "open", "booked", "shut"
STATUSES: Final = {"open": OPEN, "openonreservation": BOOKED, "closed": SHUT}
REPETITIONS: Final = {"weekly": True, "oddweeks": False, "evenweeks": False}
YEARLY: Final = {"repetitioneveryyear": True, "repetitioninselectedyears": False}
FEASTS: Final = {one.value.casefold(): one for one in Feast}
FIRST_YEAR, LAST_YEAR = 1980, 2199
LONGEST_EXCEPTION: Final = timedelta(days=800)
ONE_DAY: Final = timedelta(days=1)

Given = tuple[str, Interval]
"""A status and when it holds."""


def hours(reading: Reading, value: Any) -> Hours | None:
    """The hours; None where nothing is said. A timetable that is not understood is left out, and the rest is not whole."""
    timetable = Timetable(reading, FIELD)
    before = reading.noted
    entry = reading.members(value, FIELD)
    entries = reading.items(entry.get("hours"), FIELD)
    holidays = reading.members(entry.get("holidayServiceHours"), f"{FIELD}.holidayServiceHours")
    timetable.is_whole = reading.noted == before
    for one in entries:
        with timetable.part() as part:
            _set(part, one)
    feasts = reading.items(holidays.get("holidays"), f"{FIELD}.holidays")
    with timetable.part() as part:
        years = _years(part, holidays.get("repetition")) if feasts else None
    for one in feasts if years is not None else ():
        with timetable.part() as part:
            _feast(part, one, years or ())
    return timetable.finish()


def _set(timetable: Timetable, entry: Members) -> None:
    reading = timetable.reading
    kind = reading.text(entry.get("type"), f"{FIELD}.type").casefold().removesuffix("servicehour")
    since = reading.day(entry.get("fromDate"), f"{FIELD}.fromDate")
    until = reading.day(entry.get("toDate"), f"{FIELD}.toDate")
    timetable.heading(texts(reading, entry.get("additionalInformation"), FIELD))
    heading = timetable.heading(texts(reading, entry.get("heading"), FIELD))
    has_dates = kind.endswith("daterange")
    if has_dates and (since is None or until is None):
        timetable.problem(What.MISSING, entry)
    elif since and until and until < since:
        timetable.problem(What.ENDS_BEFORE_IT_BEGINS, [entry.get("fromDate"), entry.get("toDate")])
    elif kind in {"weeklyuntilfurthernotice", "weeklydaterange"}:
        _weekly(timetable, entry, heading, (since, until) if has_dates else (None, None))
    elif kind in {"continuousalwaysvalid", "continuousweekdaysuntilfurthernotice"}:
        _continuous(timetable, entry, heading, is_always=kind == "continuousalwaysvalid")
    elif kind == "exceptionaldaterange" and since and until:
        _exceptional(timetable, entry, since, until)
    else:
        # A continuous range gives dates, times and weekdays: one long opening, or one of each week between the dates?
        timetable.problem(What.TWO_READINGS if kind == "continuousdaterange" else What.UNKNOWN_VALUE, entry)


def _given(timetable: Timetable, value: Any) -> list[Given]:
    """What is said of one day."""
    reading, found = timetable.reading, []
    for one in reading.items(value, FIELD):
        timetable.heading(texts(reading, one.get("additionalInformation"), FIELD))
        status = reading.choice(one.get("openingStatus"), f"{FIELD}.openingStatus", STATUSES)
        opens, closes = reading.clock(one.get("start"), f"{FIELD}.start"), reading.clock(one.get("end"), f"{FIELD}.end")
        if reading.choice(one.get("repetition") or "Weekly", f"{FIELD}.repetition", REPETITIONS) is False:
            timetable.problem(What.ODD_OR_EVEN_WEEKS, one)
        elif status is None or opens is None or closes is None:
            timetable.problem(What.MISSING, one)
        elif closes <= opens and closes != MIDNIGHT:
            timetable.problem(What.ENDS_BEFORE_IT_BEGINS, one)
        else:
            found.append((status, Interval(opens, closes)))
    return found


def _days(timetable: Timetable, entry: Members) -> dict[int, list[Given]]:
    """What is said of each day of the week that is named."""
    week = timetable.reading.members(entry.get("weeklyHours"), f"{FIELD}.weeklyHours")
    if unknown := sorted(set(week) - set(WEEKDAYS)):
        timetable.problem(What.UNKNOWN_VALUE, unknown)
    days = {}
    for number, name in enumerate(WEEKDAYS):
        if week.get(name) is not None:
            day = timetable.reading.members(week[name], f"{FIELD}.weeklyHours")
            days[number] = _given(timetable, day.get("hours"))
    return days


def _weekly(timetable: Timetable, entry: Members, heading: str, period: Period) -> None:
    days = _days(timetable, entry)
    said = {status for given in days.values() for status, _ in given}
    if not said or SHUT in said:
        return timetable.problem(What.UNKNOWN_VALUE if said else What.MISSING, entry)
    if len(said) > 1:
        timetable.problem(What.PARTLY_BY_APPOINTMENT, entry, is_usable=True)
    status = OPEN if OPEN in said else BOOKED
    week = {day: [interval for one, interval in given if one == status] for day, given in days.items()}
    return timetable.week(heading, period, week, by_appointment=status == BOOKED)


def _continuous(timetable: Timetable, entry: Members, heading: str, *, is_always: bool) -> None:
    reading = timetable.reading
    status = reading.choice(entry.get("openingStatus"), f"{FIELD}.openingStatus", STATUSES)
    period: Period = (None, None)
    if status is None or status == SHUT:
        return timetable.problem(What.UNKNOWN_VALUE, entry)
    if is_always and status == OPEN:
        return timetable.always(heading, period)
    if is_always:
        return timetable.week(heading, period, {}, by_appointment=True)
    first = reading.choice(entry.get("fromDay"), f"{FIELD}.fromDay", NUMBERS)
    last = reading.choice(entry.get("toDay"), f"{FIELD}.toDay", NUMBERS)
    opens = reading.clock(entry.get("fromTime"), f"{FIELD}.fromTime")
    closes = reading.clock(entry.get("toTime"), f"{FIELD}.toTime")
    if first is None or last is None or opens is None or closes is None:
        return timetable.problem(What.MISSING, entry)
    days = spread(first, last, opens, closes)
    if days is None:
        return timetable.problem(What.TWO_READINGS, entry)
    return timetable.week(heading, period, days, by_appointment=status == BOOKED)


def _opened(timetable: Timetable, given: Sequence[Given], raw: object) -> DayHours | None:
    """The hours of an exceptional day; None where they cannot be said."""
    said = {status for status, _ in given}
    intervals = tuple(sorted({interval for _, interval in given}))
    if said == {OPEN}:
        return intervals
    if said == {SHUT} and intervals == ALL_DAY:
        return CLOSED
    by_appointment = BOOKED in said and SHUT not in said
    timetable.problem(What.EXCEPTION_BY_APPOINTMENT if by_appointment else What.TWO_READINGS, raw, is_usable=True)
    return None


def _exceptional(timetable: Timetable, entry: Members, since: date, until: date) -> None:
    """Each weekday of the range has hours of its own; of a weekday that is not named nothing is known."""
    if until - since > LONGEST_EXCEPTION:
        return timetable.problem(What.TOO_LONG, entry)
    days = _days(timetable, entry)
    opened = {day: _opened(timetable, given, entry) for day, given in days.items() if given}
    range_ = [since + ONE_DAY * number for number in range((until - since).days + 1)]
    if any(one.weekday() not in opened for one in range_):
        timetable.problem(What.MISSING, entry, is_usable=True)
    start = 0
    for number, day in enumerate(range_):
        said = opened.get(day.weekday())
        if number + 1 < len(range_) and opened.get(range_[number + 1].weekday()) == said:
            continue
        if said is not None:
            timetable.exception(range_[start], day, said)
        start = number + 1
    return None


def _years(timetable: Timetable, value: Any) -> tuple[int, ...] | None:
    """The years in which holidays have these hours; none where it is every year, None where it is not known."""
    reading = timetable.reading
    repetition = reading.members(value, f"{FIELD}.repetition")
    every = reading.choice(repetition.get("type"), f"{FIELD}.repetition", YEARLY)
    if every:
        return ()
    listed = reading.listed(repetition.get("years"), f"{FIELD}.years")
    years = {one for one in listed if isinstance(one, int) and FIRST_YEAR <= one <= LAST_YEAR}
    if every is None or not years or len(years) < len(listed):
        timetable.problem(What.MISSING if every is None or not listed else What.UNKNOWN_VALUE, value)
        return None
    return tuple(sorted(years))


def _feast(timetable: Timetable, entry: Members, years: tuple[int, ...]) -> None:
    feast = timetable.reading.choice(entry.get("holidayName"), f"{FIELD}.holidayName", FEASTS)
    given = _given(timetable, entry.get("hours"))
    if feast is None or not given:
        return timetable.problem(What.MISSING, entry)
    opened = _opened(timetable, given, entry)
    if opened is not None:
        timetable.feast(feast, opened, years)
    return None
