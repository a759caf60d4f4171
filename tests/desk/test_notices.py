"""Mail to duty addresses: what is told, when, once, in both languages, and no more once it is not true."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from portal.desk.courier import notices
from portal.desk.models import (
    Contact,
    Notice,
    OutgoingMail,
    Status,
    StatusChange,
    Team,
    Urgency,
)
from tests.desk.builders import Sender, carry, drop, rows, worker
from tests.desk.mail_builders import DUTY, HELSINKI, SUNDAY, post_all, sent, urgent, waiting_since

pytestmark = [pytest.mark.django_db(databases=["default", "portal"]), pytest.mark.usefixtures("duty_address")]

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=HELSINKI)
BEFORE_EIGHT = TUESDAY.replace(hour=7, minute=59)


@time_machine.travel(SUNDAY, tick=False)
def test_an_urgent_contact_is_told_within_a_minute_on_any_day_and_once() -> None:
    found = urgent()
    assert (notices.look(), post_all()) == (1, 1)
    assert (notices.look(), post_all()) == (0, 0)
    (mailed,) = sent()
    assert mailed.to == [DUTY]
    assert mailed.subject == (
        f"Uusi kiireellinen yhteydenotto odottaa, viite {found.reference}"
        f" / En ny brådskande kontakt väntar, referens {found.reference}"
    )
    assert mailed.extra_headers["Auto-Submitted"] == "auto-generated"
    assert Notice.objects.get().mail.sent_at is not None


@time_machine.travel(SUNDAY, tick=False)
def test_urgent_contacts_of_one_minute_and_one_team_are_one_mail() -> None:
    for _ in range(3):
        urgent()
    assert (notices.look(), post_all()) == (1, 1)
    assert sent()[0].subject.startswith("3 uutta kiireellistä yhteydenottoa odottaa / ")


@time_machine.travel(SUNDAY, tick=False)
def test_only_twenty_references_are_named() -> None:
    for _ in range(23):
        urgent()
    notices.look()
    post_all()
    body = sent()[0].body
    assert "23 (" in body
    assert "ja 3 muuta" in body
    assert "och 3 till" in body
    assert len(set(re.findall(r"Q0000-\w{5}", body))) == 20


@time_machine.travel(SUNDAY, tick=False)
def test_a_later_letter_that_makes_an_opened_contact_urgent_is_told_as_well() -> None:
    urgent(opened_at=timezone.now())
    assert notices.look() == 0
    urgent(opened_at=timezone.now(), news_at=timezone.now())
    assert notices.look() == 1


def test_each_later_letter_to_an_urgent_contact_is_told_once_and_no_round_tells_it_again() -> None:
    sender = Sender.new()
    told = []
    with time_machine.travel(SUNDAY, tick=False) as clock:
        drop(sender, urgent=True)
        for number in range(3):
            carry()
            told.append((notices.look(), post_all(), notices.look()))
            clock.shift(timedelta(minutes=1))
            drop(sender, relation="message", words=f"Vielä yksi asia, {number}.")
    assert told == [(1, 1, 0)] * 3


@time_machine.travel(TUESDAY, tick=False)
def test_everything_else_is_one_summary_on_a_working_morning() -> None:
    today = TUESDAY.date()
    opened = {"opened_at": timezone.now(), "assignee": worker(), "urgency": Urgency.NORMAL}
    late = rows(1, due_on=today - timedelta(days=1), **opened)[0]
    now = rows(1, due_on=today, **opened)[0]
    soon = rows(1, due_on=today + timedelta(days=2), **opened)[0]
    rows(1, due_on=today + timedelta(days=30), **opened)
    (old,) = waiting_since(4)
    assert (notices.look(), post_all()) == (1, 1)
    (mailed,) = sent()
    assert mailed.subject == (
        "4 yhteydenottoa odottaa tänä aamuna toimia / 4 kontakter behöver åtgärdas i dag på morgonen"
    )
    finnish = mailed.body.split("---")[0]
    for line in (
        f"Myöhässä: 1 ({late.reference})",
        f"Hoidettava tänään: 1 ({now.reference})",
        f"Määräaika kahden arkipäivän sisällä: 1 ({soon.reference})",
        f"Kukaan ei ole ottanut käsittelyyn: 1 ({old.reference})",
        f"Kukaan ei ole avannut: 1 ({old.reference})",
    ):
        assert line in finnish
    assert "Försenade: 1" in mailed.body
    assert notices.look() == 0


@pytest.mark.parametrize(
    ("moment", "made"),
    [
        (BEFORE_EIGHT, 0),
        (BEFORE_EIGHT + timedelta(minutes=1), 1),
        (TUESDAY.replace(hour=17), 1),  # the courier stood still until then
        (datetime(2026, 11, 21, 9, 0, tzinfo=HELSINKI), 0),  # a Saturday
        (datetime(2026, 12, 24, 9, 0, tzinfo=HELSINKI), 0),  # Christmas Eve
        (datetime(2027, 1, 6, 9, 0, tzinfo=HELSINKI), 0),  # Epiphany
        (datetime(2026, 3, 30, 8, 0, tzinfo=HELSINKI), 1),  # the first Monday of summer time
    ],
)
def test_the_summary_comes_from_the_hour_of_the_setting_on_and_on_working_days_alone(
    moment: datetime, made: int
) -> None:
    with time_machine.travel(moment, tick=False):
        waiting_since(9)
        assert notices.look() == made


@time_machine.travel(TUESDAY, tick=False)
def test_what_was_told_is_not_told_again_the_next_morning_but_a_new_alarm_is() -> None:
    (found,) = waiting_since(9)
    assert (notices.look(), post_all()) == (1, 1)
    with time_machine.travel(TUESDAY + timedelta(days=1), tick=False):
        assert notices.look() == 0
    Contact.objects.filter(pk=found.pk).update(due_on=TUESDAY.date() + timedelta(days=2))
    with time_machine.travel(TUESDAY + timedelta(days=2), tick=False):
        assert (notices.look(), post_all()) == (1, 1)
    assert "Hoidettava tänään: 1" in sent()[-1].body
    assert "avannut" not in sent()[-1].body


@time_machine.travel(TUESDAY, tick=False)
def test_a_closed_contact_is_never_told_of() -> None:
    rows(1, status=Status.CLOSED, assignee=worker(), due_on=date(2026, 1, 1), urgency=Urgency.URGENT)
    assert notices.look() == 0
    assert not OutgoingMail.objects.exists()


@time_machine.travel(TUESDAY, tick=False)
@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.CLOSED},
        {"opened_at": TUESDAY, "news_at": None},
        {"team_id": "other"},
    ],
)
def test_what_is_not_true_any_more_is_cancelled_before_it_is_sent(change: dict[str, Any]) -> None:
    Team.objects.create(key="other", name_fi="Muu", name_sv="Annan", duty_email="other@county.example")
    found = urgent(assignee=worker())
    notices.look()
    mail_id = OutgoingMail.objects.get(kind="urgent").pk
    Contact.objects.filter(pk=found.pk).update(**change)
    post_all()
    assert not [one for one in sent() if one.to == [DUTY] and "kiireellinen" in one.subject]
    assert OutgoingMail.objects.get(pk=mail_id).cancelled_at is not None
    if "team_id" in change:
        notices.look()
        post_all()
        assert [one.to for one in sent()][-1:] == [["other@county.example"]]


@time_machine.travel(TUESDAY, tick=True)
def test_a_change_of_status_cancels_what_was_not_sent_and_the_next_morning_tells_it_if_it_still_holds() -> None:
    found = rows(1, due_on=date(2026, 11, 1), opened_at=timezone.now(), assignee=worker(), urgency=Urgency.NORMAL)[0]
    assert notices.look() == 1
    StatusChange.objects.create(contact=found, status=Status.BEING_HANDLED)
    assert post_all() == 0
    assert not sent()
    with time_machine.travel(TUESDAY + timedelta(days=1)):
        assert (notices.look(), post_all()) == (1, 1)


@time_machine.travel(TUESDAY, tick=False)
def test_a_team_without_an_address_tells_the_fallback_team_and_nobody_where_that_has_none() -> None:
    Team.objects.create(key="other", name_fi="Muu", name_sv="Annan")
    urgent(team_id="other")
    notices.look()
    post_all()
    assert [one.to for one in sent() if "kiireellinen" in one.subject] == [[DUTY]]
    Team.objects.update(duty_email="")
    urgent(team_id="other")
    assert notices.look() == 0


@time_machine.travel(TUESDAY, tick=False)
def test_an_address_that_is_taken_away_before_the_mail_is_sent_gets_none() -> None:
    urgent()
    notices.look()
    Team.objects.update(duty_email="")
    assert post_all() == 0
    assert not OutgoingMail.objects.filter(cancelled_at__isnull=True).exists()
