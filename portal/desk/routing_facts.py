"""What routing needs to know of an opened letter. It stays in memory: no row and no log holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from portal.desk.models import Urgency
from portal.desk.reading import OpenedLetter
from portal.desk.routing import Facts
from portal.intake.service import Person

CHILD_ROLES: Final = frozenset({"child", "unborn_child"})
CONCERNED_ROLES: Final = frozenset({"person", *CHILD_ROLES})
OLDEST: Final = 130
CENTURIES: Final = {
    **dict.fromkeys("+", 1800),
    **dict.fromkeys("-YXWVU", 1900),
    **dict.fromkeys("ABCDEF", 2000),
}
"""The sign between date and number of a Finnish personal identity code (henkilötunnus, VNA 128/2010 2 §), by century."""
PERSONAL_ID: Final = re.compile(r"(\d\d)(\d\d)(\d\d)([-+A-FU-Y])\d{3}[0-9A-Z]")
FIRST_NUMBER: Final = re.compile(r"\d{1,3}")
LESS_THAN_A_YEAR: Final = re.compile(r"kk|kuuk|mån|viik|\bvk|veck|päiv|dag", re.IGNORECASE)


def facts_of(opened: OpenedLetter, urgency: str, on: date) -> Facts:
    """The facts on that day: ages of the persons the contact is about, and whether a child is concerned."""
    around = opened.circumstances
    tells_of_child = "yes" in (
        around.has_children,
        around.special_support_child,
        around.violence_to_child,
        around.custody_conflict,
        around.unborn_child,
    )
    ages = tuple(_ages(opened, on))
    return Facts(
        ages=(*ages, 75) if around.aged_75 == "yes" else ages,
        about_child=tells_of_child or any(one.role in CHILD_ROLES for one in opened.persons),
        is_urgent=urgency == Urgency.URGENT,
    )


def age_of(person: Person, on: date) -> int | None:
    """The person's age in whole years on that day, by date of birth, personal identity code or the words; else None."""
    born = date_of_birth(person)
    if born is not None:
        age = on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return age if 0 <= age <= OLDEST else None
    number = FIRST_NUMBER.search(person.age)
    if number is None:
        return None
    if LESS_THAN_A_YEAR.search(person.age):
        return int(number[0]) // 12
    return int(number[0]) if int(number[0]) <= OLDEST else None


def _ages(opened: OpenedLetter, on: date) -> Iterator[int]:
    for person in opened.persons:
        if person.role in CONCERNED_ROLES and (age := age_of(person, on)) is not None:
            yield age


def date_of_birth(person: Person) -> date | None:
    """The day that the person was born, as given or by their personal identity code; else None."""
    try:
        if person.born_on:
            return date.fromisoformat(person.born_on)
        if parts := PERSONAL_ID.fullmatch(person.personal_id.strip().upper()):
            return date(CENTURIES[parts[4]] + int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:
        return None
    return None
