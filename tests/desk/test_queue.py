"""The queue: order, filters, pages, and that it shows no content."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.desk.models import Contact
from portal.desk.queue import Filters, page
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, contact, drop, rows, signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])


def shown(filters: Filters | None = None, **given: Any) -> list[Contact]:
    return list(page(filters or Filters(), given.pop("worker", None) or worker(), **given).contacts)


def test_urgent_contacts_come_first_then_by_due_date() -> None:
    today = date(2026, 12, 1)
    late, soon, urgent = (
        rows(1, urgency=urgency, due_on=today + timedelta(days=days))[0].pk
        for urgency, days in (("normal", 9), ("normal", 1), ("urgent", 20))
    )
    assert [one.pk for one in shown()] == [urgent, soon, late]


def test_every_contact_stands_on_exactly_one_page() -> None:
    made = {one.pk for one in rows(173)}
    someone, after, seen = worker(), None, []
    while True:
        found = page(Filters(), someone, after=after)
        seen += [one.pk for one in found.contacts]
        assert len(found.contacts) <= 50
        if found.next_after is None:
            break
        after = found.next_after
    assert len(seen) == len(set(seen)) == 173
    assert set(seen) == made


def test_closed_contacts_are_seen_only_when_asked_for() -> None:
    someone = worker()
    rows(2)
    rows(1, status="closed", assignee=someone)
    assert len(shown()) == 2
    assert len(shown(Filters(status="closed"))) == 1
    assert len(shown(Filters(status=""))) == 3


def test_filters_by_who_has_it_and_by_area() -> None:
    someone, other = worker(), worker()
    rows(1, assignee=someone, area="pohjoinen")
    rows(2, assignee=other)
    rows(4)
    assert len(shown(Filters(assignee="mine"), worker=someone)) == 1
    assert len(shown(Filters(assignee=str(other.pk)))) == 2
    assert len(shown(Filters(assignee="nobody"))) == 4
    assert len(shown(Filters(area="pohjoinen"))) == 1


def test_the_page_has_as_many_queries_for_a_thousand_contacts_as_for_one() -> None:
    browser = signed_in()
    rows(1)
    browser.get("/")
    counts = []
    for more in (0, 1000):
        rows(more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get("/").status_code == 200
        counts.append(len(queries))
    after = page(Filters(), worker()).next_after
    with CaptureQueriesContext(connection) as deep:
        assert browser.get(f"/?after={after}").status_code == 200
    assert counts[0] == counts[1]
    assert len(deep) <= counts[0] + 1
    assert counts[0] <= 12


@pytest.mark.parametrize(
    "query",
    [
        "after=nonsense", "after=00000000-0000-0000-0000-000000000000", "status=lost", "assignee=99999999", "assignee='",
        "area=" + "x" * 5000, "status=open&status=closed", "after=%00", "assignee=-1",
    ],
)  # fmt: skip
def test_odd_addresses_are_answered_with_a_queue(query: str) -> None:
    rows(1)
    assert signed_in().get(f"/?{query}").status_code == 200


def test_the_queue_shows_no_word_of_a_contact_and_counts_as_no_reading() -> None:
    sender = Sender.new()
    drop(sender, words="salainen-sana", name="Salainen Nimi")
    contact()
    answer = signed_in().get("/").content.decode()
    assert "salainen-sana" not in answer
    assert "Salainen" not in answer
    assert not AuditEntry.objects.filter(action="contact.read").exists()


def test_what_is_late_due_today_or_new_is_said_in_words() -> None:
    today = timezone.localdate()
    someone = worker()
    rows(1, due_on=today - timedelta(days=1))
    rows(1, due_on=today, opened_at=timezone.now(), news_at=timezone.now())
    answer = signed_in(someone).get("/").content.decode()
    for said in ("Myöhässä", "Tänään", "Uusi", "Uutta tekstiä"):
        assert said in answer


def test_an_unknown_kind_and_area_are_shown_by_their_codes() -> None:
    rows(1, kind="need_notice", area="unknown-area")
    answer = signed_in().get("/").content.decode()
    assert "need_notice" in answer
    assert "unknown-area" in answer


def test_the_queue_speaks_the_workers_language() -> None:
    rows(1)
    answer = signed_in(worker(language="sv")).get("/", headers={"accept-language": "fi"})
    assert answer.headers["Content-Language"] == "sv"
    assert '<html lang="sv"' in answer.content.decode()
    assert "Begäran om hjälp" in answer.content.decode()
