"""Opening hours of v11."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from portal.services.hours import CLOSED, Interval
from portal.services.ptv.feasts import named_on
from portal.services.ptv.parts import Texts, What
from portal.services.ptv.timetables import MIDNIGHT, Hours, Period, Timetable, spread
from portal.services.ptv.v11_parts import texts
from portal.services.ptv.wire import Members, Reading

FIELD: Final = "serviceHours"
WEEKLY, EXCEPTION, OVER_MIDNIGHT = "weekly", "exception", "over_midnight"
TYPES: Final = {
    "daysoftheweek": WEEKLY, "standard": WEEKLY, "exceptional": EXCEPTION, "exception": EXCEPTION,
    "overmidnight": OVER_MIDNIGHT, "special": OVER_MIDNIGHT,
}  # fmt: skip
WEEKDAYS: Final = {
    name: number
    for number, name in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}


def hours(reading: Reading, value: Any) -> Hours | None:
    """The hours; None where nothing is said. A timetable that is not understood is left out, and the rest is not whole."""
    timetable = Timetable(reading, FIELD)
    before = reading.noted
    entries = reading.items(value, FIELD)
    timetable.is_whole = reading.noted == before
    for entry in entries:
        with timetable.part() as part:
            _set(part, entry)
    return timetable.finish()


def _set(timetable: Timetable, entry: Members) -> None:
    reading = timetable.reading
    kind = reading.choice(entry.get("serviceHourType"), f"{FIELD}.serviceHourType", TYPES)
    since = reading.day(entry.get("validFrom"), f"{FIELD}.validFrom")
    until = reading.day(entry.get("validTo"), f"{FIELD}.validTo")
    heading = texts(reading, entry.get("additionalInformation"), FIELD)
    if kind is None:
        timetable.problem(What.MISSING, entry)
    elif since and until and until < since:
        timetable.problem(What.ENDS_BEFORE_IT_BEGINS, [entry.get("validFrom"), entry.get("validTo")])
    elif kind == EXCEPTION:
        _exception(timetable, entry, heading, since, until)
    else:
        _week(timetable, entry, timetable.heading(heading), (since, until), is_long=kind == OVER_MIDNIGHT)


def _exception(timetable: Timetable, entry: Members, heading: Texts, since: date | None, until: date | None) -> None:
    """Its weekday means nothing: it is stored with Monday to Sunday."""
    reading = timetable.reading
    given = reading.items(entry.get("openingHour"), f"{FIELD}.openingHour")
    is_closed = reading.flag(entry.get("isClosed"), f"{FIELD}.isClosed")
    several = (
        len(given) > 1 or (is_closed and given) or reading.flag(entry.get("isAlwaysOpen"), f"{FIELD}.isAlwaysOpen")
    )
    if since is None or not (is_closed or given):
        return timetable.problem(What.MISSING, entry)
    if several or reading.flag(entry.get("isReservation"), f"{FIELD}.isReservation"):
        what = What.SEVERAL_WHERE_ONE_IS_ALLOWED if several else What.EXCEPTION_BY_APPOINTMENT
        return timetable.problem(what, entry)
    interval = None if is_closed else _interval(timetable, given[0])
    opened = (interval,) if interval else CLOSED
    feast = named_on(heading.values(), since) if until in {None, since} else None
    if feast:
        return timetable.feast(feast, opened, (since.year,))
    timetable.heading(heading)
    return timetable.exception(since, until or since, opened)


def _interval(timetable: Timetable, entry: Members) -> Interval | None:
    """Hours within one day."""
    opens = timetable.reading.clock(entry.get("from"), f"{FIELD}.from")
    closes = timetable.reading.clock(entry.get("to"), f"{FIELD}.to")
    if opens is None or closes is None:
        return None
    if closes <= opens and closes != MIDNIGHT:
        timetable.problem(What.ENDS_BEFORE_IT_BEGINS, entry)
        return None
    return Interval(opens, closes)


def _week(timetable: Timetable, entry: Members, heading: str, period: Period, *, is_long: bool) -> None:
    reading = timetable.reading
    given = reading.items(entry.get("openingHour"), f"{FIELD}.openingHour")
    is_always = reading.flag(entry.get("isAlwaysOpen"), f"{FIELD}.isAlwaysOpen")
    by_appointment = reading.flag(entry.get("isReservation"), f"{FIELD}.isReservation")
    if reading.flag(entry.get("isClosed"), f"{FIELD}.isClosed") or (is_always and (given or by_appointment)):
        return timetable.problem(What.SEVERAL_WHERE_ONE_IS_ALLOWED, entry)
    if is_always:
        return timetable.always(heading, period)
    if not given and not by_appointment:
        return timetable.problem(What.MISSING, entry)
    days: dict[int, list[Interval]] = {}
    for one in given:
        for day, intervals in _days(timetable, one, is_long=is_long).items():
            days.setdefault(day, []).extend(intervals)
    if days or by_appointment:
        timetable.week(heading, period, days, by_appointment=by_appointment)
    return None


def _days(timetable: Timetable, entry: Members, *, is_long: bool) -> dict[int, list[Interval]]:
    """The intervals of each day. Only hours over midnight last from one weekday to another."""
    reading = timetable.reading
    first = reading.choice(entry.get("dayFrom"), f"{FIELD}.dayFrom", WEEKDAYS)
    last = reading.choice(entry.get("dayTo"), f"{FIELD}.dayTo", WEEKDAYS)
    if first is None:
        timetable.problem(What.MISSING, entry)
        return {}
    if last is None or last == first:
        interval = _interval(timetable, entry)
        return {first: [interval]} if interval else {}
    if not is_long:
        timetable.problem(What.TWO_READINGS, entry)
        return {}
    opens = reading.clock(entry.get("from"), f"{FIELD}.from")
    closes = reading.clock(entry.get("to"), f"{FIELD}.to")
    found = spread(first, last, opens, closes) if opens is not None and closes is not None else None
    return found or {}
