"""The queue: order, filters, pages, alarms and counts, and that it shows no content."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.desk import health, queue
from portal.desk.models import NOTHING_DUE, Contact, CourierBeat, SetAsideLetter, Status, Worker
from portal.desk.permissions import openable
from portal.desk.queue import Filters, alarms_of, bounds, counts, has_alarm, page, sight_of
from portal.desk.views.queue import PROBLEMS
from portal.intake.deadlines import Alert, Standing, Watched
from portal.intake.service import alarms_now
from tests.desk.builders import rows, signed_in, team, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

MOST_QUERIES = 15
MONDAY = datetime.fromisoformat("2026-11-30T12:00:00+02:00")


def shown(filters: Filters | None = None, **given: Any) -> list[Contact]:
    someone = given.pop("worker", None) or worker()
    return list(page(filters or Filters(), sight_of(someone), **given).contacts)


def walked(filters: Filters, someone: Worker) -> list[UUID]:
    """The contacts of every page, going forward."""
    seen: list[UUID] = []
    after = None
    while True:
        found = page(filters, sight_of(someone), after=after)
        seen += [one.pk for one in found.contacts]
        if found.next_after is None:
            return seen
        after = found.next_after


def walked_back(filters: Filters, someone: Worker, last: UUID) -> list[UUID]:
    """The contacts of every page in front of the last contact, going backwards."""
    seen: list[UUID] = [last]
    before: UUID | None = last
    while before:
        found = page(filters, sight_of(someone), before=before)
        seen = [one.pk for one in found.contacts] + seen
        before = found.previous_before
    return seen


def test_urgent_contacts_come_first_then_by_due_date() -> None:
    today = date(2026, 12, 1)
    late, soon, urgent = (
        rows(1, urgency=urgency, due_on=today + timedelta(days=days))[0].pk
        for urgency, days in (("normal", 9), ("normal", 1), ("urgent", 20))
    )
    assert [one.pk for one in shown()] == [urgent, soon, late]


def test_every_contact_stands_on_exactly_one_page_forwards_and_backwards() -> None:
    someone = worker(teams=[team("one"), team("two")])
    made = [*rows(90, team_id="one"), *rows(60, team_id="two"), *rows(23, team_id="intake", assignee=someone)]
    rows(9, team_id="intake")
    seen = walked(Filters(), someone)
    assert len(seen) == len(set(seen)) == 173
    assert set(seen) == {one.pk for one in made}
    in_order = Contact.objects.filter(pk__in=seen).order_by("-urgency", "due_on", "pk")
    assert seen == list(in_order.values_list("pk", flat=True))
    assert walked_back(Filters(), someone, seen[-1]) == seen


@pytest.mark.parametrize("urgency", ["", "urgent", "normal"])
def test_a_page_begins_behind_a_contact_that_the_filter_leaves_out(urgency: str) -> None:
    someone = worker()
    made = rows(120)
    wanted = [one for one in walked(Filters(), someone) if urgency in {"", Contact.objects.get(pk=one).urgency}]
    assert walked(Filters(urgency=urgency), someone) == wanted
    edge = made[60]
    behind = shown(Filters(urgency=urgency), worker=someone, after=edge.pk)
    assert all((one.urgency != "urgent", one.due_on, one.pk) > (edge.urgency != "urgent", edge.due_on, edge.pk)
               for one in behind)  # fmt: skip


def state(number: int) -> dict[str, Any]:
    """A contact somewhere around now: any dates, any hands, also closed, also with nothing due any more."""
    draw = sha256(str(number).encode()).digest()
    due = timezone.localdate(MONDAY) + timedelta(days=draw[0] % 21 - 9)
    warn = (None, due, due - timedelta(days=draw[3] % 4))[draw[4] % 3]
    is_done, is_taken = draw[2] % 10 == 0, draw[1] % 2 == 0
    return {
        "due_on": NOTHING_DUE if is_done else due,
        "warn_on": NOTHING_DUE if is_done else warn,
        "urgency": ("urgent", "normal", "normal")[draw[5] % 3],
        "arrival": MONDAY - timedelta(hours=draw[6] % 200),
        "assignee_id": draw[7] % 2 + 1 if is_taken else None,
        "opened_at": MONDAY if draw[8] % 2 else None,
        "status": Status.values[draw[9] % 3] if is_taken else Status.RECEIVED,
        "suspected_at": MONDAY if draw[10] % 5 == 0 and draw[5] % 3 else None,
    }


def by_the_kernel(one: Contact, now: datetime) -> set[Alert]:
    """The alarms of a contact as the kernel counts them for one date."""
    standing = Standing(
        arrival=one.arrival,
        is_closed=one.status == Status.CLOSED,
        is_urgent=one.urgency == "urgent",
        is_assigned=one.assignee_id is not None,
        is_opened=one.opened_at is not None,
    )
    dates = [Watched("r", "w", one.due_on, one.warn_on or one.due_on)] if one.next_due else []
    silent = {Alert.UNASSIGNED, Alert.UNOPENED} if one.suspected_at else set()
    return {alarm.alert for alarm in alarms_now(dates, standing, now)} - silent


NEAR = [(0, -12), (0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 11), (5, 0), (6, 0)]


@pytest.mark.parametrize(
    "now",
    [MONDAY + timedelta(days=days, hours=hours) for days, hours in NEAR]
    + [datetime.fromisoformat(f"2026-12-{day:02}T09:00:00+02:00") for day in (5, 6, 23, 24, 26)],
    ids=str,
)  # fmt: skip
def test_alarms_in_the_database_and_in_a_row_are_those_of_the_kernel(now: datetime) -> None:
    first, second = worker(), worker()
    for one in (state(number) for number in range(120)):
        one["assignee_id"] = {1: first.pk, 2: second.pk}.get(one["assignee_id"])
        rows(1, **one)
    at = bounds(now)
    everything = list(Contact.objects.all())
    right = {one.pk: by_the_kernel(one, now) for one in everything}
    assert {one.pk: set(alarms_of(one, at)) for one in everything} == right
    for alert in Alert:
        found = Contact.objects.filter(has_alarm(alert, at)).filter(queue.is_open())
        assert {one.pk for one in found} == {pk for pk, alerts in right.items() if alert in alerts}


def test_the_queue_opens_with_what_the_worker_may_open_without_a_reason() -> None:
    someone, other = worker(teams=[team("ours")]), worker()
    ours, given = rows(2, team_id="ours")[0].pk, rows(1, team_id="intake", assignee=someone)[0].pk
    rows(3, team_id="intake", assignee=other)
    found = {one.pk for one in shown(worker=someone)}
    assert {ours, given} < found
    assert found == set(Contact.objects.filter(openable(someone)).values_list("pk", flat=True))


def test_other_teams_are_listed_only_when_asked_for_and_say_that_opening_asks_for_a_reason() -> None:
    someone = worker(teams=[team("ours")])
    rows(1, team_id="ours")
    rows(1, team_id="intake", assignee=someone)
    strange = rows(1, team_id="intake")[0]
    browser = signed_in(someone)
    assert strange.reference not in browser.get("/").content.decode()
    for query in ("team=others", "team=all", "team=intake"):
        answer = browser.get(f"/?{query}").content.decode()
        assert strange.reference in answer
        assert answer.count("Sen avaaminen vaatii syyn") == 1
    assert [one.pk for one in shown(Filters(team="others"), worker=someone)] == [strange.pk]
    assert len(shown(Filters(team="own"), worker=someone)) == 1
    assert len(shown(Filters(team="all"), worker=someone)) == 3


def test_who_is_in_no_team_is_told_so() -> None:
    assert "Et kuulu vielä mihinkään tiimiin" in signed_in(worker(teams=[])).get("/").content.decode()
    assert "Et kuulu vielä mihinkään tiimiin" not in signed_in().get("/").content.decode()


@pytest.mark.parametrize("name", queue.COUNTED)
def test_each_count_is_the_number_of_contacts_that_its_link_shows(name: str) -> None:
    someone = worker(teams=[team("ours"), team("theirs")])
    for number in range(60):
        rows(1, team_id=("ours", "theirs", "intake")[number % 3], **here(state(number), someone))
    browser = signed_in(someone)
    tiles = {one["name"]: one for one in browser.get("/").context["tiles"]}
    with_link = (
        Filters(urgency=name) if name == queue.URGENT else Filters(alarm="" if name == queue.SUSPECTED else name)
    )
    if name == queue.SUSPECTED:
        with_link = Filters(box=queue.ONLY_BOX)
    found = walked(with_link, someone)
    assert tiles[name]["number"] == str(len(found))
    assert len(found) > 0
    assert [one.context["rows"][0]["contact"].pk for one in [browser.get(f"/{tiles[name]['url']}")]] == found[:1]


def here(made: dict[str, Any], someone: Worker) -> dict[str, Any]:
    """A made-up state moved to today, with one worker for the others."""
    by = timezone.now() - MONDAY
    dates = {
        name: made[name] + timedelta(days=by.days) if made[name] not in (None, NOTHING_DUE) else made[name]
        for name in ("due_on", "warn_on")
    }
    moved = {
        **made,
        **dates,
        "arrival": made["arrival"] + by,
        "assignee": someone if made["assignee_id"] else None,
    }
    moved.pop("assignee_id")
    return moved


def test_a_count_ends_at_a_thousand() -> None:
    someone = worker()
    rows(1003, due_on=date(2020, 1, 1), urgency="normal", arrival=timezone.now(), opened_at=timezone.now())
    found = counts(sight_of(someone), bounds())
    assert (found[Alert.LATE], found[Alert.UNOPENED]) == (1000, 0)
    assert queue.shown(found[Alert.LATE]) == "999+"
    assert "999+" in signed_in(someone).get("/").content.decode()


def test_the_counts_are_asked_for_by_themselves_without_keeping_anybody_signed_in() -> None:
    someone = worker()
    rows(2, urgency="urgent")
    browser = signed_in(someone)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get("/queue/counts/")
    assert answer.json()["counts"]["urgent"] == {"number": "2", "text": "Kiireelliset"}
    assert answer.json()["counted_at"].startswith("Laskettu kello ")
    assert "no-store" in answer.headers["Cache-Control"]
    assert len(queries) <= 10
    for _ in range(3):
        browser.get("/queue/counts/")
    assert "seen_at" not in browser.session
    browser.get("/")
    seen = browser.session["seen_at"]
    browser.get("/queue/counts/")
    assert browser.session["seen_at"] == seen


def test_the_counts_tell_a_stranger_nothing() -> None:
    assert Client().get("/queue/counts/").status_code == 302


def test_what_is_wrong_with_the_intake_stands_above_the_queue() -> None:
    browser = signed_in()
    assert "Kuriiri ei ole käynnissä" in browser.get("/").content.decode()
    CourierBeat.objects.create(beat_at=timezone.now())
    assert "Vastaanotossa on jotain vialla" not in browser.get("/").content.decode()
    SetAsideLetter.objects.create(id=uuid4(), arrival=timezone.now(), reason="seal")
    assert "1 kirjettä ei voitu avata" in browser.get("/").content.decode()


def test_every_problem_that_the_monitor_knows_has_words_at_the_desk() -> None:
    known = {value for name, value in vars(health).items() if name.isupper() and isinstance(value, str)}
    assert known == set(PROBLEMS)
