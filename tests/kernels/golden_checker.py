"""Finnish deadlines counted a second time, straight from the act, by code that shares nothing with the house.

No `holidays`, no `zoneinfo`, no kernel: Easter by Meeus, Finnish time by the rule of the European Union (the clock
moves at 01:00 UTC on the last Sundays of March and October), days as numbers. Only the tests use it.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Easter Sunday by the method of Meeus, Jones and Butcher."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    el = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * el) // 451
    month, day = divmod(h + el - 7 * m + 114, 31)
    return date(year, month, day + 1)


def first(weekday: int, since: date) -> date:
    """The first such day of the week (0 is Monday) on or after a day."""
    return since + (weekday - since.weekday()) % 7 * DAY


def eves(year: int) -> set[date]:
    """The two eves of 150/1930, 5 §."""
    return {first(4, date(year, 6, 19)), date(year, 12, 24)}


def holy_days(year: int) -> set[date]:
    """Every pyhäpäivä of the year, Independence Day and May Day: 150/1930, 5 §."""
    sunday = easter(year)
    moving = {sunday - 2 * DAY, sunday, sunday + DAY, sunday + 39 * DAY, sunday + 49 * DAY}
    saturdays = {first(5, date(year, 6, 20)), first(5, date(year, 10, 31))}
    fixed = {date(year, *one) for one in ((1, 1), (1, 6), (5, 1), (12, 6), (12, 25), (12, 26))}
    return moving | saturdays | fixed


def is_arkipaiva(day: date) -> bool:
    """Whether a last day may fall on it: no Saturday, Sunday, holy day or eve."""
    return day.isoweekday() < 6 and day not in holy_days(day.year) and day not in eves(day.year)


def finnish_day(utc: datetime) -> date:
    """The day in Finland at a time in UTC: three hours ahead between the last Sundays of March and October, else two."""
    turns = [datetime(utc.year, month, 31, 1, tzinfo=UTC) for month in (3, 10)]
    spring, autumn = (one - one.isoweekday() % 7 * DAY for one in turns)
    return (utc + timedelta(hours=3 if spring <= utc < autumn else 2)).date()


def after_days(day: date, amount: int, *, saturdays: bool, eves_count: bool) -> date:
    """The day on which so many days are full, the day itself not among them."""
    while amount > 0:
        day += DAY
        is_left_out = (
            day.isoweekday() == 7
            or day in holy_days(day.year)
            or (day.isoweekday() == 6 and not saturdays)
            or (day in eves(day.year) and not eves_count)
        )
        amount -= 0 if is_left_out else 1
    return day


def after_months(day: date, amount: int) -> date:
    """The day of the same number so many months later; the last day of the month where there is none."""
    month = day.month + amount
    year, month = day.year + (month - 1) // 12, (month - 1) % 12 + 1
    wanted = day.day
    while True:
        try:
            return date(year, month, wanted)
        except ValueError:
            wanted -= 1


def moved(day: date) -> date:
    """The day itself, or the next arkipäivä: 150/1930, 5 §."""
    while not is_arkipaiva(day):
        day += DAY
    return day


def due_and_warning(utc: datetime, count: str) -> tuple[date, date]:
    """The due date by the readings that are the default, and by the strictest, for a row of the table.

    `count` is "7 days" (adults), "7 days without Saturdays" (child welfare) or "3 months".
    """
    day, amount = finnish_day(utc), int(count.split(maxsplit=1)[0])
    if "month" in count:
        end = after_months(day, amount)
        return moved(end), end
    due = after_days(day, amount, saturdays=False, eves_count=False)
    strict = after_days(day, amount, saturdays="without Saturdays" not in count, eves_count=True)
    return due, strict
