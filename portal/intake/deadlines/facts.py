"""Which facts that rules wait for hold, by what a contact says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from portal.intake.deadlines.rules import Fact

OLD: Final = 75
OLDEST: Final = 130
WITHOUT_A_CLIENT: Final = frozenset({"question", "consultation"})
CHILD_WELFARE_NOTICE: Final = "child_welfare_notice"
PRENATAL_NOTICE: Final = "prenatal_notice"
_BY_ANSWER: Final[Mapping[str, Fact]] = {
    "aged_75": Fact.AGED_75_OR_MORE,
    "highest_care_allowance": Fact.HIGHEST_CARE_ALLOWANCE,
    "special_support_child": Fact.CHILD_WITH_SPECIAL_SUPPORT,
    "violence_to_child": Fact.CHILD_WELFARE,
    "unborn_child": Fact.UNBORN_CHILD,
}


def facts_of(
    kind: str, circumstances: Mapping[str, str], persons: Iterable[Mapping[str, object]], on: date
) -> frozenset[Fact]:
    """The facts of a contact that arrived on that day; an answer counts when it is `yes`.

    `circumstances` and `persons` are those of the schema contact-1. A person of 75 or more counts, by the answer, by
    the date of birth or by an age that is a bare number (SHL 36 § says "yli 75-vuotias", the ministry's own words
    "75 vuotta täyttänyt": the safe side). A worker who learns of violence against a child has learned of a child who
    may need child welfare (LsL 26 §), whatever the kind. A question and a consultation have no client and no facts.
    """
    if kind in WITHOUT_A_CLIENT:
        return frozenset()
    found = {Fact.ANY_CONTACT} | {fact for name, fact in _BY_ANSWER.items() if circumstances.get(name) == "yes"}
    people = tuple(persons)
    if any(_is_old(one, on) for one in people if one.get("role") in {"person", "other"}):
        found.add(Fact.AGED_75_OR_MORE)
    if kind == CHILD_WELFARE_NOTICE:
        found.add(Fact.CHILD_WELFARE)
    if kind == PRENATAL_NOTICE or any(one.get("role") == "unborn_child" for one in people):
        found.add(Fact.UNBORN_CHILD)
    return frozenset(found)


def _is_old(person: Mapping[str, object], on: date) -> bool:
    try:
        born = date.fromisoformat(str(person.get("born_on", "")))
    except ValueError:
        age = str(person.get("age", "")).strip()
        return age.isdecimal() and len(age) <= 3 and OLD <= int(age) <= OLDEST
    return OLD <= on.year - born.year - ((on.month, on.day) < (born.month, born.day)) <= OLDEST
