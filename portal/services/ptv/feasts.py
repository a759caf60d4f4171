"""The holidays and eves that the national registry names, and the days on which they fall."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

SATURDAY: Final = 5


class Feast(StrEnum):
    """A holiday or an eve, by its code in v12."""

    NEW_YEARS_EVE = "NewYearEve"
    NEW_YEARS_DAY = "NewYearDay"
    EPIPHANY = "Epiphany"
    MAUNDY_THURSDAY = "MaundyThursday"
    GOOD_FRIDAY = "GoodFriday"
    EASTER_SUNDAY = "EasterSunday"
    EASTER_MONDAY = "EasterMonday"
    MAY_DAY_EVE = "MayDayEve"
    MAY_DAY = "MayDay"
    ASCENSION_DAY = "AscensionDay"
    WHIT_SUNDAY = "WhitSunday"
    MIDSUMMER_EVE = "MidsummerEve"
    MIDSUMMER_DAY = "MidsummerDay"
    ALL_SAINTS_DAY = "AllSaintsDay"
    INDEPENDENCE_DAY = "IndependenceDay"
    CHRISTMAS_EVE = "ChristmasEve"
    CHRISTMAS_DAY = "ChristmasDay"
    SECOND_DAY_OF_CHRISTMAS = "SecondDayOfChristmas"


EVES: Final = frozenset(
    {Feast.NEW_YEARS_EVE, Feast.MAUNDY_THURSDAY, Feast.MAY_DAY_EVE, Feast.MIDSUMMER_EVE, Feast.CHRISTMAS_EVE}
)
HOLIDAYS: Final = frozenset(Feast) - EVES


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, of_century = divmod(year, 100)
    leaps, rest = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * (year % 19) + century - leaps - shift + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    correction = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * correction + 114, 31)
    return date(year, month, day + 1)


def _fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def _from_easter(days: int) -> Callable[[int], date]:
    return lambda year: easter(year) + timedelta(days=days)


def _saturday_from(month: int, day: int, days: int = 0) -> Callable[[int], date]:
    def found(year: int) -> date:
        first = date(year, month, day)
        return first + timedelta(days=(SATURDAY - first.weekday()) % 7 + days)

    return found


_DAYS: Final[dict[Feast, Callable[[int], date]]] = {
    Feast.NEW_YEARS_EVE: _fixed(12, 31),
    Feast.NEW_YEARS_DAY: _fixed(1, 1),
    Feast.EPIPHANY: _fixed(1, 6),
    Feast.MAUNDY_THURSDAY: _from_easter(-3),
    Feast.GOOD_FRIDAY: _from_easter(-2),
    Feast.EASTER_SUNDAY: _from_easter(0),
    Feast.EASTER_MONDAY: _from_easter(1),
    Feast.MAY_DAY_EVE: _fixed(4, 30),
    Feast.MAY_DAY: _fixed(5, 1),
    Feast.ASCENSION_DAY: _from_easter(39),
    Feast.WHIT_SUNDAY: _from_easter(49),
    Feast.MIDSUMMER_EVE: _saturday_from(6, 20, days=-1),
    Feast.MIDSUMMER_DAY: _saturday_from(6, 20),
    Feast.ALL_SAINTS_DAY: _saturday_from(10, 31),
    Feast.INDEPENDENCE_DAY: _fixed(12, 6),
    Feast.CHRISTMAS_EVE: _fixed(12, 24),
    Feast.CHRISTMAS_DAY: _fixed(12, 25),
    Feast.SECOND_DAY_OF_CHRISTMAS: _fixed(12, 26),
}

_NAMES: Final = {
    Feast.NEW_YEARS_EVE: "uudenvuoden aatto, uudenvuodenaatto, nyårsafton",
    Feast.NEW_YEARS_DAY: "uudenvuodenpäivä, nyårsdagen",
    Feast.EPIPHANY: "loppiainen, trettondagen, trettondedag jul",
    Feast.MAUNDY_THURSDAY: "kiirastorstai, skärtorsdag, skärtorsdagen",
    Feast.GOOD_FRIDAY: "pitkäperjantai, långfredagen, långfredag",
    Feast.EASTER_SUNDAY: "1. pääsiäispäivä, pääsiäispäivä, påskdagen",
    Feast.EASTER_MONDAY: "2. pääsiäispäivä, annandag påsk",
    Feast.MAY_DAY_EVE: "vappuaatto, vapunaatto, valborg, valborgsmässoafton",
    Feast.MAY_DAY: "vappu, vapunpäivä, valborg, första maj",
    Feast.ASCENSION_DAY: "helatorstai, kristi himmelsfärdsdag",
    Feast.WHIT_SUNDAY: "helluntai, helluntaipäivä, pingst, pingstdagen",
    Feast.MIDSUMMER_EVE: "juhannusaatto, midsommarafton",
    Feast.MIDSUMMER_DAY: "juhannuspäivä, midsommardagen",
    Feast.ALL_SAINTS_DAY: "pyhäinpäivä, alla helgons dag",
    Feast.INDEPENDENCE_DAY: "itsenäisyyspäivä, självständighetsdagen",
    Feast.CHRISTMAS_EVE: "jouluaatto, julafton",
    Feast.CHRISTMAS_DAY: "joulupäivä, juldagen",
    Feast.SECOND_DAY_OF_CHRISTMAS: "tapaninpäivä, annandag jul",
}


def _plain(name: str) -> str:
    return re.sub(r"[\s.]+", "", name).casefold()


_BY_NAME: Final = [(_plain(name), feast) for feast, names in _NAMES.items() for name in names.split(",")]


def day_of(feast: Feast, year: int) -> date:
    """The day on which it falls in a year."""
    return _DAYS[feast](year)


def named_on(names: Iterable[str], day: date) -> Feast | None:
    """The feast that has one of these Finnish or Swedish names and falls on the day; None where there is none.

    The day decides where a name is used for two ("valborg" is the eve and the day).
    """
    wanted = {_plain(name) for name in names}
    return next((feast for name, feast in _BY_NAME if name in wanted and day_of(feast, day.year) == day), None)
