"""Mail to duty addresses: when, once, in both languages, without any content, and never given up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail as outgoing
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from portal.desk.courier import duty, loop, mail, notices, post
from portal.desk.models import (
    FALLBACK_KEY,
    Contact,
    CourierBeat,
    Notice,
    OutgoingMail,
    Status,
    StatusChange,
    Team,
    Urgency,
)
from tests.desk.builders import Sender, contact, drop, rows, worker
from tests.desk.conftest import Killed
from tests.desk.smtp_stub import MailServer, mail_server

pytestmark = pytest.mark.django_db(databases=["default", "portal"])

HELSINKI = ZoneInfo("Europe/Helsinki")
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=HELSINKI)
BEFORE_EIGHT = TUESDAY.replace(hour=7, minute=59)
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=HELSINKI)
DUTY = "duty@county.example"
CANARIES = ("Kanarialintu", "0401234567", "Salainen Katu 1", "vauva")


@pytest.fixture(autouse=True)
def duty_address() -> None:
    Team.objects.filter(key=FALLBACK_KEY).update(duty_email=DUTY)


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with mail_server() as running:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", running.port
        yield running


def urgent(**given: Any) -> Contact:
    return rows(1, urgency=Urgency.URGENT, **given)[0]


def waiting_since(days: int, count: int = 1, **given: Any) -> list[Contact]:
    """Contacts that came so many days ago, are due far ahead, and that nobody has opened or taken."""
    came = timezone.now() - timedelta(days=days)
    return rows(count, urgency=Urgency.NORMAL, arrival=came, due_on=date(2027, 6, 1), **given)


def post_all() -> int:
    return post.Postman().deliver(go_on=lambda: True)


def due_again() -> None:
    OutgoingMail.objects.update(lease_until=timezone.now() - timedelta(seconds=1))


def sent() -> list[Any]:
    return outgoing.outbox


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


@time_machine.travel(SUNDAY, tick=False)
def test_the_database_holds_each_notice_once_and_no_mail_to_nobody() -> None:
    found = urgent()
    notices.look()
    told = Notice.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(contact=found, kind=told.kind, mail=told.mail)
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(kind="digest", message_id="<a@b>")
    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.create(kind="word", message_id="<a@b>", team_id=FALLBACK_KEY)


@pytest.mark.parametrize("point", ["courier.before_mail", "courier.after_mail"])
def test_killed_while_sending_it_sends_again_with_the_same_message_id(kill_at: Any, point: str) -> None:
    urgent()
    notices.look()
    kill_at(point)
    with pytest.raises(Killed):
        post_all()
    assert post_all() == 0  # leased
    due_again()
    assert post_all() == 1
    assert len({one.extra_headers["Message-ID"] for one in sent()}) == 1
    assert OutgoingMail.objects.filter(kind="urgent").get().attempts == 2


def test_a_server_that_dies_after_the_mail_gets_it_again_under_the_same_id_and_without_content(
    server: MailServer,
) -> None:
    server.dies = 3
    sender = Sender.new()
    drop(sender, words=" ".join(CANARIES), name=CANARIES[0], urgent=True)
    courier = loop.Courier(Event())
    for _ in range(12):
        courier.round()
        courier._postman = post.Postman()
        due_again()
    told = [one for one in server.seen if "kiireellinen" in str(one["Subject"])]
    assert len(told) == 4
    assert len(server.taken) >= 1
    assert len({str(one["Message-ID"]) for one in told}) == 1
    assert re.fullmatch(r"<[0-9a-f-]{36}@\S+>", str(told[0]["Message-ID"]))
    for one in server.seen:
        whole = one.as_string() + one.get_content()
        for canary in CANARIES:
            assert canary not in whole
        assert sender.reference in str(one["Subject"]) + one.get_content()


def test_a_server_that_refuses_is_never_given_up_and_the_pause_grows_to_five_minutes(server: MailServer) -> None:
    urgent()
    notices.look()
    Notice.objects.exclude(kind="urgent").delete()
    OutgoingMail.objects.exclude(kind="urgent").delete()
    server.refuses = 20
    for attempt in range(1, 21):
        assert post_all() == 0
        waiting = OutgoingMail.objects.get()
        assert waiting.attempts == attempt
        assert waiting.lease_until is not None
        assert waiting.lease_until - timezone.now() <= post.CEILING
        due_again()
    assert post_all() == 1
    assert len(server.taken) == 1


def test_a_server_that_is_down_lets_letters_pass_and_is_left_alone_for_a_minute(
    settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    drop(urgent=True)
    courier = loop.Courier(Event())
    assert courier.round() == 1
    tried = OutgoingMail.objects.filter(attempts__gt=0).count()
    assert tried == 1
    drop()
    assert courier.round() == 1
    assert OutgoingMail.objects.filter(attempts__gt=0).count() == 1
    assert "ConnectionRefusedError" in caplog.text
    assert DUTY not in caplog.text


def test_the_lease_grows_to_a_ceiling() -> None:
    assert [post.lease_for(one).total_seconds() for one in (0, 1, 2, 3, 4, 500)] == [60, 60, 120, 240, 300, 300]


@pytest.mark.parametrize("reference", ["AAAAA\r\nBcc: x@y.fi", "Aino E.\nx", "<b>x</b>"])
def test_a_hostile_reference_changes_no_header(reference: str) -> None:
    captured: list[mail.Mail] = []
    told = duty.DutyMail("<a@b>", DUTY, {Notice.Kind.URGENT: [reference]})
    duty.send_duty_mail(told, timezone.now(), captured.append, duty_addresses=[DUTY])
    assert "\n" not in captured[0].subject
    assert not set("\r<>@:") & set(captured[0].subject)


def test_a_duty_mail_goes_to_nobody_but_a_duty_address() -> None:
    captured: list[mail.Mail] = []
    told = duty.DutyMail("<a@b>", "someone@example.fi", {Notice.Kind.URGENT: ["AAAAA-BBBBB"]})
    decision = duty.send_duty_mail(told, timezone.now(), captured.append, duty_addresses=[DUTY])
    assert (decision.may_send, captured) == (False, [])


def test_the_sender_of_a_mail_has_no_name(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Lastensuojelun päivystys <portaali@county.example>"
    mail.send(mail.Mail("<a@b>", DUTY, "x", "y"))
    assert sent()[0].from_email == "portaali@county.example"


def test_a_mail_that_waits_for_ten_minutes_is_a_problem_for_the_monitor() -> None:
    CourierBeat.objects.create(pk=1, beat_at=timezone.now())
    found = rows(1, opened_at=timezone.now())[0]
    made = notices.make_mail("word", timezone.now() - timedelta(seconds=590), contact=found)
    assert _health()[0] == 200
    OutgoingMail.objects.update(due_at=timezone.now() - timedelta(seconds=610))
    status, told = _health()
    assert status == 503
    assert "Mail has waited" in told["problems"][0]
    assert told["oldest_unsent_age"] >= 610
    OutgoingMail.objects.filter(pk=made.pk).update(sent_at=timezone.now())
    assert _health()[0] == 200


def test_a_whole_round_brings_the_letter_and_mails_at_once_with_no_word_of_it() -> None:
    found = contact(words="Kanarialintu vauva", name="Kanarialintu", urgent=True)
    loop.Courier(Event()).round()
    told = [one for one in sent() if found.reference in one.subject]
    assert len(told) == 1
    assert "anarialintu" not in "".join(one.subject + one.body for one in sent())


def _health() -> tuple[int, dict[str, Any]]:
    answer = Client().get("/health/intake")
    return answer.status_code, answer.json()
