"""The timetables of the hand-made cases."""

from __future__ import annotations

from datetime import date, time
from typing import Final

from portal.services.hours import CLOSED, Exceptional, Interval, OpeningHours, Rule, Season, week

WORKDAYS, EVERY_DAY = range(5), range(7)
MONDAY, TUESDAY, FRIDAY, SATURDAY, SUNDAY = 0, 1, 4, 5, 6


def at(opens: str, closes: str) -> Interval:
    return Interval(time.fromisoformat(opens), time.fromisoformat(closes))


NINE_TO_FOUR: Final = Season(week({day: [at("09:00", "16:00")] for day in WORKDAYS}))
UNTIL_ONE: Final = (at("09:00", "13:00"),)

TIMETABLES: Final = {
    "office": OpeningHours((NINE_TO_FOUR,), on_holidays=CLOSED, on_eves=UNTIL_ONE),
    "split": OpeningHours(
        (Season(week({day: [at("12:00", "15:00"), at("09:00", "11:00")] for day in range(MONDAY, FRIDAY)})),)
    ),
    "night": OpeningHours(
        (Season(week({day: [at("22:00", "02:00")] for day in (FRIDAY, SATURDAY)})),),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "summer": OpeningHours(
        (
            Season(week({day: [at("08:00", "16:00")] for day in WORKDAYS})),
            Season(
                week({day: [at("10:00", "14:00")] for day in range(MONDAY, FRIDAY)}),
                since=date(2026, 6, 22),
                until=date(2026, 8, 2),
            ),
        ),
        on_holidays=CLOSED,
        on_eves=CLOSED,
    ),
    "beach": OpeningHours(
        (
            Season(
                week({day: [at("10:00", "18:00")] for day in EVERY_DAY}),
                since=date(2026, 6, 1),
                until=date(2026, 8, 31),
            ),
        ),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "always": OpeningHours((Season(always=True),)),
    "by appointment": OpeningHours((Season(by_appointment=True),)),
    "booked times": OpeningHours(
        (Season(week({TUESDAY: [at("13:00", "15:00")]}), by_appointment=True),), on_holidays=CLOSED, on_eves=CLOSED
    ),
    "vouched": OpeningHours(
        (NINE_TO_FOUR,),
        on_holidays=CLOSED,
        on_eves=Rule.AS_USUAL,
        valid_since=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
    ),
    "exceptions": OpeningHours(
        (NINE_TO_FOUR,),
        (
            Exceptional(date(2026, 11, 16), date(2026, 11, 20)),
            Exceptional(date(2026, 11, 18), date(2026, 11, 18), (at("10:00", "12:00"),)),
            Exceptional(date(2026, 11, 28), date(2026, 11, 28), (at("10:00", "14:00"),)),
            Exceptional(date(2026, 12, 25), date(2026, 12, 25), (at("12:00", "15:00"),)),
        ),
        on_holidays=CLOSED,
        on_eves=Rule.AS_USUAL,
    ),
    "contradiction": OpeningHours(
        (
            Season(week({MONDAY: [at("09:00", "16:00")], TUESDAY: [at("09:00", "16:00")]})),
            Season(week({MONDAY: [at("10:00", "16:00")], TUESDAY: [at("09:00", "16:00")]})),
        ),
        (
            Exceptional(date(2026, 12, 1), date(2026, 12, 1)),
            Exceptional(date(2026, 12, 1), date(2026, 12, 1), (at("10:00", "12:00"),)),
        ),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "small hours": OpeningHours(
        (Season(week({SUNDAY: [at("02:00", "03:30"), at("04:30", "06:00")]})),),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "late night": OpeningHours(
        (Season(week({SATURDAY: [at("23:00", "03:30")]})),), on_holidays=Rule.AS_USUAL, on_eves=Rule.AS_USUAL
    ),
    "skipped": OpeningHours(
        (Season(week({SUNDAY: [at("03:10", "03:50")]})),), on_holidays=Rule.AS_USUAL, on_eves=Rule.AS_USUAL
    ),
    "evening": OpeningHours(
        (Season(week({day: [at("18:00", "00:00")] for day in EVERY_DAY})),),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "two whole days": OpeningHours(
        (Season(week({day: [at("00:00", "00:00")] for day in (MONDAY, TUESDAY)})),),
        on_holidays=Rule.AS_USUAL,
        on_eves=Rule.AS_USUAL,
    ),
    "nothing": OpeningHours(),
    "unsure night": OpeningHours((Season(week({FRIDAY: [at("22:00", "02:00")]})),)),
}
