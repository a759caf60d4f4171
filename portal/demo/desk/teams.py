"""The demo's teams, who is in them, and who is on duty in the next two weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import ProtectedError
from django.utils import timezone

from portal.desk.models import FALLBACK_KEY, DutyDay, ServiceGroup, Team, TeamMember, Worker

SATURDAY: Final = 5
DUTY_DAYS: Final = 14
TEAMS: Final[Mapping[str, Mapping[str, Any]]] = {
    FALLBACK_KEY: {
        "name_fi": "Asiakasohjaus",
        "name_sv": "Klienthandledning",
        "service_group": ServiceGroup.ANY,
        "duty_email": "asiakasohjaus@esimerkkila.example",
        "is_fallback": True,
    },
    "families": {
        "name_fi": "Lapsiperheet",
        "name_sv": "Barnfamiljer",
        "service_group": ServiceGroup.FAMILIES,
        "duty_email": "lapsiperheet@esimerkkila.example",
    },
    "adults": {
        "name_fi": "Aikuiset",
        "name_sv": "Vuxna",
        "service_group": ServiceGroup.ADULTS,
        "duty_email": "aikuiset@esimerkkila.example",
    },
}

Report = Callable[[str], None]


def load(members: Mapping[str, tuple[str, ...]], report: Report) -> None:
    """Makes the teams with these members (e-mail addresses by team) and fills empty duty days; the rest stays."""
    for key, values in TEAMS.items():
        team, _is_new = Team.objects.update_or_create(key=key, defaults=values)
        on_duty = [Worker.objects.get(email=one) for one in members[key]]
        for worker in on_duty:
            TeamMember.objects.get_or_create(team=team, worker=worker)
        for number, day in enumerate(_weekdays(timezone.localdate())):
            DutyDay.objects.get_or_create(team=team, date=day, defaults={"worker": on_duty[number % len(on_duty)]})
        report(f"team {key}: {len(on_duty)} members")


def remove(report: Report) -> None:
    """Takes the demo's teams away, but for the fallback team and for those that contacts stand in."""
    for key in TEAMS:
        DutyDay.objects.filter(team_id=key).delete()
        TeamMember.objects.filter(team_id=key).delete()
        try:
            Team.objects.filter(key=key, is_fallback=False).delete()
        except ProtectedError:
            report(f"team {key} stays: contacts stand in it")


def _weekdays(first: date) -> Iterator[date]:
    days = (first + timedelta(days=number) for number in range(DUTY_DAYS))
    return (day for day in days if day.weekday() < SATURDAY)
