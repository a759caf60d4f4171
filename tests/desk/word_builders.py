"""Letters that ask for word or do not, thousands of combinations, and the rule of safe contact said in other words."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import shake_256
from typing import Any

from portal.desk.courier import word
from portal.intake.people import ANSWERS
from tests.desk.mail_builders import HELSINKI

SENDER = "sender@home.example"
OTHER = "partner@home.example"
SAFETY = ("safe", "not_safe", "not_asked", "", "SAFE", None, True)
ASKED = (True, False, None, "yes", 1, "missing")
WHEN = ("", "milloin vain", "arkisin klo 9–15", "kun mies ei ole kotona", "klo 22–23")
WAYS = ("email", "call", "text", "letter", "own_worker")
ROLES = ("not_asked", "person", "relative", "helper", "professional", "authority", "private_person", "staff")
KINDS = ("help_request", "contact", "need_notice", "child_welfare_notice", "prenatal_notice", "question", "consultation",
         "invite", "message")  # fmt: skip
LATER = ("", "amendment", "message", "withdrawal")
MOMENTS = tuple(
    datetime(2026, month, day, hour, 30, tzinfo=HELSINKI)
    for month, day in ((11, 24), (11, 21), (12, 25), (6, 19))
    for hour in (0, 7, 10, 14, 21, 23)
)
Content = dict[str, Any]


def way(by: str, address: str, safe: Any, asked: Any, when: str = "", may_say: str = "") -> Content:
    said = {"way": by, "address": address, "safe": safe, "when": when, "may_say": may_say}
    return said if asked == "missing" else {**said, word.ASKED: asked}


def letter(content: Content, *, relation: str = "", hours: int = 0, language: str = "fi") -> word.ReadLetter:
    arrival = datetime(2026, 11, 20, 9, 0, tzinfo=HELSINKI) + timedelta(hours=hours)
    return word.ReadLetter(relation, arrival, language, content)


def combinations() -> list[tuple[list[word.ReadLetter], datetime]]:
    """Every safety, wish and hour of one way, and then some thousands of contacts of several letters, always the same."""
    found = []
    for safe, asked, when, by in itertools.product(SAFETY, ASKED, WHEN, WAYS):
        for moment in (MOMENTS[2], MOMENTS[4]):
            found.append(([letter({"ways": [way(by, SENDER, safe, asked, when)]})], moment))
    dice = iter(shake_256(b"letters").digest(200_000))

    def one_of(options: Sequence[Any]) -> Any:
        return options[next(dice) % len(options)]

    for _ in range(4000):
        letters = []
        for number in range(one_of((1, 1, 2, 3, 4))):
            ways = [
                way(
                    one_of(("email", "email", *WAYS)),
                    one_of((SENDER, SENDER, SENDER, OTHER, "040 1234567", "", "<x>@y\r\n")),
                    one_of(("safe",) * 12 + SAFETY),
                    one_of((True,) * 6 + ASKED),
                    one_of(WHEN),
                    "Sano olevasi hammaslääkäristä",
                )
                for _ in range(one_of((0, 1, 1, 2)))
            ]
            content = {
                "kind": one_of(KINDS),
                "sender": {"role": one_of(ROLES), "is_anonymous": one_of((True, False)), "email": SENDER},
                "must_not_know": one_of(("", "Puolisoni ei saa tietää")),
                "told": {"child": one_of(ANSWERS)},
                "own_words": "Kanarialintu",
                "ways": one_of((ways,) * 20 + (None,)),
            }
            relation = one_of(LATER) if number else ""
            letters.append(letter(content, relation=relation, hours=number, language=one_of(("fi", "sv"))))
        found.append((letters[::-1] if one_of((True, False)) else letters, one_of(MOMENTS)))
    return found


def may_go(letters: list[word.ReadLetter], to: str) -> bool:
    """The rule in other words: asked for by a safe e-mail way of the newest whole text, and nowhere else not safe."""
    if any(one.relation == "withdrawal" for one in letters):
        return False
    newest = max((one for one in letters if one.relation in ("", "amendment")), key=lambda one: one.arrival)
    everywhere = [
        each
        for one in letters
        for each in (one.content["ways"] or [])
        if each["way"] == "email" and each["address"].strip().lower() == to.lower()
    ]
    asks = [
        each
        for each in (newest.content["ways"] or [])
        if each["way"] == "email" and each["address"] == to and each.get(word.ASKED) is True
    ]
    return bool(asks) and all(each["safe"] == "safe" for each in everywhere)


def in_hours(letters: list[word.ReadLetter], to: str, at: datetime) -> bool:
    """Whether the hours named for the address hold, where they are words that a machine may read."""
    named = {each["when"] for one in letters for each in (one.content["ways"] or []) if each["address"] == to
             and each["way"] == "email"}  # fmt: skip
    day, hour = at.weekday(), at.hour
    is_free_day = (at.month, at.day) in {(12, 25), (6, 19)} or day > 4
    holds = {
        "": True,
        "milloin vain": True,
        "arkisin klo 9–15": not is_free_day and 9 <= hour < 15,
        "klo 22–23": hour == 22,
        "kun mies ei ole kotona": False,
    }
    return all(holds[one] for one in named)
