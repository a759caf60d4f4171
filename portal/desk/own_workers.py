"""The own worker (oma työntekijä, SHL 42 §) whom a letter names, where exactly one worker of the desk has that name.

The name is what a sender wrote, so it is only ever compared, and nothing of it is shown to the sender. It counts when
every part of a worker's full name stands in it as a word of its own. A worker whom the letter wants kept out of the
matter is never meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from portal.desk.models import Role, TeamMember, Worker
from portal.desk.reading import OpenedLetter
from portal.desk.search_words import folded

HANDLERS: Final = (Role.WORKER, Role.LEAD)
"""The roles that have contacts, as permissions.py gives HANDLE_CONTACT."""
FEWEST_PARTS: Final = 2
"""A name of one word is not enough to know somebody by."""

_WORD: Final = re.compile(r"[\w'’]+(?:-[\w'’]+)*")


@dataclass(frozen=True, slots=True)
class OwnWorker:
    """What the letter says of the own worker, and who of the desk it is: None for nobody, and for more than one."""

    written: str
    worker_id: int | None = None
    name: str = ""


def own_worker_of(opened: OpenedLetter, kept_out: Iterable[str] = ()) -> OwnWorker | None:
    """The own worker whom the letter names; None where it names none. At most one query.

    `kept_out` are further texts of the matter that say who must not know.
    """
    around = opened.circumstances
    if not around.own_worker.strip() or around.is_client == "no":
        return None
    ways = [one for one in opened.ways if one.way == "own_worker"]
    if any(one.safe == "not_safe" for one in ways):
        return OwnWorker(around.own_worker)
    said, secret = _words(around.own_worker), _words(" ".join((opened.must_not_know, *kept_out)))
    # By these columns alone: the courier may read no others of a worker.
    known = Worker.objects.filter(is_active=True, role__in=HANDLERS).values_list("pk", "name")
    found = [(pk, name) for pk, name in known if _is_named(_words(name), said)]
    if len(found) != 1 or _words(found[0][1]) & secret:
        return OwnWorker(around.own_worker)
    return OwnWorker(around.own_worker, *found[0])


def teams_of(own: OwnWorker | None) -> frozenset[str]:
    """The keys of the teams of the worker whom the letter names; empty for nobody."""
    if own is None or own.worker_id is None:
        return frozenset()
    return frozenset(TeamMember.objects.filter(worker_id=own.worker_id).values_list("team_id", flat=True))


def _is_named(name: frozenset[str], said: frozenset[str]) -> bool:
    return len(name) >= FEWEST_PARTS and name <= said


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(folded(text)))
