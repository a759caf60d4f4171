"""What a worker asks the queue for, and which contacts the worker's eyes reach. No filter names a sender."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from portal.desk.models import Status, Team, TeamMember, Worker
from portal.desk.queue.alarms import WITHOUT_THE_BOX

OPEN: Final = "open"
MINE: Final = "mine"
NOBODY: Final = "nobody"
OWN_TEAMS: Final = "own"
OTHER_TEAMS: Final = "others"
ALL_TEAMS: Final = "all"
ONLY_BOX: Final = "only"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the worker asked for. An empty text is no filter.

    status: a status, "open", or empty for all of them.
    assignee: "mine", "nobody", or a worker's number.
    team: empty for what the worker may open without a reason, "own", "others", "all", or a team's key. The others'
        contacts are listed only: opening one asks for a reason.
    alarm: one of portal.intake.deadlines.Alert; alarms are for open contacts only, whatever the status.
    box: empty for the usual views, without the open contacts that lie in suspected spam (an alarm of theirs shows them
        nevertheless); "only" for those alone.
    """

    status: str = OPEN
    assignee: str = ""
    team: str = ""
    alarm: str = ""
    urgency: str = ""
    area: str = ""
    kind: str = ""
    language: str = ""
    box: str = ""


FILTER_NAMES: Final = tuple(one.name for one in fields(Filters))


@dataclass(frozen=True, slots=True)
class Sight:
    """Whose eyes look, and the keys of their teams."""

    worker_id: int
    own_teams: tuple[str, ...]


def teams_of(worker: Worker) -> list[tuple[Team, bool]]:
    """Every team by its key, each with whether the worker is in it. One query."""
    membership = TeamMember.objects.filter(team_id=OuterRef("pk"), worker_id=worker.pk)
    return [(one, one.is_own) for one in Team.objects.annotate(is_own=Exists(membership)).order_by("key")]


def sight_of(worker: Worker, teams: Sequence[tuple[Team, bool]] | None = None) -> Sight:
    """What the worker's eyes reach; one query unless the teams are at hand."""
    known = teams_of(worker) if teams is None else teams
    return Sight(worker.pk, tuple(team.key for team, is_own in known if is_own))


def colleagues(sight: Sight) -> QuerySet[Worker]:
    """Who is in the worker's teams and may sign in, by name."""
    found = Worker.objects.filter(is_active=True, memberships__team_id__in=sight.own_teams)
    return found.distinct().order_by("name", "pk")


def reach(filters: Filters, sight: Sight) -> tuple[Q, ...]:
    """The contacts that the team filter lets in, as parts that share no contact: each follows an index of its own."""
    if filters.team == OTHER_TEAMS:
        return (~Q(team_id__in=sight.own_teams) & (Q(assignee_id=None) | ~Q(assignee_id=sight.worker_id)),)
    if filters.team == ALL_TEAMS:
        return (Q(),)
    if filters.team and filters.team != OWN_TEAMS:
        return (Q(team_id=filters.team),)
    if filters.assignee == MINE and not filters.team:
        return (Q(),)
    own = tuple(Q(team_id=key) for key in sight.own_teams)
    return own if filters.team else (*own, elsewhere(sight))


def elsewhere(sight: Sight) -> Q:
    """What is assigned to the worker but stands in no team of theirs."""
    return Q(assignee_id=sight.worker_id) & ~Q(team_id__in=sight.own_teams)


def asked(filters: Filters, sight: Sight) -> Q:
    """The contacts that every other filter lets in."""
    found = _states(filters)
    if filters.assignee == MINE:
        found &= Q(assignee_id=sight.worker_id)
    elif filters.assignee == NOBODY:
        found &= Q(assignee_id=None)
    elif filters.assignee:
        found &= Q(assignee_id=int(filters.assignee))
    for name in ("area", "kind", "language"):
        if value := getattr(filters, name):
            found &= Q(**{name: value})
    return found


def _states(filters: Filters) -> Q:
    found = Q()
    shows_closed = filters.status in ("", Status.CLOSED)
    if filters.status == OPEN or filters.alarm or filters.box:
        found &= is_open()
    if filters.status and filters.status != OPEN:
        found &= Q(status=filters.status)
    if shows_closed:
        found &= Q(joined_to=None)  # it stands in the queue as a part of the one that it was joined to
    if filters.box:
        found &= is_suspected()
    elif not filters.alarm and not shows_closed:
        found &= WITHOUT_THE_BOX
    return found


def is_suspected() -> Q:
    """The contacts that lie in the box of suspected spam; an index says it of open ones in the same words."""
    return Q(suspected_at__isnull=False)


def is_open() -> Q:
    """The contacts that nobody has closed; the indexes of the queue say it in the same words."""
    return ~Q(status=Status.CLOSED)
