"""The queue: which contacts a worker sees, in which order. It shows no content, so looking at it is no reading."""

from __future__ import annotations

from portal.desk.queue.alarms import Bounds, alarms_of, bounds, has_alarm, is_due_today, is_late
from portal.desk.queue.counts import COUNTED, MOST, SUSPECTED, URGENT, counts, shown
from portal.desk.queue.filters import (
    ALL_TEAMS,
    FILTER_NAMES,
    MINE,
    NOBODY,
    ONLY_BOX,
    OPEN,
    OTHER_TEAMS,
    OWN_TEAMS,
    Filters,
    Sight,
    colleagues,
    is_open,
    is_suspected,
    sight_of,
    teams_of,
)
from portal.desk.queue.pages import ASSIGNEE_NAME, PAGE, Page, page

__all__ = [
    "ALL_TEAMS",
    "ASSIGNEE_NAME",
    "COUNTED",
    "FILTER_NAMES",
    "MINE",
    "MOST",
    "NOBODY",
    "ONLY_BOX",
    "OPEN",
    "OTHER_TEAMS",
    "OWN_TEAMS",
    "PAGE",
    "SUSPECTED",
    "URGENT",
    "Bounds",
    "Filters",
    "Page",
    "Sight",
    "alarms_of",
    "bounds",
    "colleagues",
    "counts",
    "has_alarm",
    "is_due_today",
    "is_late",
    "is_open",
    "is_suspected",
    "page",
    "shown",
    "sight_of",
    "teams_of",
]
