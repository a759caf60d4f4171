"""How a contact looks in a list: what the queue knows of it, and no word of what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from portal.core.county import county
from portal.desk.contacts import kind_name
from portal.desk.kernel_words import ALERTS
from portal.desk.models import Contact, Status, Team
from portal.desk.queue import Bounds, Sight, alarms_of
from portal.intake.deadlines import Alert

TAGS: Final[Mapping[Alert, str]] = {
    Alert.LATE: "govuk-tag--red",
    Alert.DUE_TODAY: "govuk-tag--orange",
    Alert.DUE_IN_TWO_DAYS: "govuk-tag--yellow",
    Alert.UNASSIGNED: "govuk-tag--purple",
    Alert.UNOPENED: "govuk-tag--blue",
}
"""The colour of each alarm's tag. The words say it; the colour only helps to find it."""
OF_THE_DATE: Final = frozenset({Alert.LATE, Alert.DUE_TODAY, Alert.DUE_IN_TWO_DAYS})


def row(contact: Contact, at: Bounds, sight: Sight, teams: Iterable[tuple[Team, bool]]) -> dict[str, object]:
    """The row of a contact that was read with its `assignee_name`; teams are at hand, so no row asks the database."""
    area = county().area(contact.area)
    alarms = alarms_of(contact, at)
    tags = [{"text": str(ALERTS[one]), "classes": TAGS[one], "is_date": one in OF_THE_DATE} for one in alarms]
    is_own = contact.team_id in sight.own_teams or contact.assignee_id == sight.worker_id
    return {
        "contact": contact,
        "kind": kind_name(contact.kind),
        "area": str(area.name) if area else contact.area,
        "team": next((str(team) for team, _is_own in teams if team.key == contact.team_id), contact.team_id),
        "assignee": getattr(contact, "assignee_name", None) or "",
        "date_tags": [one for one in tags if one["is_date"]],
        "tags": [one for one in tags if not one["is_date"]],
        "is_suspected": contact.suspected_at is not None,
        "is_new": contact.opened_at is None and contact.status != Status.CLOSED and Alert.UNOPENED not in alarms,
        "has_news": contact.news_at is not None,
        "asks_for_reason": not is_own,
    }
