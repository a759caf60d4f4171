"""What leads change: teams and their members, duty days, absences. Every change writes its audit row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.desk.contacts import DESK, NotPossible, actor
from portal.desk.models import Absence, DutyDay, Team, TeamMember, Worker
from portal.desk.routing import absences_between, present
from portal.vault import service as vault

SATURDAY: Final = 5


@dataclass(frozen=True, slots=True)
class Duty:
    """One day of a team's duty list. `here` is who is really there: the one entered, a stand-in, or nobody."""

    day: date
    entered: Worker | None
    here: Worker | None

    @property
    def is_stood_in(self) -> bool:
        """Whether somebody else is there than was entered."""
        return self.here is not None and self.here != self.entered


def change_team(team: Team, values: Mapping[str, Any], by: Worker) -> None:
    """Gives the team these names, areas, group and address. Raises ValidationError for what the county does not have."""
    for name, value in values.items():
        setattr(team, name, value)
    team.full_clean()
    is_new = team._state.adding
    with transaction.atomic(using=DESK):
        team.save()
        action = "team.created" if is_new else "team.changed"
        if is_new:
            TeamMember.objects.create(team=team, worker=by)
        vault.record(
            actor=actor(by),
            action=action,
            subject=f"team:{team.pk}",
            detail={"group": team.service_group, "areas": ",".join(team.areas)},
        )


def add_member(team: Team, worker: Worker, *, by: str) -> bool:
    """Whether the worker has come into the team by this; a member stays one. `by` is an actor of the audit log."""
    with transaction.atomic(using=DESK):
        _, is_new = TeamMember.objects.get_or_create(team=team, worker=worker)
        if is_new:
            vault.record(
                actor=by, action="team.member_added", subject=f"team:{team.pk}", detail={"worker": str(worker.pk)}
            )
    return is_new


def remove_member(team: Team, worker: Worker, by: Worker) -> None:
    """Takes the worker out of the team. Raises NotPossible for the lead who asks."""
    if worker == by:
        raise NotPossible(str(_("You cannot take yourself out of the team. Ask another lead.")))
    with transaction.atomic(using=DESK):
        gone, _kinds = TeamMember.objects.filter(team=team, worker=worker).delete()
        if gone:
            vault.record(
                actor=actor(by),
                action="team.member_removed",
                subject=f"team:{team.pk}",
                detail={"worker": str(worker.pk)},
            )


def enter_duty(team: Team, worker: Worker | None, first: date, last: date | None, by: Worker) -> int:
    """How many days were entered; without a worker they are emptied. Of a period the weekdays, else the one day."""
    days = list(_days(first, last))
    with transaction.atomic(using=DESK):
        if worker is None:
            DutyDay.objects.filter(team=team, date__in=days).delete()
        else:
            for day in days:
                DutyDay.objects.update_or_create(team=team, date=day, defaults={"worker": worker})
        vault.record(
            actor=actor(by),
            action="duty.entered",
            subject=f"team:{team.pk}",
            detail={
                "worker": str(worker.pk) if worker else "",
                "from": first.isoformat(),
                "until": (last or first).isoformat(),
            },
        )
    return len(days)


def enter_absence(absence: Absence, by: Worker) -> None:
    """Saves the absence. Raises ValidationError for one that the database would refuse."""
    absence.full_clean()
    with transaction.atomic(using=DESK):
        absence.save()
        _record_absence("absence.entered", absence, by)


def end_absence(absence: Absence, by: Worker) -> None:
    """Takes the absence away."""
    with transaction.atomic(using=DESK):
        _record_absence("absence.removed", absence, by)
        absence.delete()


def duty_list(team: Team, first: date, days: int) -> list[Duty]:
    """The team's duty for so many days, absences counted. Two queries."""
    last = first + timedelta(days=days - 1)
    rows = DutyDay.objects.select_related("worker").filter(team=team, date__range=(first, last))
    entered = {one.date: one.worker for one in rows}
    absences = absences_between(first, last)
    listed = (first + timedelta(days=number) for number in range(days))
    return [
        Duty(day, entered.get(day), present(entered[day], day, absences) if day in entered else None) for day in listed
    ]


def _days(first: date, last: date | None) -> Iterator[date]:
    if last is None or last == first:
        yield first
        return
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < SATURDAY:
            yield day


def _record_absence(action: str, absence: Absence, by: Worker) -> None:
    vault.record(
        actor=actor(by),
        action=action,
        subject=f"worker:{absence.worker_id}",
        detail={
            "from": absence.from_date.isoformat(),
            "until": absence.until_date.isoformat(),
            "stand_in": str(absence.stand_in_id or ""),
        },
    )
