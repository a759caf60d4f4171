"""The queue's page: filters, a fixed number of queries, odd addresses, and what it says of each contact in words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.desk.kernel_words import ALERTS
from portal.desk.models import Contact, CourierBeat
from portal.desk.queue import Filters, page, sight_of
from portal.intake.deadlines import Alert
from portal.vault.models import AuditEntry
from tests.desk.builders import Sender, contact, drop, rows, signed_in, worker

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

MOST_QUERIES = 15
MONDAY = datetime.fromisoformat("2026-11-30T12:00:00+02:00")


def shown(filters: Filters | None = None, **given: Any) -> list[Contact]:
    someone = given.pop("worker", None) or worker()
    return list(page(filters or Filters(), sight_of(someone), **given).contacts)


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
    CourierBeat.objects.create()
    browser = signed_in()
    rows(1)
    browser.get("/")
    found = []
    for more in (0, 1000):
        rows(more)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get("/").status_code == 200
        found.append(len(queries))
    after = page(Filters(), sight_of(worker())).next_after
    with CaptureQueriesContext(connection) as deep:
        assert browser.get(f"/?after={after}").status_code == 200
    assert found[0] == found[1]
    assert found[1] <= len(deep) <= MOST_QUERIES


@pytest.mark.parametrize(
    "query",
    [
        "after=nonsense", "after=00000000-0000-0000-0000-000000000000", "status=lost", "assignee=99999999", "assignee='",
        "area=" + "x" * 5000, "team='", "team=no-team", "alarm=everything", "urgency=danger", "kind=%00", "language=xx",
        "before=nonsense", "before=00000000-0000-0000-0000-000000000000", "after=1&before=2",
        "status=open&status=closed", "after=%00", "assignee=-1",
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


def test_what_is_late_due_soon_new_or_waiting_is_said_in_words() -> None:
    today, someone = timezone.localdate(), worker()
    waited = timezone.now() - timedelta(days=9)
    rows(1, due_on=today - timedelta(days=1))
    rows(1, due_on=today, opened_at=timezone.now(), news_at=timezone.now(), arrival=waited)
    rows(1, due_on=today + timedelta(days=2), arrival=waited)
    answer = signed_in(someone).get("/").content.decode()
    for alert in Alert:
        assert f">{ALERTS[alert]}</strong>" in answer
    for said in ("Uutta tekstiä", "Kiireellinen"):
        assert said in answer


def test_a_new_contact_is_called_new_until_it_has_waited_too_long() -> None:
    rows(1, urgency="normal")
    answer = signed_in().get("/").content.decode()
    assert ">Uusi</strong>" in answer
    assert f">{ALERTS[Alert.UNOPENED]}</strong>" not in answer


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
